/* What is written on the map's frame beside the markers: what their sizes mean, and, where the map
   is embedded without the lists, the first sentence about what was chosen. */
(() => {
  "use strict";

  const { element, fill } = window.Dateline;
  const HIGHEST = 24; // pixels: the strip is not much higher

  /** The strip under the map: three circles with their counts. */
  function sizes(words, number) {
    const strip = element("div", "sizes");
    document.body.append(strip);
    return ({ scale, payload }) => {
      if (!scale) return;
      const title = payload.compared ? words.pointsTitle : payload.unit.title;
      const floor = scale.least >= 1.5 && !payload.compared;
      const circles = scale.examples(HIGHEST, payload.compared ? 0 : 1).map(({ count, size }, i) => {
        const item = element("span", "size");
        const circle = element("i", "circle");
        circle.style.width = circle.style.height = `${size.toFixed(1)}px`;
        const said = number.format(count);
        item.append(circle, floor && i === 0 ? fill(words.upTo, { n: said }) : said);
        return item;
      });
      strip.replaceChildren(element("span", "title", title), ...circles);
    };
  }

  /** A card at the foot of an embedded map (see map.css). */
  function firstSentence(words) {
    const card = element("section", "first-sentence");
    card.setAttribute("aria-label", words.sentence);
    card.hidden = true;
    document.body.append(card);
    let shown = "";
    return (note) => {
      const key = note ? JSON.stringify(note) : "";
      if (key === shown) return;
      shown = key;
      card.hidden = !note;
      if (!note) return;
      const close = element("button", "close", "×");
      close.setAttribute("aria-label", words.close);
      close.addEventListener("click", () => { card.hidden = true; });
      const sentence = element("p", "sentence");
      sentence.dir = "auto";
      for (const { text, marked } of note.parts) sentence.append(marked ? element("mark", "", text) : text);
      card.replaceChildren(close, element("h2", "", note.name), sentence, element("p", "source", note.source));
      const region = window.parent.document.querySelector(".dl-excerpts");
      if (!region) return;
      const more = element("button", "more", words.readOn);
      more.addEventListener("click", () => region.scrollIntoView({ block: "start" }));
      card.append(more);
    };
  }

  window.Dateline.notes = { sizes, firstSentence };
})();
