// @ts-check
/**
 * Says aloud what changed without a page load: a server answers with the header
 * `HX-Trigger: {"luwes:say": "12 baris cocok"}`. Puts the focus on an error summary.
 */

const voice = () => /** @type {HTMLElement | null} */ (document.querySelector("[data-luwes-say]"));

/** @param {string} text */
const say = (text) => {
  const element = voice();
  if (element) element.textContent = text;
};

/** @param {ParentNode} where */
const focusErrors = (where) => {
  const summary = where.querySelector("[data-luwes-focus]");
  if (summary instanceof HTMLElement) summary.focus();
};

document.addEventListener("luwes:say", (event) => {
  if (event instanceof CustomEvent) say(String(event.detail?.value ?? event.detail ?? ""));
});
document.addEventListener("htmx:sendError", () => say(voice()?.dataset.lost ?? ""));
document.addEventListener("htmx:responseError", () => say(voice()?.dataset.failed ?? ""));
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.target instanceof HTMLElement) focusErrors(event.target);
});
focusErrors(document);
