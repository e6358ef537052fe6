// Lets go of an answer that need not be given: what is chosen already is chosen no more.

import { once } from "./once.js";

const chosen = new WeakSet();

function others(field) {
  const group = field.form.elements[field.name];
  return Array.from(group.length ? group : [group]).filter((one) => one !== field);
}

function note(field) {
  others(field).forEach((one) => chosen.delete(one));
  chosen.add(field);
}

function letGo(field) {
  field.checked = false;
  chosen.delete(field);
  field.dispatchEvent(new Event("change", { bubbles: true }));
}

function asked(field) {
  return field.matches("form[data-keep] input[type=radio]") && !field.closest("[data-question]");
}

function press({ target: field }) {
  if (asked(field) && chosen.has(field)) letGo(field);
}

// Browsers do not tell of a key on what is chosen already.
function key(event) {
  const field = event.target;
  if (event.key !== " " || !asked(field) || !chosen.has(field)) return;
  event.preventDefault();
  letGo(field);
}

function change({ target: field }) {
  if (asked(field) && field.checked) note(field);
}

const listen = once(() => {
  document.addEventListener("click", press);
  document.addEventListener("keydown", key);
  document.addEventListener("change", change);
});

export function start() {
  listen();
  document.querySelectorAll("form[data-keep] input:checked").forEach((field) => chosen.add(field));
}
