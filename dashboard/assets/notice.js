/* What there is to say where nothing is to be shown. Gets the data of dashboard/views/notices.py;
   tells "reset". */
export default function ({ data, parentElement, setTriggerValue: tell, make, button, root, renew }) {
  const box = root(parentElement, "div", "dl-panel dl-notice");
  const words = make("p", "", data.words);
  const reset = button("dl-chip", data.reset, () => tell("reset", Date.now()));
  reset.dataset.key = "reset";
  renew(box, words, ...(data.reset ? [reset] : []));
}
