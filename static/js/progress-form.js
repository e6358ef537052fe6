// Counts along which of the questions that must be answered are answered.

import { once } from "./once.js";

function answered(question) {
  return Array.from(question.querySelectorAll("input, textarea, select")).some((field) =>
    field.type === "radio" || field.type === "checkbox" ? field.checked : field.value.trim() !== "",
  );
}

function count(form) {
  const questions = Array.from(form.querySelectorAll("[data-question]")).filter(
    (question) => !question.closest("[hidden]"),
  );
  const done = questions.filter(answered).length;
  for (const label of form.querySelectorAll("[data-progress]")) {
    const bar = label.querySelector("progress");
    const text = label.querySelector(".progress__text");
    bar.max = questions.length || 1;
    bar.value = done;
    text.textContent = label.dataset.text
      .replace("{n}", String(done))
      .replace("{m}", String(questions.length));
  }
}

function countAll() {
  for (const label of document.querySelectorAll("[data-progress]")) {
    if (label.closest("form")) count(label.closest("form"));
  }
}

const listen = once(() => {
  document.addEventListener("input", countAll);
  document.addEventListener("change", countAll);
});

export function start() {
  listen();
  countAll();
}
