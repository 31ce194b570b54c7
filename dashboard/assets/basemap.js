/* Natural Earth's countries on a canvas that moves and zooms with a Leaflet map. */
(() => {
  "use strict";

  const CANVAS_MARGIN = 0.3; // drawn beyond the frame so that dragging shows no edge

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
      colours = new Map();
      this._draw(context, {
        world: 256 * 2 ** this._zoom,
        origin: map.getPixelOrigin().add(corner),
        size: whole,
        margin,
        ratio,
      });
      colours = null;
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

  /* ---- colours come from the style sheet ---- */

  // While a sheet is drawn no colour changes, and asking for one costs as much as drawing a town.
  let colours = null;

  function colour(name) {
    const known = colours?.get(name);
    if (known !== undefined) return known;
    const found = getComputedStyle(document.documentElement).getPropertyValue(name).trim();
    colours?.set(name, found);
    return found;
  }

  /** The frame loads style sheets while scripts already run: colours and widths come late. */
  function whenStyled(act) {
    if (colour("--styled")) act();
    else setTimeout(whenStyled, 30, act);
  }

  window.Dateline = { basemap: { prepare, Sheet, inWorldUnits, colour, whenStyled } };
})();
