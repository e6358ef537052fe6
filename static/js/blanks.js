// The empty forms of the page without a line, as the server made them: about nobody until the tablet
// says which child it is.

import { idField } from "./entry.js";
import { newId } from "./outbox.js";

const NAME = "{name}";

// The words of the page say {name} until the child is known.
function name(root, called) {
  const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const text = walk.currentNode;
    if (text.data.includes(NAME)) text.data = text.data.split(NAME).join(called);
  }
  for (const part of root.querySelectorAll("[data-rules]")) {
    const told = JSON.parse(part.dataset.rules);
    part.dataset.rules = JSON.stringify({ ...told, label: told.label.split(NAME).join(called) });
  }
}

// An empty form of a kind, as the server made it.
function blankOf(kind) {
  const found = Array.from(document.querySelectorAll("template[data-form]"), (one) => one.content);
  return found.find((one) => one.querySelector(`[data-entry="${kind}"]`)).cloneNode(true);
}

function aboutChild(blank, child) {
  const voice = blank.querySelector(`template[data-version="${child.version}"]`);
  const room = blank.querySelector("[data-voice]");
  if (room && voice) room.replaceChildren(voice.content.cloneNode(true));
  for (const one of blank.querySelectorAll("template[data-version]")) one.remove();
  name(blank, child.name);
  blank.querySelector("form").dataset.child = child.id;
}

// A question about which child offers those of the shift.
function offer(blank, children) {
  for (const choice of blank.querySelectorAll("select[name$='-child']")) {
    for (const child of children) choice.append(new Option(child.name, child.id));
  }
}

// Gives the empty form of a kind, about a child where one is known, with an id of its own.
export function blank(kind, children, child) {
  const found = blankOf(kind);
  if (child) aboutChild(found, child);
  offer(found, children);
  idField(found.querySelector("form")).value = newId();
  return found;
}
