/* The histogram above the slider, and a window that moves by itself. Gets the data of
   dashboard/views/timeline.py; tells "window", "play" and "step" with days from the first one, and
   "stop", "undated" and "clock". */
const PACE = { 1: 700, 2: 350, 4: 175 };

export default function ({ data, parentElement, setTriggerValue: tell, make, button, root, renew, writtenDay }) {
  const box = root(parentElement, "figure", "dl-timeline");
  const play = (box.play ||= { on: false, speed: 1, adds: false });
  const { words } = data;
  const said = (day) => writtenDay(data.language, Date.parse(data.first) + day * 864e5);

  const send = (event, from, to) => {
    const at = Date.now();
    Object.assign(play, { from, to, at, on: event !== "window", due: at + PACE[play.speed] });
    tell(event, { from, to, at });
  };

  function start() {
    const all = data.from <= 0 && data.to >= data.length;
    const width = all ? Math.max(data.days, Math.ceil(data.length / 12)) : data.to - data.from;
    const ended = data.to >= data.length;
    if (all || ended) return send("play", 0, Math.min(data.length, play.adds ? data.days - 1 : width));
    // A window that was chosen, or that the movement was stopped at, moves at once: sent as it
    // is it would change nothing, and what changes nothing is not drawn, nor goes on.
    const to = Math.min(data.length, data.to + data.days);
    send("play", play.adds ? data.from : data.from + to - data.to, to);
  }

  function step() {
    if (!play.on) return;
    if (play.to >= data.length) return stop();
    const to = Math.min(data.length, play.to + data.days);
    send("step", play.adds ? play.from : play.from + to - play.to, to);
  }

  // It says nothing of the window: by the time the server hears it, "Undo" may have been pressed.
  const stop = () => {
    clearTimeout(play.timer);
    play.on = false;
    tell("stop", Date.now());
    // Stopping changes nothing on the server that would have this drawn anew.
    draw();
  };

  function keepGoing() {
    clearTimeout(play.timer);
    // What the server sent before it heard of this step may still come, and come again.
    if (!play.on || data.heard < play.at) return;
    // The visitor has moved the slider or pressed a preset: the window is theirs again.
    if (data.from !== play.from || data.to !== play.to) play.on = false;
    // The next step waits until this one is drawn.
    else play.timer = setTimeout(step, Math.max(0, play.due - Date.now()));
  }

  function controls() {
    const bar = make("div", "dl-time");
    const presets = make("div", "dl-presets");
    presets.setAttribute("role", "group");
    presets.setAttribute("aria-label", words.presets);
    for (const { id, title, from, to, about } of data.presets) {
      const press = button("dl-preset", title, () => send("window", from, to));
      press.dataset.key = id;
      if (about) press.title = about;
      press.setAttribute("aria-pressed", String(data.from === from && data.to === to));
      presets.append(press);
    }
    const moving = make("div", "dl-moving");
    moving.setAttribute("role", "group");
    moving.setAttribute("aria-label", words.moving);
    const go = button("dl-play", play.on ? "❚❚" : "▶", () => (play.on ? stop() : start()));
    go.setAttribute("aria-label", play.on ? words.pause : words.play);
    go.title = play.on ? words.pause : words.play;
    go.dataset.key = "play";
    const speed = button("dl-quiet", `${play.speed}×`, () => {
      play.speed = { 1: 2, 2: 4, 4: 1 }[play.speed];
      speed.textContent = `${play.speed}×`;
    });
    speed.setAttribute("aria-label", words.speed);
    speed.title = words.speed;
    speed.dataset.key = "speed";
    const adds = button("dl-switch", words.adds, () => {
      play.adds = !play.adds;
      adds.setAttribute("aria-pressed", String(play.adds));
    });
    adds.title = words.addsAbout;
    adds.setAttribute("aria-pressed", String(play.adds));
    adds.dataset.key = "adds";
    moving.append(go, speed, adds);
    bar.append(make("strong", "", words.dates), presets, moving);
    if (data.clocks.length) {
      const clocks = make("div", "dl-presets");
      clocks.setAttribute("role", "group");
      clocks.setAttribute("aria-label", words.clock);
      for (const { id, title, about } of data.clocks) {
        const press = button("dl-preset", title, () => tell("clock", id));
        press.title = about;
        press.dataset.key = `clock:${id}`;
        press.setAttribute("aria-pressed", String(id === data.clock));
        clocks.append(press);
      }
      bar.append(clocks);
    }
    if (data.undated) {
      const undated = button("dl-switch", data.undated, () => tell("undated", Date.now()));
      undated.setAttribute("aria-pressed", String(data.withUndated));
      undated.dataset.key = "undated";
      bar.append(undated);
    }
    return bar;
  }

  function bars() {
    const most = Math.max(1, ...data.counts);
    const all = make("div", "dl-bars");
    all.setAttribute("aria-hidden", "true");
    data.counts.forEach((count, i) => {
      const first = i * data.days, last = first + data.days - 1;
      const bar = make("i", last >= data.from && first <= data.to ? "in" : "out");
      if (data.versus && last >= data.versus.from && first <= data.versus.to) bar.classList.add("versus");
      bar.style.height = count ? `${Math.max(6, (count / most) * 100)}%` : "0";
      bar.title = `${said(first)}: ${count.toLocaleString(data.language)}`;
      // A bar answers a click with its own days.
      bar.addEventListener("click", () => send("window", first, Math.min(last, data.length)));
      all.append(bar);
    });
    return all;
  }

  /** What lies beyond the ends; an end of the slider that is at one of them lets it through. */
  function caption() {
    const line = make("figcaption", "", "");
    const ends = [["earlier", "← ", "", data.from <= 0], ["later", "", " →", data.to >= data.length]];
    const [earlier, later] = ends.map(([key, before, after, on]) =>
      data[key] ? make("span", `dl-beyond ${on ? "in" : ""}`, `${before}${data[key]}${after}`) : "");
    line.append(earlier, make("span", "dl-caption", data.caption), later);
    return line;
  }

  /** Streamlit's slider names months in English alone: what it says of its days is replaced. */
  function writeSlider() {
    const slider = box.closest(".stVerticalBlock")?.querySelector(".stSlider");
    if (!slider) return;
    const shown = slider.querySelectorAll("[data-testid=stSliderThumbValue]");
    slider.querySelectorAll("input[type=range]").forEach((handle, at) => {
      const day = writtenDay(data.language, Number(handle.value) / 1000); // it counts microseconds
      if (handle.getAttribute("aria-valuetext") !== day) handle.setAttribute("aria-valuetext", day);
      if (shown[at] && shown[at].dataset.written !== day) shown[at].dataset.written = day;
    });
  }

  // The slider comes after this and moves without the server: whatever changes in it is followed.
  box.slider?.disconnect();
  box.slider = new MutationObserver(writeSlider);
  const around = box.closest(".stVerticalBlock");
  if (around) box.slider.observe(around, { subtree: true, childList: true, characterData: true, attributeFilter: ["aria-valuetext"] });
  writeSlider();

  const draw = () => renew(box, controls(), caption(), bars());
  keepGoing();
  draw();
}
