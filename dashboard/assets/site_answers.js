/* What a published site answers by itself: the mentions that a selection lets through, counted by
   place and by day, and markers joined where there are many. Pure; its data is that of
   dashboard/site/data.py. */
const WORLD = 256, CELL = 64; // pixels: the world at zoom 0, and a marker with a little air
export const MOST_MARKERS = 200;
const MOST_NATIONS = 40;
const CONTINENT = 3, NEAR = 0.5, POLEWARD = [-57, 75]; // as in dashboard/map/map_extent.py

/** Case and accents make no difference. */
export const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

/** Words that are all looked for, "in quotation marks" in this order, with a minus for without. */
export function terms(query) {
  const found = query.matchAll(/(-?)(?:["“”«»]([^"“”«»]+)["“”«»]?|([^\s"“”«»]+))/g);
  return [...found].map(([, minus, phrase, word]) => ({ text: folded(phrase ?? word).trim(), without: Boolean(minus) }))
    .filter(({ text }) => text);
}

/** The articles in whose title and sentences all of it is found: a list of true and false. */
export function searched({ articles, mentions, sentences }, query) {
  const wanted = terms(query);
  if (!wanted.length) return articles.title.map(() => true);
  const texts = articles.title.map((title) => [title]);
  mentions.article.forEach((article, i) => texts[article].push(sentences[mentions.sentence[i]]));
  return texts.map((said) => {
    const text = folded(said.join("\n"));
    return wanted.every(({ text: term, without }) => text.includes(term) !== without);
  });
}

/** Whether any of these times lies between two days; what has none is let through if asked. */
const within = (times, from, to, undated) =>
  times.length ? times.some(([first, last]) => last >= from && first <= to) : undated;

/** The numbers of the mentions that are let through: whatever their dates, and by them. Of ``only``
    some where a step of a story chooses among them. */
export function selected(data, { from, to, undated, found, only }) {
  const { mentions, times } = data;
  const ever = [], now = [];
  const all = !data.time || (from <= 0 && to >= data.time.length);
  mentions.article.forEach((article, i) => {
    if (!found[article] || (only && !only.has(i))) return;
    ever.push(i);
    const told = times[mentions.times[i]];
    if (all ? undated || told.length : within(told, from, to, undated)) now.push(i);
  });
  return { ever, now };
}

/** Each place that is named, with its count, its articles, its mean certainty in percent, and the
    share of mentions that stand for somebody; the most named first. */
export function counted(data, chosen) {
  const { mentions, actors } = data;
  const found = new Map();
  for (const i of chosen) {
    const place = mentions.place[i];
    if (!found.has(place)) found.set(place, { place, count: 0, articles: new Set(), sure: 0, acting: 0 });
    const one = found.get(place);
    one.count += 1;
    one.articles.add(mentions.article[i]);
    one.sure += mentions.sure[i];
    one.acting += actors.includes(mentions.role[i]) ? 1 : 0;
  }
  return [...found.values()].map((one) => ({
    place: one.place, count: one.count, articles: one.articles.size, sure: one.sure / one.count, actors: one.acting / one.count,
  })).sort((a, b) => b.count - a.count || a.place - b.place);
}

/** How many mentions each bar of the histogram has. */
export function bars({ mentions, times, time }, chosen) {
  const counts = new Array(Math.ceil((time.length + 1) / time.days)).fill(0);
  for (const i of chosen) {
    const spans = times[mentions.times[i]].map(([first, last]) => [Math.floor(first / time.days), Math.floor(last / time.days)]);
    const hit = new Set(spans.flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, n) => first + n)));
    for (const bar of hit) counts[bar] += 1;
  }
  return counts;
}

/** The markers of counted places, with the places that each stands for: one by one while they are
    few, beyond that joined on a grid of the screen, those of one extent only, countries never. The
    map joins by pixels what is left. */
export function marked({ places, unsure }, found, zoom) {
  const row = ({ place, count, sure, actors }) => ({
    ...Object.fromEntries(MARKER.filter((name) => name in places).map((name) => [name, places[name][place]])),
    count, actors: Math.round(actors * 100) / 100, unsure: sure < unsure ? 1 : 0, of: [place],
  });
  const rows = found.map(row);
  let size = CELL, cells = new Map();
  if (rows.length <= MOST_MARKERS) return rows;
  const nations = rows.filter(({ of: [place] }) => places.countryCode[place]).slice(0, MOST_NATIONS);
  const others = rows.filter((one) => !nations.includes(one));
  do {
    cells = new Map();
    for (const one of others) {
      const cell = cellOf(one, Math.round(zoom), size);
      if (!cells.has(cell)) cells.set(cell, []);
      cells.get(cell).push(one);
    }
    size *= 2;
  } while (cells.size > MOST_MARKERS - nations.length && size < WORLD * 2 ** 13);
  return [...nations, ...[...cells].map(([cell, group]) => (group.length > 1 ? joined(cell, group) : group[0]))];
}

const MARKER = ["id", "name", "latitude", "longitude", "kind", "country", "more", "change"];

function cellOf({ latitude, longitude, kind }, zoom, size) {
  const cells = (WORLD * 2 ** zoom) / size, sine = Math.sin((Math.max(-85.05, Math.min(85.05, latitude)) * Math.PI) / 180);
  const x = (longitude / 360 + 0.5) * cells, y = (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * cells;
  return `cluster:${zoom}.${size}.${Math.floor(x)}.${Math.floor(y)}.${kind}`;
}

/** One marker for several, named and placed as the most counted of them. */
function joined(cell, group) {
  const total = group.reduce((sum, { count }) => sum + count, 0);
  const mean = (name) => group.reduce((sum, one) => sum + one[name] * one.count, 0) / total;
  return {
    ...group[0],
    id: cell, more: group.length - 1, country: "", unsure: 0, count: total, actors: mean("actors"),
    of: group.flatMap(({ of }) => of),
  };
}

/** Rows as the map wants them: one list for each property. */
export const columns = (rows) => Object.fromEntries(
  [...MARKER, "count", "actors", "unsure"].filter((name) => rows.some((row) => name in row) || ["id", "name", "latitude", "longitude", "count"].includes(name))
    .map((name) => [name, rows.map((row) => row[name])]));

/** Rows as a list wants them: one list for each property that any of them has. */
export const table = (rows) => Object.fromEntries(
  [...new Set(rows.flatMap(Object.keys))].map((name) => [name, rows.map((row) => row[name] ?? null)]));

/** Corners around points, or around those where most of it is: without the outermost few percent of
    what is counted on each side, but with what lies near. */
export function corners(rows, most = false) {
  let near = rows;
  if (most && rows.length) {
    // A continent's middle is nowhere.
    const spots = rows.filter(({ kind }) => kind !== CONTINENT);
    near = spots.length ? spots : rows;
    const [south, north] = middle(near, "latitude"), [west, east] = middle(near, "longitude");
    const above = NEAR * (north - south), beside = NEAR * (east - west);
    // Only who writes about the polar regions has them in the first view of the world.
    const least = Math.max(south - above, Math.min(south, POLEWARD[0])), last = Math.min(north + above, Math.max(north, POLEWARD[1]));
    near = near.filter(({ latitude, longitude }) => latitude >= least && latitude <= last
      && longitude >= west - beside && longitude <= east + beside);
  }
  if (!near.length) return null;
  const of = (name, pick) => near.reduce((found, row) => pick(found, row[name]), near[0][name]);
  return [[of("latitude", Math.min), of("longitude", Math.min)], [of("latitude", Math.max), of("longitude", Math.max)]];
}

function middle(rows, name) {
  const spare = 0.05 * rows.reduce((sum, { count }) => sum + count, 0);
  const inner = (ordered) => {
    let passed = 0;
    for (const row of ordered) {
      passed += row.count;
      if (passed > spare) return row[name];
    }
    return ordered.at(-1)[name];
  };
  const ordered = [...rows].sort((a, b) => a[name] - b[name]);
  return [inner(ordered), inner(ordered.reverse())];
}

/** How often each country is named, by its code. */
export function shades({ places }, found) {
  const shaded = {};
  for (const { place, count } of found) {
    const code = places.countryCode[place];
    if (code) shaded[code] = (shaded[code] || 0) + count;
  }
  return shaded;
}

/** Mentions in the same sentence of an article as one passage, its text cut at what is marked. */
export function passages(data, chosen) {
  const { mentions, sentences } = data;
  const found = new Map();
  for (const i of chosen) {
    const sentence = mentions.sentence[i];
    if (!found.has(sentence)) found.set(sentence, []);
    found.get(sentence).push(i);
  }
  return [...found].map(([sentence, inside]) => ({
    parts: cut(sentences[sentence], inside.map((i) => [mentions.start[i], mentions.end[i]])),
    roles: [...new Set(inside.map((i) => mentions.role[i]))].map((role) => ({ text: data.roles[role], role })),
    spoken: data.spoken[mentions.spoken[inside[0]]],
    mention: String(inside[0]),
    unsure: inside.some((i) => mentions.sure[i] < data.unsure) ? 1 : 0,
  }));
}

function cut(text, spans) {
  const parts = [];
  let at = 0;
  for (const [start, end] of spans.sort((a, b) => a[0] - b[0])) {
    if (start < at) continue; // a name within a name is marked with it
    parts.push({ text: text.slice(at, start), marked: false }, { text: text.slice(start, end), marked: true });
    at = end;
  }
  parts.push({ text: text.slice(at), marked: false });
  return parts.filter(({ text: piece }) => piece);
}
