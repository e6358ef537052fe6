// Closes the open menu by Escape, by a press beside it, and when the focus leaves it.

import { once } from "./once.js";

function openMenus() {
  return Array.from(document.querySelectorAll("[data-menu][open]"));
}

function closeOutside(event) {
  for (const menu of openMenus()) {
    if (!menu.contains(event.target)) menu.open = false;
  }
}

export const start = once(() => {
  document.addEventListener("click", closeOutside);
  document.addEventListener("focusin", closeOutside);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of openMenus()) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
});
