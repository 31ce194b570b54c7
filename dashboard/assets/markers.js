/* The markers on the map, and the size of each marker: one element for each group that crowding.js
   makes of the places that Python sends. Text is set with textContent only. */
(() => {
  "use strict";

  // What is not sent because no marker has it.
  const ABSENT = { actors: 0, acting: 0, kind: 0, more: 0, named: 0, unsure: 0, country: "", change: 0 };
  const KINDS = ["point", "area", "country", "continent"];
  const { arrange, placeLabels, boxAt } = window.Dateline.crowding;
  const SMALLEST = 7, AIR = 4, LEAST_BOX = 18; // pixels: a dot, around it, what can be pressed
  const LEAST_SCALE = 8; // counts: below, all circles would be large
  const STEPS = [1, 1.5, 2, 3, 5, 7];
  const MOST_STEPS = 40;
  const FARTHER = 6, MANY = 150; // pixels a zoom step, places

  const ROOM = 6000; // square pixels of the map for each name of an area that is tried

  const element = (tag, className, text) => {
    const node = document.createElement(tag);
    node.className = className;
    if (text !== undefined) node.textContent = text;
    return node;
  };

  /** Fill `{name}` and `{n}` of a sentence; what is filled in is not looked at again. */
  const fill = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);

  /** The round number at or above (or, downwards, below) a count. */
  function round(count, down = false) {
    const power = 10 ** Math.floor(Math.log10(count));
    const all = [...STEPS, 10].map((step) => step * power);
    return down ? all.filter((one) => one <= count * 1.0001).at(-1) : all.find((one) => one >= count * 0.9999);
  }

  /** One list for each property, as it travels, as one object for each place. */
  const rowsOf = (columns) => columns.id.map((_, at) => ({
    ...ABSENT,
    ...Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, values[at]])),
  }));

  /* ---- size: area is proportional to count ---- */

  /** The largest circle's diameter on a map of this width. */
  const largest = (width) => Math.max(34, Math.min(76, width * 0.052));

  class Scale {
    constructor(most, diameter) {
      Object.assign(this, { most, diameter });
    }
    /** A circle's diameter, or the side of a square of the same area. */
    drawn(count, kind = 0) {
      const size = this.diameter * Math.sqrt(Math.min(1, count / this.most));
      return Math.max(SMALLEST, kind ? size * 0.886 : size);
    }
    /** Even, so that its edges lie on whole pixels. */
    box(count, kind) {
      return Math.max(LEAST_BOX, 2 * Math.ceil((this.drawn(count, kind) + AIR) / 2));
    }
    /** The count up to which circles are as small as can be. */
    get least() {
      return this.most * (SMALLEST / this.diameter) ** 2;
    }
    /** Up to three counts, each with its diameter, whose circles are at most so high; ``least`` is
        the smallest that there can be. */
    examples(high, least) {
      const found = [];
      for (const size of [9, 15, high]) {
        const count = Math.max(least, round(this.most * (size / this.diameter) ** 2, true));
        if (!found.includes(count)) found.push(count);
      }
      return found.map((count) => ({ count, size: this.drawn(count) }));
    }
  }

  class Markers {
    constructor(map, { words, language }, choose, light) {
      Object.assign(this, { map, words, choose, light, drawn: new Map(), holders: new Map(), taken: [] });
      this.number = new Intl.NumberFormat(language);
      this.short = new Intl.NumberFormat(language, { notation: "compact", maximumFractionDigits: 1 });
      this.signed = [0, 1, 2].map((digits) => new Intl.NumberFormat(language, {
        signDisplay: "exceptZero", minimumFractionDigits: digits, maximumFractionDigits: digits }));
      map.getPane("markerPane").setAttribute("role", "group");
      map.getPane("markerPane").setAttribute("aria-label", words.markers);
    }

    /** What Python sent. Areas that are drawn as such have no marker: their names are written. */
    show(payload) {
      this.payload = payload;
      const { places, shaded, layers, selected } = payload;
      this.rows = rowsOf(places);
      this.outlined = shaded && layers !== "points" ? rowsOf(shaded.areas) : [];
      if (shaded && layers === "areas") this.rows = this.rows.filter(({ id }) => id === selected);
      // What the ids of joined markers have in common travels once.
      for (const row of this.rows) if (row.id[0] === "~") row.id = payload.grid + row.id.slice(1);
      this.layOut();
    }

    /** Join and move markers for the zoom and the size of the map, and name them. */
    layOut() {
      if (!this.payload) return;
      const { compared, apart, selected } = this.payload;
      const { x: width, y: height } = this.map.getSize();
      const items = this.rows.map((row) => {
        const { x, y } = this.map.latLngToContainerPoint([row.latitude, row.longitude]);
        return { id: row.id, row, x, y, kind: row.kind, selected: row.id === selected,
          count: compared ? Math.abs(row.change) : row.count, named: row.named };
      });
      const alone = compared || apart;
      // A world full of places is read from fewer of them than a country is.
      const more = Math.max(0, 4 - this.map.getZoom()) * FARTHER * Math.min(1, items.length / MANY);
      const arranged = (sizeOf) => arrange(items, { sizeOf, frame: [0, 0, width, height], apart: alone, more });
      this._draw([...this._scaled(width, arranged), ...this.outlined.map((row) => this._named(row))]);
      this.name();
    }

    /** An area that is drawn as such, with its name for a marker. */
    _named(row) {
      const item = { id: row.id, row, count: row.count };
      return { items: [item], count: row.count, kind: 1, size: 0, dx: 0, dy: 0, outlined: true };
    }

    /** The groups in the narrowest scale in which none is too large. While the zoom is the same
        the scale only ever widens, so that sizes can be compared from one time to the next. */
    _scaled(width, arranged) {
      const { compared, most, unit } = this.payload;
      const key = [this.map.getZoom(), unit.one, compared, most].join();
      if (key !== this.scaledFor) this.widest = round(compared ? most : Math.max(most, LEAST_SCALE));
      this.scaledFor = key;
      for (let steps = 0; ; steps++) {
        this.scale = new Scale(this.widest, largest(width));
        const groups = arranged((count, kind) => this.scale.box(count, kind));
        const largestCount = Math.max(0, ...groups.map((group) => group.count));
        if (largestCount <= this.widest * 1.0001 || steps > MOST_STEPS) return groups;
        this.widest = round(this.widest * 1.1);
      }
    }

    _draw(groups) {
      const wanted = new Set(groups.map((group) => group.items[0].id));
      for (const [id, marker] of this.drawn) {
        if (wanted.has(id)) continue;
        marker.layer.remove();
        this.drawn.delete(id);
      }
      this.holders.clear();
      for (const group of groups) {
        const { id } = group.items[0];
        if (!this.drawn.has(id)) this.drawn.set(id, this._create(group.items[0].row));
        this._update(this.drawn.get(id), group);
        for (const item of group.items) this.holders.set(item.id, this.drawn.get(id));
      }
    }

    _create(row) {
      const root = element("div", "place");
      const shape = element("div", "shape"), number = element("span", "number"), label = element("span", "label");
      shape.append(number);
      root.append(shape, label);
      const icon = L.divIcon({ html: root, className: "dateline-marker", iconSize: null });
      const layer = L.marker([row.latitude, row.longitude], { icon, keyboard: true, riseOnHover: true });
      const marker = { layer, root, shape, number, label };
      layer.on("click", (event) => this.choose(marker.id, event));
      layer.on("mouseover", () => this.light(marker, true));
      layer.on("mouseout", () => this.light(marker, false));
      layer.addTo(this.map);
      marker.icon = layer.getElement();
      marker.icon.tabIndex = -1;
      marker.icon.marker = marker;
      return marker;
    }

    _update(marker, group) {
      const { compared, selected, unit, cluster } = this.payload;
      const { items: [{ row }], items, count, kind, size, dx, dy, outlined = false } = group;
      const more = items.reduce((sum, item) => sum + item.row.more + 1, -1);
      const id = items.length === 1 ? row.id : `joined:${items.map((item) => item.id).join(" ")}`;
      const chosen = row.id === selected || id === cluster?.id;
      const drawn = this.scale.drawn(count, kind);
      const { root, shape, number, label, layer, icon } = marker;
      Object.assign(marker, {
        id, row, group, size, dx, dy, chosen, more, outlined,
        place: [row.latitude, row.longitude],
        country: (outlined || KINDS[kind] === "country") && !more ? row.country : "",
        priority: (chosen ? 1e12 : 0) + count,
        name: this._name(row.name, more),
      });
      root.dataset.kind = KINDS[kind];
      root.dataset.place = id;
      root.classList.toggle("outlined", outlined);
      root.classList.toggle("wide", kind > 0);
      root.classList.toggle("more", compared && row.change > 0);
      root.classList.toggle("less", compared && row.change < 0);
      root.classList.toggle("joined", more > 0);
      root.classList.toggle("unsure", !more && Boolean(row.unsure));
      root.classList.toggle("selected", chosen);
      const actors = items.reduce((sum, item) => sum + item.row.actors * item.count, 0) / Math.max(count, 1e-9);
      root.style.setProperty("--actors", `${Math.round(outlined ? row.acting * 10 : actors * 100)}%`);
      shape.style.setProperty("--size", `${drawn.toFixed(1)}px`);
      const shown = compared ? this.signed[Math.abs(row.change) < 10 ? 1 : 0].format(row.change).replace("-", "−") : this.short.format(count);
      number.textContent = shown;
      // A number stays inside its shape, or is left to the words.
      number.hidden = drawn < (kind ? 6 * shown.length + 7 : Math.hypot(6.6 * shown.length, 9) + 4);
      root.classList.toggle("tiny", drawn < 13);
      label.textContent = marker.name;
      const [short, full] = outlined ? this.areas.written(row) : [];
      if (outlined) label.append(element("span", "counted", short));
      label.className = `label ${outlined ? "" : drawn >= 28 ? "large" : drawn < 14 ? "small" : ""}`;
      layer.setLatLng(marker.place);
      layer.setZIndexOffset(chosen ? 1e5 : -Math.round(count));
      if (!outlined) Object.assign(icon.style, {
        width: `${size}px`, height: `${size}px`, margin: `${dy - size / 2}px 0 0 ${dx - size / 2}px` });
      const counted = outlined ? full : compared
        ? fill(this.words.points, { n: this.signed[2].format(row.change).replace("-", "−") })
        : `${this.number.format(count)} ${count === 1 ? unit.one : unit.many}`;
      const words = `${marker.name}: ${counted}`;
      icon.setAttribute("aria-label", !more && row.unsure ? `${words}, ${this.words.unsure}` : words);
      icon.setAttribute("aria-pressed", String(chosen));
      if (more) icon.title = this._listed(items, more);
      else icon.removeAttribute("title");
    }

    _name(name, more) {
      if (!more) return name;
      return fill(more === 1 ? this.words.oneMore : this.words.more, { name, n: this.number.format(more) });
    }

    /** What a joined marker stands for, for the card on a small map. */
    listed(id) {
      const marker = id && [...this.drawn.values()].find((one) => one.id === id);
      if (!marker || !marker.more) return null;
      return { name: marker.name, parts: [{ text: this._listed(marker.group.items, marker.more) }], source: "" };
    }

    /** The first places of a joined marker, and how many follow. */
    _listed(items, more) {
      const names = items.slice(0, 8).map((item) => item.row.name);
      const rest = more + 1 - names.length;
      return this._name(names.join(", "), rest);
    }

    /** Name as many markers as have room beside them, the most counted first. */
    name() {
      const { x: width, y: height } = this.map.getSize();
      const frame = [2, 2, width - 2, height - 2];
      const ordered = [...this.drawn.values()].sort((a, b) => b.priority - a.priority);
      for (const marker of ordered) {
        const { x, y } = this.map.latLngToContainerPoint(marker.place);
        marker.box = boxAt(x + marker.dx, y + marker.dy, marker.size);
        marker.line = null;
      }
      let tried = 0;
      const seen = ordered.filter(({ box, outlined, chosen }) =>
        box[2] >= 0 && box[3] >= 0 && box[0] <= width && box[1] <= height
        && (!outlined || chosen || ++tried <= (width * height) / ROOM));
      // All are measured before any is moved: in turns the browser would lay out the page each time.
      const measured = seen.map(({ box, label, chosen, outlined }) => {
        const { width: wide, height: high } = label.getBoundingClientRect();
        return { box, always: chosen, inside: outlined, width: Math.ceil(wide), height: Math.ceil(high) };
      });
      const spots = placeLabels(measured, frame, this.controls());
      this.taken = seen.filter(({ outlined }) => !outlined).map(({ box }) => box);
      const named = new Set();
      seen.forEach((marker, i) => {
        const { width: wide, height: high, box } = measured[i];
        if (spots[i]) named.add(marker);
        // From the place itself, so that it stays right while the map moves.
        const spot = this.map.latLngToContainerPoint(marker.place);
        marker.line = spots[i]?.[2]?.map(([lineX, lineY]) => [lineX - spot.x, lineY - spot.y]);
        if (marker.outlined) {
          if (spots[i]) this.taken.push(this._write(marker, spots[i], wide, high));
          return;
        }
        // A name that is only shown while it is pointed at keeps within the map as well.
        const [x, y] = spots[i] || [
          Math.max(4, Math.min(width - wide - 4, (box[0] + box[2] - wide) / 2)),
          box[3] + 1 + high < height ? box[3] + 1 : box[1] - 1 - high,
        ];
        marker.label.style.left = `${Math.floor(x - box[0])}px`;
        marker.label.style.top = `${Math.floor(y - box[1])}px`;
        if (spots[i]) this.taken.push([x - 3, y - 2, x + wide + 3, y + high + 2]);
      });
      for (const marker of ordered) {
        marker.root.classList.toggle("named", named.has(marker));
        marker.absent = marker.outlined && !named.has(marker);
        marker.icon.classList.toggle("absent", marker.absent);
      }
    }

    /** The name of an area where there is room for it; the box that it takes. */
    _write(marker, [left, top], wide, high) {
      const [x, y] = marker.box;
      Object.assign(marker.icon.style, {
        width: `${wide}px`, height: `${high}px`,
        margin: `${Math.floor(top) - Math.round(y)}px 0 0 ${Math.floor(left) - Math.round(x)}px` });
      Object.assign(marker.label.style, { left: "", top: "" });
      marker.box = [left, top, left + wide, top + high];
      return [left - 3, top - 2, left + wide + 3, top + high + 2];
    }

    /** Where buttons and notes lie on the map. */
    controls() {
      const { left, top } = this.map.getContainer().getBoundingClientRect();
      return [...document.querySelectorAll(".leaflet-control, .first-sentence")]
        .map((node) => node.getBoundingClientRect())
        .filter((box) => box.width && box.height)
        .map((box) => [box.left - left, box.top - top, box.right - left, box.bottom - top]);
    }
  }

  Object.assign(window.Dateline, { Markers, element, fill });
})();
