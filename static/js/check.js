// Looks at a form as the server does, with the server's words, before it is kept on the tablet. What
// is asked stands beside each question in data-rules.

const typed = (form, name) => {
  const fields = Array.from(form.elements).filter((one) => one.name === name);
  const chosen = fields.filter((one) =>
    ["radio", "checkbox"].includes(one.type) ? one.checked : one.value.trim(),
  );
  return chosen.map((one) => one.value.trim());
};
const first = (form, name) => typed(form, name)[0] || "";
const HIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffd]/;

const APPLIES = {
  always: () => true,
  here: (form) => ["", "present"].includes(first(form, "presence")),
  after: (form, rule) => APPLIES.here(form) && rule.answers.includes(first(form, rule.name)),
  unless: (form, rule) => APPLIES.here(form) && !rule.answers.includes(first(form, rule.name)),
  one: (form, rule) => APPLIES.here(form) && !rule.names.some((name) => first(form, name)),
  with: (form, rule) =>
    first(form, "child_words") || !["", rule.skip].includes(first(form, "child_value")),
};

const BROKEN = {
  needed: (form, rule, name) => !first(form, name) && APPLIES[rule.when](form, rule),
  most: (form, rule, name) => Array.from(first(form, name)).length > rule.most,
  plain: (form, rule, name) => HIDDEN.test(first(form, name)),
  number: (form, rule, name) => {
    const said = first(form, name);
    if (!said) return false;
    const number = Number(said.replace(",", "."));
    return !(number >= rule.least && number <= rule.most) || number % rule.step !== 0;
  },
};

// Gives what is to be put right: the part of the page, its question, and the words.
export function faults(form) {
  const found = [];
  for (const part of form.querySelectorAll("[data-rules]")) {
    const { name, label, rules } = JSON.parse(part.dataset.rules);
    const broken = rules.find((rule) => BROKEN[rule.kind](form, rule, name));
    if (broken) found.push({ part, label, words: broken.words });
  }
  return found;
}
