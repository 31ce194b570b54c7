/* The candidates for a name with their reasons, and what the geocode cache holds. Gets the
   data of dashboard/views/geocoding.py and makes text of it, nothing else. */
const make = (tag, className, text) => {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text) node.textContent = text;
  return node;
};

const named = (className, id, title) => {
  const box = make("section", `dl-panel ${className}`);
  const head = make("h2", "dl-title", title);
  head.id = `dl-${id}-title`;
  box.setAttribute("aria-labelledby", head.id);
  box.append(head);
  return box;
};

function candidate(row, first) {
  const item = make("li", "dl-candidate");
  const details = make("details");
  details.open = first;
  const summary = make("summary");
  const name = make("strong", "", row.name);
  name.dir = "auto";
  summary.append(
    make("i", `dl-mark ${row.kind}`), name, make("span", "dl-number", `${row.percent} %`),
    make("span", "dl-where", row.where));
  details.append(summary);
  const reasons = make("dl");
  for (const { weight, text: words } of row.reasons) {
    reasons.append(make("dt", weight.startsWith("-") ? "against" : "", weight), make("dd", "", words));
  }
  details.append(reasons, make("p", "dl-where", row.about));
  item.append(details);
  return item;
}

function candidates(data) {
  const box = named("dl-candidates", "candidates", data.title);
  if (data.empty) box.append(make("p", "dl-hint", data.empty));
  const list = make("ol");
  list.append(...data.rows.map((row, index) => candidate(row, index === 0)));
  if (data.rows.length) box.append(list);
  return box;
}

function cache(data) {
  const box = named("dl-cache", "cache", data.title);
  if (!data.lines.length && !data.waiting.length) box.append(make("p", "dl-hint", data.empty));
  for (const { service: who, text: what } of data.lines) {
    const line = make("p");
    line.append(make("strong", "", who), ` ${what}`);
    box.append(line);
  }
  for (const text of data.notices) box.append(make("p", "dl-note", text));
  if (data.waiting.length) {
    box.append(make("h3", "", data.waitingTitle), make("p", "dl-hint", data.waitingDo));
    const list = make("ul");
    for (const { name, service, reason } of data.waiting) {
      const item = make("li");
      item.append(make("strong", "", name), make("span", "dl-where", `${service}: ${reason}`));
      list.append(item);
    }
    box.append(list);
  }
  return box;
}

const style = `
h2.geocoding { font: 600 1.45rem/1.2 var(--serif); padding: 0; margin: 0; }
.st-key-question { gap: 0.6rem; }
.st-key-question > * { flex: 1 1 12rem; max-width: 26rem; }
.dl-geocoding { display: grid; gap: 0.8rem; }
.dl-candidates ol, .dl-cache ul { list-style: none; margin: 0.4rem 0 0; padding: 0; }
.dl-candidate, .dl-cache li { margin: 0; padding: 0.5rem 0; border-top: 1px solid var(--line); font-size: inherit; overflow-wrap: anywhere; }
.dl-candidate summary { display: grid; grid-template-columns: 1rem 1fr auto; gap: 0 0.5rem; align-items: baseline; cursor: pointer; list-style: none; }
.dl-candidate summary::-webkit-details-marker { display: none; }
.dl-candidate summary .dl-where { grid-column: 2 / -1; }
.dl-candidate .dl-number { grid-column: 3; font-variant-numeric: tabular-nums; }
.dl-candidate dl { display: grid; grid-template-columns: auto 1fr; gap: 0.1rem 0.7rem; margin: 0.4rem 0 0.4rem 1.5rem; font-size: 0.88rem; }
.dl-candidate dt { font-variant-numeric: tabular-nums; text-align: right; color: var(--place); font-weight: 500; }
.dl-candidate dt.against { color: var(--actor); }
.dl-candidate dd { margin: 0; }
.dl-candidate details > p { margin: 0 0 0 1.5rem; }
.dl-panel.dl-cache p { margin-top: 0.4rem; overflow-wrap: anywhere; }
.dl-panel.dl-cache h3 { font: 600 0.95rem/1.3 var(--serif); margin-top: 0.9rem; }
.dl-panel.dl-cache h3 + p { margin: 0 0 0.5rem; }
.dl-cache li { display: grid; }
`;

export default function ({ data, parentElement }) {
  let root = parentElement.querySelector(":scope > .dl-geocoding");
  if (!root) {
    root = make("div", "dl-geocoding");
    parentElement.append(make("style", "", style), root);
  }
  root.replaceChildren(candidates(data.candidates), cache(data.cache));
}
