/* The basemap in pieces, fetched as the map needs them: coasts, lakes, rivers, lines, built-up
   areas, and towns' names. What a piece holds: training/cartography/pieces.py, and
   dashboard/server/town_names.py. */
(() => {
  "use strict";

  const { colour } = window.Dateline.basemap;
  // Each level's first zoom, the pieces' own level, and the units to a piece's side.
  const SHAPES = [[0, 0, 2048], [3, 3, 1024], [4, 4, 1024], [5, 5, 1024], [6, 6, 1024], [7, 7, 4096]];
  const NAMES = [[3, 3], [5, 5], [7, 7], [9, 8]];
  const NAME_UNITS = 4096;
  const MOST_KEPT = 400;

  const overlap = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];

  const levelAt = (levels, zoom) => levels.findLast(([from]) => from <= zoom + 0.01);

  /** Fetches each piece once; what the browser has kept is not asked for again, for the address
      of a piece names what is in it. Instead of an address there may be the pieces themselves, by
      their names, for a page that can ask nobody. */
  class Pieces {
    constructor(address, read, changed, levels = null, index = null) {
      Object.assign(this, { address, read, changed, levels, kept: new Map() });
      if (index) this.takeIndex(index);
    }

    /** Where only some pieces of each of the ``levels`` are there, an index says which: a bit for
        each (see dashboard/server/piece_index.py). Until it is here nothing is asked for. */
    exists(name) {
      if (!this.levels) return true;
      if (!this.index) {
        this.asking ||= this.fetchIndex();
        return false;
      }
      const [first, column, row] = name.split("/").map(Number);
      const at = row * 2 ** this.levels.find(([from]) => from === first)[1] + column;
      return Boolean((this.index[first].charCodeAt(at >> 3) >> (at & 7)) & 1);
    }

    takeIndex(packed) {
      this.index = Object.fromEntries(Object.entries(packed).map(([name, bits]) => [name, atob(bits)]));
    }

    /** Whether it is known that there is nothing in a piece. */
    isEmpty(name) {
      return Boolean(this.index) && !this.exists(name);
    }

    async fetchIndex() {
      this.wait(1);
      try {
        const answer = await fetch(`${this.address}/index.json`, { cache: "force-cache" });
        const packed = answer.ok ? await answer.json() : null;
        if (packed) this.takeIndex(packed);
      } catch {
        // asked for again below
      }
      // Towns' names are made in the background of a first start: what is not there may come.
      if (!this.index) setTimeout(() => { this.asking = null; }, 30000);
      this.wait(-1);
      this.came();
    }

    /** The piece, or null while it is on its way, and where there is none. What lies in the margin
        of a view is shown if it is here, but not fetched. */
    get(name, fetched = true) {
      const found = this.kept.get(name);
      if (found !== undefined) {
        this.kept.delete(name);
        this.kept.set(name, found); // the one asked for longest ago is let go first
        return found;
      }
      if (typeof this.address !== "string") {
        const held = this.address[name];
        this.kept.set(name, held ? this.read(held, name) : null);
        return this.kept.get(name);
      }
      if (!fetched || !this.exists(name)) return null;
      this.kept.set(name, null);
      this.wait(1);
      if (this.kept.size > MOST_KEPT) this.kept.delete(this.kept.keys().next().value);
      fetch(`${this.address}/${name}.json`, { cache: "force-cache" })
        .then((answer) => (answer.ok ? answer.json() : null))
        .then((data) => {
          this.kept.set(name, data && this.read(data, name));
          if (!data) setTimeout(() => this.kept.delete(name), 30000); // it may come yet
          this.came();
        })
        .catch(() => this.kept.delete(name)) // asked for again at the next move
        .finally(() => this.wait(-1));
      return null;
    }

    /** Whether anything is on its way stands in the document, for those who wait for the map. */
    wait(more) {
      Pieces.coming = (Pieces.coming || 0) + more;
      document.documentElement.dataset.pieces = Pieces.coming ? "coming" : "here";
    }

    /** Pieces that come together are drawn together. */
    came() {
      this.waiting ||= requestAnimationFrame(() => {
        this.waiting = 0;
        this.changed();
      });
    }
  }

  /** The pieces of a level that a view shows, each with the copy of the world it lies in. */
  function* inSight(view, level) {
    const side = view.world / 2 ** level, count = 2 ** level;
    const first = view.origin, last = view.origin.add(view.size);
    const seenFirst = first.add(view.margin), seenLast = last.subtract(view.margin);
    const seen = (across, row) => (across + 1) * side > seenFirst.x && across * side < seenLast.x
      && (row + 1) * side > seenFirst.y && row * side < seenLast.y;
    for (let row = Math.max(0, Math.floor(first.y / side)); row <= Math.min(count - 1, Math.floor(last.y / side)); row++) {
      for (let across = Math.floor(first.x / side); across <= Math.floor(last.x / side); across++) {
        const column = ((across % count) + count) % count;
        yield { column, row, copy: (across - column) / count, name: `${column}/${row}`, seen: seen(across, row) };
      }
    }
  }

  /* ---- shapes ---- */

  const FILLED = new Set(["land", "lakes", "urban"]);

  /** A piece's layers as paths in world units, those of one zoom together. */
  function readShapes(data, name) {
    const [from, column, row] = name.split("/").map(Number);
    const [, level, units] = levelAt(SHAPES, from);
    const scale = 1 / (units * 2 ** level), left = column * units, top = row * units;
    const beyond = units / 64, edges = [-beyond, units + beyond];
    const paths = {};
    for (const [layer, zooms] of Object.entries(data)) {
      paths[layer] = Object.entries(zooms).map(([zoom, shapes]) => {
        const area = new Path2D(), line = new Path2D();
        for (const flat of shapes) trace(area, line, flat, FILLED.has(layer));
        return { zoom: Number(zoom), area, line };
      });
    }
    return paths;

    function trace(area, line, flat, closed) {
      let x = flat[0], y = flat[1];
      const firstX = x, firstY = y;
      const at = (path, move) => path[move ? "moveTo" : "lineTo"]((x + left) * scale, (y + top) * scale);
      // What runs along the cut is no coast.
      const onEdge = (a, b) => edges.some((edge) => Math.abs(a - edge) <= 1 && Math.abs(b - edge) <= 1);
      at(area, true);
      at(line, true);
      for (let i = 2; i <= flat.length; i += 2) {
        const beforeX = x, beforeY = y;
        const last = i === flat.length;
        if (last && !closed) break;
        x = last ? firstX : x + flat[i];
        y = last ? firstY : y + flat[i + 1];
        at(area, false);
        at(line, onEdge(beforeX, x) || onEdge(beforeY, y));
      }
    }
  }

  const STYLES = [
    { layer: "land", fill: "--land" },
    { layer: "urban", fill: "--urban" },
    { layer: "lakes", fill: "--water", line: "--coast", width: () => 0.7 },
    { layer: "land", line: "--coast", width: (zoom) => (zoom < 5 ? 0.9 : 1.2) },
    { layer: "rivers", line: "--river", width: (zoom, from) => Math.max(0.6, Math.min(2.4, 0.7 + (zoom - from) * 0.3)) },
    { layer: "states", line: "--state", width: () => 0.9, dashes: [5, 3] },
    { layer: "borders", line: "--border", width: (zoom) => (zoom < 4 ? 0.9 : 1.5) },
    { layer: "disputed", line: "--border", width: (zoom) => (zoom < 4 ? 0.9 : 1.4), dashes: [2, 3] },
  ];

  function drawShapes(context, view, zoom, pieces) {
    const [from, level] = levelAt(SHAPES, zoom);
    const whole = pieces.get("0/0/0");
    const drawn = [];
    for (const piece of inSight(view, level)) {
      const name = `${from}/${piece.name}`;
      if (pieces.isEmpty(name)) continue; // open sea
      const found = level ? pieces.get(name, piece.seen) : whole;
      drawn.push({ ...piece, paths: found || coarser(pieces, level, piece) || whole, own: Boolean(found) });
    }
    for (const { layer, fill, line, width, dashes = [] } of STYLES) {
      context.lineJoin = context.lineCap = "round";
      if (fill) context.fillStyle = colour(fill);
      if (line) context.strokeStyle = colour(line);
      for (const { column, row, copy, paths, own } of drawn) {
        for (const { zoom: first, area, line: path } of paths?.[layer] || []) {
          if (first > zoom + 0.01) continue;
          context.save();
          context.translate(copy * view.world - view.origin.x, -view.origin.y);
          context.scale(view.world, view.world);
          if (!own) clipTo(context, level, column, row);
          if (fill) context.fill(area, "evenodd");
          if (line) {
            context.setLineDash(dashes.map((dash) => dash / view.world));
            context.lineWidth = width(zoom, first) / view.world;
            context.stroke(path);
          }
          context.restore();
        }
      }
    }
  }

  /** Until a piece has come, the part of a coarser one that lies in it. */
  function coarser(pieces, level, { column, row }) {
    for (const [from, other] of SHAPES.filter(([, other]) => other < level).reverse()) {
      const shift = level - other;
      const name = `${from}/${column >> shift}/${row >> shift}`;
      const found = pieces.get(name, false);
      if (found) return found;
    }
    return null;
  }

  function clipTo(context, level, column, row) {
    const side = 1 / 2 ** level;
    context.beginPath();
    context.rect(column * side, row * side, side, side);
    context.clip();
  }

  /* ---- towns' names ---- */

  function readNames(data, name) {
    const [from, column, row] = name.split("/").map(Number);
    const [, level] = levelAt(NAMES, from);
    const side = 1 / 2 ** level;
    const { lang } = document.documentElement;
    return data.map(([text, x, y, zoom, renown, capital, translated]) => ({
      text: translated?.[lang] || text, zoom, renown, capital,
      x: (column + x / NAME_UNITS) * side, y: (row + y / NAME_UNITS) * side,
    }));
  }

  /** Towns by renown, where they leave room to what is drawn already (boxes in ``taken``). */
  function drawTowns(context, view, zoom, pieces, taken, named) {
    const found = levelAt(NAMES, zoom);
    if (!found) return;
    const [from, level] = found;
    const towns = [];
    for (const piece of inSight(view, level)) {
      for (const town of pieces.get(`${from}/${piece.name}`, piece.seen) || []) {
        if (town.zoom > zoom + 0.01) continue;
        const x = (town.x + piece.copy) * view.world - view.origin.x, y = town.y * view.world - view.origin.y;
        if (x > -80 && y > -20 && x < view.size.x + 80 && y < view.size.y + 20) towns.push({ ...town, at: [x, y] });
      }
    }
    towns.sort((a, b) => b.renown - a.renown);
    context.textBaseline = "middle";
    context.textAlign = "left";
    context.lineJoin = "round";
    for (const town of towns) drawTown(context, view, town, taken, named);
  }

  function drawTown(context, view, { text, renown, capital, at: [x, y] }, taken, named) {
    if (named.has(text)) return;
    const size = renown > 80 ? 12.5 : renown > 62 ? 11.5 : 10.5;
    context.font = `${capital ? 600 : 400} ${size}px system-ui, sans-serif`;
    const width = context.measureText(text).width, dot = capital ? 2.6 : 1.8;
    const left = x - view.margin.x, top = y - view.margin.y;
    const box = [left - dot - 1, top - size / 2 - 2, left + width + 8, top + size / 2 + 2];
    if (taken.some((other) => overlap(box, other))) return;
    taken.push(box);
    context.fillStyle = colour(capital ? "--town-capital" : "--town");
    context.beginPath();
    context.arc(x, y, dot, 0, 2 * Math.PI);
    context.fill();
    context.strokeStyle = colour("--land");
    context.lineWidth = 2.5;
    context.strokeText(text, x + 5, y);
    context.fillText(text, x + 5, y);
  }

  Object.assign(window.Dateline.basemap, { Pieces, SHAPES, TOWNS: NAMES, readShapes, readNames, drawShapes, drawTowns });
})();
