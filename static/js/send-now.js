// Sends a form that only carries something on, such as a text that waited for a sign-in.

export function start() {
  const form = document.querySelector("form[data-send-now]");
  if (form && !form.dataset.sent) {
    form.dataset.sent = "yes";
    form.submit();
  }
}
