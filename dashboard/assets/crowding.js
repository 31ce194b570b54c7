/* Markers make room for each other, and names find room or stay away. A marker here is what
   map.js keeps of one: its place, size, row of values, elements, and offset (dx, dy). */
(() => {
  "use strict";

  /* ---- crowding: markers make room for each other ---- */

  const AREA = 1, COUNTRY = 2;
  const ROUNDS = 40, OVERLAP = 1, FARTHEST = [34, 34, 34, 16]; // pixels, by kind

  /** Move markers that lie on each other apart, so that each can be read and pressed. A spot
      that had to move points to where it truly is; an area may be anywhere within itself. */
  function makeRoom(map, markers) {
    const all = markers.map((marker) => {
      const { x, y } = map.latLngToContainerPoint(marker.place);
      const kind = marker.row.kind, area = kind === AREA || kind === COUNTRY;
      return { marker, x, y, dx: 0, dy: 0, area, most: FARTHEST[kind], weight: marker.row.count };
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

  /* ---- labels: names find room or stay away ---- */

  const overlap = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];

  /** Name as many markers as have room beside them, the most counted first; the boxes taken. */
  function layOutLabels(map, markers) {
    const ordered = [...markers].sort((a, b) => b.priority - a.priority);
    const taken = ordered.map(({ place, size, dx, dy }) => {
      const { x, y } = map.latLngToContainerPoint(place).add([dx, dy]);
      return [x - size / 2, y - size / 2, x + size / 2, y + size / 2];
    });
    // All are measured before any is moved: in turns the browser would lay out the page each time.
    const sizes = ordered.map(({ label }) => [label.offsetWidth, label.offsetHeight]);
    ordered.forEach((marker, i) => {
      const [left, top, right, bottom] = taken[i];
      const [width, height] = sizes[i];
      const middle = (top + bottom - height) / 2, centre = (left + right - width) / 2;
      const slant = (right - left) * 0.15; // a disc leaves room at the corners of its box
      const spots = [
        [right + 2, middle], [left - 2 - width, middle],
        [centre, bottom + 1], [centre, top - 1 - height],
        [centre - width / 3, bottom + 1], [centre + width / 3, bottom + 1],
        [centre - width / 3, top - 1 - height], [centre + width / 3, top - 1 - height],
        [right - slant, bottom - slant], [left - width + slant, bottom - slant],
        [right - slant, top - height + slant], [left - width + slant, top - height + slant],
      ];
      const free = spots.find(([x, y]) => {
        const box = [x, y, x + width, y + height];
        return taken.every((other, n) => n === i || !overlap(box, other));
      });
      // The selected place is always named, even if that covers something.
      const spot = free || (marker.selected ? spots[0] : null);
      marker.root.classList.toggle("named", Boolean(spot));
      const [x, y] = spot || spots[2];
      marker.label.style.left = `${Math.round(x - left)}px`;
      marker.label.style.top = `${Math.round(y - top)}px`;
      if (spot) taken.push([x - 3, y - 2, x + width + 3, y + height + 2]);
    });
    return taken;
  }

  Object.assign(window.Dateline, { makeRoom, layOutLabels, overlap });
})();
