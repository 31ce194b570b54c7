/* The map for the keyboard and for those who listen: one Tab stop for all markers, arrow keys from
   one to the next, Enter and Space to choose, a way past the map, and what was chosen said. */
(() => {
  "use strict";

  const { element, fill } = window.Dateline;
  const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  const FOCUSABLE = "a[href], button:not(:disabled), input:not(:disabled), [tabindex='0'], iframe";

  function start(markers, { words, alone }) {
    const pane = markers.map.getPane("markerPane");
    pane.addEventListener("keydown", (event) => {
      const { marker } = event.target.closest(".dateline-marker") || {};
      if (!marker || event.altKey || event.ctrlKey || event.metaKey) return;
      if (event.key === "Enter" || event.key === " ") marker.icon.click();
      else if (event.key in WAYS) focus(next(markers, marker, WAYS[event.key]));
      else return;
      event.preventDefault();
      event.stopPropagation();
    });
    pane.addEventListener("focusin", (event) => {
      const { marker } = event.target.closest(".dateline-marker") || {};
      if (marker) onlyStop(markers, marker);
    });
    const said = element("p", "said");
    said.setAttribute("aria-live", "polite");
    document.body.prepend(said);
    const container = markers.map.getContainer();
    container.setAttribute("role", "region");
    container.setAttribute("aria-label", words.frame);
    if (!alone) leadPast(words);
    return { offer: () => offer(markers), say: (marker) => say(said, marker, words) };
  }

  /** The frame has a name, and a link that leads to what comes after it. */
  function leadPast(words) {
    const skip = element("a", "skip", words.skip);
    skip.href = "#";
    skip.addEventListener("click", (event) => {
      event.preventDefault();
      afterFrame()?.focus();
    });
    document.body.prepend(skip);
    if (window.frameElement) window.frameElement.title = words.frame;
  }

  const focus = (marker) => marker?.icon.focus({ preventScroll: true });

  /** The marker that lies nearest in a direction, as seen: what is off to the side counts double. */
  function next(markers, from, [right, down]) {
    const middle = ({ box: [left, top, far, low] }) => [(left + far) / 2, (top + low) / 2];
    const [x, y] = middle(from);
    let best = null, least = Infinity;
    for (const marker of markers.drawn.values()) {
      const [thereX, thereY] = middle(marker);
      const along = (thereX - x) * right + (thereY - y) * down;
      const aside = Math.abs((thereX - x) * down) + Math.abs((thereY - y) * right);
      if (marker === from || marker.absent || along <= 0 || aside > 2 * along) continue;
      if (along + 2 * aside < least) [best, least] = [marker, along + 2 * aside];
    }
    return best;
  }

  /** One marker can be reached by Tab: where the keyboard was last, what is chosen, the largest. */
  function offer(markers) {
    const all = [...markers.drawn.values()].filter(({ absent }) => !absent);
    const held = all.find((marker) => marker.icon === document.activeElement);
    const { x, y } = markers.map.getSize();
    const seen = all.filter(({ box: [left, top, right, bottom] }) => right > 0 && bottom > 0 && left < x && top < y);
    const from = seen.length ? seen : all;
    const first = from.reduce((best, one) => (!best || one.priority > best.priority ? one : best), null);
    onlyStop(markers, held || from.find((marker) => marker.icon === markers.stop) || first);
  }

  function onlyStop(markers, marker) {
    for (const { icon } of markers.drawn.values()) icon.tabIndex = icon === marker?.icon ? 0 : -1;
    markers.stop = marker?.icon;
  }

  /** What comes after the map's frame in the page. */
  function afterFrame() {
    const { frameElement: frame, parent } = window;
    return [...parent.document.querySelectorAll(FOCUSABLE)].find((node) =>
      frame.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING && node.offsetParent);
  }

  function say(said, marker, words) {
    said.textContent = marker ? fill(words.chosen, { name: marker.icon.getAttribute("aria-label") }) : "";
  }

  window.Dateline.keys = { start };
})();
