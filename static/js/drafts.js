// Keeps what is typed into a form on the server while it is typed, for its author alone, and brings
// it back when the form is opened again. It never says saved: a draft is not.
// What is in the form already is never overwritten, and nothing is kept before it is known what the
// server has, so that one draft does not take the place of another.

import { fill } from "./fill.js";
import { once } from "./once.js";

const PAUSE = 1200;
const LONGEST_WAIT = 10000;
const LEFT_OUT = new Set(["csrf_token", "next", "drafted"]);
const states = new WeakMap();

const forms = () => Array.from(document.querySelectorAll("form[data-draft]"));
const path = (form) => new URL(form.action, window.location.href).pathname;
const entry = (form) => form.querySelector("input[name='id'], input[name$='-id']");
const token = (form) => form.querySelector("input[name='csrf_token']").value;

function state(form) {
  if (!states.has(form)) states.set(form, { known: false, changed: false, sent: false, timer: 0, touched: new Set() });
  return states.get(form);
}

function fields(form) {
  return Array.from(new FormData(form)).filter(
    ([name, value]) => !LEFT_OUT.has(name) && typeof value === "string",
  );
}

// A line that does not answer is none. Old browsers wait as long as they do.
const patience = () => (AbortSignal.timeout ? { signal: AbortSignal.timeout(LONGEST_WAIT) } : {});

// A tablet keeps it, where the server is not there to.
const tell = (what, form) => document.dispatchEvent(new CustomEvent(what, { detail: form }));

async function load(form) {
  const here = state(form);
  const response = await fetch(`${form.dataset.draft}?form=${encodeURIComponent(path(form))}`, {
    headers: { Accept: "application/json" },
    credentials: "same-origin",
    ...patience(),
  });
  if (response.status !== 200 && response.status !== 204) throw new Error("unknown");
  const draft = response.status === 200 ? await response.json() : null;
  here.known = true;
  if (draft) mark(form);
  if (draft && !("newer" in form.dataset)) restore(form, draft);
}

function restore(form, draft) {
  const { touched } = state(form);
  fill(form, draft.fields, (name) => LEFT_OUT.has(name) || touched.has(name));
  notify(form, draft);
}

function notify(form, draft) {
  const notice = document.createElement("div");
  notice.className = "notice notice--info draft";
  notice.setAttribute("role", "status");
  const line = document.createElement("p");
  line.textContent = draft.words;
  const away = document.createElement("button");
  away.type = "button";
  away.className = "button button--plain";
  away.textContent = form.dataset.textAway;
  away.addEventListener("click", () => {
    send(form, []).then(() => window.location.reload());
    document.dispatchEvent(new Event("kept"));
  });
  notice.append(line, away);
  form.prepend(notice);
}

// Says to the server, when the form is kept, that there is a draft to throw away.
function mark(form) {
  if (form.querySelector("input[name='drafted']")) return;
  const field = document.createElement("input");
  field.type = "hidden";
  field.name = "drafted";
  field.value = "yes";
  form.append(field);
}

function send(form, typed) {
  const body = new URLSearchParams({
    csrf_token: token(form),
    form: path(form),
    id: entry(form).value,
    fields: typed.length ? JSON.stringify(typed) : "",
  });
  return fetch(form.dataset.draft, {
    method: "POST",
    body,
    credentials: "same-origin",
    keepalive: true,
    ...patience(),
  });
}

async function keep(form) {
  const here = state(form);
  clearTimeout(here.timer);
  if (!here.changed || here.sent || !document.contains(form)) return;
  try {
    if (!here.known) await load(form);
    here.changed = false;
    mark(form);
    const response = await send(form, fields(form));
    if (!response.ok) throw new Error("not kept");
    tell("draft-kept", form);
  } catch (error) {
    here.changed = true;
    if (!here.sent) tell("draft-not-kept", form);
  }
}

function typed(event) {
  const form = event.target.closest && event.target.closest("form[data-draft]");
  if (form && event.isTrusted) touch(form, event.target);
}

function touch(form, field) {
  const here = state(form);
  here.changed = true;
  here.sent = false;
  here.touched.add(field.name);
  clearTimeout(here.timer);
  here.timer = setTimeout(keep, PAUSE, form);
}

// Whether a field is not as the server gave it: on a thin line somebody may type before this is here.
function isTouched({ type, name, checked, defaultChecked, value, defaultValue, options, selectedIndex: at }) {
  if (!name || type === "hidden") return false;
  if (type === "radio" || type === "checkbox") return checked !== defaultChecked;
  if (options) return at > 0 && !options[at].defaultSelected;
  return defaultValue !== undefined && value !== defaultValue;
}

// A form that is on its way to be kept is no draft any more, unless somebody types on.
function leaves(event) {
  if (!event.target.matches("form[data-draft]")) return;
  const here = state(event.target);
  clearTimeout(here.timer);
  here.sent = true;
  mark(event.target);
}

const listen = once(() => {
  document.addEventListener("submit", leaves, true);
  document.addEventListener("input", typed);
  document.addEventListener("change", typed);
  // What was begun on this tablet without a line has reached the server: it is told at once.
  document.addEventListener("drafts-delivered", () => {
    for (const form of forms()) if (!state(form).touched.size) load(form).catch(() => {});
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") forms().forEach(keep);
  });
});

export function start() {
  listen();
  for (const form of forms().filter((one) => !states.has(one))) {
    for (const field of form.elements) if (isTouched(field)) touch(form, field);
    load(form).catch(() => {});
    state(form);
  }
}
