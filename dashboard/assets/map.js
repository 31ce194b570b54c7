/* Dateline's map, drawn inside streamlit-folium's frame.

   Python sends numbers and JSON only (see dashboard/map.py). Names reach the page through
   textContent and canvas text, never as HTML, so nothing in an article can become markup. */
(() => {
  "use strict";

  const POINT = 0, AREA = 1, COUNTRY = 2, CLUSTER = 3;
  const CANVAS_MARGIN = 0.3; // drawn beyond the frame so that dragging shows no edge
  const TILES = "https://tile.openstreetmap.org/{z}/{x}/{y}.png";

  const state = { map: null, world: null, payload: null, markers: new Map(), click: 0 };

  /* ---- geometry: the world as paths in Mercator units, 0 to 1 ---- */

  const mercator = (lon, lat) => {
    const y = Math.sin((Math.max(-85.05, Math.min(85.05, lat)) * Math.PI) / 180);
    return [lon / 360 + 0.5, 0.5 - Math.log((1 + y) / (1 - y)) / (4 * Math.PI)];
  };

  function decode(flat, scale) {
    const points = [];
    let x = 0, y = 0;
    for (let i = 0; i < flat.length; i += 2) {
      x += flat[i];
      y += flat[i + 1];
      points.push([x * scale, y * scale]);
    }
    return points;
  }

  function ringOf(arcs, numbers) {
    const ring = [];
    for (const number of numbers) {
      const arc = number < 0 ? arcs[~number].slice().reverse() : arcs[number];
      // Arcs of one ring may lie a turn apart where it crosses the antimeridian.
      const turn = ring.length ? Math.round((ring.at(-1)[0] - arc[0][0]) / 360) * 360 : 0;
      for (const [x, y] of arc) ring.push([x + turn, y]);
    }
    const across = ring.at(-1)[0] - ring[0][0];
    if (Math.abs(across) > 180) ring.push([ring.at(-1)[0], -90], [ring[0][0], -90]); // Antarctica
    return ring;
  }

  function trace(path, points, closed) {
    points.forEach(([lon, lat], i) => {
      const [x, y] = mercator(lon, lat);
      if (i) path.lineTo(x, y);
      else path.moveTo(x, y);
    });
    if (closed) path.closePath();
  }

  function prepare(data) {
    const arcs = data.arcs.map((flat) => decode(flat, data.scale));
    const uses = new Uint8Array(arcs.length);
    const land = new Path2D();
    const countries = data.countries.map((country) => {
      const path = new Path2D();
      for (const polygon of country.polygons) {
        for (const numbers of polygon) {
          numbers.forEach((n) => uses[n < 0 ? ~n : n]++);
          trace(path, ringOf(arcs, numbers), true);
        }
      }
      land.addPath(path);
      return { ...country, path };
    });
    const borders = new Path2D(), coasts = new Path2D();
    arcs.forEach((arc, i) => trace(uses[i] > 1 ? borders : coasts, arc, false));
    const byCode = new Map(countries.filter((c) => c.code).map((c) => [c.code, c]));
    return { land, borders, coasts, countries, byCode };
  }

  /* ---- a canvas that moves and zooms with the map ---- */

  const Sheet = L.Layer.extend({
    initialize(pane, draw) {
      this._pane = pane;
      this._draw = draw;
    },
    onAdd(map) {
      this._canvas = L.DomUtil.create("canvas", "leaflet-zoom-animated");
      this._canvas.setAttribute("aria-hidden", "true");
      map.getPane(this._pane).appendChild(this._canvas);
      this.redraw();
    },
    onRemove() {
      this._canvas.remove();
    },
    getEvents() {
      return { moveend: this.redraw, viewreset: this.redraw, resize: this.redraw, zoomanim: this._animate };
    },
    redraw() {
      const map = this._map;
      if (!map) return;
      const size = map.getSize(), ratio = window.devicePixelRatio || 1;
      const margin = size.multiplyBy(CANVAS_MARGIN).round();
      const whole = size.add(margin.multiplyBy(2));
      const corner = map.containerPointToLayerPoint(margin.multiplyBy(-1));
      this._corner = map.layerPointToLatLng(corner);
      this._zoom = map.getZoom();
      const canvas = this._canvas;
      canvas.width = whole.x * ratio;
      canvas.height = whole.y * ratio;
      canvas.style.width = `${whole.x}px`;
      canvas.style.height = `${whole.y}px`;
      L.DomUtil.setTransform(canvas, corner, 1);
      const context = canvas.getContext("2d");
      context.scale(ratio, ratio);
      this._draw(context, {
        world: 256 * 2 ** this._zoom,
        origin: map.getPixelOrigin().add(corner),
        size: whole,
        margin,
        ratio,
      });
    },
    _animate(event) {
      const scale = this._map.getZoomScale(event.zoom, this._zoom);
      const corner = this._map._latLngToNewLayerPoint(this._corner, event.zoom, event.center);
      L.DomUtil.setTransform(this._canvas, corner, scale);
    },
  });

  function inWorldUnits(context, view, draw) {
    const first = Math.floor(view.origin.x / view.world - 0.6);
    const last = Math.floor((view.origin.x + view.size.x) / view.world + 0.6);
    for (let copy = first; copy <= last; copy++) {
      context.save();
      context.translate(copy * view.world - view.origin.x, -view.origin.y);
      context.scale(view.world, view.world);
      draw(1 / view.world);
      context.restore();
    }
  }

  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  function drawBase(context, view) {
    const { world } = state;
    context.fillStyle = colour("--water");
    context.fillRect(0, 0, view.size.x, view.size.y);
    if (!world) return;
    inWorldUnits(context, view, (pixel) => {
      context.lineJoin = "round";
      context.fillStyle = colour("--land");
      context.fill(world.land, "evenodd");
      context.lineWidth = pixel;
      context.strokeStyle = colour("--coast");
      context.stroke(world.coasts);
      context.strokeStyle = colour("--border");
      context.stroke(world.borders);
    });
  }

  function drawAreas(context, view) {
    const { world, payload } = state;
    if (!world || !payload) return;
    const most = Math.max(1, payload.most);
    inWorldUnits(context, view, (pixel) => {
      for (const [code, count] of payload.areas) {
        const country = world.byCode.get(code);
        if (!country) continue;
        context.globalAlpha = 0.07 + 0.23 * Math.sqrt(Math.min(1, count / most));
        context.fillStyle = colour("--place");
        context.fill(country.path, "evenodd");
        context.globalAlpha = 0.55;
        context.lineWidth = pixel;
        context.strokeStyle = colour("--place");
        context.stroke(country.path);
      }
    });
    context.globalAlpha = 1;
  }

  /* ---- crowding: markers make room for each other ---- */

  const ROUNDS = 40, OVERLAP = 1, FARTHEST = [34, 34, 34, 16]; // pixels, by kind

  /** Move markers that lie on each other apart, so that each can be read and pressed. A spot
      that had to move points to where it truly is; an area may be anywhere within itself. */
  function makeRoom() {
    const all = [...state.markers.values()].map((marker) => {
      const { x, y } = state.map.latLngToContainerPoint(marker.place);
      const kind = marker.row[6], area = kind === AREA || kind === COUNTRY;
      return { marker, x, y, dx: 0, dy: 0, area, most: FARTHEST[kind], weight: marker.row[4] };
    });
    for (let round = 0; round < ROUNDS; round++) {
      let still = true;
      all.forEach((a, i) => {
        for (let j = i + 1; j < all.length; j++) still = !pushApart(a, all[j], i + j) && still;
      });
      if (still) break;
    }
    for (const { marker, dx, dy } of all) {
      marker.dx = Math.round(dx);
      marker.dy = Math.round(dy);
      const icon = marker.layer.getElement(), half = marker.size / 2;
      if (icon) icon.style.margin = `${marker.dy - half}px 0 0 ${marker.dx - half}px`;
    }
  }

  function pushApart(a, b, turn) {
    const apart = ((a.marker.size + b.marker.size) / 2) * OVERLAP;
    let x = b.x + b.dx - a.x - a.dx, y = b.y + b.dy - a.y - a.dy;
    if (Math.abs(x) >= apart || Math.abs(y) >= apart) return false;
    let distance = Math.hypot(x, y);
    if (distance >= apart) return false;
    if (distance < 1) {
      // On the very same spot any way out is right, but it must be the same every time.
      [x, y, distance] = [Math.cos(turn * 2.4), Math.sin(turn * 2.4), 1];
    }
    const share = a.area === b.area ? b.weight / (a.weight + b.weight) : a.area ? 1 : 0;
    const step = (apart - Math.hypot(x, y)) * 0.6;
    move(a, (-x / distance) * step * share, (-y / distance) * step * share);
    move(b, (x / distance) * step * (1 - share), (y / distance) * step * (1 - share));
    return true;
  }

  function move(item, x, y) {
    item.dx += x;
    item.dy += y;
    const far = Math.hypot(item.dx, item.dy);
    if (far > item.most) {
      item.dx *= item.most / far;
      item.dy *= item.most / far;
    }
  }

  function drawLeaders(context, view) {
    context.strokeStyle = context.fillStyle = colour("--ink");
    context.lineWidth = 1.25;
    for (const { place, dx, dy, row } of state.markers.values()) {
      if (row[6] !== POINT || Math.hypot(dx, dy) < 5) continue;
      const at = state.map.latLngToContainerPoint(place).add(view.margin);
      context.beginPath();
      context.moveTo(at.x, at.y);
      context.lineTo(at.x + dx, at.y + dy);
      context.stroke();
      context.beginPath();
      context.arc(at.x, at.y, 2.5, 0, 2 * Math.PI);
      context.fill();
    }
  }

  /* ---- labels: names find room or stay away ---- */

  const overlap = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];

  function layOutLabels() {
    const { map, markers } = state;
    const ordered = [...markers.values()].sort((a, b) => b.priority - a.priority);
    const taken = ordered.map(({ place, size, dx, dy }) => {
      const { x, y } = map.latLngToContainerPoint(place).add([dx, dy]);
      return [x - size / 2, y - size / 2, x + size / 2, y + size / 2];
    });
    ordered.forEach((marker, i) => {
      const [left, top, right, bottom] = taken[i];
      const width = marker.label.offsetWidth, height = marker.label.offsetHeight;
      const middle = (top + bottom - height) / 2, centre = (left + right - width) / 2;
      const spots = {
        right: [right + 2, middle], left: [left - 2 - width, middle],
        below: [centre, bottom + 1], above: [centre, top - 1 - height],
      };
      const free = Object.keys(spots).find((side) => {
        const [x, y] = spots[side];
        const box = [x, y, x + width, y + height];
        return taken.every((other, j) => j === i || !overlap(box, other));
      });
      // The selected place is always named, even if that covers something.
      const side = free || (marker.selected ? "right" : "");
      marker.root.dataset.label = side;
      if (side) {
        const [x, y] = spots[side];
        taken.push([x - 3, y - 2, x + width + 3, y + height + 2]);
      }
    });
    state.taken = taken;
  }

  function drawNames(context, view) {
    const { world, payload, map, markers } = state;
    drawLeaders(context, view);
    if (!world || payload?.tiles) return;
    const taken = [...(state.taken || [])];
    const named = new Set([...markers.values()].map((marker) => marker.country));
    const zoom = map.getZoom();
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.lineJoin = "round";
    for (const country of world.countries) {
      if (country.zoom > zoom + 0.5 || named.has(country.code)) continue;
      context.font = `500 ${country.zoom <= 3 ? 12 : 11}px system-ui, sans-serif`;
      const width = context.measureText(country.name).width;
      for (const turn of [-360, 0, 360]) {
        const at = map.latLngToContainerPoint([country.label[1], country.label[0] + turn]);
        const box = [at.x - width / 2 - 3, at.y - 8, at.x + width / 2 + 3, at.y + 8];
        if (taken.some((other) => overlap(box, other))) continue;
        taken.push(box);
        const x = at.x + view.margin.x, y = at.y + view.margin.y;
        context.strokeStyle = colour("--land");
        context.lineWidth = 3;
        context.strokeText(country.name, x, y);
        context.fillStyle = colour("--name");
        context.fillText(country.name, x, y);
      }
    }
  }

  /* ---- markers ---- */

  const element = (tag, className, text) => {
    const node = document.createElement(tag);
    node.className = className;
    if (text !== undefined) node.textContent = text;
    return node;
  };

  function sizeOf(count, most, kind) {
    // An area's shading and name already take room; its symbol grows less.
    const [least, growth] = kind === CLUSTER ? [30, 30] : kind === POINT ? [22, 30] : [22, 14];
    return Math.round(least + growth * Math.sqrt(Math.min(1, count / Math.max(most, 12))));
  }

  const compact = (count) => (count < 1000 ? String(count) : `${Math.round(count / 100) / 10}k`);

  function dress(marker, row, payload) {
    const [id, name, , , count, actors, kind, unsure, country] = row;
    const selected = id === payload.selected;
    const size = sizeOf(count, payload.most, kind);
    const { root, shape, number, label } = marker;
    Object.assign(marker, {
      size, selected, row,
      place: [row[2], row[3]],
      country: kind === COUNTRY ? country : "",
      priority: (selected ? 1e12 : 0) + count,
    });
    root.dataset.kind = ["point", "area", "country", "cluster"][kind];
    root.classList.toggle("unsure", Boolean(unsure));
    root.classList.toggle("selected", selected);
    root.dataset.place = id;
    shape.style.setProperty("--actors", `${Math.round(actors * 100)}%`);
    number.textContent = compact(count);
    label.textContent = name;
    marker.layer.setLatLng(marker.place);
    marker.layer.setZIndexOffset(selected ? 1e5 : -count);
    const icon = marker.layer.getElement();
    if (icon) {
      Object.assign(icon.style, { width: `${size}px`, height: `${size}px` });
      const words = `${name}: ${count} ${count === 1 ? payload.unit[0] : payload.unit[1]}`;
      icon.setAttribute("aria-label", unsure ? `${words}, ${payload.words.unsure}` : words);
      icon.setAttribute("aria-pressed", String(selected));
    }
  }

  function createMarker(row) {
    const root = element("div", "place");
    const shape = element("div", "shape");
    const number = element("span", "number");
    const label = element("span", "label");
    shape.append(number);
    root.append(shape, label);
    const icon = L.divIcon({ html: root, className: "dateline-marker", iconSize: null });
    const layer = L.marker([row[2], row[3]], { icon, keyboard: true, riseOnHover: true });
    const marker = { layer, root, shape, number, label, dx: 0, dy: 0 };
    layer.on("click", () => press(marker.row[0]));
    layer.addTo(state.map);
    return marker;
  }

  function showPlaces(payload) {
    const wanted = new Set(payload.places.map((row) => row[0]));
    for (const [id, marker] of state.markers) {
      if (wanted.has(id)) continue;
      marker.layer.remove();
      state.markers.delete(id);
    }
    for (const row of payload.places) {
      if (!state.markers.has(row[0])) state.markers.set(row[0], createMarker(row));
      dress(state.markers.get(row[0]), row, payload);
    }
  }

  /* ---- talking to Python and to the address bar ---- */

  function report(news) {
    // The count makes a second click on the same marker news again.
    state.click = Math.max(state.click + 1, Date.now());
    window.Streamlit.setComponentValue({ ...news, view: viewNow(), count: state.click });
  }

  const press = (id) => report({ click: id });

  function viewNow() {
    const { map } = state;
    const centre = map.getCenter().wrap(), bounds = map.getBounds();
    return {
      lat: +centre.lat.toFixed(3), lon: +centre.lng.toFixed(3), z: +map.getZoom().toFixed(2),
      west: bounds.getWest(), south: bounds.getSouth(), east: bounds.getEast(), north: bounds.getNorth(),
    };
  }

  function keepInAddress() {
    const { lat, lon, z } = viewNow();
    const url = new URL(window.parent.location.href);
    for (const [name, value] of Object.entries({ lat, lon, z })) url.searchParams.set(name, value);
    if (url.href !== window.parent.location.href) {
      window.parent.history.replaceState(window.parent.history.state, "", url);
    }
  }

  function moved() {
    if (state.map.getZoom() !== state.spacedAt) space();
    refreshLabels();
    if (!state.settled) return;
    keepInAddress();
    if (state.payload?.report) {
      clearTimeout(state.timer);
      state.timer = setTimeout(() => report({}), 250);
    }
  }

  function space() {
    if (!state.payload) return;
    state.spacedAt = state.map.getZoom();
    makeRoom();
  }

  function refreshLabels() {
    if (!state.payload) return;
    layOutLabels();
    state.names.redraw();
  }

  /* ---- what Python calls ---- */

  function fit(bounds, animate) {
    if (!bounds) return;
    const padding = Math.min(60, state.map.getSize().x / 8);
    state.map.fitBounds(bounds, { padding: [padding, padding], maxZoom: 6, animate });
  }

  function addFitButton(map, words) {
    const control = L.control({ position: "topleft" });
    control.onAdd = () => {
      const bar = element("div", "leaflet-bar");
      const button = element("a", "fit", "⤢");
      button.href = "#";
      button.title = words.fit;
      button.setAttribute("role", "button");
      button.setAttribute("aria-label", words.fit);
      L.DomEvent.disableClickPropagation(bar);
      L.DomEvent.on(button, "click", (event) => {
        L.DomEvent.preventDefault(event);
        fit(state.payload?.bounds, true);
      });
      bar.append(button);
      return bar;
    };
    control.addTo(map);
  }

  function useTheme(theme) {
    if (theme) document.documentElement.dataset.theme = theme;
    for (const sheet of [state.base, state.areas, state.names]) sheet?.redraw();
  }

  /** The frame loads style sheets while scripts already run: colours and widths come late. */
  function whenStyled(act) {
    if (colour("--styled")) act();
    else setTimeout(whenStyled, 30, act);
  }

  /** Once, when the frame loads: the parts that never change. */
  function start(map, options) {
    Object.assign(state, { map, options, settled: false });
    document.documentElement.lang = "en";
    map.attributionControl.setPrefix(false).addAttribution(options.words.basemap);
    for (const [pane, depth] of [["base", 150], ["areas", 350], ["names", 360]]) {
      map.createPane(pane).style.zIndex = depth;
      map.getPane(pane).style.pointerEvents = "none";
    }
    state.base = new Sheet("base", drawBase).addTo(map);
    state.areas = new Sheet("areas", drawAreas).addTo(map);
    state.names = new Sheet("names", drawNames).addTo(map);
    addFitButton(map, options.words);
    L.control.scale({ imperial: false }).addTo(map);
    map.on("moveend", moved);
    map.on("resize", refreshLabels);
    fetch(options.world)
      .then((answer) => answer.json())
      .then((data) => {
        state.world = prepare(data);
        whenStyled(() => {
          map.invalidateSize();
          useTheme();
          space();
          refreshLabels();
          document.documentElement.dataset.basemap = "drawn";
        });
      });
    window.Streamlit.events.addEventListener("streamlit:render", (event) => {
      const theme = event.detail?.theme?.base;
      if (theme && theme !== document.documentElement.dataset.theme) useTheme(theme);
    });
  }

  /** After every run of the page: what is to be seen now. */
  function show(payload) {
    const first = !state.payload;
    state.payload = payload;
    const { map } = state;
    if (first) {
      useTheme(payload.theme);
      if (!state.options.placed) fit(payload.core || payload.bounds, false);
    }
    if (payload.tiles && !state.tiles) {
      state.tiles = L.tileLayer(TILES, { maxZoom: 19, attribution: state.options.words.tiles }).addTo(map);
    } else if (!payload.tiles && state.tiles) {
      state.tiles.remove();
      state.tiles = null;
    }
    showPlaces(payload);
    space();
    state.areas.redraw();
    refreshLabels();
    const selected = state.markers.get(payload.selected);
    if (selected && payload.selected !== state.shown && !map.getBounds().contains(selected.place)) {
      map.panTo(selected.place);
    }
    state.shown = payload.selected;
    // Markers were joined for a zoom that Python could only guess.
    if (first && payload.report) report({});
    state.settled = true;
    // A run may have written the address as it was before the last move.
    setTimeout(keepInAddress, 400);
  }

  window.Dateline = { start, show, press };
})();
