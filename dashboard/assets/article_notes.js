/* Notes and tags of the article in the reader. Gets the data of dashboard/views/notes.py; tells "add"
   with a text, tags, a name and the mention it is about, "undo" with a note's id, and "tag" with a
   tag to filter by, or no more. What is not added yet is kept here. */
const held = { article: "", open: false, text: "", tags: "", by: "", about: "" };

export default function ({ data, parentElement, setTriggerValue: tell, make, button, root, renew }) {
  const box = root(parentElement, "section", "dl-panel dl-notes");
  const { words } = data;
  box.setAttribute("role", "region");
  box.setAttribute("aria-label", words.region);
  if (held.article !== data.article) Object.assign(held, { article: data.article, open: false, text: "", tags: "", by: data.by });
  held.about = data.mention;
  const draw = () => renew(box, ...content());

  function tag(name) {
    const on = data.chosen.includes(name);
    const press = button("dl-tag", `#${name}`, () => tell("tag", { name: "tags", id: name, on: !on, at: Date.now() }));
    press.dir = "auto";
    press.title = words.only.replace("{tag}", () => name);
    press.setAttribute("aria-pressed", String(on));
    press.dataset.key = `tag:${name}`;
    return press;
  }

  function note({ text, tags, about, signed, undo }) {
    const item = make("li");
    if (text) {
      const said = make("p", "dl-note-text", text);
      said.dir = "auto";
      item.append(said);
    }
    const foot = make("p", "dl-badges");
    foot.append(...tags.map(tag));
    if (about) {
      const phrase = make("span", "dl-note-about", `“${about}”`);
      phrase.dir = "auto";
      foot.append(phrase);
    }
    foot.append(make("span", "", signed));
    if (undo) {
      const back = button("dl-link", words.undo, () => tell("undo", undo));
      back.dataset.key = `undo:${undo}`;
      foot.append(back);
    }
    item.append(foot);
    return item;
  }

  function field(name, label, hint, type = "input") {
    const line = make("label", "dl-field");
    const input = make(type);
    Object.assign(input, { value: held[name], placeholder: hint, maxLength: name === "text" ? data.longest : 120 });
    if (type === "input") input.type = "text";
    else input.rows = 2;
    input.dir = "auto";
    input.dataset.key = name;
    input.addEventListener("input", () => { held[name] = input.value; });
    line.append(make("span", "", label), input);
    return line;
  }

  function form() {
    const made = make("form", "dl-note-form");
    const about = make("p", "dl-where");
    const what = make("span", "", data.phrase ? `“${data.phrase}”` : words.article);
    what.dir = "auto";
    about.append(`${words.about}: `, what);
    const tags = field("tags", words.tags, words.tagsHint);
    if (data.tags.length) {
      const list = make("datalist");
      list.id = "dl-known-tags";
      list.append(...data.tags.map((name) => Object.assign(make("option"), { value: name })));
      tags.querySelector("input").setAttribute("list", list.id);
      tags.append(list);
    }
    const add = make("button", "dl-save", words.add);
    add.type = "submit";
    add.dataset.key = "add";
    const cancel = button("dl-link", words.cancel, () => { held.open = false; draw(); });
    const acts = make("p", "dl-correction-form-acts");
    acts.append(add, cancel);
    made.append(about, field("text", words.text, words.hint, "textarea"), tags, field("by", words.by, words.optional), acts);
    made.addEventListener("submit", (event) => {
      event.preventDefault();
      if (!held.text.trim() && !held.tags.trim()) return;
      tell("add", { text: held.text, tags: held.tags, by: held.by, mention: held.about, at: Date.now() });
      Object.assign(held, { open: false, text: "", tags: "" });
      draw();
    });
    made.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      held.open = false;
      draw();
    });
    return made;
  }

  function content() {
    const head = make("header", "dl-notes-head");
    head.append(make("h3", "", words.region));
    if (data.notes.length) head.append(make("span", "dl-number", String(data.notes.length)));
    if (data.canWrite && !held.open) {
      const write = button("dl-link", words.write, () => {
        held.open = true;
        draw();
        box.querySelector("textarea")?.focus();
      });
      write.dataset.key = "write";
      head.append(write);
    }
    const parts = [head];
    if (data.problem) {
      const problem = make("p", "dl-note", data.problem);
      problem.setAttribute("role", "alert");
      parts.push(problem);
    }
    if (data.notes.length) {
      const list = make("ul");
      list.append(...data.notes.map(note));
      parts.push(list);
    }
    if (held.open && data.canWrite) parts.push(form());
    return parts;
  }

  draw();
}
