// The children of the shift on the page without a line, and where each of its pages is.

import { show as showHanded } from "./handed.js";

// A family has no shifts: its carers write about weeks.
export const logOf = (shift, child) =>
  shift.shift
    ? `/children/${child.id}/logs/${shift.day}/${shift.shift}/new`
    : `/children/${child.id}/foster-logs/${shift.day}/new`;
export const kindOf = (shift) => (shift.shift ? "shift_log" : "weekly_log");
export const eventOf = (_shift, child) => `/children/${child.id}/incidents/new`;
export const handoverOf = (shift) => `/units/${shift.unit}/handover/${shift.day}/${shift.shift}`;

const copy = (name) => document.querySelector(`template[data-${name}-line]`).content.cloneNode(true);

function childLine(shift, child, written) {
  const line = copy("child");
  line.querySelector("li").dataset.child = child.id;
  line.querySelector("a").href = logOf(shift, child);
  line.querySelector("[data-initial]").textContent = child.name.slice(0, 1);
  line.querySelector("[data-name]").textContent = child.name;
  // Of a log that was delivered nothing is kept here: what is not known is not said.
  if (written.has(child.id)) line.querySelector("[data-state]").textContent = document.body.dataset.textWritten;
  return line;
}

function eventLine(shift, child) {
  const line = copy("event");
  line.querySelector("a").href = eventOf(shift, child);
  line.querySelector("a").textContent = child.name;
  return line;
}

export function clear(part) {
  for (const one of part.querySelectorAll("[data-children], [data-events], [data-handed-here]")) one.replaceChildren();
}

export function list(part, shift, written) {
  clear(part);
  part.querySelector("h1").textContent = shift.place;
  const [children, events, handover] = ["children", "events", "handover"].map((one) =>
    part.querySelector(`[data-${one}]`),
  );
  if (handover) handover.href = handoverOf(shift);
  showHanded(shift, part);
  for (const child of shift.children) {
    children.append(childLine(shift, child, written));
    if (events) events.append(eventLine(shift, child));
  }
}

// Says which logs are begun and not saved.
export function markBegun(part, shift, heads) {
  const about = new Set(heads.filter((one) => one.kind === kindOf(shift)).map((one) => one.child_id));
  for (const line of part.querySelectorAll("[data-child]")) {
    const state = line.querySelector("[data-state]");
    if (state.textContent || !about.has(line.dataset.child)) continue;
    state.textContent = document.body.dataset.textBegun;
    state.classList.add("child-list__state--begun");
  }
}

// Where the server answers again, its own page has more to show than this one; null hides the way.
export function offerPage(shift) {
  const way = document.querySelector("[data-line-again]");
  way.hidden = !shift;
  if (shift) way.querySelector("a").href = `${shift.address}?whole`;
}
