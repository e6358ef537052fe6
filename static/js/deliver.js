// Sends what waits, whenever there may be a line. An entry leaves the tablet only when the server
// has answered for that very entry. One tab sends for all.

import { all, write } from "./db.js";
import { changed, waiting } from "./outbox.js";
import { once } from "./once.js";
import { sealedDrafts, takeDrafts } from "./sealed-drafts.js";

const SENDING = "institution-sending";
const AT_ONCE = 50;
const LONGEST_WAIT = 60000;
const FIRST_PAUSE = 5000;
const LONGEST_PAUSE = 300000;
const MOST_TRIES = 3;
let pause = FIRST_PAUSE;
let timer = 0;

async function ask(entries, drafts) {
  const stop = new AbortController();
  const alarm = setTimeout(() => stop.abort(), LONGEST_WAIT);
  const { number, oldest } = await waiting();
  const batch = { sent_at: new Date().toISOString(), waiting: number, oldest, entries };
  if (drafts.length) batch.drafts = drafts;
  try {
    const response = await fetch("/sync", {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Institution-Sync": "1" },
      body: JSON.stringify(batch),
      credentials: "same-origin",
      redirect: "error",
      signal: stop.signal,
    });
    // Any page between us and the server may answer 200: only its own words count.
    return response.ok ? await response.json() : null;
  } finally {
    clearTimeout(alarm);
  }
}

async function take(answer, sent) {
  const known = new Map(sent.map((one) => [one.id, one]));
  let moved = 0;
  let returned = 0;
  await write(["outbox", "state"], (store) => {
    if (answer.key) store("state").put(answer.key, "key");
    for (const { id, answer: word, code } of answer.answers) {
      const entry = known.get(id);
      if (!entry) continue;
      if (code === "unreadable") {
        // Changed on the way, perhaps: what is here is not given up.
        store("outbox").put({ ...entry, tries: entry.tries + 1 });
      } else if (word === "stored" || word === "known" || word === "refused") {
        store("outbox").delete(id);
        moved += 1;
        returned += word === "refused";
      }
    }
  });
  if (returned) document.dispatchEvent(new CustomEvent("returned", { detail: returned }));
  return moved;
}

const worthTrying = (found) => found.filter((one) => one.tries < MOST_TRIES);

// Sends batch after batch; tells whether everything that can be sent is.
async function empty() {
  for (;;) {
    const entries = worthTrying(await all("outbox"));
    entries.sort((one, other) => one.number - other.number);
    const batch = entries.slice(0, AT_ONCE);
    // What is begun goes along when all that is whole is on its way.
    const drafts = entries.length > AT_ONCE ? [] : worthTrying(await sealedDrafts()).slice(0, AT_ONCE);
    const answer = await ask(...[batch, drafts].map((some) => some.map((one) => one.envelope)));
    if (!answer || !Array.isArray(answer.answers)) return false;
    if (drafts.length) await takeDrafts(answer.drafts || [], drafts);
    const moved = await take(answer, batch);
    changed();
    if (!batch.length || entries.length === moved) return true;
    if (!moved) return false;
  }
}

function later(wait) {
  clearTimeout(timer);
  timer = setTimeout(deliver, wait * (0.5 + Math.random()));
}

export function deliver() {
  return navigator.locks.request(SENDING, { ifAvailable: true }, async (lock) => {
    if (!lock) {
      later(FIRST_PAUSE);
      return;
    }
    const done = await empty().catch(() => false);
    document.dispatchEvent(new Event(done ? "net-found" : "net-lost"));
    // Also where nothing waits: the server is to know that this tablet is alive.
    later(done ? LONGEST_PAUSE : pause);
    pause = done ? FIRST_PAUSE : Math.min(pause * 2, LONGEST_PAUSE);
  });
}

export const start = once(() => {
  window.addEventListener("online", deliver);
  document.addEventListener("kept-here", deliver);
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) deliver();
  });
  deliver();
});
