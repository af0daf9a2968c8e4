// @ts-check
/**
 * `[data-luwes-live]`: a part that htmx asks for again and again. Says when it was last checked,
 * and when it no longer could be; keeps open what the reader opened, and says aloud when the headline
 * changed.
 */

/** @typedef {{ opened: string[], headline: string }} Kept what a swap would lose */

/** @type {Kept | null} */
let kept = null;

/** @param {Event} event */
const box = (event) =>
  event.target instanceof Element
    ? /** @type {HTMLElement | null} */ (event.target.closest("[data-luwes-live]"))
    : null;

/** @param {ParentNode} where */
const headline = (where) => where.querySelector("h1")?.textContent?.trim() ?? "";

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
  if (!live) return;
  kept = {
    opened: [...live.querySelectorAll("details[id][open]")].map((details) => details.id),
    headline: headline(live),
  };
});

document.addEventListener("htmx:afterSettle", () => {
  const live = document.querySelector("[data-luwes-live]");
  if (!kept || !live) return;
  const { opened, headline: before } = kept;
  kept = null;
  for (const id of opened) {
    const details = document.getElementById(id);
    if (details instanceof HTMLDetailsElement) details.open = true;
  }
  const now = headline(live);
  if (now !== before) document.dispatchEvent(new CustomEvent("luwes:say", { detail: { value: now } }));
});
