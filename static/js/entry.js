// What a form says, as an entry that can be kept on the tablet. Which kind it is and whom it is about
// stands on the form; docs/offline.md tells how a kind is added.

import { newId } from "./outbox.js";

const LEFT_OUT = new Set(["csrf_token", "next", "resume", "drafted"]);

export const idField = (form) => form.querySelector("input[name='id'], input[name$='-id']");

// What a browser would send of a form, without what was left empty.
export function answers(form) {
  const own = idField(form).name;
  return Array.from(new FormData(form)).filter(
    ([name, value]) => value !== "" && name !== own && !LEFT_OUT.has(name),
  );
}

export function entryOf(form) {
  const { entry: kind, child, childFrom, corrects } = form.dataset;
  return {
    // A task is ticked without a form of its own: it gets its id when it is kept.
    id: idField(form).value || newId(),
    kind,
    child: childFrom ? form.elements[childFrom].value : child || "",
    corrects: corrects || null,
    form: answers(form),
  };
}
