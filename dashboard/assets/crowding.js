/* Markers make room for each other, and names find room or stay away: geometry in pixels of the
   map's frame, without a map or a page. Boxes are [left, top, right, bottom]. */
(() => {
  "use strict";

  const GAP = 3; // between two markers
  // Between two of a kind, or they are joined: spots, areas, countries, continents.
  const APART = [6, 14, 14, 40];
  const FAR = 44; // how far a marker may be moved before it is joined to another of its kind
  const FARTHEST = 220;
  const STEP = 5;
  // So many names may be written away from their markers, and how far; directions that are tried.
  const LED = 4, FAR_NAME = 110, WAYS = 32;
  const CLEAR = 12; // between such a name and markers that it is not of
  const ROUNDS = 60;

  const overlap = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
  const within = (a, b) => a[0] >= b[0] && a[1] >= b[1] && a[2] <= b[2] && a[3] <= b[3];
  const boxAt = (x, y, size) => [x - size / 2, y - size / 2, x + size / 2, y + size / 2];

  /* ---- joining and making room ---- */

  /** What is drawn for items `{x, y, count, kind, selected}`, and `named`, how often the place that
      an item is called after counts where the item is several: groups `{items, count, kind, x, y,
      dx, dy, size}`, the item first whose own place counts most, at which the group is drawn, moved by
      (dx, dy). Only items of one kind are joined, and none that is selected. `sizeOf(count)` is
      the side of a marker, `more` how many pixels more than usual keep two of a kind apart, `frame` the box that is seen. With `apart` nothing is joined; what
      finds no room near its place is left out then. */
  function arrange(items, { sizeOf, frame, apart, more = 0 }) {
    let groups = items.map((item) => groupOf([item], sizeOf)).sort(byWeight);
    if (!apart) groups = join(groups, sizeOf, more);
    for (let round = 0; round < ROUNDS; round++) {
      const crowded = makeRoom(groups, frame, apart);
      if (!crowded.length) break;
      if (apart) return groups.filter((group) => !crowded.includes(group));
      for (const group of crowded.reverse()) {
        const other = groups.includes(group) && nearestOfKind(group, groups);
        if (!other) continue;
        groups = groups.filter((one) => one !== group && one !== other);
        groups.push(groupOf([...other.items, ...group.items], sizeOf));
      }
      groups = join(groups.sort(byWeight), sizeOf, more);
    }
    return groups;
  }

  function groupOf(items, sizeOf) {
    const sorted = items.slice().sort((a, b) => (b.named || b.count) - (a.named || a.count) || (a.id < b.id ? -1 : 1));
    const [{ x, y, kind, selected }] = sorted;
    const count = sorted.reduce((sum, item) => sum + item.count, 0);
    return { items: sorted, count, kind, selected: Boolean(selected), x, y, dx: 0, dy: 0, size: sizeOf(count, kind) };
  }

  const byWeight = (a, b) =>
    b.selected - a.selected || b.count - a.count || (a.items[0].id < b.items[0].id ? -1 : 1);

  const near = (a, b, more) =>
    Math.max(Math.abs(a.x - b.x), Math.abs(a.y - b.y)) < (a.size + b.size) / 2 + APART[a.kind] + more;

  /** Join what lies on each other, until nothing of one kind does. */
  function join(groups, sizeOf, more) {
    for (let changed = true; changed;) {
      changed = false;
      const kept = [];
      for (const group of groups) {
        const at = kept.findIndex((other) =>
          other.kind === group.kind && !other.selected && !group.selected && near(other, group, more));
        if (at < 0) {
          kept.push(group);
        } else {
          kept[at] = groupOf([...kept[at].items, ...group.items], sizeOf);
          changed = true;
        }
      }
      groups = kept.sort(byWeight);
    }
    return groups;
  }

  /** Move what still lies on another kind, or on what is selected; spots have the first claim to
      their place, since an area may be anywhere within itself. Returns what found no room. */
  function makeRoom(groups, frame, apart) {
    const ordered = groups.slice().sort((a, b) => b.selected - a.selected || a.kind - b.kind || byWeight(a, b));
    const taken = [], crowded = [];
    const alone = (group) => !ordered.some((other) =>
      other !== group && other.kind === group.kind && !other.selected);
    for (const group of ordered) {
      const most = !apart && alone(group) ? FARTHEST : FAR;
      const spot = freeSpot(group, taken, frame, most);
      if (!spot) {
        crowded.push(group);
        continue;
      }
      [group.dx, group.dy] = spot;
      taken.push(boxAt(group.x + group.dx, group.y + group.dy, group.size + GAP));
    }
    return crowded;
  }

  /** The nearest offset at which a group lies on nothing, nothing beyond `most` pixels. */
  function freeSpot(group, taken, frame, most) {
    const seen = within(boxAt(group.x, group.y, 0), frame);
    const reach = most + group.size;
    const others = taken.filter((box) => overlap(box, boxAt(group.x, group.y, 2 * reach)));
    for (let away = 0; away <= most; away += STEP) {
      const ways = away ? Math.max(8, Math.round(away / 2)) : 1;
      for (let way = 0; way < ways; way++) {
        const angle = (2 * Math.PI * way) / ways - Math.PI / 2;
        const dx = Math.round(away * Math.cos(angle)), dy = Math.round(away * Math.sin(angle));
        const box = boxAt(group.x + dx, group.y + dy, group.size);
        if (away && seen && !within(box, frame)) continue;
        if (!others.some((other) => overlap(box, other))) return [dx, dy];
      }
    }
    return null;
  }

  function nearestOfKind(group, groups) {
    let best = null, least = Infinity;
    for (const other of groups) {
      if (other === group || other.kind !== group.kind || other.selected || group.selected) continue;
      const away = Math.hypot(other.x - group.x, other.y - group.y);
      if (away < least) [best, least] = [other, away];
    }
    return best;
  }

  /* ---- labels ---- */

  /** Where the names of markers `{box, width, height, always, inside}`, the most important first,
      are written: [x, y], or null where there is no room. Nothing is written across the frame's
      edge, on a marker, on another name or on what is `kept` free. A name that stands `inside` an
      area has no marker: it is written on its box's middle or near it, for elsewhere it would name
      another area. The most important of the others are written farther away where there is no
      room beside them, and have a third item: the line that leads to the name, [from, to]. */
  function placeLabels(markers, frame, kept) {
    const taken = [...markers.filter(({ inside }) => !inside).map(({ box }) => box), ...kept];
    let led = 0;
    return markers.map(({ box, width, height, always, inside }) => {
      const spots = (inside ? spotsOn : spotsAround)(box, width, height);
      const boxOf = ([x, y]) => [Math.floor(x), Math.floor(y), Math.floor(x) + width, Math.floor(y) + height];
      const free = spots.find((spot) => {
        const label = boxOf(spot);
        return within(label, frame) && taken.every((other) => other === box || !overlap(label, other));
      });
      const far = !free && !inside && led++ < LED && spotBeyond(box, width, height, frame, taken);
      const spot = free || far || (always ? spots.find((one) => within(boxOf(one), frame)) || spots[0] : null);
      if (spot) {
        const [left, top, right, bottom] = boxOf(spot);
        taken.push([left - 4, top - 2, right + 4, bottom + 2], ...along(spot[2]));
      }
      return spot;
    });
  }

  /** Beside the marker, under it and over it, then slid along its sides. */
  function spotsAround([left, top, right, bottom], width, height) {
    const middle = (top + bottom - height) / 2, centre = (left + right - width) / 2;
    const slant = (right - left) * 0.15; // a disc leaves room at the corners of its box
    const spots = [
      [right + 2, middle], [left - 2 - width, middle],
      [centre, bottom + 1], [centre, top - 1 - height],
      [right - slant, bottom - slant], [left - width + slant, bottom - slant],
      [right - slant, top - height + slant], [left - width + slant, top - height + slant],
    ];
    for (const share of [0.25, -0.25, 0.45, -0.45]) {
      const x = centre + share * (width + right - left), y = middle + share * (height + bottom - top);
      spots.push([x, bottom + 1], [x, top - 1 - height], [right + 2, y], [left - 2 - width, y]);
    }
    return spots;
  }

  /** The nearest spot away from a marker, clear of others and with a line to it that crosses
      nothing, or undefined. */
  function spotBeyond(box, width, height, frame, taken) {
    const x = (box[0] + box[2]) / 2, y = (box[1] + box[3]) / 2, around = (box[2] - box[0]) / 2;
    const others = taken.filter((other) => other !== box);
    const grown = others.map(([left, top, right, bottom]) => [left - CLEAR, top - CLEAR, right + CLEAR, bottom + CLEAR]);
    for (let away = 12; away <= FAR_NAME; away += STEP) {
      for (let way = 0; way < WAYS; way++) {
        const angle = (2 * Math.PI * way) / WAYS;
        const across = Math.cos(angle), down = Math.sin(angle);
        const to = [x + (around + away) * across, y + (around + away) * down];
        const left = Math.floor(to[0] - width / 2 + (across * width) / 2);
        const top = Math.floor(to[1] - height / 2 + (down * height) / 2);
        const label = [left, top, left + width, top + height];
        const line = [[x + around * across, y + around * down], to];
        if (!within(label, frame) || grown.some((other) => overlap(label, other))) continue;
        if (others.some((other) => crosses(line, other))) continue;
        return [left, top, line];
      }
    }
    return undefined;
  }

  /** Boxes that hold a line, so that no name is written across it. */
  function along(line) {
    if (!line) return [];
    const [[x1, y1], [x2, y2]] = line;
    const steps = Math.ceil(Math.hypot(x2 - x1, y2 - y1) / STEP);
    return Array.from({ length: steps + 1 }, (_, i) =>
      boxAt(x1 + ((x2 - x1) * i) / steps, y1 + ((y2 - y1) * i) / steps, STEP));
  }

  /** Whether a line goes through a box (Liang and Barsky's clipping). */
  function crosses([[x1, y1], [x2, y2]], [left, top, right, bottom]) {
    let enters = 0, leaves = 1;
    for (const [move, room] of [[x1 - x2, x1 - left], [x2 - x1, right - x1], [y1 - y2, y1 - top], [y2 - y1, bottom - y1]]) {
      if (!move && room < 0) return false;
      if (move < 0) enters = Math.max(enters, room / move);
      if (move > 0) leaves = Math.min(leaves, room / move);
    }
    return enters < leaves;
  }

  /** On the middle of an area, then a little to each side of it. */
  function spotsOn([left, top, right, bottom], width, height) {
    const x = (left + right - width) / 2, y = (top + bottom - height) / 2;
    const ways = [[0, 0], [0, 1], [0, -1], [1, 0], [-1, 0], [1, 1], [-1, 1], [1, -1], [-1, -1], [0, 2], [0, -2]];
    return ways.map(([across, down]) => [x + (across * width) / 2, y + down * height * 0.8]);
  }

  window.Dateline.crowding = { arrange, placeLabels, overlap, within, boxAt };
})();
