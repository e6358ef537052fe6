// Takes the reader to what is to be put right, and from a line of it to the question itself.

import { once } from "./once.js";

const listen = once(() => {
  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest("[data-errors] a[href^='#']");
    const target = link && document.getElementById(link.hash.slice(1));
    if (!target) return;
    event.preventDefault();
    const folded = target.closest("details:not([open])");
    if (folded) folded.open = true;
    target.focus({ preventScroll: true });
    const question = target.closest("fieldset, [role='radiogroup'], .field") || target;
    question.scrollIntoView({ block: "center" });
  });
});

export function start() {
  listen();
  const summary = document.querySelector("[data-errors]");
  if (summary && !summary.dataset.shown) {
    summary.dataset.shown = "yes";
    summary.focus();
  }
}
