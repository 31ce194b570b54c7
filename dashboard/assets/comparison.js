/* What the selection is compared with. Gets the data of dashboard/views/comparison.py; tells
   "compare" with a source, with two months ("here" and "there"), with days, or with nothing, and
   "close". Which kind is being chosen is kept here until there is something to compare with. */
const held = { kind: "", shown: "" };

export default function ({ data, parentElement, setTriggerValue: tell, make, button, root, renew }) {
  const box = root(parentElement, "section", "dl-panel dl-filters dl-comparison");
  const { words } = data;
  box.setAttribute("role", "region");
  box.setAttribute("aria-label", words.title);
  if (held.shown !== data.kind) Object.assign(held, { kind: data.kind, shown: data.kind });
  const send = (what) => tell("compare", { ...what, at: Date.now() });

  function kinds() {
    const group = make("div", "dl-presets");
    group.setAttribute("role", "radiogroup");
    group.setAttribute("aria-label", words.with);
    for (const { id, title } of data.kinds) {
      const press = button("dl-preset", title, () => {
        held.kind = id;
        if (id === "none") send({ kind: "none" });
        draw();
      });
      press.setAttribute("role", "radio");
      press.setAttribute("aria-checked", String(held.kind === id));
      press.dataset.key = `kind:${id}`;
      group.append(press);
    }
    return group;
  }

  function select(label, name, options, value, act) {
    const line = make("label", "dl-field dl-field-high");
    const field = make("select");
    for (const { id, title } of [{ id: "", title: words.choose }, ...options]) {
      const option = make("option", "", title);
      option.value = id;
      field.append(option);
    }
    field.value = value;
    field.dataset.key = name;
    field.addEventListener("change", () => act(field.value));
    line.append(make("span", "", label), field);
    return line;
  }

  function day(label, name, value, act) {
    const line = make("label", "dl-field dl-field-high");
    const field = make("input");
    Object.assign(field, { type: "date", min: data.first, max: data.last, value });
    field.dataset.key = name;
    field.addEventListener("change", () => act(field.value));
    line.append(make("span", "", label), field);
    return line;
  }

  function dates() {
    if (!data.first) return [make("p", "dl-hint", words.noDates)];
    let { here, there } = data;
    const months = () => there && send({ here: here || null, there });
    let [first, last] = data.days;
    const days = () => first && last && first <= last && send({ there: `${first},${last}` });
    const before = button("dl-chip", words.before, () => send({ there: data.before }));
    before.dataset.key = "before";
    before.disabled = !data.before;
    before.title = data.before ? words.beforeHelp : words.needs;
    const exact = make("details", "dl-exact");
    exact.append(make("summary", "", words.days),
      day(words.from, "first", first, (value) => { first = value; days(); }),
      day(words.to, "last", last, (value) => { last = value; days(); }));
    exact.open = Boolean(first) && !there;
    return [
      select(words.here, "here", data.months, here, (value) => { here = value; months(); }),
      select(words.there, "there", data.months, there, (value) => { there = value; months(); }),
      before, ...(data.before ? [] : [make("p", "dl-hint", words.needs)]), exact,
    ];
  }

  function sources() {
    const options = data.sources.map((name) => ({ id: name, title: name }));
    return [
      make("p", "dl-hint", data.own ? `${words.own} ${data.own}` : words.side),
      select(words.source, "source", options, data.source, (source) => source && send({ source })),
    ];
  }

  function draw() {
    const head = make("header", "dl-head");
    const close = button("dl-close", "×", () => tell("close", Date.now()));
    close.setAttribute("aria-label", words.close);
    close.dataset.key = "close";
    head.append(make("h2", "", words.title), close);
    const more = { dates, source: sources }[held.kind]?.() || [];
    renew(box, head, make("p", "dl-hint", words.with), kinds(), ...more);
  }
  draw();
}
