// Suggests another way to say what describes little. Never blocks, never rewrites, counts nothing.

import { once } from "./once.js";

const PAUSE = 700;
const LONGEST_ENDING = 3;
const kept = new Set();
const letter = /[\p{L}]/u;
let timer = 0;

function entries() {
  const template = document.querySelector("template[data-word-help]");
  if (!template) return [];
  return Array.from(template.content.querySelectorAll("[data-avoid]"), (line) => ({
    words: line.dataset.avoid.split("|"),
    suggestion: line.textContent.trim(),
  }));
}

// A word counts when it begins a word of the text; Danish endings may follow it.
function holds(text, word) {
  let at = text.indexOf(word);
  while (at >= 0) {
    const before = at === 0 || !letter.test(text[at - 1]);
    let ending = 0;
    while (letter.test(text[at + word.length + ending] || "")) ending += 1;
    if (before && ending <= LONGEST_ENDING) return true;
    at = text.indexOf(word, at + 1);
  }
  return false;
}

function find(text) {
  for (const { words, suggestion } of entries()) {
    const word = words.find((one) => !kept.has(one) && holds(text, one.toLowerCase()));
    if (word) return { word, suggestion };
  }
  return null;
}

function clear(field) {
  const old = field.parentNode.querySelector(".field__word");
  if (old) old.remove();
}

function show(field, { word, suggestion }) {
  const old = field.parentNode.querySelector(".field__word");
  if (old && old.dataset.word === word) return;
  clear(field);
  const box = document.createElement("div");
  box.className = "field__word";
  box.dataset.word = word;
  box.setAttribute("role", "status");
  const line = document.createElement("p");
  const strong = document.createElement("strong");
  strong.textContent = document.body.dataset.textConsider;
  line.append(strong, ` »${word}«: ${suggestion}`);
  const keep = document.createElement("button");
  keep.type = "button";
  keep.className = "button button--plain";
  keep.textContent = document.body.dataset.textKeep;
  keep.addEventListener("click", () => {
    kept.add(word);
    clear(field);
    field.focus();
  });
  box.append(line, keep);
  field.after(box);
}

function look(field) {
  const found = find(field.value.toLowerCase());
  if (found) show(field, found);
  else clear(field);
}

export const start = once(() => {
  document.addEventListener("input", (event) => {
    if (!event.target.matches("textarea[data-words]")) return;
    clearTimeout(timer);
    timer = setTimeout(look, PAUSE, event.target);
  });
});
