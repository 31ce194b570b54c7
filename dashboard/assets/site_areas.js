/* Which areas a published site draws, and how darkly: what dashboard/map/areas.py answers for the
   page, from the columns of dashboard/site/areas.py. Pure. */
const SHADES = 5, NICE = [1, 2, 3, 5, 7, 10];
const MOST_ELSEWHERE = 5;
export const LAYERS = ["points", "areas", "both"];
export const SHADED_BY = ["count", "perplace", "share"];

/** Whether any place is an area, or lies nowhere on the map. */
export const any = ({ outline, elsewhere }) => outline.some((number) => number >= 0) || elsewhere.includes(1);

/** Whether a place has no marker, since it is drawn as an area or listed beside the switch; the
    chosen one of the listed is shown on the map as well. */
export const unmarked = ({ outline, elsewhere }, place, chosen, layers) =>
  layers !== "points" && (outline[place] >= 0 || (Boolean(elsewhere[place]) && place !== chosen));

/** The areas among counted places with their shades, as assets/areas.js draws them. */
export function shaded({ places }, found, by) {
  const named = found.filter(({ place }) => places.outline[place] >= 0);
  const values = valuesOf[by](places, found, named);
  const steps = breaks(Math.max(1, ...values), by === "count" ? 1 : Math.min(...values, Infinity));
  const of = (read) => named.map(({ place }) => read(place));
  const areas = {
    id: of((place) => places.id[place]),
    name: of((place) => places.name[place]),
    latitude: of((place) => places.latitude[place]),
    longitude: of((place) => places.longitude[place]),
    country: of((place) => places.countryCode[place]),
    count: named.map(({ count }) => count),
    acting: named.map(({ actors }) => Math.round(10 * actors)),
    shade: values.map((value) => Math.max(0, steps.filter((step) => step <= value).length - 1)),
    group: named.map(() => "areas"),
    number: of((place) => places.outline[place]),
    sure: of((place) => places.sure[place]),
    ...(by === "count" ? {} : { value: values.map(short) }),
  };
  return { areas, breaks: named.length ? steps : [], by };
}

/** Continents, oceans and parts of the world, the most named first. */
export function elsewhere({ places }, found) {
  const shown = found.filter(({ place }) => places.elsewhere[place]).slice(0, MOST_ELSEWHERE);
  return {
    id: shown.map(({ place }) => places.id[place]),
    name: shown.map(({ place }) => places.name[place]),
    count: shown.map(({ count }) => count),
  };
}

/* ---- what areas are shaded by: their count, articles for each place in them, a share ---- */

const valuesOf = {
  count: (places, found, named) => named.map(({ count }) => count),
  share: (places, found, named) => {
    const total = found.reduce((sum, { count }) => sum + count, 0);
    return named.map(({ count }) => (100 * count) / total);
  },
  perplace: (places, found, named) => {
    const inside = new Map();
    for (const { place, articles } of found) {
      for (const whole of places.wholes[place]) inside.set(whole, [...(inside.get(whole) || []), articles]);
    }
    const mean = (numbers) => numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
    return named.map(({ place, articles }) => mean(inside.get(places.whole[place]) || [articles]));
  },
};

/** The least value of each shade: round numbers, each about as many times the one before. */
export function breaks(most, least) {
  let first = round(least);
  if (first > least) first = Math.max(...nice(least).filter((one) => one <= least));
  if (!Number.isFinite(first)) first = least;
  const steps = [first];
  for (let step = 1; step < SHADES; step++) {
    const next = round(first * (Math.max(most, first) / first) ** (step / SHADES));
    if (next > steps.at(-1) && next <= most) steps.push(next);
  }
  return steps;
}

const short = (value) => Number(value.toPrecision(3));

function nice(value) {
  if (!Number.isFinite(value)) return [1];
  const power = Math.floor(Math.log10(value));
  return NICE.map((digit) => short(Number(`${digit}e${power}`)));
}

const round = (value) => nice(value).reduce((best, one) => (Math.abs(one - value) < Math.abs(best - value) ? one : best));
