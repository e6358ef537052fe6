// What was written on this tablet and is not delivered yet: sealed, numbered, and kept on the disk.

import { all, get, write } from "./db.js";
import { prepare, seal } from "./seal.js";

// Before the id of what is begun, among what the tablet knows beside its outbox.
export const BEGUN = "begun/";
const NUMBERING = "institution-numbering";
const told = new BroadcastChannel("institution-outbox");
told.onmessage = () => document.dispatchEvent(new Event("outbox"));

export function changed() {
  document.dispatchEvent(new Event("outbox"));
  told.postMessage("changed");
}

// A UUIDv7: sorts by the time it was made.
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  let time = Date.now();
  for (let place = 5; place >= 0; place -= 1) {
    bytes[place] = time % 256;
    time = Math.floor(time / 256);
  }
  bytes[6] = (bytes[6] & 0x0f) | 0x70;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const text = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return text.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

export const keyFor = async (shift) => (await get("state", "key")) || shift.key;

// An entry in its envelope; what is only begun has the number 0.
export function sealed(shift, entry, number, key) {
  const head = {
    v: 1,
    id: entry.id,
    kind: entry.kind,
    child_id: entry.child,
    day: shift.day,
    shift: shift.shift,
    written_at: new Date().toISOString(),
    device: shift.device,
    number,
    key: key.id,
  };
  const inside = { ticket: shift.ticket, form: entry.form };
  if (entry.corrects) inside.corrects = entry.corrects;
  return seal(head, inside, key.public);
}

// Called when a form is shown.
export async function ready(shift) {
  prepare((await keyFor(shift)).public);
}

// Keeps one entry; resolves when the disk has it, and rejects where it cannot be kept.
// The number is taken in the same transaction, so that none is given twice or lost.
export function keep(shift, entry) {
  return navigator.locks.request(NUMBERING, async () => {
    const [last, key] = await Promise.all([get("state", "number"), keyFor(shift)]);
    const number = (last || 0) + 1;
    const envelope = await sealed(shift, entry, number, key);
    await write(["outbox", "state"], (store) => {
      store("outbox").put({ id: entry.id, number, envelope, tries: 0 });
      store("state").put(number, "number");
      // What was begun is whole now.
      store("state").delete(BEGUN + entry.id);
    });
    changed();
    return entry.id;
  });
}

// The children about whom a log of a shift waits here.
export async function loggedHere({ day, shift }) {
  const heads = (await all("outbox")).map((one) => one.envelope);
  const logs = heads.filter((one) => one.kind === "shift_log" && one.day === day && one.shift === shift);
  return logs.map((one) => one.child_id);
}

// How many entries wait, and since when; an entry that the server cannot open waits for a person.
export async function waiting() {
  const entries = await all("outbox");
  const times = entries.map((one) => one.envelope.written_at).sort();
  return { number: entries.length, oldest: times[0] || null };
}
