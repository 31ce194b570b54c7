/* The status line and what narrows the selection, each to be taken away by itself. Gets the
   data of dashboard/views/chips.py; tells "remove" with a chip's id, "undo" and "reset". */
export default function ({ data, parentElement, setTriggerValue: tell, make, button, root, renew }) {
  document.documentElement.lang = data.language;
  const bar = root(parentElement, "div", "dl-bar");
  const status = make("p", "status", data.status);
  status.setAttribute("role", "status");
  const list = make("ul", "dl-chips");
  list.setAttribute("aria-label", data.words.chips);
  for (const { id, text } of data.chips) {
    const item = make("li");
    const chip = button("dl-filter", "", () => tell("remove", { id, at: Date.now() }));
    chip.dataset.key = id;
    chip.setAttribute("aria-label", `${data.words.remove}: ${text}`);
    const words = make("span", "", text);
    words.dir = "auto";
    chip.append(words, make("i", "", "×"));
    item.append(chip);
    list.append(item);
  }
  const acts = make("div", "dl-acts");
  for (const act of ["undo", "reset"]) {
    const press = button("dl-quiet", data.words[act], () => tell(act, Date.now()));
    press.dataset.key = act;
    press.disabled = !data[act];
    acts.append(press);
  }
  // A live region is announced when its text changes, not when it is put in anew.
  const before = bar.querySelector("[role=status]");
  if (before) {
    if (before.textContent !== data.status) before.textContent = data.status;
    renew(bar, before, ...(data.chips.length ? [list] : []), acts);
  } else renew(bar, status, ...(data.chips.length ? [list] : []), acts);
}
