// What others handed over and what is to be done, as the page of the shift showed it last: held with
// the shift that is open, in memory only, and gone with it.

import { hold } from "./shift.js";

const STEP = "handover_step";
const key = ({ elements: { task, done } }) => `${task.value}/${done.value}`;

export function take(shift) {
  const panel = document.querySelector("[data-handed]");
  if (panel) shift.handed = { at: new Date().toISOString(), page: panel.innerHTML };
}

// Says that a task was ticked here; false where the form is about something else.
export function tick(shift, form) {
  if (form.dataset.entry !== STEP) return false;
  shift.ticked = [...(shift.ticked || []), key(form)];
  hold(shift);
  ticked(form).focus();
  return true;
}

function ticked(form) {
  const told = document.createElement("p");
  told.className = "soft small";
  told.tabIndex = -1;
  told.setAttribute("role", "status");
  told.textContent = document.body.dataset.textKept;
  const line = form.closest("li");
  line.classList.toggle("tasks__one--done", form.elements.done.value === "yes");
  for (const late of line.querySelectorAll(".due__late")) late.remove();
  form.replaceWith(told);
  return told;
}

export function show(shift, part) {
  const room = part.querySelector("[data-handed-here]");
  if (!room) return;
  const [none, when] = ["none", "when"].map((one) => part.querySelector(`[data-handed-${one}]`));
  none.hidden = Boolean(shift.handed);
  when.hidden = !shift.handed;
  if (!shift.handed) return;
  const at = new Date(shift.handed.at);
  const time = at.toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  when.textContent = when.dataset.text.replace("{time}", time);
  room.innerHTML = shift.handed.page;
  for (const one of room.querySelectorAll("[data-needs-line]")) one.remove();
  for (const form of room.querySelectorAll(`form[data-entry="${STEP}"]`)) {
    form.removeAttribute("data-keep");
    if ((shift.ticked || []).includes(key(form))) ticked(form);
  }
}
