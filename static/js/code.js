// The locked page of a tablet without a line: who opened a shift here goes on with its code.

import { remembered, unlock } from "./shift.js";

export async function offerCode(part) {
  const shifts = await remembered();
  const choice = part.querySelector("[data-people]");
  choice.replaceChildren();
  for (const one of shifts) {
    const label = document.querySelector("template[data-person-line]").content.cloneNode(true);
    const radio = label.querySelector("input");
    radio.value = one.id;
    radio.checked = shifts.length === 1;
    label.querySelector("[data-name]").textContent = one.person.name;
    choice.append(label);
  }
  part.querySelector("form").hidden = !shifts.length;
  part.querySelector("[data-none]").hidden = Boolean(shifts.length);
}

// The shift that a code opens; null, and told so, where it opens none.
export async function openedBy(form, part) {
  const told = part.querySelector("[data-told]");
  told.textContent = "";
  const id = new FormData(form).get("person");
  const one = (await remembered()).find((shift) => shift.id === id);
  const found = one ? await unlock(one, form.elements.code.value) : null;
  form.elements.code.value = "";
  if (!found) told.textContent = document.body.dataset.textWrongCode;
  return found;
}
