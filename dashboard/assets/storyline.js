/* The step of a story that is shown, and the ways on and back: by buttons and by the arrow keys.
   Gets the data of dashboard/views/storylines.py or of a published site; tells "walk" with the
   number of a step and "leave". A sentence is text. */

/* Where arrow keys mean something else: fields, and whatever moves by them itself. */
const OWN_ARROWS = "input, textarea, select, [contenteditable]:not([contenteditable='false']), "
  + "[role=slider], [role=tab], [role=radio], [role=option], [role=listbox], [role=combobox], [role=menu], [role=menuitem], [role=dialog]";
const shown = { bar: null, go: null };

document.addEventListener("keydown", (event) => {
  const way = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (!way || !shown.bar?.isConnected || event.defaultPrevented) return;
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.isComposing) return;
  if (event.target instanceof Element && event.target.closest(OWN_ARROWS)) return;
  if (document.querySelector("[role=dialog]")) return;
  event.preventDefault();
  shown.go(document.dir === "rtl" ? -way : way);
});

export default function ({ data, parentElement, setTriggerValue: tell, make, button, root, renew }) {
  const bar = root(parentElement, "section", "dl-story");
  const { words, number, total } = data;
  bar.setAttribute("role", "region");
  bar.setAttribute("aria-label", `${words.region}: ${data.title}`);
  const walk = (to) => { if (to >= 1 && to <= total) tell("walk", { number: to, at: Date.now() }); };
  Object.assign(shown, { bar, go: (by) => walk(number ? number + by : Math.max(1, by)) });

  function way(key, sign, by) {
    const press = button("dl-step", sign, () => walk(number + by));
    press.dataset.key = key;
    press.setAttribute("aria-label", words[key]);
    press.title = `${words[key]} (${by < 0 ? "←" : "→"})`;
    press.disabled = number + by < 1 || number + by > total;
    return press;
  }

  const content = [];
  if (number) {
    const ways = make("span", "dl-steps");
    ways.append(way("previous", "‹", -1), make("span", "dl-position", data.position), way("next", "›", 1));
    content.push(ways);
  } else {
    const start = button("dl-save", words.start, () => walk(1));
    start.dataset.key = "next";
    start.title = words.keys;
    content.push(start);
  }
  const said = bar.querySelector(".dl-story-said") || make("p", "dl-story-said");
  said.setAttribute("aria-live", "polite");
  said.dir = "auto";
  // Announced when it changes, and not when the bar is drawn anew around it.
  const text = number ? data.sentence : data.title;
  if (said.textContent !== text) said.textContent = text;
  content.push(said);
  if (number && data.note) {
    const note = make("p", "dl-where dl-story-note", data.note);
    note.dir = "auto";
    content.push(note);
  }
  if (data.left) {
    const again = button("dl-link", words.again, () => walk(number));
    again.dataset.key = "again";
    content.push(again);
  }
  if (data.canLeave) {
    const leave = button("dl-close", "×", () => tell("leave", Date.now()));
    leave.dataset.key = "leave";
    leave.setAttribute("aria-label", words.leave);
    leave.title = words.leave;
    content.push(leave);
  }
  renew(bar, ...content);
}
