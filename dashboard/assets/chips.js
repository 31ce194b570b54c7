/* The status line and what narrows the selection, each to be taken away by itself. Gets the
   data of dashboard/views/chips.py; tells "remove" with a chip's id, "about" with whether only what
   articles are about counts, "undo" and "reset". */
export default function ({ data, parentElement, setTriggerValue: tell, make, button, root, renew }) {
  document.documentElement.lang = data.language;
  const bar = root(parentElement, "div", "dl-bar");
  // Polite, and no second status: said when something is chosen, not at every change of it.
  const live = root(parentElement, "div", "dl-hidden dl-live");
  live.setAttribute("aria-live", "polite");
  if (live.textContent !== data.said) live.textContent = data.said;
  const status = make("p", "status", data.status);
  status.setAttribute("role", "status");
  const list = make("ul", "dl-chips");
  list.setAttribute("aria-label", data.words.chips);
  for (const { id, text, about } of data.chips) {
    const item = make("li");
    const chip = button("dl-filter", "", () => tell("remove", { id, at: Date.now() }));
    chip.dataset.key = id;
    chip.setAttribute("aria-label", `${data.words.remove}: ${text}`);
    if (about) chip.title = about;
    const words = make("span", "", text);
    words.dir = "auto";
    chip.append(words, make("i", "", "×"));
    item.append(chip);
    list.append(item);
  }
  const scope = make("div", "dl-presets dl-scope");
  scope.setAttribute("role", "group");
  scope.setAttribute("aria-label", data.scope.label);
  scope.title = data.scope.about;
  for (const { title, about, on } of data.scope.choices) {
    const press = button("dl-preset", title, () => tell("about", { about, at: Date.now() }));
    press.dataset.key = `about:${about}`;
    press.setAttribute("aria-pressed", String(on));
    scope.append(press);
  }
  // What is new is written there by watch.js, whenever it comes.
  const slot = bar.querySelector(".dl-watch") || make("span", "dl-watch");
  slot.setAttribute("aria-live", "polite");
  const acts = make("div", "dl-acts");
  if (data.news) {
    const news = make("span", "dl-news", data.news);
    news.dir = "auto";
    news.title = data.news;
    acts.append(news);
  }
  for (const act of ["undo", "reset"]) {
    const press = button("dl-quiet", data.words[act], () => tell(act, Date.now()));
    press.dataset.key = act;
    press.disabled = !data[act];
    if (act === "undo" && data.undoes) press.title = `${data.words.undo}: ${data.undoes}`;
    acts.append(press);
  }
  // A live region is announced when its text changes, not when it is put in anew.
  const before = bar.querySelector("[role=status]");
  if (before) {
    if (before.textContent !== data.status) before.textContent = data.status;
    renew(bar, before, slot, scope, ...(data.chips.length ? [list] : []), acts);
  } else renew(bar, status, slot, scope, ...(data.chips.length ? [list] : []), acts);
}
