/* A field that completes the names of places. Gets the data of dashboard/views/place_search.py; tells "ask"
   with what is typed and "choose" with a place's id and the kind of its group. */
const PAUSE = 180; // milliseconds without a key before it is asked

export default function ({ data, parentElement, setTriggerValue: tell, make, root }) {
  const box = root(parentElement, "div", "dl-place-search");
  const field = (box.field ||= create());
  const list = box.list;
  const wanted = field.value.trim().replace(/\s+/g, " ");

  function create() {
    const input = make("input", "");
    input.type = "search";
    input.autocomplete = "off";
    input.spellcheck = false;
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-expanded", "false");
    input.setAttribute("aria-controls", "dl-place-search-list");
    input.maxLength = 80;
    box.list = make("div", "dl-place-search-list");
    box.list.id = "dl-place-search-list";
    box.list.setAttribute("role", "listbox");
    box.list.hidden = true;
    box.append(input, box.list);
    input.addEventListener("input", () => {
      clearTimeout(box.timer);
      if (!input.value.trim()) return close();
      box.timer = setTimeout(() => box.tell("ask", input.value), PAUSE);
    });
    input.addEventListener("keydown", keys);
    input.addEventListener("blur", () => setTimeout(close, 150));
    input.addEventListener("focus", () => box.list.childElementCount && input.value.trim() && open());
    return input;
  }

  function open() {
    box.list.hidden = false;
    box.field.setAttribute("aria-expanded", "true");
  }

  function close() {
    box.list.hidden = true;
    box.field.setAttribute("aria-expanded", "false");
    box.field.removeAttribute("aria-activedescendant");
  }

  function keys(event) {
    const options = [...box.list.querySelectorAll("[role=option]")];
    const at = options.findIndex((one) => one.getAttribute("aria-selected") === "true");
    if (event.key === "Escape") return close();
    if (event.key === "Enter") {
      event.preventDefault();
      if (!box.list.hidden && options.length) options[Math.max(at, 0)].click();
      else if (box.field.value.trim()) box.tell("ask", box.field.value);
      return;
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || !options.length) return;
    event.preventDefault();
    open();
    const next = options[(at + step + options.length) % options.length];
    for (const one of options) one.setAttribute("aria-selected", String(one === next));
    box.field.setAttribute("aria-activedescendant", next.id);
    next.scrollIntoView({ block: "nearest" });
  }

  function option(kind, { id, name, where }, number) {
    const choice = make("div", "dl-place-search-option");
    choice.id = `dl-place-search-${kind}-${number}`;
    choice.setAttribute("role", "option");
    choice.setAttribute("aria-selected", "false");
    const words = make("span", "dl-place-search-option-name", name);
    words.dir = "auto";
    choice.append(words, make("span", "dl-where", where));
    choice.addEventListener("pointerdown", (event) => event.preventDefault());
    choice.addEventListener("click", () => {
      close();
      box.field.value = "";
      box.list.replaceChildren();
      box.tell("choose", { id, kind, at: Date.now() });
    });
    return choice;
  }

  box.tell = tell;
  field.placeholder = data.words.hint;
  field.setAttribute("aria-label", data.words.label);
  list.setAttribute("aria-label", data.words.label);
  if (!wanted || !data.asked) return;
  list.replaceChildren(
    ...data.groups.flatMap(({ id, title, places }) => {
      const group = make("div", "dl-place-search-group");
      group.setAttribute("role", "group");
      group.setAttribute("aria-label", title);
      const head = make("p", "", title);
      head.setAttribute("aria-hidden", "true");
      group.append(head, ...places.map((place, i) => option(id, place, i)));
      return [group];
    }),
    ...(data.groups.length ? [] : [make("p", "dl-hint", data.words.none)]),
  );
  if (document.activeElement === field) open();
}
