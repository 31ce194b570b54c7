/* A map in a notebook, where no server answers: a press on a marker opens its sentences beside it.
   It stands where Streamlit would (see dashboard/map/notebook_map.py). Texts are text. */
(() => {
  "use strict";

  const { start, show } = window.Dateline;
  const shown = { map: null, payload: null };

  const line = (tag, ...parts) => {
    const node = document.createElement(tag);
    node.append(...parts);
    return node;
  };

  function sentence({ text, start: first, end: last, origin }) {
    const name = line("mark", text.slice(first, last));
    return [line("p", text.slice(0, first), name, text.slice(last)), line("small", origin)];
  }

  /** What a joined marker stands for is listed, and looked at from nearer. */
  function openJoined(ids) {
    const { map, payload: { places } } = shown;
    const rows = ids.map((id) => places.id.indexOf(id)).filter((at) => at >= 0);
    if (!rows.length) return;
    const spots = rows.map((at) => [places.latitude[at], places.longitude[at]]);
    const content = line("div", ...rows.map((at) => line("p", `${places.name[at]}: ${places.count[at]}`)));
    content.className = "dateline-sentences";
    map.fitBounds(spots, { padding: [60, 60], animate: false });
    L.popup({ maxHeight: 240 }).setLatLng(spots[0]).setContent(content).openOn(map);
  }

  function open(id) {
    if (id.startsWith("joined:")) return openJoined(id.slice("joined:".length).split(" "));
    const { map, payload } = shown, at = payload.places.id.indexOf(id);
    if (at < 0) return;
    const { name, count, latitude, longitude } = payload.places;
    const unit = count[at] === 1 ? payload.unit.one : payload.unit.many;
    const said = payload.sentences[id] || [];
    const content = line("div", line("strong", `${name[at]}: ${count[at]} ${unit}`), ...said.flatMap(sentence));
    content.className = "dateline-sentences";
    window.Dateline.show({ ...payload, selected: id });
    L.popup({ maxHeight: 240 }).setLatLng([latitude[at], longitude[at]]).setContent(content).openOn(map);
  }

  /** Ids as sentences have them: `~` stands for the grid of what is joined. */
  const withWholeIds = ({ grid, places, ...rest }) =>
    ({ ...rest, grid, places: { ...places, id: places.id.map((id) => (id[0] === "~" ? grid + id.slice(1) : id)) } });

  window.Streamlit = {
    events: new EventTarget(),
    setComponentValue: ({ click }) => click && open(click),
  };

  Object.assign(window.Dateline, {
    start: (map, options) => start((shown.map = map), options),
    show: (payload) => show((shown.payload = withWholeIds(payload))),
  });
})();
