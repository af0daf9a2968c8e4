// @ts-check
/**
 * `<form data-luwes-once>`: a second press on a slow line sends nothing twice.
 * The button is disabled a moment after the first submit, so that its own name and value still go along.
 */

/** @param {HTMLFormElement} form */
const buttons = (form) =>
  /** @type {HTMLButtonElement[]} */ ([...form.elements].filter((e) => e instanceof HTMLButtonElement && e.type === "submit"));

/** @param {Element | null} form */
const free = (form) => {
  if (!(form instanceof HTMLFormElement)) return;
  delete form.dataset.luwesSent;
  for (const button of buttons(form)) {
    if (button.dataset.luwesHeld) button.disabled = false;
    delete button.dataset.luwesHeld;
  }
};

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || !form.hasAttribute("data-luwes-once")) return;
  if (form.dataset.luwesSent) {
    event.preventDefault();
    return;
  }
  form.dataset.luwesSent = "yes";
  setTimeout(() => {
    for (const button of buttons(form)) {
      if (button.disabled) continue;
      button.disabled = true;
      button.dataset.luwesHeld = "yes";
    }
  });
});

// back from the browser's history, or an answer by htmx: the form may be used again
addEventListener("pageshow", () => document.querySelectorAll("form[data-luwes-once]").forEach(free));
document.addEventListener("htmx:afterRequest", (event) => {
  free(event.target instanceof Element ? event.target.closest("form[data-luwes-once]") : null);
});
document.addEventListener("luwes:free", (event) => free(event.target instanceof Element ? event.target : null));
