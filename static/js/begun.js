// What is typed without a line and not saved yet stays with the shift that is open: in memory only,
// as its names are, so that a reload or a look at another child loses nothing, and a lock everything.

import { answers, idField } from "./entry.js";
import { fill } from "./fill.js";
import { hold } from "./shift.js";

const PAUSE = 300;
let timer = 0;

const key = ({ dataset: { entry, child } }) => `${entry}/${child || ""}`;

// Called while somebody writes.
export function note(shift, form) {
  shift.begun = { ...shift.begun, [key(form)]: answers(form) };
  pause();
  timer = setTimeout(hold, PAUSE, shift);
}

// What is locked is not held again by what was to be noted.
export const pause = () => clearTimeout(timer);

export function forget(shift, form) {
  pause();
  const { [key(form)]: gone, ...rest } = shift.begun || {};
  shift.begun = rest;
  hold(shift);
}

export function restore(shift, form) {
  const fields = (shift.begun || {})[key(form)];
  const own = idField(form).name;
  if (fields) fill(form, fields, (name) => name === own || name === "csrf_token");
}
