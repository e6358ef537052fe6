// Shows whether there is a connection. Only what is known is shown.

import { once } from "./once.js";

function say(online) {
  const { textOnline, textOffline } = document.body.dataset;
  for (const pill of document.querySelectorAll("[data-net]")) {
    pill.textContent = online ? textOnline : textOffline;
    pill.classList.toggle("net--off", !online);
    pill.hidden = false;
  }
}

const listen = once(() => {
  window.addEventListener("online", () => say(true));
  window.addEventListener("offline", () => say(false));
  document.addEventListener("net-found", () => say(true));
  document.addEventListener("net-lost", () => say(false));
});

export function start() {
  listen();
  say(window.navigator.onLine !== false);
}
