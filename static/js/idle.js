// Closes the screen when nobody has touched it for as long as the session lasts, after a warning.
// While somebody reads or writes, the server is told so, that the session lasts along.
// What was typed comes back after signing in: it is sent with an empty form token, which the server
// never saves but seals into the page that asks to sign in.

import { once } from "./once.js";
import { send } from "./submit.js";

const WARN_BEFORE = 60000;
const LOOK_EVERY = 5000;
const TOUCHES = ["pointerdown", "keydown", "touchstart", "wheel", "input"];
let touched = Date.now();
let told = Date.now();
let closed = false;

const data = () => document.body.dataset;
const token = () => document.querySelector("input[name='csrf_token']");

function tellServer() {
  told = Date.now();
  const body = new URLSearchParams({ csrf_token: token() ? token().value : "" });
  fetch(data().stillHere, { method: "POST", body, credentials: "same-origin" }).catch(() => {});
}

function button(text, act) {
  const one = document.createElement("button");
  one.type = "button";
  one.className = "button";
  one.textContent = text;
  one.addEventListener("click", act);
  return one;
}

function box(name, role, text) {
  const made = document.createElement("div");
  made.className = name;
  made.setAttribute("role", role);
  const line = document.createElement("p");
  line.textContent = text;
  made.append(line);
  return made;
}

function warn() {
  if (document.querySelector(".idle")) return;
  const warning = box("idle", "alert", data().textIdle);
  warning.append(button(data().textStay, stay));
  document.body.append(warning);
}

function stay() {
  const warning = document.querySelector(".idle");
  if (warning) warning.remove();
  touched = Date.now();
  tellServer();
}

function signIn() {
  const form = document.querySelector("form[data-keep]");
  if (!form) {
    document.dispatchEvent(new Event("kept"));
    window.location.reload();
    return;
  }
  for (const field of form.querySelectorAll("input[name='csrf_token']")) field.value = "";
  send(form, null).then(() => {
    if (document.contains(form)) document.querySelector(".away p").textContent = data().textNotSaved;
    else open();
  });
}

function open() {
  closed = false;
  touched = Date.now();
  for (const part of document.querySelectorAll("body > [data-away]")) {
    part.hidden = false;
    part.removeAttribute("data-away");
  }
  document.querySelector(".away").remove();
  document.querySelector("main h1").focus();
}

function close() {
  closed = true;
  document.dispatchEvent(new Event("away"));
  const warning = document.querySelector(".idle");
  if (warning) warning.remove();
  for (const part of Array.from(document.body.children)) {
    if (part.hidden || part.tagName === "SCRIPT") continue;
    part.hidden = true;
    part.dataset.away = "";
  }
  const curtain = box("away", "alertdialog", data().textAway);
  curtain.setAttribute("aria-label", data().textAway);
  const way = button(data().textSignIn, signIn);
  curtain.append(way);
  document.body.append(curtain);
  way.focus();
}

function look() {
  if (closed) return;
  const limit = Number(data().idleSeconds) * 1000;
  const still = Date.now() - touched;
  if (still >= limit) close();
  else if (still >= limit - WARN_BEFORE) warn();
  else if (touched > told && Date.now() - told > limit / 4) tellServer();
}

export const start = once(() => {
  for (const name of TOUCHES) {
    document.addEventListener(
      name,
      () => {
        if (!document.querySelector(".idle")) touched = Date.now();
      },
      { passive: true },
    );
  }
  document.addEventListener("visibilitychange", look);
  document.addEventListener("back", open);
  setInterval(look, LOOK_EVERY);
});
