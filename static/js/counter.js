// Says how many characters are left. Nothing is cut off.

import { once } from "./once.js";

const SPEAK_BELOW = 20;

function count(line) {
  const field = document.getElementById(line.dataset.counter);
  if (!field) return;
  const left = Number(line.dataset.limit) - Array.from(field.value).length;
  const text = left < 0 ? line.dataset.textOver : line.dataset.textLeft;
  line.textContent = text.replace("{n}", String(Math.abs(left)));
  line.classList.toggle("field__left--over", left < 0);
  if (left < SPEAK_BELOW) line.setAttribute("aria-live", "polite");
  else line.removeAttribute("aria-live");
}

const listen = once(() => {
  document.addEventListener("input", (event) => {
    if (!event.target.id) return;
    for (const line of document.querySelectorAll("[data-counter]")) {
      if (line.dataset.counter === event.target.id) count(line);
    }
  });
});

export function start() {
  listen();
  for (const line of document.querySelectorAll("[data-counter]")) count(line);
}
