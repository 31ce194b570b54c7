/* What is shown now, to pass on: its address, a frame for a web page, a citation; each to copy.
   Gets the words of dashboard/views/sharing.py. */
export default function ({ data, parentElement, make, button }) {
  const address = window.location.href;
  const embedded = new URL(address);
  embedded.searchParams.set("embed", "true");

  /** A text as part of HTML: what it says can end neither an attribute nor begin a tag. */
  const escaped = (text) => {
    const entities = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
    return text.replace(/[&<>"']/g, (found) => entities[found]);
  };

  const feed = new URL(data.feed.path || "/", address);
  feed.search = new URL(address).search;
  for (const name of ["lat", "lon", "z", "tab", "article", "lang"]) feed.searchParams.delete(name);

  const frame = `<iframe src="${escaped(embedded.href)}" title="${escaped(data.title)}" width="100%" height="600" `
    + `style="border:0" loading="lazy"><a href="${escaped(address)}">${escaped(data.title)}</a></iframe>`;

  async function copied(field, press) {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      document.execCommand("copy"); // the clipboard proper is for https and localhost only
    }
    press.textContent = data.copied;
  }

  function row(name, { label, about, text, lines }) {
    const part = make("section", "dl-share-part");
    const field = make(lines > 1 ? "textarea" : "input");
    field.readOnly = true;
    if (lines > 1) field.rows = lines;
    field.value = text;
    field.setAttribute("aria-label", label);
    const press = button("", data.copy, () => copied(field, press));
    const said = make("p", "", about);
    said.id = `dl-share-${name}`;
    press.setAttribute("aria-describedby", said.id);
    const line = make("div");
    line.append(field, press);
    part.append(said, line);
    return part;
  }

  const box = make("div", "dl-share");
  box.append(
    row("link", { ...data.link, text: address, lines: 1 }),
    ...(data.feed.path ? [row("feed", { ...data.feed, text: feed.href, lines: 1 })] : []),
    row("embed", { ...data.embed, text: frame, lines: 4 }),
    row("citation", { ...data.citation, text: data.citation.text.replace("{url}", () => address), lines: 3 }),
  );
  parentElement.querySelector(":scope > .dl-share")?.remove();
  parentElement.append(box);
}
