/* Says what came in: since this page was made, to be shown by a press, and since the visitor last
   looked, which the browser remembers. Nothing on the page moves by itself. Gets the words and the
   address of dashboard/views/live_updates.py; tells "show", and "since" with a moment. */
const EVERY = 20000; // milliseconds
const SEEN = "dateline-seen";
const LEFT_OUT = ["lat", "lon", "z", "tab", "article", "lang"];

/** A browser may forbid that anything is kept. */
function kept(store, name, value) {
  try {
    if (value === undefined) return window[store].getItem(name) || "";
    window[store].setItem(name, value);
  } catch {
    // Then every visit is the first.
  }
  return value || "";
}

let data, tell, button, timer, seen, found = { seen: 0, shown: 0 };

/** What was newest at the last visit; loading the page anew within a visit does not change it. */
function begin() {
  seen = kept("sessionStorage", SEEN) || kept("localStorage", SEEN) || data.newest;
  kept("sessionStorage", SEEN, seen);
  kept("localStorage", SEEN, data.newest);
  document.addEventListener("visibilitychange", look);
}

async function look() {
  clearTimeout(timer);
  if (document.hidden) return;
  const url = new URL(data.url, location.origin);
  url.search = location.search;
  for (const name of LEFT_OUT) url.searchParams.delete(name);
  if (seen) url.searchParams.set("seen", seen);
  if (data.newest) url.searchParams.set("shown", data.newest);
  try {
    const answer = await fetch(url);
    if (answer.ok) found = await answer.json();
  } catch {
    // The banner of the connection says so.
  }
  draw();
  timer = setTimeout(look, EVERY);
}

function draw() {
  const slot = document.querySelector(".dl-watch");
  if (!slot) return;
  const { words } = data, number = new Intl.NumberFormat(data.language);
  const day = new Intl.DateTimeFormat(data.language === "en" ? "en-GB" : data.language, { day: "numeric", month: "short" });
  let press = null;
  if (found.shown) {
    const said = found.shown === 1 ? words.arrivedOne : words.arrived.replace("{n}", number.format(found.shown));
    press = button("dl-new", said, () => tell("show", Date.now()));
  } else if (found.seen && !data.filtered) {
    const said = words.since.replace("{n}", number.format(found.seen)).replace("{day}", day.format(new Date(seen)));
    press = button("dl-new", said, () => tell("since", { moment: seen, at: Date.now() }));
    press.title = words.about;
  }
  if (slot.textContent === (press?.textContent || "")) return;
  slot.replaceChildren(...(press ? [press] : []));
}

export default function (component) {
  const first = !data;
  const shown = data?.newest;
  ({ data, setTriggerValue: tell, button } = component);
  if (first) begin();
  if (shown !== data.newest) {
    kept("localStorage", SEEN, data.newest);
    found.shown = 0;
  }
  draw();
  // The selection may be another, in which other articles are new; the first answer can wait.
  clearTimeout(timer);
  timer = setTimeout(look, 1500);
}
