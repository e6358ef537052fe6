// The shift that is open on this tablet. While it is open it lives in memory only: of this page and
// of the service worker, which hands it to the next page. On the disk it lies sealed with the code of
// the person who opened it, which is nowhere on the tablet.

import { all, get, write } from "./db.js";
import { toBytes, toText } from "./seal.js";

const ROUNDS = 600000;
const ANSWER_WITHIN = 1000;

async function worker() {
  if (!("serviceWorker" in navigator)) return null;
  const registration = await navigator.serviceWorker.getRegistration("/");
  return registration ? registration.active : null;
}

async function tell(message) {
  const active = await worker();
  if (!active) return null;
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    const timer = setTimeout(resolve, ANSWER_WITHIN, null);
    port1.onmessage = (event) => {
      clearTimeout(timer);
      resolve(event.data);
    };
    active.postMessage(message, [port2]);
  });
}

const over = (shift) => Date.parse(shift.ends_at) < Date.now();

export async function held() {
  const shift = await tell({ ask: "held" });
  return shift && !over(shift) ? shift : null;
}

export const hold = (shift) => tell({ ask: "hold", shift });
export const drop = () => tell({ ask: "drop" });
export const stay = () => tell({ ask: "stay" });

async function cipher(code, salt, use) {
  const typed = code.toUpperCase().replace(/[^A-Z0-9]/g, "");
  const raw = new TextEncoder().encode(typed);
  const base = await crypto.subtle.importKey("raw", raw, "PBKDF2", false, ["deriveKey"]);
  return crypto.subtle.deriveKey(
    { name: "PBKDF2", hash: "SHA-256", salt, iterations: ROUNDS },
    base,
    { name: "AES-GCM", length: 256 },
    false,
    [use],
  );
}

// Lets the shift be opened again with its code after a restart or a lock without a line.
export async function remember(shift) {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const key = await cipher(shift.code, salt, "encrypt");
  // What was written about children is not put on the disk, not even sealed with a code of 40 bits.
  const { code, handed, begun, ticked, ...rest } = shift;
  const plain = new TextEncoder().encode(JSON.stringify(rest));
  const closed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, plain);
  await write(["shifts"], (store) =>
    store("shifts").put({
      id: idOf(shift),
      person: shift.person,
      ends_at: shift.ends_at,
      salt: toText(salt),
      iv: toText(iv),
      sealed: toText(new Uint8Array(closed)),
    }),
  );
}

const idOf = (shift) => shift.ticket.split(".")[0];
export const isRemembered = async (shift) => Boolean(await get("shifts", idOf(shift)));

// The shifts that can be opened here by their code; those that are over are forgotten.
export async function remembered() {
  const found = await all("shifts");
  const gone = found.filter(over);
  if (gone.length) {
    await write(["shifts"], (store) => gone.forEach((one) => store("shifts").delete(one.id)));
  }
  return found.filter((one) => !over(one));
}

// Opens a shift by its code; null where the code does not fit.
export async function unlock(one, code) {
  const key = await cipher(code, toBytes(one.salt), "decrypt");
  try {
    const opened = await crypto.subtle.decrypt(
      { name: "AES-GCM", iv: toBytes(one.iv) },
      key,
      toBytes(one.sealed),
    );
    const shift = JSON.parse(new TextDecoder().decode(opened));
    await hold(shift);
    return shift;
  } catch (error) {
    return null;
  }
}

// Asks the server to open the shift; null where it does not, or there is no line.
export async function open(address) {
  const token = document.querySelector("input[name='csrf_token']");
  try {
    const response = await fetch(address, {
      method: "POST",
      headers: { "X-CSRFToken": token ? token.value : "", Accept: "application/json" },
      credentials: "same-origin",
      redirect: "error",
    });
    return response.ok ? await response.json() : null;
  } catch (error) {
    return null;
  }
}
