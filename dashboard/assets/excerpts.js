/* The sentences behind a marker, by story. Everything is made with textContent: an article's
   words stay words. Gets the data of dashboard/views/excerpts.py; tells "more", "close", "choose",
   "side" with whether
   the other side of a comparison is read, "focus" with whether articles must be about the place, "read" with an article's id, "why" with
   a mention's, "unfold" with a story's, "fix" with a mention to put right and "undo" with a
   correction's id. */
export default function ({ data, parentElement, setTriggerValue: tell, make, button, root, renew, theMap, original, handle }) {
  const region = root(parentElement, "section", "dl-panel dl-excerpts");
  const { words } = data;

  function heading() {
    const { title, where, count, note, hint, detail, zoom } = data.heading;
    const head = make("header", "dl-head");
    if (title) {
      const name = make("h2", "", title);
      name.dir = "auto";
      const close = button("dl-close", "×", () => tell("close", Date.now()));
      close.setAttribute("aria-label", words.close);
      close.dataset.key = "close";
      head.append(name, close);
    }
    if (where) head.append(make("p", "dl-where", where));
    if (count) {
      const line = make("p", "dl-count", count);
      if (zoom) line.append(button("dl-link", words.zoom, () => theMap()?.zoomTo?.(zoom.latitude, zoom.longitude, zoom.zoom)));
      head.append(line);
    }
    if (data.sides) head.append(sides());
    if (data.focus) head.append(focus());
    if (note) head.append(make("p", "dl-note", note));
    if (hint) {
      const said = make("p", "dl-hint");
      said.append(make("strong", "", hint), ` ${detail}`);
      head.append(said);
    }
    return head;
  }

  /** Choices of which one holds; each tells the event with what it stands for. */
  function oneOf(event, { label, about, choices }) {
    const group = make("div", "dl-presets dl-focus");
    group.setAttribute("role", "group");
    group.setAttribute("aria-label", label);
    if (about) group.title = about;
    choices.forEach(({ title, on, ...means }, i) => {
      const choice = button("dl-preset", title, () => tell(event, { ...means, at: Date.now() }));
      choice.dataset.key = `${event}:${i}`;
      choice.dir = "auto";
      choice.setAttribute("aria-pressed", String(on));
      group.append(choice);
    });
    return group;
  }
  const focus = () => oneOf("focus", data.focus);
  const sides = () => oneOf("side", data.sides);

  function reasons() {
    const box = make("div", "dl-why");
    box.append(make("p", "dl-why-title", data.why.title));
    if (data.why.empty) box.append(make("p", "dl-hint", data.why.empty));
    for (const { name, where, share, first, reasons: said } of data.why.candidates) {
      const part = make("div", first ? "dl-winner" : "dl-other");
      const line = make("p", "dl-candidate-name");
      const bold = make("strong", "", name);
      bold.dir = "auto";
      line.append(bold, make("span", "dl-where", where), make("span", "dl-number", share));
      part.append(line);
      if (said.length) {
        const list = make("dl");
        for (const { weight, text } of said) {
          list.append(make("dt", weight.startsWith("-") ? "against" : "", weight), make("dd", "", text));
        }
        part.append(list);
      }
      box.append(part);
    }
    return box;
  }

  function passage({ parts, roles, spoken, mention, unsure }, article) {
    const block = make("div", "dl-passage");
    const text = make("blockquote");
    text.dir = "auto";
    for (const { text: piece, marked } of parts) text.append(marked ? make("mark", unsure ? "unsure" : "", piece) : piece);
    const foot = make("p", "dl-badges");
    for (const { text: said, role } of roles) {
      const badge = make("span", "dl-badge", said);
      badge.dataset.role = role;
      foot.append(badge);
    }
    if (spoken) foot.append(make("span", "", spoken));
    const { signed, undo } = data.corrected[mention] || {};
    if (signed) foot.append(make("span", "dl-corrected", signed));
    if (undo) {
      const back = button("dl-link", words.undo, () => tell("undo", undo));
      back.dataset.key = `undo:${mention}`;
      foot.append(back);
    }
    const open = data.why?.mention === mention;
    const ask = button("dl-link", words.why, () => tell("why", mention));
    ask.dataset.key = `why:${mention}`;
    ask.setAttribute("aria-expanded", String(open));
    foot.append(ask);
    if (words.fix) {
      const fix = button("dl-link", words.fix, () => tell("fix", { article, mention, at: Date.now() }));
      fix.dataset.key = `fix:${mention}`;
      foot.append(fix);
    }
    block.append(text, foot);
    if (open) block.append(reasons());
    return block;
  }

  function title(article, level) {
    const head = make(level, "dl-card-title");
    const open = button("dl-open", article.title, () => tell("read", article.article));
    open.dataset.key = `read:${article.article}`;
    open.title = words.open;
    open.dir = "auto";
    head.append(open);
    return head;
  }

  function meta(article) {
    const line = make("p", "dl-meta");
    line.append(make("span", "", article.source), make("span", "", article.date));
    line.append(...original(article.url, article.original));
    return line;
  }

  function card(article) {
    const box = make("article", "dl-card");
    box.append(title(article, "h3"), meta(article), ...article.passages.map((one) => passage(one, article.article)));
    if (article.reprints) {
      const unfold = button("dl-link dl-reprints", article.reprints, () => tell("unfold", article.story));
      unfold.dataset.key = `unfold:${article.story}`;
      unfold.setAttribute("aria-expanded", String(article.others.length > 0));
      box.append(unfold);
    }
    for (const other of article.others) {
      const reprint = make("div", "dl-reprint");
      reprint.append(title(other, "h4"), meta(other));
      box.append(reprint);
    }
    return box;
  }

  region.setAttribute("role", "region");
  region.tabIndex = 0;
  region.setAttribute("aria-label", data.region);
  const list = make("div", "dl-list");
  list.append(...data.stories.map(card));
  if (data.group.length) {
    const group = make("div", "dl-group");
    for (const { id, name, count, away } of data.group) {
      const choice = button("dl-chip", name, () => tell("choose", id));
      choice.append(" ", make("span", "dl-number", away ? `${count.toLocaleString()} · ${away}` : count.toLocaleString()));
      choice.dir = "auto";
      group.append(choice);
    }
    list.append(group);
    if (data.rest) list.append(make("p", "dl-hint", data.rest));
  }
  if (data.more) {
    const more = button("dl-more", data.more, () => tell("more", Date.now()));
    more.dataset.key = "more";
    list.append(more);
  }
  const about = JSON.stringify([data.heading.title, data.heading.hint]);
  const something = data.heading.title || data.group.length;
  renew(region, ...(something ? [handle(region, words.more)] : []), heading(), list);
  if (region.dataset.about !== about) region.scrollTop = 0;
  region.dataset.about = about;
}
