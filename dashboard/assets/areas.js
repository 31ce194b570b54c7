/* Places that are areas, drawn as areas: shaded by how often they are named, dashed where the outline
   is not confirmed to be the place's. Outlines come in three grades, as training/cartography/outlines.py
   writes them; a switch says whether points, areas or both are drawn. */
(() => {
  "use strict";

  const { Pieces, inWorldUnits, colour } = window.Dateline.basemap;
  // Each grade's first zoom, and the units to the side of the world.
  const GRADES = [[0, "far", 2 ** 12], [3, "coarse", 2 ** 14], [5, "fine", 2 ** 17]];
  const SPECK = 7; // pixels
  // An area around all of the map: so many times its extent, zoom steps until faintest, and how faint.
  const AROUND = 1.5, FADING = 2, FAINTEST = 0.25;
  const LAYERS = ["points", "areas", "both"];
  const SHADED_BY = ["count", "perplace", "share"];

  const gradeAt = (zoom) => GRADES.findLast(([from]) => from <= zoom + 0.01);

  /** A file's areas as paths in world units, each with the box around it; a published site leaves
      out some. */
  function readOutlines(data, name) {
    const units = GRADES.find(([, grade]) => name.startsWith(`${grade}/`))[2];
    return data.map((rings) => {
      if (!rings) return null;
      const path = new Path2D(), box = [Infinity, Infinity, -Infinity, -Infinity];
      for (const flat of rings) {
        let x = 0, y = 0;
        for (let i = 0; i < flat.length; i += 2) {
          x += flat[i];
          y += flat[i + 1];
          path[i ? "lineTo" : "moveTo"](x / units, y / units);
          box[0] = Math.min(box[0], x / units);
          box[1] = Math.min(box[1], y / units);
          box[2] = Math.max(box[2], x / units);
          box[3] = Math.max(box[3], y / units);
        }
        path.closePath();
      }
      return { path, box };
    });
  }

  class Areas {
    constructor(map, options, report, changed) {
      Object.assign(this, { map, words: options.words.areas, report, rows: [], layers: "both" });
      this.number = new Intl.NumberFormat(options.language);
      this.files = new Pieces(options.outlines, readOutlines, changed);
      this.test = document.createElement("canvas").getContext("2d");
      this.addHead();
      this.addLegend();
      map.on("mousemove", (event) => this.hover(event));
    }

    /* ---- what is shown ---- */

    show({ shaded, elsewhere, layers, selected, unit }) {
      this.switch.hidden = !shaded;
      // Where two selections are compared there are no shades.
      if (!shaded) {
        [shaded, elsewhere, layers] = [{ areas: { id: [], sure: [] }, breaks: [] }, { id: [] }, "points"];
      }
      const columns = Object.entries(shaded.areas);
      this.rows = shaded.areas.id.map((_, at) => Object.fromEntries(columns.map(([name, values]) => [name, values[at]])));
      Object.assign(this, { breaks: shaded.breaks, layers, selected, unit });
      document.documentElement.dataset.layers = layers;
      for (const button of this.buttons) button.setAttribute("aria-pressed", String(button.value === layers));
      this.showLegend(shaded);
      this.showElsewhere(elsewhere);
    }

    /** The outline of an area that a zoom asks for, or a coarser one while that is on its way. */
    outline({ group, number }, zoom, seen) {
      const grade = gradeAt(zoom)[1];
      const far = this.files.get(`far/${group}`)?.[number];
      if (grade === "far" || !far || !seen(far.box)) return far;
      // Countries have files of their own from coarse on, other areas from fine on. What is not
      // asked for is taken where it is here.
      const get = (name, asked) => (name === "fine" || group === "countries"
        ? this.files.get(`${name}/${group}/${number}`, asked)?.[0]
        : this.files.get(`${name}/${group}`, asked)?.[number]);
      return get(grade, true) || get("coarse", false) || far;
    }

    /** Larger areas first, so that what lies in another is seen. Each covers what it lies on: the
        sheet as a whole is let through, and a shade is the same wherever it stands. */
    draw(context, view) {
      if (this.layers === "points" || !this.rows.length) return;
      const zoom = this.map.getZoom();
      const [west, north] = [view.origin.x / view.world, view.origin.y / view.world];
      const [east, south] = [west + view.size.x / view.world, north + view.size.y / view.world];
      const seen = ([left, top, right, bottom]) => top < south && bottom > north
        && [-1, 0, 1].some((turn) => left + turn < east && right + turn > west);
      const found = this.rows.map((row) => ({ row, outline: this.outline(row, zoom, seen) })).filter(({ outline }) => outline);
      const sizeOf = ([left, top, right, bottom]) => (right - left) * (bottom - top);
      found.sort((a, b) => sizeOf(b.outline.box) - sizeOf(a.outline.box));
      this.drawn = found;
      inWorldUnits(context, view, (pixel) => {
        context.lineJoin = "round";
        for (const { row, outline } of found) {
          context.fillStyle = colour(`--shade-${row.shade}`);
          context.globalAlpha = this.strength(outline, view);
          context.fill(outline.path, "evenodd");
          context.globalAlpha = 1;
          const chosen = row.id === this.selected;
          context.setLineDash(row.sure ? [] : [4 * pixel, 3 * pixel]);
          context.lineWidth = (chosen ? 2.5 : row.sure ? 0.75 : 1) * pixel;
          context.strokeStyle = colour(chosen ? "--ink" : row.sure ? "--land" : "--shade-line");
          context.stroke(outline.path);
          this.drawSpeck(context, outline.box, pixel);
        }
      });
      context.setLineDash([]);
    }

    /** How strongly an area is shaded, 0 to 1: one in which all of the map lies tells nothing apart
        there and hides what the map is drawn on, the closer the more. */
    strength({ path, box: [left, top, right, bottom] }, { origin, size, world }) {
      const times = Math.sqrt(((right - left) * (bottom - top)) / (size.x * size.y)) * world;
      if (times <= AROUND) return 1;
      for (const x of [0, 0.5, 1]) {
        for (const y of [0, 0.5, 1]) {
          const [east, south] = [(origin.x + x * size.x) / world, (origin.y + y * size.y) / world];
          if (!this.test.isPointInPath(path, ((east % 1) + 1) % 1, south, "evenodd")) return 1;
        }
      }
      return Math.max(FAINTEST, 1 - Math.log2(times / AROUND) / FADING);
    }

    /** What is too small to be seen by its shade is a square of it. */
    drawSpeck(context, [left, top, right, bottom], pixel) {
      const side = SPECK * pixel;
      if (Math.max(right - left, bottom - top) > side) return;
      context.fillRect((left + right - side) / 2, (top + bottom - side) / 2, side, side);
    }

    /** The smallest area at a point of the map. */
    at(latlng) {
      if (this.layers === "points") return null;
      const { x, y } = this.map.options.crs.latLngToPoint(latlng.wrap(), 0);
      const inside = (this.drawn || []).filter(({ outline: { path, box } }) =>
        x / 256 >= box[0] && x / 256 <= box[2] && y / 256 >= box[1] && y / 256 <= box[3]
        && this.test.isPointInPath(path, x / 256, y / 256, "evenodd"));
      return inside.at(-1)?.row || null;
    }

    hover({ latlng }) {
      const row = this.at(latlng);
      if (row?.id === this.hovered) return;
      this.hovered = row?.id;
      this.map.getContainer().title = row ? `${row.name}: ${this.written(row)[1]}` : "";
      this.map.getContainer().classList.toggle("over-area", Boolean(row));
    }

    said(count) {
      return `${this.number.format(count)} ${count === 1 ? this.unit.one : this.unit.many}`;
    }

    /* ---- controls ---- */

    /** What lies nowhere on the map, and beside it the switch. */
    addHead() {
      const head = document.createElement("div");
      head.className = "map-head";
      head.append(this.makeElsewhere(), this.makeSwitch(), this.makeFold());
      this.place(head, "topright");
    }

    makeSwitch() {
      const group = document.createElement("div");
      group.className = "layers leaflet-bar";
      group.setAttribute("role", "group");
      group.setAttribute("aria-label", this.words.layers);
      this.buttons = LAYERS.map((value) => {
        const button = document.createElement("button");
        Object.assign(button, { type: "button", value, textContent: this.words[value] });
        button.addEventListener("click", () => this.report({ layers: value }));
        return button;
      });
      group.append(...this.buttons);
      this.switch = group;
      return group;
    }

    /** On small and on embedded maps one button opens all this (see map.css). */
    makeFold() {
      const fold = document.createElement("button");
      fold.type = "button";
      fold.className = "fold leaflet-bar";
      fold.title = this.words.layers;
      fold.setAttribute("aria-label", this.words.layers);
      fold.setAttribute("aria-expanded", "false");
      fold.append(document.createElement("i"), document.createElement("i"));
      fold.addEventListener("click", () => {
        const open = document.documentElement.classList.toggle("unfolded");
        fold.setAttribute("aria-expanded", String(open));
      });
      return fold;
    }

    addLegend() {
      this.legend = document.createElement("div");
      this.legend.className = "shades";
      this.legend.setAttribute("role", "group");
      this.legend.setAttribute("aria-label", this.words.legend);
      this.by = document.createElement("select");
      this.by.setAttribute("aria-label", this.words.shade);
      this.by.title = this.words.shade;
      this.by.append(...SHADED_BY.map((value) => Object.assign(document.createElement("option"), { value })));
      this.by.addEventListener("change", () => this.report({ shade: this.by.value }));
      this.key = document.createElement("span");
      this.key.className = "key";
      this.legend.append(this.by, this.key);
      this.place(this.legend, "bottomright");
    }

    makeElsewhere() {
      this.strip = document.createElement("div");
      this.strip.className = "elsewhere";
      this.strip.setAttribute("role", "group");
      this.strip.setAttribute("aria-label", this.words.elsewhere);
      return this.strip;
    }

    place(node, position) {
      const control = L.control({ position });
      control.onAdd = () => {
        L.DomEvent.disableClickPropagation(node);
        L.DomEvent.disableScrollPropagation(node);
        return node;
      };
      control.addTo(this.map);
    }

    /** What each shade means. */
    showLegend({ breaks, by, areas }) {
      this.legend.hidden = this.layers === "points" || !areas.id.length;
      const { title, many } = this.unit;
      const names = [
        this.words.count.replace("{units}", title), this.words.perplace, this.words.share.replace("{units}", many),
      ];
      SHADED_BY.forEach((value, at) => { this.by.options[at].textContent = names[at]; });
      this.by.value = by || SHADED_BY[0];
      const counts = by === "count", mark = by === "share" ? " %" : "";
      const said = (value) => `${this.number.format(value)}`;
      const shades = (breaks || []).map((least, at) => {
        const next = breaks[at + 1];
        const most = next && (counts ? next - 1 : next);
        const range = !next ? `${said(least)}+` : most > least ? `${said(least)}–${said(most)}` : said(least);
        return this.entry(`var(--shade-${at})`, range + mark);
      });
      const dashed = areas.sure.includes(0) ? [this.entry("", this.words.unconfirmed, "unconfirmed")] : [];
      this.key.replaceChildren(...shades, ...dashed);
    }

    entry(background, text, kind = "") {
      const entry = document.createElement("span");
      entry.className = `shade ${kind}`;
      const swatch = document.createElement("i");
      if (background) swatch.style.background = background;
      entry.append(swatch, text);
      return entry;
    }

    /** A value as it is written beside a name, and in full. */
    written({ count, value }) {
      const number = this.number.format(value ?? count);
      if (value === undefined) return [number, this.said(count)];
      const share = this.by.value === "share";
      const full = (share ? this.words.shareIs : this.words.perplaceIs).replace("{units}", this.unit.many);
      return [share ? `${number} %` : number, full.replace("{n}", number)];
    }

    /** Continents and the like have no outline to shade: they are listed. */
    showElsewhere(rows) {
      this.strip.hidden = !rows.id.length;
      const entries = rows.id.map((id, at) => {
        const button = document.createElement("button");
        Object.assign(button, { type: "button", textContent: `${rows.name[at]} ${this.number.format(rows.count[at])}` });
        button.setAttribute("aria-label", `${rows.name[at]}: ${this.said(rows.count[at])}`);
        button.setAttribute("aria-pressed", String(id === this.selected));
        button.addEventListener("click", () => this.report({ click: id }));
        return button;
      });
      this.strip.replaceChildren(...entries);
    }
  }

  window.Dateline.Areas = Areas;
})();
