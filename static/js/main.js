// Starts the behaviours a page has use for. Each works without the others, and every page works
// without any of them. A part of the page that was replaced is announced by the event "content".

const BEHAVIOURS = [
  ["[data-net]", "./net.js"],
  ["[data-outbox-count]", "./waiting.js"],
  ["[data-menu]", "./menu.js"],
  ["[data-errors]", "./errors.js"],
  ["form[data-keep]", "./submit.js"],
  ["form[data-keep]", "./unsaved.js"],
  ["form[data-keep]", "./empty.js"],
  ["form[data-draft]", "./drafts.js"],
  ["form[data-send-now]", "./send-now.js"],
  ["[data-counter]", "./counter.js"],
  ["[data-word-help]", "./word-help.js"],
  ["[data-progress]", "./progress-form.js"],
  ["[data-when]", "./when.js"],
  ["body[data-tablet]", "./tablet.js"],
  ["body[data-shell-address]", "./shell.js"],
  ["body[data-idle-seconds]:not([data-idle-seconds='0'])", "./idle.js"],
];

function start() {
  for (const [selector, module] of BEHAVIOURS) {
    if (document.querySelector(selector)) {
      // A module that does not arrive leaves the page as it is without JavaScript.
      import(module).then((behaviour) => behaviour.start()).catch(() => {});
    }
  }
}

// Where the tabs are one long row, that of this page is in view, and so is one that has the focus.
function showTabs() {
  const row = document.querySelector(".tabs__row");
  if (!row) return;
  const show = (tab) => {
    row.scrollLeft = tab.offsetLeft - row.offsetLeft - (row.clientWidth - tab.offsetWidth) / 2;
  };
  row.addEventListener("focusin", (event) => show(event.target));
  row.querySelectorAll("[aria-current]").forEach(show);
}

document.addEventListener("content", start);
start();
showTabs();
