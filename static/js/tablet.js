// Makes an enrolled tablet ready to go on without a line: keeps the files, opens the shift while
// there is a line, and keeps a form here that could not be sent.

import { faults } from "./check.js";
import { deliver, start as startDelivering } from "./deliver.js";
import { entryOf } from "./entry.js";
import { once } from "./once.js";
import { keep } from "./outbox.js";
import { drop, held, hold, isRemembered, open, remember, remembered, stay, unlock } from "./shift.js";
import { summary } from "./summary.js";
import { start as startCounting } from "./waiting.js";

const STAY_EVERY = 15000;
const data = () => document.body.dataset;
const digest = new URL(import.meta.url).pathname.split("/")[2];
let shift = null;

// The page without names that stands in where the server cannot be reached.
async function keepShell(address) {
  const cache = await caches.open(`files-${digest}`);
  if (await cache.match(address)) return;
  const response = await fetch(address, { credentials: "same-origin", redirect: "error" });
  if (response.ok) await cache.put(address, response);
}

async function openShift(part) {
  shift = await held();
  const address = part.dataset.shiftOpen;
  const own = shift && shift.person.id === data().person && address.includes(shift.unit);
  if (!own || !address.includes(`/${shift.day}/${shift.shift}/`)) {
    const opened = await open(address);
    if (!opened) return;
    shift = opened;
    await hold(shift);
  }
  // The page before may have been left before it had done so.
  if (shift.code && !(await isRemembered(shift))) await remember(shift);
  await keepShell(shift.shell);
  ready(part);
}

function ready(part) {
  const until = new Date(shift.ends_at).toLocaleTimeString(document.documentElement.lang, {
    hour: "2-digit",
    minute: "2-digit",
  });
  for (const line of part.querySelectorAll("[data-shift-ready]")) {
    line.textContent = line.dataset.text.replace("{time}", until).replace("{code}", shift.code || "");
  }
  part.hidden = !part.querySelector("[data-shift-ready]");
  document.body.dataset.shiftHeld = "yes";
}

function tell(form, text) {
  document.dispatchEvent(new Event("kept"));
  const done = document.createElement("div");
  done.className = "notice notice--done";
  done.setAttribute("role", "status");
  done.dataset.keptHere = "";
  done.textContent = text;
  form.replaceChildren(done);
  window.scrollTo(0, 0);
}

// A form of a known kind that could not be sent is kept here, when its shift is open.
async function keepForm(form) {
  const found = faults(form);
  if (found.length) {
    summary(form, found);
    return true;
  }
  try {
    await keep(shift, entryOf(form));
  } catch (error) {
    return false;
  }
  tell(form, data().textKeptHere);
  deliver();
  return true;
}

// The screen closed without a line: the server cannot ask for the PIN, so the code of the shift does.
async function askCode() {
  const curtain = document.querySelector(".away");
  const own = (await remembered()).find((one) => one.person.id === data().person);
  if (!own || curtain.querySelector("form")) return;
  const asked = document.querySelector("template[data-ask-code]").content.cloneNode(true);
  const form = asked.querySelector("form");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const opened = await unlock(own, form.elements.code.value);
    form.elements.code.value = "";
    if (!opened) return;
    shift = opened;
    document.dispatchEvent(new Event("back"));
  });
  curtain.append(asked);
  form.elements.code.focus();
}

function away() {
  shift = null;
  drop();
}

export const start = once(() => {
  navigator.serviceWorker.register(data().worker, { scope: "/" }).catch(() => {});
  if (navigator.storage && navigator.storage.persist) navigator.storage.persist().catch(() => {});
  document.addEventListener("away", away);
  startCounting();
  startDelivering();
  if (!data().person) drop();
  document.addEventListener("not-sent", (event) => {
    const { form, failed } = event.detail;
    if (document.querySelector(".away")) askCode();
    if (!shift || !form.dataset.entry) return;
    event.preventDefault();
    keepForm(form).then((kept) => kept || failed());
  });
  const part = document.querySelector("[data-shift-open]");
  if (part) navigator.serviceWorker.ready.then(() => openShift(part)).catch(() => {});
  setInterval(() => shift && stay(), STAY_EVERY);
});
