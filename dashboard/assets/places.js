/* The map as a table, for keyboard and ear, with the names that could not be placed. Gets the
   data of dashboard/views/places.py; tells "choose" with a place's id, "name" with an unplaced name, "read"
   with an article's id, "also" with the id of a place to be named too, "language" with a code, "sort" with a column, "tab" with a list, "more". */
export default function ({ data, parentElement, setTriggerValue: tell, make, button, root, renew, theMap }) {
  const box = root(parentElement, "section", "dl-panel dl-places");
  box.setAttribute("aria-label", data.words.region);
  // One list for each property, as it travels, as one object for each row.
  const properties = Object.entries(data.rows);
  const rows = (data.rows.id || []).map((_, at) =>
    Object.fromEntries(properties.map(([name, values]) => [name, values[at]]).filter(([, value]) => value !== null)));

  function tabs() {
    const bar = make("div", "dl-tabs");
    bar.setAttribute("role", "tablist");
    data.tabs.forEach(({ id, title, total }, i) => {
      const tab = button("dl-tab", title, () => tell("tab", id));
      tab.append(make("span", "dl-total", total.toLocaleString(data.language)));
      tab.id = `dl-tab-${id}`;
      tab.dataset.key = tab.id;
      tab.setAttribute("role", "tab");
      tab.setAttribute("aria-selected", String(id === data.tab));
      tab.setAttribute("aria-controls", "dl-tab-panel");
      tab.tabIndex = id === data.tab ? 0 : -1;
      tab.addEventListener("keydown", (event) => {
        const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
        if (!step) return;
        const next = data.tabs[(i + step + data.tabs.length) % data.tabs.length];
        bar.children[data.tabs.indexOf(next)].focus();
        tell("tab", next.id);
      });
      bar.append(tab);
    });
    return bar;
  }

  function head() {
    const row = make("tr");
    for (const { id, title, sorted, fixed } of data.columns) {
      const cell = make("th", `dl-col-${id}`, fixed ? title : "");
      cell.scope = "col";
      row.append(cell);
      if (fixed) continue;
      if (sorted) cell.setAttribute("aria-sort", sorted);
      const press = button("dl-sort", title, () => tell("sort", { id, at: Date.now() }));
      press.dataset.key = `sort:${id}`;
      press.title = data.words.sort;
      cell.append(press);
    }
    const top = make("thead");
    top.append(row);
    return top;
  }

  function nameOf(item) {
    const name = make("td", "dl-col-name");
    const press = button("dl-row", "", () => tell(data.event, item.id));
    press.dataset.key = item.id;
    press.setAttribute("aria-pressed", String(Boolean(item.selected)));
    if (data.tab !== "articles" && data.tab !== "unread") {
      const mark = make("i", `dl-mark ${item.mark || (item.lat === undefined ? "none" : "point")} ${item.side || ""}${item.unsure ? " unsure" : ""}`);
      if (item.actors !== undefined) mark.style.setProperty("--actors", `${item.actors * 100}%`);
      if (item.unsure) mark.title = data.words.unsure;
      press.append(mark);
    }
    const words = make("span", "dl-name", item.name);
    words.dir = "auto";
    press.append(words);
    if (item.unsure) press.append(make("span", "dl-hidden", data.words.unsure));
    press.title = item.name;
    name.append(press);
    return [name, press];
  }

  function row(item) {
    const line = make("tr", item.selected ? "chosen" : "");
    line.dataset.row = item.id;
    const [name, press] = nameOf(item);
    line.append(name);
    for (const { id } of data.columns.slice(1)) {
      const said = id === "count" ? item.count.toLocaleString(data.language) : item[id];
      const cell = make("td", `dl-col-${id}`, said);
      if (id !== "count") cell.title = said;
      line.append(cell);
    }
    line.addEventListener("click", (event_) => {
      if (!press.contains(event_.target)) tell(data.event, item.id);
    });
    if (item.lat !== undefined) {
      const light = (on) => theMap()?.highlight?.(on ? item.id : null, item.lat, item.lon);
      line.addEventListener("pointerenter", () => light(true));
      line.addEventListener("pointerleave", () => light(false));
      press.addEventListener("focus", () => light(true));
      press.addEventListener("blur", () => light(false));
    }
    return line;
  }

  /** Places that are named in the same articles: pressed, only those articles stay. */
  function beside() {
    const line = make("p", "dl-hint dl-beside", `${data.besideTitle} `);
    for (const { id, name, count } of data.beside) {
      const press = button("dl-chip", name, () => tell("also", id));
      press.append(make("span", "dl-number", count.toLocaleString(data.language)));
      press.dataset.key = `also:${id}`;
      press.dir = "auto";
      line.append(press);
    }
    return line;
  }

  const panel = make("div", "dl-rows");
  panel.id = "dl-tab-panel";
  panel.setAttribute("role", "tabpanel");
  panel.setAttribute("aria-labelledby", `dl-tab-${data.tab}`);
  panel.dataset.scroll = data.tab;
  if (data.about) panel.append(make("p", "dl-hint", data.about));
  if (data.beside.length) panel.append(beside());
  if (rows.length) {
    const table = make("table", `dl-${data.tab}`);
    const body = make("tbody");
    body.append(...rows.map(row));
    table.append(head(), body);
    panel.append(table);
  } else if (data.empty) panel.append(make("p", "dl-hint", data.empty));
  if (data.more) {
    const more = button("dl-more", data.more, () => tell("more", Date.now()));
    more.dataset.key = "more";
    panel.append(more);
  }
  renew(box, tabs(), panel);
}
