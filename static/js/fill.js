// Puts what was typed before back into a form, and opens what is folded over it. A text that is not among
// it stays as it is; a choice that is not was not made.

const isChoice = ({ type }) => type === "radio" || type === "checkbox";

function put(field, values) {
  if (isChoice(field)) field.checked = values.includes(field.value);
  else if (values.length && field.type !== "submit" && field.type !== "button") [field.value] = values;
  const filled = isChoice(field) ? field.checked : field.value;
  const folded = field.type !== "hidden" && filled && field.closest("details:not([open])");
  if (folded) folded.open = true;
}

export function fill(form, fields, leaveOut) {
  for (const field of form.elements) {
    if (!field.name || leaveOut(field.name)) continue;
    put(field, fields.filter(([name]) => name === field.name).map(([, value]) => value));
  }
  form.dispatchEvent(new Event("change", { bubbles: true }));
}
