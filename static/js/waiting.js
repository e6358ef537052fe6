// Always says how much waits on this tablet, and warns when it has waited for a day.

import { once } from "./once.js";
import { waiting } from "./outbox.js";
import { sealedDrafts } from "./sealed-drafts.js";

const DAY = 24 * 3600 * 1000;

function say(number, oldest, begun) {
  const { textDelivered, textWaiting, textWaited, textBegunCount } = document.body.dataset;
  const waits = number || !begun ? [number ? textWaiting.replace("{n}", String(number)) : textDelivered] : [];
  if (begun) waits.push(textBegunCount.replace("{n}", String(begun)));
  for (const pill of document.querySelectorAll("[data-outbox-count]")) {
    pill.textContent = waits.join(" · ");
    pill.classList.toggle("net--off", number + begun > 0);
    pill.hidden = false;
  }
  const late = oldest && Date.now() - Date.parse(oldest) > DAY;
  for (const line of document.querySelectorAll("[data-outbox-late]")) {
    line.hidden = !late;
    line.textContent = late ? textWaited : "";
  }
}

async function show() {
  try {
    const { number, oldest } = await waiting();
    say(number, oldest, (await sealedDrafts()).length);
  } catch (error) {
    say(0, null, 0);
  }
}

function cameBack() {
  for (const line of document.querySelectorAll("[data-outbox-returned]")) line.hidden = false;
}

export const start = once(() => {
  document.addEventListener("outbox", show);
  document.addEventListener("content", show);
  document.addEventListener("returned", cameBack);
  show();
});
