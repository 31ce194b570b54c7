/* The sentences behind a marker. Everything is made with textContent: an article's words
   stay words. Gets the data of dashboard/excerpts.py; tells "more", "close" and "choose". */
const make = (tag, className, text) => {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text) node.textContent = text;
  return node;
};

const button = (className, text, act) => {
  const node = make("button", className, text);
  node.type = "button";
  node.addEventListener("click", act);
  return node;
};

function heading(data, tell) {
  const { title, where, count, note, hint, detail } = data.heading;
  const head = make("header", "dl-head");
  if (title) {
    const name = make("h2", "", title);
    name.dir = "auto";
    const close = button("dl-close", "×", () => tell("close", Date.now()));
    close.setAttribute("aria-label", data.close);
    head.append(name, close);
  }
  if (where) head.append(make("p", "dl-where", where));
  if (count) head.append(make("p", "dl-count", count));
  if (note) head.append(make("p", "dl-note", note));
  if (hint) {
    const said = make("p", "dl-hint");
    said.append(make("strong", "", hint), ` ${detail}`);
    head.append(said);
  }
  return head;
}

function passage({ parts, roles }) {
  const block = make("div", "dl-passage");
  const text = make("blockquote");
  text.dir = "auto";
  for (const [piece, marked] of parts) text.append(marked ? make("mark", "", piece) : piece);
  const badges = make("p", "dl-badges");
  for (const [words, role] of roles) {
    const badge = make("span", "dl-badge", words);
    badge.dataset.role = role;
    badges.append(badge);
  }
  block.append(badges, text);
  return block;
}

function card(article) {
  const box = make("article", "dl-card");
  const title = make("h3", "", article.title);
  title.dir = "auto";
  const meta = make("p", "dl-meta");
  meta.append(make("span", "", article.source), make("span", "", article.date));
  if (/^https?:\/\//i.test(article.url)) {
    const link = make("a", "", article.original);
    link.href = article.url;
    link.target = "_blank";
    link.rel = "noopener noreferrer";
    meta.append(link);
  }
  box.append(title, meta, ...article.passages.map(passage));
  return box;
}

export default function ({ data, parentElement, setTriggerValue: tell }) {
  let region = parentElement.querySelector(":scope > section");
  if (!region) {
    region = make("section", "dl-panel dl-excerpts");
    region.setAttribute("role", "region");
    region.tabIndex = 0;
    parentElement.append(region);
  }
  region.setAttribute("aria-label", data.region);
  const list = make("div", "dl-list");
  list.append(...data.articles.map(card));
  if (data.group.length) {
    const group = make("div", "dl-group");
    for (const { id, name, count } of data.group) {
      const choice = button("dl-chip", `${name} ${count}`, () => tell("choose", id));
      choice.dir = "auto";
      group.append(choice);
    }
    list.append(group);
    if (data.rest) list.append(make("p", "dl-hint", data.rest));
  }
  if (data.more) list.append(button("dl-more", data.more, () => tell("more", Date.now())));
  const about = JSON.stringify([data.heading.title, data.heading.hint]);
  region.replaceChildren(heading(data, tell), list);
  if (region.dataset.about !== about) region.scrollTop = 0;
  region.dataset.about = about;
}
