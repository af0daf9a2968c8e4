// @ts-check
/**
 * Makes disclosures better where scripts run: `[data-luwes-drop]` closes on Escape or a press
 * elsewhere; `[data-luwes-dialog]` opens as a modal dialog.
 */

/** @param {Element | null} except */
const closeDrops = (except) => {
  for (const drop of document.querySelectorAll("details[data-luwes-drop][open]")) {
    if (drop !== except && drop instanceof HTMLDetailsElement) drop.open = false;
  }
};

/**
 * The dialog of a disclosure: made at the first press, and moved out, for a closed
 * `<details>` draws nothing inside it.
 * @param {HTMLElement} details
 * @returns {HTMLDialogElement | null}
 */
const dialogOf = (details) => {
  const next = details.nextElementSibling;
  if (next instanceof HTMLDialogElement) return next;
  const box = details.querySelector(".dialog");
  if (!box) return null;
  const dialog = document.createElement("dialog");
  dialog.className = box.className;
  dialog.id = box.id;
  dialog.setAttribute("aria-labelledby", box.getAttribute("aria-labelledby") ?? "");
  dialog.append(...box.childNodes);
  for (const close of dialog.querySelectorAll("[data-luwes-close]")) {
    if (close instanceof HTMLElement) close.hidden = false;
  }
  box.remove();
  details.after(dialog);
  return dialog;
};

document.addEventListener("click", (event) => {
  const target = event.target instanceof Element ? event.target : null;
  closeDrops(target?.closest("details[data-luwes-drop]") ?? null);
  target?.closest("[data-luwes-close]")?.closest("dialog")?.close();
  const summary = target?.closest("details[data-luwes-dialog] > summary");
  const dialog = summary?.parentElement && dialogOf(summary.parentElement);
  if (dialog) {
    event.preventDefault();
    dialog.showModal();
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = document.activeElement?.closest("details[data-luwes-drop][open]");
  closeDrops(null);
  open?.querySelector("summary")?.focus();
});
