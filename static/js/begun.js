// What is typed without a line and not saved yet. While the shift is open it is held with it, in memory
// only, so that a reload or a look at another child loses nothing. A moment later it is on the disk too,
// sealed, so that a lock or an empty battery does not lose it either.

import { answers, idField } from "./entry.js";
import { fill } from "./fill.js";
import { begunBy, isSaved, sealDraft } from "./sealed-drafts.js";
import { hold } from "./shift.js";

const HOURS = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
const HELD_AFTER = 300;
const SEALED_AFTER = 1000;
let holding = 0;
let sealing = 0;
let open = null;

const key = ({ dataset: { entry, child } }) => `${entry}/${child || ""}`;

// Called while somebody writes.
export function note(shift, form) {
  if (open && open.form !== form) flush();
  const { name, value } = idField(form);
  shift.begun = { ...shift.begun, [key(form)]: [[name, value], ...answers(form)] };
  pause();
  open = { shift, form };
  holding = setTimeout(hold, HELD_AFTER, shift);
  sealing = setTimeout(flush, SEALED_AFTER);
}

// What is locked is not held again by what was to be noted.
export function pause() {
  clearTimeout(holding);
  clearTimeout(sealing);
}

// Seals at once what was to be sealed in a moment: before a lock, or when the page is left.
export function flush() {
  const { shift, form } = open || {};
  open = null;
  clearTimeout(sealing);
  if (form) sealDraft(shift, form).catch(() => {});
}

export function forget(shift, form) {
  pause();
  open = null;
  isSaved(idField(form).value);
  const { [key(form)]: gone, ...rest } = shift.begun || {};
  shift.begun = rest;
  hold(shift);
}

// On a page of the server's own, what was begun comes back from there.
export function leaveToServer(shift) {
  const { begun = {} } = shift;
  for (const form of document.querySelectorAll("form[data-entry][data-draft]")) delete begun[key(form)];
}

// Whether something was typed into a form before, which is in it again now.
export function restore(shift, form) {
  const fields = (shift.begun || {})[key(form)];
  if (fields) fill(form, fields, (name) => name === "csrf_token");
  return Boolean(fields);
}

// Says of empty forms that something of them lies sealed here.
export async function tellSealed(shift, forms) {
  const heads = await begunBy(shift);
  for (const form of forms) {
    const { entry, child } = form.dataset;
    const found = heads.filter((one) => one.kind === entry && (!child || one.child_id === child)).pop();
    if (found && form.isConnected) form.prepend(sealedLine(new Date(found.written_at)));
  }
}

// What lay sealed here is with the server: the way to it is shown.
export function tellDelivered() {
  for (const line of document.querySelectorAll("[data-sealed]")) line.hidden = true;
  for (const line of document.querySelectorAll("[data-sealed-again]")) line.hidden = false;
}

// It came back, which the page says elsewhere: it does not lie here any more.
export function tellReturned() {
  for (const line of document.querySelectorAll("[data-sealed]")) line.parentElement.remove();
}

function sealedLine(at) {
  const line = document.querySelector("template[data-sealed-line]").content.cloneNode(true);
  const said = line.querySelector("[data-sealed]");
  const time = at.toLocaleTimeString(document.documentElement.lang, HOURS);
  said.textContent = said.dataset.sealed.replace("{time}", time);
  return line;
}
