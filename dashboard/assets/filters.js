/* The filters beside the map. Gets the data of dashboard/views/filters.py; tells "choose" with a
   group, a choice in it and whether it is to hold, and "close". Ids stay when counts change. */
const typed = {};
const LONG = 8;

export default function ({ data, parentElement, setTriggerValue: tell, make, button, root, renew }) {
  const box = root(parentElement, "section", "dl-panel dl-filters");
  box.setAttribute("role", "region");
  box.setAttribute("aria-label", data.title);

  function head() {
    const line = make("header", "dl-head");
    const close = button("dl-close", "×", () => tell("close", Date.now()));
    close.setAttribute("aria-label", data.close);
    close.dataset.key = "close";
    line.append(make("h2", "", data.title), close);
    return line;
  }

  function option(type, name, { id, title, on, count, about }) {
    const line = make("label", "dl-option");
    const input = make("input");
    Object.assign(input, { type, name: `dl-filter-${name}`, value: id, checked: on });
    input.dataset.key = `${name}:${id}`;
    input.addEventListener("change", () => tell("choose", { name, id, on: input.checked, at: Date.now() }));
    const words = make("span", "dl-option-name", title);
    words.dir = "auto";
    line.append(input, words);
    if (count !== undefined) line.append(make("span", "dl-number", count.toLocaleString(data.language)));
    if (about) line.title = about;
    return line;
  }

  function group(type, { name, label, about, choices }) {
    const set = make("fieldset", "dl-group-of");
    const legend = make("legend", "", label);
    if (about) legend.title = about;
    const list = make("div", "dl-options");
    list.dataset.scroll = name;
    list.append(...choices.map((choice) => option(type, name, choice)));
    set.append(legend);
    if (choices.length > LONG) set.append(finder(name, label, list));
    set.append(list);
    return set;
  }

  /** What is typed leaves the choices that hold it, and those that are on. */
  function finder(name, label, list) {
    const input = make("input");
    Object.assign(input, { type: "search", placeholder: data.find, value: typed[name] || "" });
    input.setAttribute("aria-label", `${data.find}: ${label}`);
    input.dataset.key = `find:${name}`;
    const narrow = () => {
      typed[name] = input.value;
      const wanted = input.value.trim().toLocaleLowerCase(data.language);
      for (const line of list.children) {
        line.hidden = !line.querySelector("input").checked && !line.textContent.toLocaleLowerCase(data.language).includes(wanted);
      }
    };
    input.addEventListener("input", narrow);
    narrow();
    return input;
  }

  const switches = make("div", "dl-switches");
  switches.append(...data.switches.map((one) => option("checkbox", one.id, one)));
  renew(box, head(), ...data.one.map((one) => group("radio", one)), ...data.some.map((one) => group("checkbox", one)), switches);
}
