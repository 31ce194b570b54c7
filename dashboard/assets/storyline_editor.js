/* A story being arranged. Gets the data of dashboard/views/storylines.py; tells "add" with a sentence
   and where the map looks, "edit", "anew", "move" and "remove" with a step's number, "rename",
   "discard", "walk", "open" with a story's id, or "" for a new one, and "close". */
const typed = { sentence: "" };

export default function ({ data, parentElement, setTriggerValue: tell, make, button, root, renew }) {
  const box = root(parentElement, "section", "dl-panel dl-filters dl-story-editor");
  const { words } = data;
  box.setAttribute("role", "region");
  box.setAttribute("aria-label", words.region);
  const numbered = (text, number) => text.replace("{number}", number);

  /** Where the map looks stands in the address, which it keeps itself. */
  function seen() {
    const address = new URLSearchParams(location.search);
    const at = ["lat", "lon", "z"].filter((name) => address.has(name)).map((name) => [name, address.get(name)]);
    return Object.fromEntries(at);
  }

  function act(key, sign, label, event, value, off = false) {
    const press = button("dl-story-act", sign, () => tell(event, { ...value, at: Date.now() }));
    press.dataset.key = key;
    press.setAttribute("aria-label", label);
    press.title = label;
    press.disabled = off;
    return press;
  }

  function field(type, key, label, value, longest, done) {
    const input = make(type);
    Object.assign(input, { value, maxLength: longest, ...(type === "textarea" ? { rows: 2 } : { type: "text" }) });
    input.dataset.key = key;
    input.setAttribute("aria-label", label);
    input.dir = "auto";
    const tellOnce = () => { if (input.value.trim() !== value) done(input.value); };
    input.addEventListener("change", tellOnce);
    input.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      tellOnce();
    });
    return input;
  }

  function step({ number, sentence, about, signed, on }) {
    const item = make("li", on ? "on" : "");
    const show = button("dl-story-number", String(number), () => tell("walk", { number, at: Date.now() }));
    show.dataset.key = `show:${number}`;
    show.setAttribute("aria-label", numbered(words.show, number));
    show.title = numbered(words.show, number);
    if (on) show.setAttribute("aria-current", "step");
    const said = field("textarea", `say:${number}`, `${numbered(words.step, number)}: ${words.sentence}`, sentence, data.longest.sentence,
      (text) => tell("edit", { number, sentence: text, at: Date.now() }));
    said.placeholder = words.hint;
    const where = make("p", "dl-where", about);
    where.dir = "auto";
    const who = make("p", "dl-where", signed);
    who.dir = "auto";
    const acts = make("p", "dl-story-acts");
    const anew = button("dl-link", words.anewShort, () => tell("anew", { number, ...seen(), at: Date.now() }));
    anew.dataset.key = `anew:${number}`;
    anew.setAttribute("aria-label", numbered(words.anew, number));
    acts.append(
      act(`up:${number}`, "↑", numbered(words.up, number), "move", { number, by: -1 }, number === 1),
      act(`down:${number}`, "↓", numbered(words.down, number), "move", { number, by: 1 }, number === data.steps.length),
      act(`remove:${number}`, "×", numbered(words.remove, number), "remove", { number }),
      anew,
    );
    item.append(show, said, where, ...(signed ? [who] : []), acts);
    return item;
  }

  function adding() {
    const form = make("form", "dl-story-add");
    const sentence = make("textarea");
    Object.assign(sentence, { rows: 2, value: typed.sentence, maxLength: data.longest.sentence, placeholder: words.hint });
    sentence.dataset.key = "sentence";
    sentence.dir = "auto";
    sentence.setAttribute("aria-label", words.sentence);
    sentence.addEventListener("input", () => { typed.sentence = sentence.value; });
    sentence.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      form.requestSubmit();
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      tell("add", { sentence: typed.sentence, ...seen(), at: Date.now() });
      typed.sentence = sentence.value = "";
    });
    const now = make("p", "dl-where");
    const bold = make("span", "", data.now);
    bold.dir = "auto";
    now.append(`${words.now}: `, bold);
    const add = make("button", "dl-save", words.add);
    add.type = "submit";
    add.dataset.key = "add";
    add.disabled = data.full;
    form.append(sentence, now, add);
    if (data.full) form.append(make("p", "dl-hint", words.full));
    return form;
  }

  function others() {
    const set = make("fieldset", "dl-group-of");
    set.append(make("legend", "", words.others));
    for (const { id, title, steps, on } of data.stories) {
      const open = button("dl-story-other", "", () => tell("open", id));
      const name = make("span", "", title);
      name.dir = "auto";
      open.append(name, make("span", "dl-number", steps));
      open.dataset.key = `open:${id}`;
      open.setAttribute("aria-pressed", String(on));
      set.append(open);
    }
    return set;
  }

  const head = make("header", "dl-head");
  const close = button("dl-close", "×", () => tell("close", Date.now()));
  close.setAttribute("aria-label", words.close);
  close.dataset.key = "close";
  head.append(make("h2", "", words.heading), close);
  const content = [head];
  if (data.problem) {
    const problem = make("p", "dl-note", data.problem);
    problem.setAttribute("role", "alert");
    content.push(problem);
  }
  const title = field("input", "title", words.title, data.title, data.longest.title, (text) => tell("rename", { title: text, at: Date.now() }));
  title.placeholder = words.title;
  content.push(title);
  if (data.steps.length) {
    const list = make("ol");
    list.setAttribute("aria-label", words.steps);
    list.append(...data.steps.map(step));
    content.push(list);
  } else content.push(make("p", "dl-hint", words.empty));
  content.push(adding());
  const acts = make("p", "dl-story-foot");
  if (data.steps.length) {
    const walk = button("dl-link", `▶ ${words.walk}`, () => tell("walk", { number: 1, at: Date.now() }));
    walk.dataset.key = "walk";
    const discard = button("dl-link", words.discard, () => tell("discard", Date.now()));
    discard.dataset.key = "discard";
    acts.append(walk, discard);
  }
  if (data.id) {
    const begin = button("dl-link", words.begin, () => tell("open", ""));
    begin.dataset.key = "begin";
    acts.append(begin);
  }
  content.push(acts);
  if (data.stories.length > (data.id ? 1 : 0)) content.push(others());
  content.push(make("p", "dl-hint", data.note));
  renew(box, ...content);
}
