// @ts-check
/**
 * `[data-luwes-live]`: a part that htmx asks for again and again. Says when it was last checked,
 * and when it no longer could be; keeps open what the reader opened.
 */

/** @type {string[]} */
let opened = [];

/** @param {Event} event */
const box = (event) =>
  event.target instanceof Element
    ? /** @type {HTMLElement | null} */ (event.target.closest("[data-luwes-live]"))
    : null;

document.addEventListener("htmx:afterRequest", (event) => {
  const live = box(event);
  if (!live || !(event instanceof CustomEvent)) return;
  const { xhr } = event.detail;
  const isFresh = xhr.status === 200 || xhr.status === 304;
  const lost = /** @type {HTMLElement | null} */ (live.querySelector("[data-luwes-lost]"));
  if (lost) lost.hidden = isFresh;
  const checked = live.querySelector("[data-luwes-checked]");
  const hour = isFresh ? xhr.getResponseHeader("Luwes-Checked") : null;
  if (checked && hour) checked.textContent = decodeURIComponent(hour);
});

document.addEventListener("htmx:beforeSwap", (event) => {
  const live = box(event);
  if (live) opened = [...live.querySelectorAll("details[id][open]")].map((details) => details.id);
});

document.addEventListener("htmx:afterSettle", () => {
  for (const id of opened) {
    const details = document.getElementById(id);
    if (details instanceof HTMLDetailsElement) details.open = true;
  }
  opened = [];
});
