// The page that stands in without a line: the children of the shift that was opened here, and the
// form. It keeps what is written on this tablet, sealed, and says so only when the disk has it.

import { faults } from "./check.js";
import { deliver, start as startDelivering } from "./deliver.js";
import { entryOf, idField } from "./entry.js";
import { once } from "./once.js";
import { keep, newId } from "./outbox.js";
import { drop, held, hold, remembered, stay, unlock } from "./shift.js";
import { summary } from "./summary.js";
import { start as startCounting } from "./waiting.js";

const LOCK_AFTER = 300000;
const LOOK_EVERY = 5000;
const NAME = "{name}";
let shift = null;
let touched = Date.now();

const part = (name) => document.querySelector(`[data-shell="${name}"]`);
const words = (key) => document.body.dataset[key];
const childOf = (path) => (path.match(/^\/children\/([0-9a-f-]{36})\/logs\//) || [])[1];
const written = () => new Set(shift.written || []);
const formOf = (child) => `/children/${child.id}/logs/${shift.day}/${shift.shift}/new`;

function only(name) {
  for (const one of document.querySelectorAll("[data-shell]")) {
    one.hidden = one.dataset.shell !== name;
  }
  const heading = part(name).querySelector("h1");
  if (heading) {
    heading.tabIndex = -1;
    heading.focus();
  }
}

function showList() {
  part("list").querySelector("h1").textContent = shift.place;
  const list = part("list").querySelector("ul");
  const line = document.querySelector("template[data-child-line]").content;
  list.replaceChildren();
  for (const child of shift.children) {
    const one = line.cloneNode(true);
    one.querySelector("a").href = formOf(child);
    one.querySelector("[data-initial]").textContent = child.name.slice(0, 1);
    one.querySelector("[data-name]").textContent = child.name;
    const state = one.querySelector("[data-state]");
    state.textContent = written().has(child.id) ? words("textWritten") : words("textNotWritten");
    list.append(one);
  }
  only("list");
}

// The words of the page say {name} until the child is known.
function name(root, called) {
  const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const text = walk.currentNode;
    if (text.data.includes(NAME)) text.data = text.data.split(NAME).join(called);
  }
}

function showForm(child) {
  const blank = document.querySelector("template[data-form]").content.cloneNode(true);
  const voice = blank.querySelector(`template[data-version="${child.version}"]`);
  const room = blank.querySelector("[data-voice]");
  if (room && voice) room.replaceChildren(voice.content.cloneNode(true));
  for (const one of blank.querySelectorAll("template[data-version]")) one.remove();
  name(blank, child.name);
  const form = blank.querySelector("form");
  form.dataset.child = child.id;
  idField(form).value = newId();
  part("form").replaceChildren(blank);
  only("form");
  document.dispatchEvent(new Event("content"));
}

function show() {
  const child = shift.children.find((one) => one.id === childOf(window.location.pathname));
  if (child) showForm(child);
  else showList();
}

function go(address) {
  window.history.pushState({}, "", address);
  show();
  window.scrollTo(0, 0);
}

async function locked() {
  const shifts = await remembered();
  const choice = part("locked").querySelector("[data-people]");
  choice.replaceChildren();
  for (const one of shifts) {
    const label = document.querySelector("template[data-person-line]").content.cloneNode(true);
    const radio = label.querySelector("input");
    radio.value = one.id;
    radio.checked = shifts.length === 1;
    label.querySelector("[data-name]").textContent = one.person.name;
    choice.append(label);
  }
  part("locked").querySelector("form").hidden = !shifts.length;
  part("locked").querySelector("[data-none]").hidden = Boolean(shifts.length);
  only("locked");
}

async function tryCode(form) {
  const told = part("locked").querySelector("[data-told]");
  told.textContent = "";
  const id = new FormData(form).get("person");
  const one = (await remembered()).find((shift) => shift.id === id);
  const opened = one ? await unlock(one, form.elements.code.value) : null;
  form.elements.code.value = "";
  if (!opened) {
    told.textContent = words("textWrongCode");
    return;
  }
  if (opened.shell !== words("shellAddress")) {
    window.location.reload();
    return;
  }
  shift = opened;
  touched = Date.now();
  show();
}

async function save(form) {
  const found = faults(form);
  if (found.length) {
    summary(form, found);
    return;
  }
  const button = form.querySelector("button[type='submit']");
  button.disabled = true;
  const began = performance.now();
  try {
    await keep(shift, entryOf(form));
  } catch (error) {
    button.disabled = false;
    summary(form, [{ part: form, label: words("textRefusedTitle"), words: words("textNotKept") }]);
    return;
  }
  document.body.dataset.savedIn = String(performance.now() - began);
  shift.written = [...written(), form.dataset.child];
  hold(shift);
  said(form.dataset.child);
  deliver();
}

// Says it, and goes on to the next child nobody wrote about here.
function said(child) {
  const at = shift.children.findIndex((one) => one.id === child);
  const turned = [...shift.children.slice(at + 1), ...shift.children.slice(0, at + 1)];
  const next = turned.find((one) => !written().has(one.id));
  go(next ? formOf(next) : shift.address);
  const line = document.querySelector("[data-kept-here]");
  line.textContent = words("textKeptHere");
  line.hidden = false;
}

function lock() {
  if (!shift) return;
  shift = null;
  drop();
  part("form").replaceChildren();
  part("list").querySelector("ul").replaceChildren();
  document.querySelector("[data-kept-here]").hidden = true;
  locked();
}

export const start = once(async () => {
  startCounting();
  startDelivering();
  for (const touch of ["pointerdown", "keydown", "input", "wheel"]) {
    document.addEventListener(touch, () => (touched = Date.now()), { passive: true });
  }
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
    go(link.href.endsWith("/now") ? shift.address : link.getAttribute("href"));
  });
  window.addEventListener("popstate", () => shift && show());
  setInterval(() => {
    if (Date.now() - touched > LOCK_AFTER || (shift && Date.parse(shift.ends_at) < Date.now())) lock();
    else if (shift) stay();
  }, LOOK_EVERY);
  shift = await held();
  if (shift) show();
  else await locked();
});
