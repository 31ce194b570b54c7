/* The histogram above the slider. Gets the data of dashboard/timeline.py. */
export default function ({ data, parentElement }) {
  let root = parentElement.querySelector(":scope > figure");
  if (!root) {
    root = document.createElement("figure");
    root.className = "dl-timeline";
    parentElement.append(root);
  }
  const most = Math.max(1, ...data.counts);
  const caption = document.createElement("figcaption");
  caption.textContent = data.caption;
  const bars = document.createElement("div");
  bars.className = "dl-bars";
  bars.setAttribute("aria-hidden", "true");
  data.counts.forEach((count, i) => {
    const first = i * data.days, last = first + data.days - 1;
    const bar = document.createElement("i");
    const chosen = last >= data.from && first <= data.to;
    bar.className = chosen ? "in" : "out";
    bar.style.height = count ? `${Math.max(6, (count / most) * 100)}%` : "0";
    bar.title = `${data.labels[i]}: ${count}`;
    bars.append(bar);
  });
  root.replaceChildren(caption, bars);
}
