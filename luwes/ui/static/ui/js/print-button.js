// @ts-check
/** `[data-luwes-print]`: hidden where scripts are off, for the browser's own menu prints as well. */

for (const button of document.querySelectorAll("[data-luwes-print]")) {
  if (!(button instanceof HTMLElement)) continue;
  button.hidden = false;
  button.addEventListener("click", () => print());
}
