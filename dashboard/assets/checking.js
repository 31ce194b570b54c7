/* The check of accuracy and the list of corrections. Gets the data of dashboard/views/checking.py;
   tells "start", "judge" with a verdict, "back", and "undo" with a correction's id. */
export default function ({ data, parentElement, setTriggerValue: tell, make, button, root, renew }) {
  const page = root(parentElement, "div", "dl-checking");
  const { words, card } = data;

  const judge = (verdict) => tell("judge", { verdict, at: card.at });

  function verdicts() {
    const line = make("div", "dl-verdicts");
    line.setAttribute("role", "group");
    line.setAttribute("aria-label", words.question);
    for (const [verdict, key] of [["right", words.keyRight], ["wrong", words.keyWrong], ["unsure", words.keyUnsure]]) {
      const press = button(`dl-chip dl-${verdict}`, words[verdict], () => judge(verdict));
      press.append(make("kbd", "", key));
      press.dataset.key = verdict;
      press.setAttribute("aria-pressed", String(card.verdict === verdict));
      line.append(press);
    }
    if (card.at > 0) {
      const back = button("dl-link", words.back, () => tell("back", Date.now()));
      back.dataset.key = "back";
      line.append(back);
    }
    return line;
  }

  function question() {
    const box = make("article", "dl-question");
    const quote = make("blockquote");
    quote.dir = "auto";
    for (const { text, marked } of card.parts) quote.append(marked ? make("mark", "", text) : text);
    const name = make("strong", "", card.name);
    name.dir = "auto";
    const place = make("p", "dl-taken");
    place.append(make("span", "", `${words.taken} `), name, make("span", "dl-where", card.where));
    const from = make("p", "dl-meta");
    for (const said of [card.title, card.source, card.date, card.role]) {
      if (!said) continue;
      const part = make("span", "", said);
      part.dir = "auto";
      from.append(part);
    }
    const status = make("p", "dl-position", card.position);
    status.setAttribute("role", "status");
    box.append(status, quote, from, place, make("p", "dl-where", card.coordinates), make("p", "dl-hint", words.question), verdicts());
    return box;
  }

  function check() {
    const box = make("section", "dl-panel dl-check");
    const title = make("h2", "", words.title);
    title.id = "dl-check-title";
    box.setAttribute("aria-labelledby", title.id);
    box.append(title, make("p", "dl-hint", words.about), make("p", "dl-hint", data.from));
    if (data.problem) {
      const said = make("p", "dl-note", data.problem);
      said.setAttribute("role", "alert");
      box.append(said);
    }
    if (data.result) {
      const result = make("p", "dl-result", data.result);
      result.setAttribute("role", "status");
      box.append(result);
    }
    if (!data.open) box.append(make("p", "dl-note", words.readOnly));
    else if (card && !card.done) box.append(question());
    else {
      if (card?.done) box.append(make("p", "dl-count", words.done));
      const start = button("dl-save", card ? words.again : words.start, () => tell("start", Date.now()));
      start.dataset.key = "start";
      box.append(start);
    }
    return box;
  }

  function corrections() {
    const box = make("section", "dl-panel dl-corrections");
    const title = make("h2", "", words.corrections);
    title.id = "dl-corrections-title";
    box.setAttribute("aria-labelledby", title.id);
    box.append(title);
    if (!data.corrections.length) box.append(make("p", "dl-hint", words.none));
    const list = make("ul");
    for (const { id, text: said, signed } of data.corrections) {
      const item = make("li");
      const line = make("p", "", said);
      line.dir = "auto";
      const foot = make("p", "dl-meta");
      foot.append(make("span", "", signed));
      if (data.open) {
        const undo = button("dl-link", words.undo, () => tell("undo", id));
        undo.dataset.key = `undo:${id}`;
        undo.setAttribute("aria-label", `${words.undo}: ${said}`);
        foot.append(undo);
      }
      item.append(line, foot);
      list.append(item);
    }
    if (data.corrections.length) box.append(list);
    if (data.unreadable.length) box.append(make("p", "dl-note", words.unreadable), ...data.unreadable.map((line) => make("p", "dl-where", line)));
    return box;
  }

  renew(page, check(), corrections());
  page.onkeydown = null;
  document.onkeydown = (event) => {
    if (!page.isConnected || !card || card.done || !data.open) return;
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.("input, textarea")) return;
    const verdict = { [words.keyRight]: "right", [words.keyWrong]: "wrong", [words.keyUnsure]: "unsure" }[event.key.toUpperCase()];
    if (verdict) judge(verdict);
  };
}
