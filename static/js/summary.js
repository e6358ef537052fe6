// Says what is to be put right before a form can be kept, as the server's page does.

export function summary(form, faults) {
  for (const old of form.querySelectorAll("[data-errors]")) old.remove();
  const { textMissing, textStillHere } = document.body.dataset;
  const box = document.createElement("div");
  box.className = "errors";
  box.tabIndex = -1;
  box.setAttribute("role", "alert");
  box.dataset.errors = "";
  const title = document.createElement("h2");
  title.className = "errors__title";
  title.textContent = textMissing;
  const told = document.createElement("p");
  told.textContent = textStillHere;
  const list = document.createElement("ul");
  list.className = "errors__list";
  for (const { part, label, words } of faults) {
    const field = part.querySelector("input, textarea, select");
    const line = document.createElement("li");
    const link = document.createElement("a");
    link.className = "errors__link";
    link.href = `#${field.id}`;
    link.textContent = label;
    line.append(link, `: ${words}`);
    list.append(line);
  }
  box.append(title, told, list);
  form.prepend(box);
  document.dispatchEvent(new Event("content"));
}
