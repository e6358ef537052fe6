// Sends a form without leaving the page, so that what was typed stays until the server has it.
// It never says saved: the next page does. What fails is told in plain words, with a way to try again.

import { once } from "./once.js";

const LONGEST_WAIT = 30000;
const held = new WeakMap();
let pressed = null;
let path = here();

function here() {
  return window.location.pathname + window.location.search;
}

const words = (key) => document.body.dataset[key];

function tell(form, text, reason, button) {
  quiet(form);
  const alert = document.createElement("div");
  alert.className = "notice notice--stop form-alert";
  alert.setAttribute("role", "alert");
  alert.dataset.sendAlert = "";
  const line = document.createElement("p");
  const strong = document.createElement("strong");
  strong.textContent = text;
  line.append(strong, reason ? ` ${reason}` : "");
  const again = document.createElement("button");
  again.type = "button";
  again.className = "button button--quiet";
  again.textContent = words("textTryAgain");
  again.addEventListener("click", () => send(form, button));
  alert.append(line, again);
  const foot = form.querySelector(".form-foot");
  if (foot) foot.prepend(alert);
  else form.append(alert);
  again.focus();
}

function quiet(form) {
  for (const old of form.querySelectorAll("[data-send-alert]")) old.remove();
}

function busy(form, button, on) {
  form.dataset.sending = on ? "yes" : "";
  form.setAttribute("aria-busy", on ? "true" : "false");
  for (const one of form.querySelectorAll("button:not([type='button'])")) one.disabled = on;
  if (!button) return;
  if (on) held.set(button, Array.from(button.childNodes));
  button.replaceChildren(...(on ? [words("textSending")] : held.get(button)));
}

// An answer may take the place of the form only when the form, or what was typed, is in it.
function holdsTyped(main) {
  const resumed = main.querySelector("input[name='resume']");
  return Boolean(main.querySelector("form[data-keep], [data-errors]") || (resumed && resumed.value));
}

function show(page) {
  const main = page.querySelector("main");
  for (const part of ["main", "header.bar"]) {
    const [old, fresh] = [document.querySelector(part), page.querySelector(part)];
    if (old && fresh) old.replaceWith(fresh);
  }
  document.title = page.title;
  if (!main.querySelector("form[data-keep]")) document.dispatchEvent(new Event("kept"));
  window.scrollTo(0, 0);
  document.dispatchEvent(new Event("content"));
  if (main.querySelector("[data-errors]")) return;
  const heading = main.querySelector("h1") || main;
  heading.tabIndex = -1;
  heading.focus();
}

function go(form, button, address) {
  busy(form, button, false);
  document.dispatchEvent(new Event("kept"));
  window.location.assign(address);
}

async function take(form, button, response) {
  const type = response.headers.get("Content-Type") || "";
  if (type.includes("application/json")) {
    const answer = await response.json();
    if (response.ok && answer.location) {
      go(form, button, answer.location);
      return;
    }
  } else if (type.includes("text/html")) {
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const main = page.querySelector("main");
    if (main && (response.ok || holdsTyped(main))) {
      if (response.redirected) {
        window.history.pushState({}, "", response.url);
        path = here();
      }
      show(page);
      return;
    }
    const reason = main && main.querySelector("h1");
    busy(form, button, false);
    tell(form, words("textNotSent"), reason ? reason.textContent.trim() : "", button);
    return;
  }
  busy(form, button, false);
  tell(form, words("textNotSent"), "", button);
}

// An enrolled tablet may keep the form until there is a line again.
function failed(form, button) {
  const say = () => tell(form, words("textNotSaved"), "", button);
  const detail = { form, failed: say };
  if (document.dispatchEvent(new CustomEvent("not-sent", { cancelable: true, detail }))) say();
}

export async function send(form, button) {
  const body = new FormData(form);
  if (button && button.name) body.append(button.name, button.value);
  quiet(form);
  busy(form, button, true);
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), LONGEST_WAIT);
  try {
    const response = await fetch((button && button.getAttribute("formaction")) || form.action, {
      method: "POST",
      body,
      headers: { Accept: "application/json, text/html;q=0.9" },
      credentials: "same-origin",
      signal: stop.signal,
    });
    document.dispatchEvent(new Event("net-found"));
    await take(form, button, response);
  } catch (error) {
    document.dispatchEvent(new Event("net-lost"));
    busy(form, button, false);
    failed(form, button);
  } finally {
    clearTimeout(timer);
  }
}

export const start = once(() => {
  if (!window.fetch || !window.AbortController) return;
  document.addEventListener("click", (event) => {
    pressed = event.target.closest ? event.target.closest("form[data-keep] button") : null;
  });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("form[data-keep]") || event.defaultPrevented) return;
    event.preventDefault();
    if (form.dataset.sending) return;
    const button = event.submitter || (pressed && pressed.form === form ? pressed : null);
    send(form, button || form.querySelector("button:not([type='button'])"));
  });
  // Back and forth between pages that came without leaving; a step to an anchor is none.
  window.addEventListener("popstate", () => {
    if (here() !== path) window.location.reload();
  });
});
