// @ts-check
/**
 * Says aloud what changed without a page load: the `role="status"` of a part that htmx brought, or
 * what a script tells by the event `luwes:say`. Puts the focus on an error summary; else a swap
 * leaves it where it was.
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

/** Finds the element again in what comes next: by id, else by where it leads. @param {Element | null} element */
const again = (element) => {
  if (!element) return "";
  if (element.id) return `#${CSS.escape(element.id)}`;
  const details = element.closest("details[id]");
  if (element.localName === "summary" && details) return `#${CSS.escape(details.id)} > summary`;
  const href = element.getAttribute("href");
  return href ? `a[href="${CSS.escape(href)}"]` : "";
};

/** A selector of what had the focus before a swap. */
let focused = "";

document.addEventListener("htmx:beforeSwap", (event) => {
  const target = event instanceof CustomEvent ? event.detail.target : null;
  const at = document.activeElement;
  focused = target instanceof Element && target.contains(at) ? again(at) : "";
});
document.addEventListener("htmx:afterSwap", (event) => {
  if (!(event.target instanceof HTMLElement)) return;
  const told = event.target.querySelector('[role="status"]')?.textContent?.trim();
  if (told) say(told);
  focusErrors(event.target);
});
document.addEventListener("htmx:afterSettle", () => {
  // after everybody else who listens: what holds the focus may have to be opened first
  queueMicrotask(() => {
    const found = focused && document.activeElement === document.body ? document.querySelector(focused) : null;
    focused = "";
    if (found instanceof HTMLElement) found.focus({ preventScroll: true });
  });
});
focusErrors(document);
