// Hides what an answer makes needless: data-when names the question, data-is the answers (separated
// by spaces) for which the part is shown. Until there is an answer everything is shown, but for
// what data-waits.

import { once } from "./once.js";

function settle() {
  for (const part of document.querySelectorAll("[data-when]")) {
    const name = window.CSS && CSS.escape ? CSS.escape(part.dataset.when) : part.dataset.when;
    const chosen = document.querySelector(`input[name="${name}"]:checked`);
    const needed = chosen && part.dataset.is.split(" ").includes(chosen.value);
    part.hidden = chosen ? !needed : "waits" in part.dataset;
  }
}

const listen = once(() => document.addEventListener("change", settle));

export function start() {
  listen();
  settle();
}
