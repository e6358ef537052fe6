// Asks before a page is left on which something was typed that is not saved.

import { once } from "./once.js";

let typed = false;

export const start = once(() => {
  document.addEventListener("input", (event) => {
    if (event.target.closest("form[data-keep]")) typed = true;
  });
  document.addEventListener("kept", () => {
    typed = false;
  });
  window.addEventListener("beforeunload", (event) => {
    if (!typed) return;
    event.preventDefault();
    event.returnValue = "";
  });
});
