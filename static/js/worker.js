// Answers for the server where there is no line: the files of one version, and the page without
// names. It holds the shift that is open in memory only, and forgets it when it is not used.

const CACHE = `files-${DIGEST}`;
const FORGET_AFTER = 300000;
const PATIENCE = 250;
let slow = false;
let shift = null;
let touched = 0;

self.addEventListener("install", (event) => {
  event.waitUntil(
    caches
      .open(CACHE)
      .then((cache) => cache.addAll(FILES))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener("activate", (event) => {
  const old = (name) => name.startsWith("files-") && name !== CACHE;
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter(old).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

function held() {
  if (shift && Date.now() - touched > FORGET_AFTER) shift = null;
  return shift;
}

self.addEventListener("message", (event) => {
  const { ask, shift: given } = event.data;
  if (ask === "hold") shift = given;
  if (ask === "drop") shift = null;
  if (ask === "hold" || ask === "stay") touched = Date.now();
  if (event.ports[0]) event.ports[0].postMessage(held());
});

// The page without names of the shift that is open, where it is kept.
async function shell() {
  const open = held();
  return open && (await caches.open(CACHE)).match(open.shell);
}

// That of any shift: without a line it is more than nothing.
async function anyShell() {
  const cache = await caches.open(CACHE);
  const kept = (await cache.keys()).filter((one) => new URL(one.url).pathname.startsWith("/offline/"));
  return (await shell()) || (kept.length ? cache.match(kept[kept.length - 1]) : Response.error());
}

// Whether a page is one of the shift that is open: those are here at once, unless somebody asks for
// the whole of it.
function isOfShift({ pathname: path, searchParams }) {
  const open = held();
  if (!open || searchParams.has("whole")) return false;
  return path === open.address || path.endsWith(`/logs/${open.day}/${open.shift}/new`);
}

// Whole, it is asked for under its plain address, which the server packs for thin lines.
function ask(request, { pathname, searchParams }) {
  if (!searchParams.has("whole")) return fetch(request);
  return fetch(pathname, { credentials: "same-origin", redirect: "manual" });
}

// Asks the server, and notes whether it let us wait.
function timed(request, url) {
  const began = Date.now();
  const asked = ask(request, url);
  const note = () => (slow = Date.now() - began > PATIENCE);
  asked.then(note, note);
  return asked;
}

// A page of the open shift is not waited for longer than a moment, and not at all where the page
// before it took longer; but where nothing is kept to show instead, as when the shift was just opened.
async function page(request) {
  const url = new URL(request.url);
  const asked = timed(request, url);
  const patience = isOfShift(url)
    ? new Promise((resolve) => setTimeout(resolve, slow ? 0 : PATIENCE))
    : new Promise(() => {});
  try {
    const kept = (await Promise.race([asked, patience])) || (await shell());
    if (!kept) return await asked;
    asked.catch(() => {});
    return kept;
  } catch (error) {
    return anyShell();
  }
}

async function file(request) {
  const kept = await caches.match(request);
  return kept || fetch(request);
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (url.pathname.startsWith("/static/")) event.respondWith(file(request));
  else if (request.mode === "navigate") event.respondWith(page(request));
});
