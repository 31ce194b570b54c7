/* Putting a mention right. Gets the data of dashboard/views/corrections.py; tells "search" with a name,
   "pick" to point at the map, "save" with what was chosen and "cancel". What is chosen and
   not saved yet is kept here, for a search must not lose it. */
const held = {};

export default function ({ data, parentElement, setTriggerValue: tell, make, button, root, renew }) {
  const form = root(parentElement, "section", "dl-panel dl-correction-form");
  const { words } = data;
  if (held.spot !== data.spot) Object.assign(held, { spot: data.spot, choice: "", scope: "mention", by: data.by, note: "", at: "" });
  // A point that was just picked is what the visitor wants.
  const fresh = data.choices.find((one) => one.group === words.map);
  if (fresh && held.at !== fresh.id) held.choice = held.at = fresh.id;
  form.setAttribute("role", "region");
  form.setAttribute("aria-label", words.title);
  form.tabIndex = -1;

  function option(group, value, parts, className = "") {
    const line = make("label", `dl-option ${className}`);
    const input = make("input");
    Object.assign(input, { type: "radio", name: `dl-correction-form-${group}`, value, checked: held[group] === value });
    input.dataset.key = `${group}:${value}`;
    input.addEventListener("change", () => { held[group] = value; });
    line.append(input, ...parts);
    return line;
  }

  function group(legend, ...content) {
    const box = make("fieldset", "dl-group-of");
    box.append(make("legend", "", legend), ...content);
    return box;
  }

  function choices() {
    const list = [];
    let last = "";
    for (const { id, name, where, group: from, now } of data.choices) {
      if (from !== last) list.push(make("p", "dl-from", from));
      last = from;
      const bold = make("strong", "", name);
      bold.dir = "auto";
      const more = [bold, make("span", "dl-where", where)];
      if (now) more.push(make("span", "dl-now", words.now));
      list.push(option("choice", id, more));
    }
    list.push(make("p", "dl-from", words.or), option("choice", "none", [make("strong", "", words.nowhere)]));
    return group(words.means, ...list);
  }

  function field(name, label, hint) {
    const line = make("label", "dl-field");
    const input = make("input");
    Object.assign(input, { type: "text", value: held[name], placeholder: hint, maxLength: 120 });
    input.dataset.key = name;
    input.addEventListener("input", () => { held[name] = input.value; });
    line.append(make("span", "", label), input);
    return line;
  }

  function search() {
    const box = make("form", "dl-search");
    const input = make("input");
    Object.assign(input, { type: "search", value: data.search, placeholder: words.hint, maxLength: 120 });
    input.setAttribute("aria-label", words.search);
    input.dataset.key = "search";
    const go = make("button", "dl-chip", words.find);
    go.type = "submit";
    box.addEventListener("submit", (event) => {
      event.preventDefault();
      tell("search", { name: input.value, at: Date.now() });
    });
    const pick = button("dl-chip", data.picking ? words.picking : words.pick, () => tell("pick", Date.now()));
    pick.setAttribute("aria-pressed", String(data.picking));
    pick.dataset.key = "pick";
    box.append(input, go, pick);
    return box;
  }

  const head = make("header", "dl-head");
  const close = button("dl-close", "×", () => tell("cancel", Date.now()));
  close.setAttribute("aria-label", words.cancel);
  close.dataset.key = "close";
  const title = make("h2", "", data.phrase);
  title.dir = "auto";
  const quote = make("blockquote");
  quote.dir = "auto";
  for (const { text, marked } of data.parts) quote.append(marked ? make("mark", "", text) : text);
  head.append(title, close);

  const said = make("p", "dl-note", data.problem || data.empty);
  said.setAttribute("role", "alert");
  const save = button("dl-save", words.save, () => tell("save", { ...held, at: Date.now() }));
  save.dataset.key = "save";
  const cancel = button("dl-link", words.cancel, () => tell("cancel", Date.now()));
  const acts = make("p", "dl-correction-form-acts");
  acts.append(save, cancel);

  const scopes = group(words.reach, ...data.scopes.map(({ id: value, text, count }) => {
    const name = make("span", "dl-option-name", text);
    name.dir = "auto";
    return option("scope", value, [name, make("span", "dl-number", count)]);
  }));
  const first = form.dataset.spot !== data.spot;
  renew(form, head, quote, ...(data.now ? [make("p", "dl-where", data.now)] : []), search(),
    ...(data.problem || data.empty ? [said] : []), choices(), scopes,
    ...(data.signed ? [] : [field("by", words.by, words.optional)]), field("note", words.note, words.optional), acts);
  form.dataset.spot = data.spot;
  if (first) form.focus({ preventScroll: true });
  form.onkeydown = (event) => { if (event.key === "Escape") tell("cancel", Date.now()); };
}
