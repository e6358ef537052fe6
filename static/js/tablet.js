// Makes an enrolled tablet ready to go on without a line: keeps the files, opens the shift while
// there is a line, and keeps a form here that could not be sent.

import { leaveToServer } from "./begun.js";
import { faults } from "./check.js";
import { deliver, start as startDelivering } from "./deliver.js";
import { entryOf, idField } from "./entry.js";
import { take as takeHanded, tick } from "./handed.js";
import { once } from "./once.js";
import { keep } from "./outbox.js";
import { forgetDraft, isSaved, sealDraft } from "./sealed-drafts.js";
import { drop, held, hold, isRemembered, open, remember, remembered, stay, unlock } from "./shift.js";
import { summary } from "./summary.js";

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

// The shift that is open here, where it is of the person who is signed in.
async function own() {
  const found = await held();
  return found && found.person.id === data().person ? found : null;
}

async function openShift(part) {
  shift = await own();
  const address = part.dataset.shiftOpen;
  if (!shift || shift.open !== address) {
    const opened = await open(address);
    if (!opened) return;
    shift = opened;
  }
  takeHanded(shift);
  await hold(shift);
  // The page before may have been left before it had done so.
  if (shift.code && !(await isRemembered(shift))) await remember(shift);
  await keepShell(shift.shell);
  ready(part);
}

// On any other page the shift goes on that was opened before.
async function goOn() {
  shift = await own();
  if (shift) {
    leaveToServer(shift);
    await hold(shift);
  }
  document.body.dataset.shiftHeld = shift ? "yes" : "";
}

function ready(part) {
  const ends = new Date(shift.ends_at);
  const language = document.documentElement.lang;
  const until = shift.shift
    ? ends.toLocaleTimeString(language, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" })
    : ends.toLocaleDateString(language, { day: "numeric", month: "long" });
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
  form.scrollIntoView({ block: "nearest" });
}

// Whether a form is one that can be kept here: of a known kind, and about the shift that is open.
function isOfShift({ dataset: { entry, ofShift } }) {
  return entry && shift && (!ofShift || ofShift === `${shift.day}/${shift.shift}`);
}

async function keepForm(form) {
  const found = faults(form);
  if (found.length) {
    summary(form, found);
    return true;
  }
  try {
    const id = await keep(shift, entryOf(form));
    isSaved(id);
  } catch (error) {
    return false;
  }
  if (!tick(shift, form)) tell(form, data().textKeptHere);
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
  startDelivering();
  if (!data().person) drop();
  document.addEventListener("not-sent", (event) => {
    const { form, failed } = event.detail;
    if (document.querySelector(".away")) askCode();
    if (!isOfShift(form)) return;
    event.preventDefault();
    keepForm(form).then((kept) => kept || failed());
  });
  document.addEventListener("draft-not-kept", ({ detail: form }) => {
    if (isOfShift(form)) sealDraft(shift, form).catch(() => {});
  });
  document.addEventListener("draft-kept", ({ detail: form }) => {
    if (form.dataset.entry) forgetDraft(idField(form).value).catch(() => {});
  });
  const part = document.querySelector("[data-shift-open]");
  navigator.serviceWorker.ready.then(() => (part ? openShift(part) : goOn())).catch(() => {});
  setInterval(() => shift && stay(), STAY_EVERY);
});
