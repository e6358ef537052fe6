// The page that stands in without a line: the children of the shift that was opened here, and the
// form. It keeps what is written on this tablet, sealed, and says so only when the disk has it.

import { flush, forget, note, pause, restore, tellDelivered, tellReturned, tellSealed } from "./begun.js";
import { blank } from "./blanks.js";
import { faults } from "./check.js";
import { offerCode, openedBy } from "./code.js";
import { deliver, start as startDelivering } from "./deliver.js";
import { entryOf } from "./entry.js";
import { tick } from "./handed.js";
import { once } from "./once.js";
import { keep, loggedHere, ready } from "./outbox.js";
import { begunBy } from "./sealed-drafts.js";
import { clear, eventOf, handoverOf, kindOf, list, logOf, markBegun, offerPage } from "./shift-list.js";
import { drop, held, hold, stay } from "./shift.js";
import { summary } from "./summary.js";

const LOCK_AFTER = 300000;
const LOOK_EVERY = 5000;
const DRAWN_WITHIN = 30;
let shift = null;
let touched = Date.now();

const part = (name) => document.querySelector(`[data-shell="${name}"]`);
const words = (key) => document.body.dataset[key];
const written = () => new Set(shift.written || []);
const HANDED = ["handover_line", "handover_note", "handover_task"];

function only(name) {
  for (const one of document.querySelectorAll("[data-shell]")) {
    one.hidden = one.dataset.shell !== name;
  }
  const heading = Array.from(part(name).querySelectorAll("h1")).find((one) => !one.closest("[hidden]"));
  if (heading) {
    heading.tabIndex = -1;
    heading.focus();
  }
}

function showForms(kinds, child) {
  const room = part("form").querySelector("[data-forms]");
  room.replaceChildren();
  for (const kind of kinds) {
    room.append(blank(kind, shift.children, child));
  }
  const head = part("form").querySelector("[data-handover-head]");
  if (head) head.hidden = Boolean(child);
  only("form");
  ready(shift).catch(() => {});
  document.dispatchEvent(new Event("content"));
  const again = Array.from(room.querySelectorAll("form[data-entry]")).filter((form) => !restore(shift, form));
  tellSealed(shift, again).catch(() => {});
}

function show() {
  const path = window.location.pathname;
  const of = (addressOf) => shift.children.find((one) => addressOf(shift, one) === path);
  if (of(logOf)) showForms([kindOf(shift)], of(logOf));
  else if (of(eventOf)) showForms(["incident_note"], of(eventOf));
  else if (path === handoverOf(shift)) showForms(HANDED);
  else {
    list(part("list"), shift, written());
    only("list");
    begunBy(shift).then((heads) => shift && markBegun(part("list"), shift, heads)).catch(() => {});
  }
}

function go(address) {
  flush();
  window.history.pushState({}, "", address);
  show();
  window.scrollTo(0, 0);
}

async function opened(found) {
  const waiting = await loggedHere(found).catch(() => []);
  shift = { ...found, written: [...(found.written || []), ...waiting] };
  show();
}

function quiet() {
  document.querySelector("[data-kept-here]").hidden = true;
}

async function locked() {
  await offerCode(part("locked"));
  only("locked");
}

async function tryCode(form) {
  const found = await openedBy(form, part("locked"));
  if (!found) return;
  if (found.shell !== words("shellAddress")) {
    window.location.reload();
    return;
  }
  touched = Date.now();
  await opened(found);
}

async function save(form) {
  const found = faults(form);
  quiet();
  if (found.length) {
    summary(form, found);
    return;
  }
  const button = form.querySelector("button[type='submit']");
  button.disabled = true;
  try {
    await keep(shift, entryOf(form));
  } catch (error) {
    button.disabled = false;
    summary(form, [{ part: form, label: words("textRefusedTitle"), words: words("textNotKept") }]);
    return;
  }
  forget(shift, form);
  said(form, button);
  deliver();
}

// Says it where the finger is and above, and then goes on: after a log to the next child nobody wrote
// about here. The words are drawn before the next form is, which takes longer than keeping.
function said(form, button) {
  if (tick(shift, form)) return;
  const line = document.querySelector("[data-kept-here]");
  line.textContent = words("textKeptHere");
  line.hidden = false;
  button.textContent = words("textKept");
  const next = form.dataset.entry === "shift_log" ? following(form.dataset.child) : null;
  setTimeout(() => shift && go(next ? logOf(shift, next) : shift.address), DRAWN_WITHIN);
}

function following(child) {
  shift.written = [...written(), child];
  hold(shift);
  const at = shift.children.findIndex((one) => one.id === child);
  const turned = [...shift.children.slice(at + 1), ...shift.children.slice(0, at + 1)];
  return turned.find((one) => !written().has(one.id));
}

function lock() {
  if (!shift) return;
  flush();
  shift = null;
  pause();
  drop();
  document.querySelector("[data-forms]").replaceChildren();
  clear(part("list"));
  quiet();
  offerPage(null);
  locked();
}

export const start = once(async () => {
  startDelivering();
  for (const touch of ["pointerdown", "keydown", "input", "wheel"]) {
    document.addEventListener(touch, () => (touched = Date.now()), { passive: true });
  }
  document.addEventListener("input", ({ target: { form } }) => {
    if (shift && form && form.matches("[data-entry]")) note(shift, form);
  });
  document.addEventListener("submit", (event) => {
    event.preventDefault();
    if (event.target.matches("form[data-entry]")) save(event.target);
    else if (event.target.matches("[data-unlock]")) tryCode(event.target);
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-step]");
    if (event.target.closest("[data-lock]")) lock();
    if (!link || !shift) return;
    event.preventDefault();
    quiet();
    go(link.href.endsWith("/now") ? shift.address : link.getAttribute("href"));
  });
  document.addEventListener("net-found", () => offerPage(shift));
  document.addEventListener("drafts-delivered", tellDelivered);
  document.addEventListener("drafts-returned", tellReturned);
  document.addEventListener("net-lost", () => offerPage(null));
  document.addEventListener("visibilitychange", () => document.hidden && flush());
  window.addEventListener("popstate", () => shift && show());
  setInterval(() => {
    if (Date.now() - touched > LOCK_AFTER || (shift && Date.parse(shift.ends_at) < Date.now())) lock();
    else if (shift) stay();
  }, LOOK_EVERY);
  const found = await held();
  if (found) await opened(found);
  else await locked();
});
