/* Dateline's map, drawn inside streamlit-folium's frame.

   Python sends numbers and JSON only (see dashboard/map/folium_map.py). Names reach the page through
   textContent and canvas text, never as HTML, so nothing in an article can become markup. */
(() => {
  "use strict";

  const { prepare, Sheet, inWorldUnits, colour, whenStyled } = window.Dateline.basemap;
  const { Areas, AreaFilter, Tiles, TwoMaps } = window.Dateline;
  const { Pieces, SHAPES, TOWNS, readShapes, readNames, drawShapes, drawTowns } = window.Dateline.basemap;
  const { Markers, element, keys, notes, crowding: { overlap } } = window.Dateline;
  const MOST_ZOOM_BY_ITSELF = 9;
  const NARROW = 520, HALF = 180; // pixels, degrees
  const REST = 250, PATIENCE = 10000; // milliseconds: of a map that stands still, of a press

  const state = { map: null, world: null, payload: null, markers: null, moved: false, click: 0, pressed: 0 };

  function drawBase(context, view) {
    context.fillStyle = colour("--water");
    context.fillRect(0, 0, view.size.x, view.size.y);
    if (state.shapes) drawShapes(context, view, state.map.getZoom(), state.shapes);
    else if (state.world) inWorldUnits(context, view, (pixel) => drawCountries(context, pixel, state.world));
  }

  /** Where no server has pieces: the outlines of countries. */
  function drawCountries(context, pixel, { land, coasts, borders }) {
    context.lineJoin = "round";
    context.fillStyle = colour("--land");
    context.fill(land, "evenodd");
    context.lineWidth = pixel;
    context.strokeStyle = colour("--coast");
    context.stroke(coasts);
    context.strokeStyle = colour("--border");
    context.stroke(borders);
  }

  function drawAreas(context, view) {
    const { world, payload } = state;
    if (!payload) return;
    if (state.outlines) return state.outlines.draw(context, view);
    if (!world) return;
    const most = Math.max(1, payload.most);
    inWorldUnits(context, view, (pixel) => {
      for (const [code, count] of Object.entries(payload.areas)) {
        const country = world.byCode.get(code);
        if (!country) continue;
        context.globalAlpha = 0.07 + 0.23 * Math.sqrt(Math.min(1, count / most));
        context.fillStyle = colour("--place");
        context.fill(country.path, "evenodd");
      }
    });
    context.globalAlpha = 1;
  }

  /** A marker that had to move points to where its place truly is, and one whose name found no
      room beside it to its name. */
  function drawLeaders(context, view) {
    context.strokeStyle = context.fillStyle = colour("--ink");
    context.lineWidth = 1;
    context.globalAlpha = 0.7;
    for (const { place, dx, dy, line } of state.markers.drawn.values()) {
      if (!dx && !dy && !line) continue;
      const at = state.map.latLngToContainerPoint(place).add(view.margin);
      context.beginPath();
      if (line) {
        for (const [i, [x, y]] of line.entries()) context[i ? "lineTo" : "moveTo"](at.x + x, at.y + y);
        context.stroke();
        context.beginPath();
      }
      if (!dx && !dy) continue;
      context.moveTo(at.x, at.y);
      context.lineTo(at.x + dx, at.y + dy);
      context.stroke();
      context.beginPath();
      context.arc(at.x, at.y, 2, 0, 2 * Math.PI);
      context.fill();
    }
    context.globalAlpha = 1;
  }

  function drawNames(context, view) {
    const { world, payload, map, markers } = state;
    drawLeaders(context, view);
    if (!world || state.tiles?.shown) return;
    const taken = [...markers.taken, ...markers.controls()];
    const named = new Set([...markers.drawn.values()].map((marker) => marker.country));
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
    if (state.towns) drawTowns(context, view, zoom, state.towns, taken, new Set([...markers.drawn.values()].map(({ row }) => row.name)));
  }

  /* ---- what the lists beside the map ask for ---- */

  const rowOf = (id) => // a map that stands alone has no lists beside it
    state.options.alone ? null : window.parent.document.querySelector(`[data-row="${CSS.escape(id)}"]`);

  function ring() {
    const icon = L.divIcon({ className: "dateline-ring", iconSize: [40, 40] });
    state.ring ||= L.marker([0, 0], { icon, interactive: false, keyboard: false, zIndexOffset: 2e5 });
    return state.ring;
  }

  /** Show where a place of the list is: its marker, or the spot where it is joined to others. */
  function highlight(id, latitude, longitude) {
    for (const { root } of state.markers.drawn.values()) root.classList.remove("lit");
    state.ring?.remove();
    if (!id) return;
    const marker = state.markers.holders.get(id);
    if (marker && !marker.absent) marker.root.classList.add("lit");
    else if (latitude !== undefined) ring().setLatLng([latitude, longitude]).addTo(state.map);
  }

  const zoomTo = (latitude, longitude, zoom) =>
    state.map.setView([latitude, longitude], Math.max(zoom, Math.min(state.map.getZoom(), zoom + 2)));

  /* ---- talking to Python and to the address bar ---- */

  function report(news) {
    // The count makes a second click on the same marker news again.
    state.click = Math.max(state.click + 1, Date.now());
    if (Object.keys(news).length) state.pressed = state.click;
    const view = viewNow();
    state.told = view;
    clearTimeout(state.timer);
    window.Streamlit.setComponentValue({ ...news, view, count: state.click, pressed: state.pressed });
  }

  /** How long a move is not to be told: until a press is answered, since the frame tells one value
      and the server may not have read the press yet; but not for ever. Where nobody says what was
      heard, the answer came at once. */
  function untilAnswered() {
    const { pressed, payload: { pressed: heard = pressed } } = state;
    return heard < pressed ? pressed + PATIENCE - Date.now() : 0;
  }

  /** Whether what is to be seen lies in what Python was told of, or in the margin around it, for
      which it answered as well. */
  function isAnswered() {
    const { told, options: { margin = 0 } } = state;
    const { west, south, east, north, z } = viewNow();
    if (!told || told.z !== z) return false;
    const wide = margin * (told.east - told.west), high = margin * (told.north - told.south);
    return west >= told.west - wide && east <= told.east + wide && south >= told.south - high && north <= told.north + high;
  }

  const selectMarker = (id) => report({ click: id });

  /** A marker was pressed; while something is drawn on the map, that is a point of it. */
  function choose(id, event) {
    if (state.payload.picking) pick(event);
    else if (state.areaFilter?.drawing) state.areaFilter.press(event.latlng);
    else selectMarker(id);
  }

  const light = (marker, on) => {
    for (const { id } of marker.group.items) rowOf(id)?.classList.toggle("lit", on);
  };

  /** While a point is asked for, a press anywhere is that point, also on a marker. */
  function pick(event) {
    if (!state.payload?.picking) return;
    const { lat, lng } = event.latlng.wrap();
    report({ picked: { lat: +lat.toFixed(5), lon: +lng.toFixed(5) } });
  }

  /** A press on the map beside all markers is on the area that is drawn there. */
  function pressMap(event) {
    if (!state.payload || state.payload.picking) return pick(event);
    if (state.areaFilter?.drawing) return state.areaFilter.press(event.latlng);
    const area = state.outlines?.at(event.latlng);
    if (area) selectMarker(area.id);
  }

  function showPicking({ picking, picked }) {
    document.documentElement.classList.toggle("picking", Boolean(picking));
    state.spot ||= L.marker([0, 0], {
      icon: L.divIcon({ className: "dateline-ring", iconSize: [28, 28] }),
      interactive: false, keyboard: false, zIndexOffset: 3e5,
    });
    if (picked) state.spot.setLatLng(picked).addTo(state.map);
    else state.spot.remove();
  }

  function viewNow() {
    const { map } = state;
    const centre = map.getCenter().wrap(), bounds = map.getBounds();
    return {
      lat: +centre.lat.toFixed(3), lon: +centre.lng.toFixed(3), z: +map.getZoom().toFixed(2),
      west: bounds.getWest(), south: bounds.getSouth(), east: bounds.getEast(), north: bounds.getNorth(),
    };
  }

  function keepInAddress() {
    // The address is that of somebody else's page, or told by the first of two maps.
    if (state.options.alone || state.options.other) return;
    const { lat, lon, z } = viewNow();
    const url = new URL(window.parent.location.href);
    for (const [name, value] of Object.entries({ lat, lon, z })) url.searchParams.set(name, value);
    if (url.href !== window.parent.location.href) {
      window.parent.history.replaceState(window.parent.history.state, "", url);
    }
  }

  /** The next move is the map's own and not the reader's. Where none is needed none comes. */
  function byItself() {
    state.own = "wanted";
    setTimeout(() => { if (state.own === "wanted") state.own = ""; }, 200);
  }

  function onMoveStart() {
    if (state.own) state.own = "moving";
    else if (state.firstViewDone) state.moved = true;
  }

  function onMapMoved() {
    state.own = "";
    if (state.map.getZoom() !== state.spacedAt) layOut();
    else refreshLabels();
    if (!state.firstViewDone) return;
    keepInAddress();
    askForMarkers();
  }

  /** Where markers are joined for what the map shows, ask for those that are not here yet. */
  function askForMarkers() {
    if (!state.payload?.report || isAnswered()) return;
    clearTimeout(state.timer);
    document.documentElement.dataset.asked = "yes";
    state.timer = setTimeout(() => report({}), Math.max(REST, untilAnswered()));
  }

  /** Markers for this zoom and size of the map, and all that follows from where they are. */
  function layOut() {
    if (!state.payload) return;
    state.spacedAt = state.map.getZoom();
    state.markers.layOut();
    state.twoMaps?.scale(() => state.sizes(state.markers));
    state.keys.offer();
    state.sizes(state.markers);
    state.names.redraw();
  }

  function refreshLabels() {
    if (!state.payload) return;
    state.markers.name();
    state.keys.offer();
    state.names.redraw();
  }

  /* ---- what Python calls ---- */

  function fit(bounds, animate) {
    if (!bounds) return;
    const width = state.map.getSize().x;
    // The world would be as small as a stamp with room for buttons around it.
    const world = bounds[1][1] - bounds[0][1] > HALF;
    const padding = world ? Math.max(8, Math.min(40, width / 40)) : Math.min(60, width / 9);
    byItself();
    state.map.fitBounds(bounds, {
      paddingTopLeft: [world && width < NARROW ? padding : Math.max(padding, 56), padding], // clear of the buttons
      paddingBottomRight: [padding, padding],
      maxZoom: 6,
      animate,
    });
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
        state.moved = false;
      });
      bar.append(button);
      return bar;
    };
    control.addTo(map);
  }

  /** Leaflet speaks English alone. */
  function nameZoomButtons({ zoomIn, zoomOut }) {
    for (const [name, words] of [["in", zoomIn], ["out", zoomOut]]) {
      const button = document.querySelector(`.leaflet-control-zoom-${name}`);
      if (!button || !words) continue;
      button.title = words;
      button.setAttribute("aria-label", words);
    }
  }

  function useTheme(theme) {
    if (theme) document.documentElement.dataset.theme = theme;
    for (const sheet of [state.base, state.areas, state.names]) sheet?.redraw();
  }

  /** Nothing is laid out anew for paper: there the page shows the frame
      as large as it is here, or smaller (see page.css). */
  function tellSize() {
    const box = window.frameElement?.parentElement;
    if (!box || !window.innerWidth || matchMedia("print").matches) return;
    box.style.setProperty("--wide", window.innerWidth);
    box.style.setProperty("--high", window.innerHeight);
  }

  /** Once, when the frame loads: the parts that never change. */
  function start(map, own) {
    const options = { ...window.Dateline.constants, ...own };
    Object.assign(state, { map, options, firstViewDone: false });
    document.documentElement.lang = options.language;
    document.documentElement.classList.toggle("embedded", Boolean(options.embedded));
    state.markers = new Markers(map, options, choose, light);
    state.keys = keys.start(state.markers, options);
    const nothing = () => {}; // around a map that stands alone is somebody else's page
    state.sizes = options.alone && !options.sizes ? nothing : notes.sizes(options.words, state.markers.number);
    state.sentence = options.alone ? nothing : notes.firstSentence(options.words);
    map.attributionControl.setPrefix(false).addAttribution(options.words.basemap);
    for (const [pane, depth] of [["base", 150], ["areas", 350], ["names", 360]]) {
      map.createPane(pane).style.zIndex = depth;
      map.getPane(pane).style.pointerEvents = "none";
    }
    if (options.shapes) state.shapes = new Pieces(options.shapes, readShapes, () => state.base.redraw(), SHAPES, options.shapeIndex);
    if (options.towns) state.towns = new Pieces(options.towns, readNames, () => state.names.redraw(), TOWNS);
    state.base = new Sheet("base", drawBase).addTo(map);
    state.areas = new Sheet("areas", drawAreas).addTo(map);
    state.names = new Sheet("names", drawNames).addTo(map);
    nameZoomButtons(options.words);
    addFitButton(map, options.words);
    if (options.tiles) state.tiles = new Tiles(map, options.tiles, options.words.tiles, () => state.names.redraw());
    if (options.outlines) {
      state.outlines = new Areas(map, options, report, () => state.areas.redraw());
      state.markers.areas = state.outlines;
    }
    if (options.outlines && !options.alone) {
      state.twoMaps = window.Dateline.twoMaps = new TwoMaps(map, options, state.markers, report);
      state.areaFilter = new AreaFilter(map, options.words.areaFilter, report);
    }
    L.control.scale({ imperial: false }).addTo(map);
    map.on("movestart", onMoveStart);
    map.on("moveend", onMapMoved);
    map.on("click", pressMap);
    map.on("resize", layOut);
    map.on("resize", tellSize);
    tellSize();
    fetch(options.world)
      .then((answer) => answer.json())
      .then((data) => {
        state.world = prepare(data);
        for (const country of state.world.countries) country.name = options.countries[country.code] || country.name;
        whenStyled(() => {
          useTheme();
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
    delete document.documentElement.dataset.asked;
    const { map } = state;
    if (first) useTheme(payload.theme);
    const [look, ...view] = payload.look || [0];
    if (first) Object.assign(state, { articlesChanged: payload.articlesChanged, subject: payload.subject, look });
    state.tiles?.show(payload.tiles);
    state.twoMaps?.show(payload);
    if (!first && !state.options.other) lookAtOthers(payload);
    if (!first) fitOnce(payload);
    state.outlines?.show(payload);
    state.markers.show(payload);
    layOut();
    state.areaFilter?.show(payload.area);
    showPicking(payload);
    state.areas.redraw();
    announce(payload, first);
    const at = payload.at || payload.near?.at;
    const about = payload.selected || payload.near?.name;
    const told = look !== state.look && !state.options.other;
    if (told) lookAsTold(payload, view);
    state.look = look;
    if (!first && !told && at && !state.options.other && about !== state.shown && !map.getBounds().contains(at)) {
      byItself();
      map.panTo(at);
    }
    if (at || !about) state.shown = about;
    if (payload.cluster && payload.cluster.id !== state.opened && !state.options.other) lookAt(payload.cluster.bounds);
    state.opened = payload.cluster?.id;
    showNear(payload.near);
    if (first) whenStyled(finishFirstView);
    else {
      // A run may have written the address as it was before the last move.
      setTimeout(keepInAddress, 400);
      askForMarkers(); // of fewer places than now the map was not asked, wherever it was moved
    }
  }

  /** What was chosen is said to those who cannot see it. */
  function announce({ selected, cluster, sentence }, first) {
    state.sentence(sentence || state.markers.listed(cluster?.id));
    const chosen = selected || cluster?.id || "";
    if (chosen === state.announced) return;
    state.announced = chosen;
    const marker = [...state.markers.drawn.values()].find((one) => one.chosen);
    if (!first) state.keys.say(marker);
  }

  /** A map that began with nothing to show looks at the first places that come. */
  function fitOnce({ core, bounds }) {
    if (state.fitted || !(core || bounds)) return;
    state.fitted = true;
    fit(core || bounds, false);
  }

  /** Other articles than before are shown, or a search or a filter leaves others: look where
      they are, unless the reader has moved the map since. */
  function lookAtOthers({ articlesChanged, subject, core, bounds }) {
    if (articlesChanged !== state.articlesChanged) {
      state.fitted = state.moved = false;
    } else if (subject !== state.subject && !state.moved) {
      fit(core || bounds, !matchMedia("(prefers-reduced-motion: reduce)").matches);
    }
    state.articlesChanged = articlesChanged;
    state.subject = subject;
  }

  /** A step of a story was walked to: look where it does, or where its places are. */
  function lookAsTold({ core, bounds }, [latitude, longitude, zoom]) {
    const animate = !matchMedia("(prefers-reduced-motion: reduce)").matches;
    state.moved = zoom !== undefined;
    if (zoom === undefined) return fit(core || bounds, animate);
    byItself();
    state.map.setView([latitude, longitude], zoom, { animate });
  }

  /** Closer, for what a joined marker stands for; where that is one spot, closer still. */
  function lookAt(bounds) {
    const { map } = state;
    const zoom = Math.max(map.getZoom() + 1, Math.min(MOST_ZOOM_BY_ITSELF, map.getBoundsZoom(bounds, false, L.point(60, 60))));
    map.setView(L.latLngBounds(bounds).getCenter(), Math.min(zoom, map.getMaxZoom()), { animate: true });
  }

  /** A spot that is looked around: a ring with its name, not a marker that counts. */
  function showNear(near) {
    if (!near) return void state.near?.remove();
    if (!state.near) {
      const icon = element("div", "dateline-near");
      state.nearLabel = element("span", "label");
      icon.append(state.nearLabel);
      state.near = L.marker([0, 0], {
        icon: L.divIcon({ html: icon, className: "dateline-spot", iconSize: [34, 34] }),
        interactive: false, keyboard: false, zIndexOffset: 1e5,
      });
    }
    state.nearLabel.textContent = near.name;
    state.near.setLatLng(near.at).addTo(state.map);
  }

  /** The first view, once the frame has its true size and the labels theirs. */
  function finishFirstView() {
    const { map, payload, options } = state;
    map.invalidateSize({ animate: false });
    state.fitted = state.moved = options.placed || options.other;
    if (options.other) state.twoMaps.join();
    fitOnce(payload);
    layOut();
    state.firstViewDone = true;
    keepInAddress();
    // Markers were joined for a zoom that Python could only guess.
    if (payload.report && untilAnswered() <= 0) report({});
    document.documentElement.dataset.map = "settled";
  }

  Object.assign(window.Dateline, { start, show, selectMarker, highlight, zoomTo });
})();
