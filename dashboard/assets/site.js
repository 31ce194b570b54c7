/* A published site: the page's own panels and map, which are told what to show by this script
   instead of a server. What the visitor has chosen stands in the address after the #. */
export default function ({ dom, answers, areas, panels }) {
  const { make, button } = dom;
  const value = (name) => window.DatelineSite?.[name] ?? JSON.parse(document.getElementById(`site-${name}`).textContent);
  const data = value("data"), { words, places, articles, mentions } = data;
  const spot = (name) => document.getElementById(`site-${name}`);
  const plural = new Intl.PluralRules(data.language);
  const say = (pair, n, more = {}) => Object.entries({ n, ...more }).reduce(
    (text, [name, number]) => text.replace(`{${name}}`, number.toLocaleString(data.language)),
    typeof pair === "string" ? pair : pair[plural.select(n) === "one" ? 0 : 1]);
  const CARDS = 20, ROWS = 100;

  const length = data.time?.length ?? 0;
  const state = {
    from: 0, to: length, undated: data.undatedToo, query: "", place: null, article: null, group: null,
    cards: CARDS, rows: ROWS, tab: "placed", sort: { id: "count", backwards: false }, why: null, unfolded: null,
    zoom: 2, layers: "both", shade: "count", step: 0, only: null, looks: 0, look: null,
  };
  const set = (changes) => {
    Object.assign(state, changes);
    render();
  };
  const choose = (changes) => set({ place: null, article: null, group: null, cards: CARDS, why: null, unfolded: null, ...changes });

  /* ---- the steps of a story ---- */

  const { story } = data;
  const stepAt = (number) => story?.steps[number - 1];

  /** What a step shows, as what the visitor would have chosen. */
  const chosenBy = ({ from, to, undated, query, place, article, layers, shade }) => ({
    from, to, undated, query, place: article === null ? place : null, article, layers, shade,
  });

  const numbersIn = (runs) => new Set(runs.flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, i) => first + i)));

  function walkTo(number) {
    const step = stepAt(number);
    if (!step) return;
    const only = step.only && numbersIn(step.only);
    choose({ ...chosenBy(step), step: number, only, looks: state.looks + 1, look: step.look });
  }

  /** Whether the visitor looks at something else by now than the step. */
  const hasLeft = () => Boolean(state.step) && Object.entries(chosenBy(stepAt(state.step))).some(([name, value]) => state[name] !== value);

  function walker() {
    if (!story) return;
    const step = stepAt(state.step);
    show(panels.storyline, "story", {
      title: story.title, number: state.step, total: story.steps.length,
      position: step ? say(story.position, story.steps.length, { at: state.step, total: story.steps.length }) : "",
      sentence: step?.sentence ?? "", note: step?.about ?? "", left: hasLeft(), canLeave: Boolean(state.step), words: story.words,
    }, {
      walk: ({ number }) => walkTo(number),
      leave: () => set({ step: 0, only: null }),
    });
  }

  /* ---- what is found ---- */

  const found = { query: null };
  const hasAreas = areas.any(places);
  function look() {
    if (found.query !== state.query) Object.assign(found, { query: state.query, articles: answers.searched(data, state.query) });
    Object.assign(found, answers.selected(data, { ...state, found: found.articles }));
    found.places = answers.counted(data, found.now);
    found.most = answers.counted(data, found.ever)[0]?.count || 1;
    found.spots = hasAreas ? found.places.filter(({ place }) => !areas.unmarked(places, place, state.place, state.layers)) : found.places;
    found.rows = answers.marked(data, found.spots, state.zoom);
    found.held = new Set(found.now.map((i) => mentions.article[i]));
  }

  /* ---- the map, in a frame of its own as on the page ---- */

  const map = { frame: null, started: false };
  const theMap = () => map.frame?.contentWindow?.Dateline;

  function startMap() {
    const frame = make("iframe", "site-frame");
    frame.title = words.map;
    frame.srcdoc = `<!doctype html><html lang="${data.language}"><head><meta charset="utf-8"><title>Map</title></head><body><div id="map_div"></div></body></html>`;
    frame.addEventListener("load", () => fill(frame), { once: true });
    map.frame = frame;
    spot("map").append(frame);
  }

  function fill(frame) {
    const { contentDocument: page, contentWindow: window_ } = frame;
    window_.Streamlit = { events: new window_.EventTarget(), setComponentValue: heard };
    const inside = document.getElementById("code-map-js");
    const style = page.createElement(inside ? "style" : "link");
    const script = page.createElement("script");
    if (inside) {
      style.textContent = document.getElementById("code-map-css").textContent;
      script.textContent = inside.textContent;
    } else {
      Object.assign(style, { rel: "stylesheet", href: new URL("map.css", document.baseURI).href });
      Object.assign(script, { src: new URL("map.js", document.baseURI).href });
      script.addEventListener("load", () => begin(window_));
    }
    page.head.append(style);
    page.head.append(script);
    if (inside) begin(window_); // what is in the page has run by now
  }

  function begin({ L, Dateline, document: page }) {
    const box = page.getElementById("map_div");
    const [latitude, longitude, zoom] = state.look || [20, 0, 2];
    const made = L.map(box, {
      center: [latitude, longitude], zoom, zoomSnap: 0.5, zoomDelta: 1, wheelPxPerZoomLevel: 90, minZoom: 1, maxZoom: data.mostZoom,
      worldCopyJump: true, maxBounds: [[-85, -900], [85, 900]], maxBoundsViscosity: 1,
    });
    const pieces = value("pieces");
    Dateline.start(made, {
      alone: true, sizes: true, placed: Boolean(state.look), language: data.language, countries: data.countries,
      world: `data:application/json,${encodeURIComponent(JSON.stringify(value("world")))}`,
      shapes: Object.keys(pieces).length ? pieces : null,
      towns: Object.keys(value("towns")).length ? value("towns") : null,
      outlines: hasAreas ? value("outlines") : null,
      words: words.onMap,
    });
    map.started = true;
    showMap();
    dark.addEventListener("change", showTheme);
  }

  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const theme = () => (dark.matches ? "dark" : "light");
  const showTheme = () => map.frame.contentWindow.Streamlit.events.dispatchEvent(
    new map.frame.contentWindow.CustomEvent("streamlit:render", { detail: { theme: { base: theme() } } }));

  const JOINED = "joined:"; // what the map joins by pixels: the ids of its markers follow

  /** What the map reports: a press on a marker or an area, what is drawn and shaded, and where it
      looks when markers are joined. */
  function heard({ click, view, layers, shade }) {
    if (layers) return set({ layers });
    if (shade) return set({ shade });
    if (view && Math.round(view.z) !== Math.round(state.zoom)) {
      state.zoom = view.z;
      if (!click) return set({});
    }
    if (!click) return;
    const pressed = click.startsWith(JOINED) ? click.slice(JOINED.length).split(" ") : [click];
    const unmarked = found.places.filter(({ place }) => pressed.includes(places.id[place]) && !found.spots.some((one) => one.place === place));
    const of = [...found.rows.filter(({ id }) => pressed.includes(id)).flatMap((row) => row.of), ...unmarked.map(({ place }) => place)];
    if (of.length > 1) return choose({ group: { id: click, of } });
    const [place] = of;
    if (place !== undefined) choose(place === state.place ? {} : { place });
  }

  function showMap() {
    if (!map.started) return;
    const { rows } = found;
    const every = found.places.map(({ place, count }) => ({ latitude: places.latitude[place], longitude: places.longitude[place], kind: places.kind[place], count }));
    const { place, group } = state;
    const inGroup = group?.of.map((one) => ({ latitude: places.latitude[one], longitude: places.longitude[one], count: 1 }));
    theMap().show({
      places: answers.columns(rows),
      areas: answers.shades(data, found.places),
      ...(hasAreas ? { shaded: areas.shaded(data, found.places, state.shade), elsewhere: areas.elsewhere(data, found.places), layers: state.layers } : {}),
      selected: place === null ? "" : places.id[place],
      unit: { one: words.mentions[0], many: words.mentions[1], title: words.unit },
      most: rows.reduce((most, { count }) => Math.max(most, count), found.most),
      bounds: answers.corners(every),
      core: answers.corners(every, true),
      articlesChanged: 0,
      picking: false,
      picked: null,
      report: found.spots.length > answers.MOST_MARKERS,
      at: place === null ? null : [places.latitude[place], places.longitude[place]],
      cluster: group ? { id: group.id, bounds: answers.corners(inGroup) } : null,
      near: null, compared: false, tiles: false, apart: false, sentence: null, subject: 0, grid: "",
      theme: theme(),
      look: [state.looks, ...(state.look || [])],
    });
  }

  function legend() {
    const joined = found.spots.length > answers.MOST_MARKERS;
    const entries = Object.entries(words.legend).filter(([key]) => key !== "joined" || joined);
    spot("legend").replaceChildren(...entries.map(([key, text]) => {
      const item = make("li");
      item.append(make("i", `key-${key}`), text);
      return item;
    }));
  }

  /* ---- search and status ---- */

  const search = { field: null };

  /** A step of a story searches too. */
  function showSearch() {
    if (document.activeElement !== search.field) search.field.value = state.query;
  }

  function startSearch() {
    const field = make("input", "site-field");
    Object.assign(field, { type: "search", placeholder: words.searchHint });
    field.setAttribute("aria-label", words.search);
    let timer;
    search.field = field;
    field.addEventListener("input", () => {
      // Chosen at once and shown after a pause: what else is chosen meanwhile undoes no letter of it.
      Object.assign(state, { query: field.value, cards: CARDS });
      clearTimeout(timer);
      timer = setTimeout(render, 150);
    });
    field.value = state.query;
    spot("search").append(field);
  }

  const naming = new Set(mentions.article).size;

  function status() {
    const total = articles.title.length, held = found.held.size;
    const without = [...found.held].filter((article) => !dated[article]).length;
    // Where nothing is chosen nothing is missing: the others are on no map.
    const rest = held === naming && total > held ? `, ${say(words.placeless, total - held)}` : "";
    const counted = held < naming ? say(words.status, total, { n: held, total }) : say(words.articles, total);
    const said = [counted + rest, say(words.places, found.places.length)];
    if (without) said.push(say(words.undated, without));
    spot("status").textContent = said.join(" · ");
  }

  const dated = articles.title.map(() => false);
  mentions.article.forEach((article, i) => { dated[article] ||= data.times[mentions.times[i]].length > 0; });

  /* ---- panels ---- */

  const show = (panel, name, content, acts) => panel({
    data: content, parentElement: spot(name), setTriggerValue: (event, told) => acts[event]?.(told), ...dom, theMap,
  });

  function timeline() {
    if (!data.time) {
      spot("timeline").textContent = words.noDates;
      return;
    }
    const { from, to, undated } = state;
    const preset = (id, title, first, about) => ({ id, title, from: first, to: length, about });
    const without = new Set(found.ever.filter((i) => !data.times[mentions.times[i]].length).map((i) => mentions.article[i])).size;
    const moved = ({ from: first, to: last }) => set({ from: first, to: last });
    show(panels.timeline, "timeline", {
      counts: answers.bars(data, found.ever), days: data.time.days, first: data.time.first, from, to, length,
      caption: data.time.caption, clocks: [], clock: "", versus: null,
      presets: [preset("all", words.all, 0), ...(length > 30 ? [preset("month", words.lastMonth, length - 30, words.lastMonthAbout)] : [])],
      undated: without ? say(data.time.undated, without) : "", withUndated: undated,
      language: data.language, words: words.timeline,
    }, { window: moved, play: moved, step: moved, stop: () => {}, undated: () => set({ undated: !undated }) });
    slider();
  }

  const saidDay = (day) => dom.writtenDay(data.language, Date.parse(data.time.first) + day * 864e5);

  /** Two handles on one line, for the first and the last day. */
  function slider() {
    const box = dom.root(spot("timeline"), "div", "site-slider");
    if (!box.children.length) {
      box.setAttribute("role", "group");
      box.setAttribute("aria-label", words.dates);
      for (const [end, label] of [["from", words.from], ["to", words.until]]) {
        const handle = make("input", `site-${end}`);
        Object.assign(handle, { type: "range", min: 0, max: length });
        handle.setAttribute("aria-label", label);
        handle.addEventListener("input", () => {
          const day = Number(handle.value);
          set(end === "from" ? { from: Math.min(day, state.to) } : { to: Math.max(day, state.from) });
        });
        box.append(handle);
      }
      box.append(make("p", "site-window"));
    }
    for (const end of ["from", "to"]) {
      const handle = box.querySelector(`.site-${end}`);
      handle.value = state[end];
      handle.setAttribute("aria-valuetext", saidDay(state[end]));
    }
    box.style.setProperty("--from", `${(100 * state.from) / length}%`);
    box.style.setProperty("--to", `${(100 * state.to) / length}%`);
    box.querySelector(".site-window").textContent = `${saidDay(state.from)} – ${saidDay(state.to)}`;
  }

  /* The sentences of the chosen place, by story, or of the chosen article. */
  function excerpts() {
    const { place, article, group } = state;
    const chosen = found.now.filter((i) => (place !== null ? mentions.place[i] === place : mentions.article[i] === article));
    const byArticle = new Map();
    for (const i of chosen) {
      if (!byArticle.has(mentions.article[i])) byArticle.set(mentions.article[i], []);
      byArticle.get(mentions.article[i]).push(i);
    }
    const stories = new Map();
    for (const one of byArticle.keys()) {
      const story = articles.story[one];
      if (!stories.has(story)) stories.set(story, []);
      stories.get(story).push(one);
    }
    const told = [...stories];
    const here = group && place === null ? group.of.filter((one) => found.places.some((each) => each.place === one)) : [];
    show(panels.excerpts, "excerpts", {
      region: words.excerpts,
      heading: heading(chosen, byArticle.size, here.length),
      group: here.slice(0, 60).map((one) => ({
        id: String(one), name: places.name[one], count: found.places.find((each) => each.place === one).count,
      })),
      rest: here.length > 60 ? say(words.more, here.length - 60) : "",
      stories: told.slice(0, state.cards).map(([story, [first, ...others]]) => ({
        ...card(first, byArticle.get(first)),
        story: String(story),
        reprints: others.length ? say(words.reprints, others.length) : "",
        others: state.unfolded === String(story) ? others.map((one) => card(one, byArticle.get(one))) : [],
      })),
      more: told.length > state.cards ? words.showMore : "",
      focus: null,
      why: why(chosen),
      corrected: Object.fromEntries(chosen.filter((i) => mentions.corrected[i]).map((i) => [String(i), { signed: words.corrected }])),
      words: { more: words.showMore, close: words.close, why: words.why, open: words.open, zoom: words.zoomTo },
    }, {
      close: () => choose({}),
      choose: (one) => choose({ place: Number(one), group }),
      read: (one) => choose({ article: Number(one) }),
      why: (one) => set({ why: state.why === one ? null : one }),
      unfold: (story) => set({ unfolded: state.unfolded === story ? null : story }),
      more: () => set({ cards: state.cards + CARDS }),
    });
  }

  function heading(chosen, inArticles, here) {
    const { place, article, group } = state;
    if (article !== null) {
      const named = new Set(chosen.map((i) => mentions.place[i])).size;
      if (!named) return { title: articles.title[article], hint: words.none[0], detail: words.none[1] };
      return { title: articles.title[article], count: say(words.places_named, named) };
    }
    if (place !== null) {
      const title = places.name[place];
      if (!chosen.length) return { title, hint: words.none[0], detail: words.none[1] };
      const sure = chosen.reduce((sum, i) => sum + mentions.sure[i], 0) / chosen.length;
      return {
        title, where: places.where[place],
        count: `${say(words.times, chosen.length)} ${say(words.in, inArticles)}`,
        zoom: { latitude: places.latitude[place], longitude: places.longitude[place], zoom: places.zoom[place] },
        note: sure < data.unsure ? words.lessCertain : "",
      };
    }
    if (group && here) return { hint: say(words.several, here), detail: words.group };
    if (!found.places.length) return { hint: words.nothing, detail: words.none[1] };
    return { hint: words.choose[0], detail: words.choose[1] };
  }

  const card = (article, inside) => ({
    article: String(article), title: articles.title[article], source: articles.source[article],
    date: articles.date[article], url: articles.url[article], original: words.original,
    passages: answers.passages(data, inside),
  });

  function why(chosen) {
    const asked = Number(state.why);
    if (state.why === null || !chosen.includes(asked)) return null;
    const candidates = data.explained[mentions.why[asked]].map((at) => data.candidates[at]);
    return {
      mention: state.why,
      title: data.certainties[mentions.certainty[asked]],
      candidates: candidates.map(([name, where, share, reasons], rank) => ({
        name, where, share, first: rank === 0,
        reasons: reasons.map(([weight, at]) => ({ weight, text: data.reasons[at] })),
      })),
      empty: candidates.length ? "" : words.whyOld,
    };
  }

  /* The places as a table, and the articles. */
  function lists() {
    const rows = state.tab === "placed" ? placeRows() : articleRows();
    const head = { placed: placeHead, articles: articleHead }[state.tab]();
    show(panels.places, "places", {
      tab: state.tab,
      tabs: [["placed", found.places.length], ["articles", found.held.size]].map(([id, total]) => ({ id, title: words.tabs[id], total })),
      words: { region: words.placeList, unsure: words.unsure, sort: words.sort },
      language: data.language, empty: words.nothing, about: "", beside: [],
      event: state.tab === "placed" ? "choose" : "read",
      columns: head,
      rows: answers.table(rows.slice(0, state.rows)),
      more: rows.length > state.rows ? words.showMore : "",
    }, {
      choose: (id) => {
        const place = places.id.indexOf(id);
        choose(place === state.place ? {} : { place });
      },
      read: (id) => choose({ article: Number(id) }),
      sort: ({ id }) => set({ sort: { id, backwards: state.sort.id === id && !state.sort.backwards } }),
      tab: (tab) => set({ tab, rows: ROWS }),
      more: () => set({ rows: state.rows + ROWS }),
    });
  }

  function placeHead() {
    const { id: by, backwards } = state.sort;
    // Counts come the largest first, words from A.
    const direction = (id) => (backwards === (id === "count") ? "ascending" : "descending");
    return ["name", "kind", "country", "count"].map((id) => ({
      id, title: id === "count" ? words.unit : words.columns[id], sorted: id === by ? direction(id) : "",
    }));
  }

  const MARKS = ["point", "area", "country", "continent"];

  function placeRows() {
    const rows = found.places.map(({ place, count, sure, actors }) => ({
      id: places.id[place], name: places.name[place], kind: places.precision[place], country: places.countryName[place],
      count, actors, mark: MARKS[places.kind[place]],
      unsure: sure < data.unsure ? 1 : 0, selected: place === state.place ? 1 : 0,
      lat: places.latitude[place], lon: places.longitude[place],
    }));
    const { id, backwards } = state.sort;
    if (id !== "count") rows.sort((a, b) => a[id].localeCompare(b[id], data.language));
    return backwards ? rows.reverse() : rows;
  }

  const articleHead = () => [["name", words.headline], ["source", words.source], ["date", words.day]]
    .map(([id, title]) => ({ id, title, fixed: true }));

  const articleRows = () => [...found.held].sort((a, b) => a - b).map((article) => ({
    id: String(article), name: articles.title[article], source: articles.source[article], date: articles.date[article],
    selected: article === state.article ? 1 : 0,
  }));

  /* ---- the address ---- */

  const KEPT = { from: 0, to: length, q: "", place: "", layers: "both", shade: "count", step: 0 };

  /** A step says all of it, as long as nothing else was chosen. */
  function remember() {
    const chosen = {
      from: state.from, to: state.to, q: state.query, place: state.place === null ? "" : places.id[state.place],
      layers: state.layers, shade: state.shade,
    };
    const now = { ...(state.step && !hasLeft() ? {} : chosen), step: state.step };
    for (const name of Object.keys(KEPT)) now[name] ??= KEPT[name];
    const said = new URLSearchParams(Object.entries(now).filter(([name, kept]) => kept !== KEPT[name]));
    const hash = said.size ? `#${said}` : "";
    if (hash !== location.hash && (hash || location.hash.includes("="))) {
      try {
        history.replaceState(null, "", hash || location.pathname + location.search);
      } catch { /* some browsers allow no such change to a page from a file */ }
    }
  }

  function recall() {
    const said = new URLSearchParams(location.hash.slice(1));
    const step = stepAt(Number(said.get("step")));
    if (step) {
      const number = Number(said.get("step"));
      Object.assign(state, chosenBy(step), {
        step: number, look: step.look, looks: step.look ? 1 : 0,
        only: step.only && numbersIn(step.only),
      });
    }
    const day = (name) => Math.max(0, Math.min(length, Math.round(Number(said.get(name)))));
    if (said.get("from")) state.from = day("from") || 0;
    if (said.get("to") && Number.isFinite(day("to"))) state.to = Math.max(state.from, day("to"));
    if (said.has("q") || !step) state.query = said.get("q") || "";
    const place = places.id.indexOf(said.get("place"));
    if (place >= 0) Object.assign(state, { place, article: null });
    if (areas.LAYERS.includes(said.get("layers"))) state.layers = said.get("layers");
    if (areas.SHADED_BY.includes(said.get("shade"))) state.shade = said.get("shade");
  }

  function render() {
    look();
    walker();
    showSearch();
    status();
    legend();
    timeline();
    excerpts();
    lists();
    showMap();
    remember();
  }

  recall();
  startSearch();
  startMap();
  render();
}
