/* What every panel makes its content with: elements whose words are text, never markup. Each
   panel gets these beside its data (see dashboard/views/panels.py). */
export const make = (tag, className, text) => {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined && text !== "") node.textContent = text;
  return node;
};

export const button = (className, text, act) => {
  const node = make("button", className, text);
  node.type = "button";
  node.addEventListener("click", act);
  return node;
};

/** The panel's own element, made at its first showing and kept from then on. */
export const root = (parent, tag, className) => {
  let node = parent.querySelector(`:scope > .${className.split(" ").pop()}`);
  if (!node) {
    node = make(tag, className);
    parent.append(node);
  }
  return node;
};

/** What the map's frame offers (see map.js), or nothing while it loads. */
export const theMap = () =>
  document.querySelector(".st-key-frame-map iframe")?.contentWindow?.Dateline;

/* A press that began on a button ends on it: what is replaced meanwhile would take it along. */
let pressed = null;
const waiting = new Map();
document.addEventListener("pointerdown", (event) => { pressed = event.target; }, true);
for (const over of ["pointerup", "pointercancel"]) {
  document.addEventListener(over, () => setTimeout(() => {
    pressed = null;
    for (const [node, content] of [...waiting]) renew(node, ...content);
  }), true);
}

/** Replace the content and keep what the visitor has the keyboard and the scroll bars on. */
export const renew = (node, ...content) => {
  if (pressed && node.contains(pressed)) return void waiting.set(node, content);
  waiting.delete(node);
  const held = node.contains(document.activeElement) ? document.activeElement.dataset.key : null;
  const scrolled = [...node.querySelectorAll("[data-scroll]")].map((box) => [box.dataset.scroll, box.scrollTop]);
  node.replaceChildren(...content);
  for (const [name, top] of scrolled) {
    const box = node.querySelector(`[data-scroll="${CSS.escape(name)}"]`);
    if (box) box.scrollTop = top;
  }
  if (held) {
    [...node.querySelectorAll("[data-key]")].find((one) => one.dataset.key === held)
      ?.focus({ preventScroll: true });
  }
};

/** The handle of a sheet: on a phone what is read lies over the foot of the page, and opens to
    nearly all of it. Elsewhere the style sheet hides it. */
export const handle = (sheet, words) => {
  const grip = button("dl-handle", "", () => {
    const whole = sheet.classList.toggle("whole");
    grip.setAttribute("aria-expanded", String(whole));
  });
  grip.dataset.key = "handle";
  grip.setAttribute("aria-label", words);
  grip.setAttribute("aria-expanded", String(sheet.classList.contains("whole")));
  return grip;
};

/** A link out of the page, to where an article is from; nothing where that is no web address. */
export const original = (url, text) => {
  if (!/^https?:\/\//i.test(url || "")) return [];
  const link = make("a", "", text);
  link.href = url;
  link.target = "_blank";
  link.rel = "noopener noreferrer";
  return [link];
};

/** A day as the rest of the page writes it: "9 Jul 2021", "9 juil. 2021". ``when`` is in
    milliseconds, UTC. */
export const writtenDay = (language, when) => {
  const month = new Intl.DateTimeFormat(language, { month: "short", timeZone: "UTC" }).format(when);
  const day = new Date(when);
  return `${day.getUTCDate()} ${month} ${day.getUTCFullYear()}`;
};
