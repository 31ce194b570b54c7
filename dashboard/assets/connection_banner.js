/* Says when the server cannot be reached, and when it is back. Streamlit writes the state of its
   connection on the page; what it means is for us to say. Gets the words of dashboard/views/live_updates.py. */
const GONE_AFTER = 1500; // milliseconds: shorter breaks heal by themselves

export default function ({ data, parentElement, make, root }) {
  const box = root(parentElement, "div", "dl-connection");
  box.setAttribute("aria-live", "assertive"); // no role: the status of the page is another
  box.words = data.words;
  if (box.watch) return;
  const app = document.querySelector(".stApp");
  const gone = () => app.dataset.testConnectionState !== "CONNECTED";
  let lost = false, timer = 0;

  function say(words, className) {
    const banner = make("p", className, words);
    box.replaceChildren(...(words ? [banner] : []));
  }

  function look() {
    clearTimeout(timer);
    if (gone()) timer = setTimeout(() => { lost = gone(); if (lost) say(box.words.gone, "dl-gone"); }, lost ? 0 : GONE_AFTER);
    else if (lost) {
      lost = false;
      say(box.words.back, "dl-back");
      timer = setTimeout(() => say(""), 4000);
    }
  }

  box.watch = new MutationObserver(look);
  box.watch.observe(app, { attributes: true, attributeFilter: ["data-test-connection-state"] });
}
