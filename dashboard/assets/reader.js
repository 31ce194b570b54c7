/* One article as a whole, each place in it marked. Gets the data of dashboard/views/reader.py;
   tells "press" with the mark that was pressed, "read" with an article's id and "close"; "fix"
   with a mention to put right and "undo" with a correction's id. */
export default function ({ data, parentElement, setTriggerValue: tell, make, button, root, renew, theMap, original, handle }) {
  const region = root(parentElement, "section", "dl-panel dl-reader");
  const { words, marks } = data;
  region.setAttribute("role", "region");
  region.setAttribute("aria-label", words.region);
  region.tabIndex = 0;

  function bar() {
    const line = make("nav", "dl-reader-bar");
    line.setAttribute("aria-label", words.region);
    const back = button("dl-link", `← ${words.back}`, () => tell("close", Date.now()));
    back.dataset.key = "back";
    line.append(back);
    const steps = make("span", "dl-steps");
    for (const [way, sign] of [["previous", "‹"], ["next", "›"]]) {
      const step = button("dl-step", sign, () => tell("read", data[way]));
      step.setAttribute("aria-label", words[way]);
      step.title = words[way];
      step.dataset.key = way;
      step.disabled = !data[way];
      steps.append(step);
      if (way === "previous" && data.position) steps.append(make("span", "dl-position", data.position));
    }
    if (data.position) line.append(steps);
    return line;
  }

  function mark(text, number) {
    const { place, phrase, role, unsure, label: said, mention } = marks[number];
    const chosen = place ? place === data.place : phrase === data.unplaced;
    const node = button(`dl-place${unsure ? " unsure" : ""}${chosen ? " chosen" : ""}`, text, () =>
      tell("press", { place, name: phrase, mention, at: Date.now() }));
    node.dataset.role = place ? role : "none";
    node.dataset.key = `mark:${number}`;
    node.title = said;
    node.setAttribute("aria-pressed", String(chosen));
    if (place) {
      node.addEventListener("pointerenter", () => theMap()?.highlight?.(place));
      node.addEventListener("pointerleave", () => theMap()?.highlight?.(null));
    }
    return node;
  }

  /** Blank lines part paragraphs; a mark never holds one. */
  function paragraphs() {
    const body = make("div", "dl-text");
    let paragraph = null;
    for (const { text, mark: number, found } of data.pieces) {
      const plain = number === undefined;
      text.split(plain ? /\n\s*\n/ : /$^/).forEach((part, i) => {
        if (i > 0 || !paragraph) {
          paragraph = make("p");
          paragraph.dir = "auto";
          body.append(paragraph);
        }
        if (!part) return;
        const piece = plain ? part : mark(part, number);
        if (!found) return void paragraph.append(piece);
        const hit = make("mark", "dl-found");
        hit.append(piece);
        paragraph.append(hit);
      });
    }
    return body;
  }

  /** What there is to say and to do about the mark that was pressed last. */
  function asked() {
    const { mention, phrase, said, fix, signed, undo } = data.asked;
    const line = make("p", "dl-asked");
    const name = make("strong", "", phrase);
    name.dir = "auto";
    line.append(name, make("span", "", said));
    if (signed) line.append(make("span", "dl-corrected", signed));
    const acts = [[undo, words.undo, "undo", undo], [fix, fix, "fix", { article: data.article, mention, at: Date.now() }]];
    for (const [offered, word, event, value] of acts) {
      if (!offered) continue;
      const act = button("dl-link", word, () => tell(event, value));
      act.dataset.key = event;
      line.append(act);
    }
    return line;
  }

  const head = make("header");
  const title = make("h2", "", data.title);
  title.dir = "auto";
  const meta = make("p", "dl-meta");
  for (const said of [data.source, data.date]) if (said) meta.append(make("span", "", said));
  meta.append(...original(data.url, words.original));
  head.append(title, meta);
  renew(region, handle(region, words.more), bar(), head, paragraphs(), ...(data.cut ? [make("p", "dl-hint", data.cut)] : []),
    ...(data.asked ? [asked()] : []));

  const shown = JSON.stringify([data.article, data.place, data.unplaced]);
  if (region.dataset.shown !== shown) {
    const first = region.querySelector(".dl-place.chosen");
    region.scrollTop = first ? Math.max(0, first.offsetTop - region.clientHeight / 3) : 0;
    if (region.dataset.article !== data.article) region.focus({ preventScroll: true });
  }
  region.dataset.shown = shown;
  region.dataset.article = data.article;
}
