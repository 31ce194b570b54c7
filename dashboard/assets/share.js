/* The address of what is shown now, to copy. Gets the words of dashboard/views/sharing.py. */
export default function ({ data, parentElement }) {
  const box = document.createElement("div");
  box.className = "dl-share";
  const about = document.createElement("p");
  about.textContent = data.about;
  const link = document.createElement("input");
  link.readOnly = true;
  link.value = window.location.href;
  link.setAttribute("aria-label", data.label);
  const copy = document.createElement("button");
  copy.type = "button";
  copy.textContent = data.copy;
  copy.addEventListener("click", async () => {
    link.select();
    try {
      await navigator.clipboard.writeText(link.value);
    } catch {
      document.execCommand("copy"); // the clipboard proper is for https and localhost only
    }
    copy.textContent = data.copied;
  });
  const line = document.createElement("div");
  line.append(link, copy);
  box.append(about, line);
  parentElement.querySelector(":scope > .dl-share")?.remove();
  parentElement.append(box);
}
