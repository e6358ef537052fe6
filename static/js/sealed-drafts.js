// What is begun without a line and not saved yet, on the disk: sealed to the server like an entry, so that
// nobody can read it here, its author neither. It is sent when there is a line, and comes back to its
// author as a draft.

import { get, some, write } from "./db.js";
import { entryOf, idField } from "./entry.js";
import { BEGUN, changed, keyFor, ready, sealed } from "./outbox.js";

const LASTS = 30 * 24 * 3600 * 1000;
const saved = new Set();

// Seals a form as it is now. What was sealed of it before is replaced.
export async function sealDraft(shift, form) {
  const { name, value } = idField(form);
  if (!value) return;
  const entry = entryOf(form);
  entry.form = [[name, value], ...entry.form];
  const envelope = await sealed(shift, entry, 0, await keyFor(shift));
  // The lock that was made for saving is used up: the next is made before it is wanted.
  ready(shift).catch(() => {});
  if (saved.has(entry.id)) return;
  const draft = { id: entry.id, person: shift.person.id, envelope, tries: 0 };
  await write(["state"], (store) => store("state").put(draft, BEGUN + entry.id));
  changed();
}

// From now on a form is an entry, and whatever is still being sealed of it is thrown away.
export const isSaved = (id) => saved.add(id);

export async function forgetDraft(id) {
  if (!(await get("state", BEGUN + id))) return;
  await write(["state"], (store) => store("state").delete(BEGUN + id));
  changed();
}

export async function sealedDrafts() {
  const found = await some("state", BEGUN);
  const old = found.filter(({ envelope }) => Date.now() - Date.parse(envelope.written_at) > LASTS);
  if (old.length) await write(["state"], (store) => old.forEach(({ id }) => store("state").delete(BEGUN + id)));
  return found.filter((one) => !old.includes(one));
}

// What somebody began here in a shift: the outsides of the envelopes, newest last.
export async function begunBy({ person, day, shift }) {
  const own = (await sealedDrafts()).filter((one) => one.person === person.id);
  const heads = own.map((one) => one.envelope).filter((one) => one.day === day && one.shift === shift);
  return heads.sort((one, other) => Date.parse(one.written_at) - Date.parse(other.written_at));
}

// Takes the answers of the server; what was typed on meanwhile is sent again. Only what the server keeps
// as a draft is told as delivered: the rest comes back like an entry.
export async function takeDrafts(answers, sent) {
  const known = new Map(sent.map((one) => [one.id, one]));
  const delivered = [];
  let returned = 0;
  await write(["state"], (store) => {
    for (const { id, answer, code } of answers) {
      const draft = known.get(id);
      if (!draft || answer === "later") continue;
      const asked = store("state").get(BEGUN + id);
      asked.onsuccess = () => {
        if (!asked.result || asked.result.envelope.body !== draft.envelope.body) return;
        if (code === "unreadable") store("state").put({ ...draft, tries: draft.tries + 1 }, BEGUN + id);
        else store("state").delete(BEGUN + id);
      };
      if (answer === "stored") delivered.push(id);
      else returned += code !== "unreadable";
    }
  });
  if (delivered.length) document.dispatchEvent(new CustomEvent("drafts-delivered", { detail: delivered }));
  if (!returned) return;
  document.dispatchEvent(new Event("drafts-returned"));
  document.dispatchEvent(new CustomEvent("returned", { detail: returned }));
}
