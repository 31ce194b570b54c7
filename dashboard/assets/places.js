/* The places on the map as a list, and the names that could not be placed. Gets the data of
   dashboard/places.py; tells "choose" with a place's id and "name" with an unplaced name. */
const make = (tag, className, text) => {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text) node.textContent = text;
  return node;
};

function row(item, words, choose) {
  const line = make("li");
  const press = make("button", "dl-row");
  press.type = "button";
  press.dataset.id = item.id;
  press.setAttribute("aria-pressed", String(Boolean(item.selected)));
  press.addEventListener("click", () => choose(item.id));
  const mark = make("i", `dl-mark ${item.kind || "none"}${item.unsure ? " unsure" : ""}`);
  if (item.actors !== undefined) mark.style.setProperty("--actors", `${item.actors * 100}%`);
  const name = make("span", "dl-name", item.name);
  name.dir = "auto";
  const about = [item.where, item.unsure ? words.unsure : ""].filter(Boolean).join(" · ");
  press.append(mark, name);
  if (about) press.append(make("span", "dl-about", about));
  press.append(make("span", "dl-number", item.count.toLocaleString("en")));
  line.append(press);
  return line;
}

function section(part, words, choose, id) {
  const box = make("section", `dl-panel dl-${id}`);
  box.setAttribute("aria-labelledby", `dl-${id}-title`);
  const head = make("h2", "dl-title", part.title);
  head.id = `dl-${id}-title`;
  head.append(make("span", "dl-total", part.total.toLocaleString("en")));
  box.append(head);
  const list = make("ul", "dl-rows");
  list.append(...part.rows.map((item) => row(item, words, choose)));
  if (part.rows.length) box.append(list);
  else if (part.empty) box.append(make("p", "dl-hint", part.empty));
  if (part.rest) box.append(make("p", "dl-hint", part.rest));
  return box;
}

export default function ({ data, parentElement, setTriggerValue: tell }) {
  let root = parentElement.querySelector(":scope > .dl-places");
  if (!root) {
    root = make("div", "dl-places");
    parentElement.append(root);
  }
  const focused = document.activeElement?.dataset?.id;
  const had = root.contains(document.activeElement);
  const scrolled = [...root.querySelectorAll(".dl-rows")].map((list) => list.scrollTop);
  const parts = [section(data.places, data.words, (id) => tell("choose", id), "placed")];
  if (data.unplaced.total) {
    parts.push(section(data.unplaced, data.words, (id) => tell("name", id), "unplaced"));
  }
  root.replaceChildren(...parts);
  root.querySelectorAll(".dl-rows").forEach((list, i) => (list.scrollTop = scrolled[i] || 0));
  if (had) {
    [...root.querySelectorAll("button")].find((press) => press.dataset.id === focused)?.focus();
  }
}
