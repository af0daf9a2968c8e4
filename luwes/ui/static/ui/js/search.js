// @ts-check
/** The hits under the search box: arrows walk through them, Escape closes, a press elsewhere too. */

const box = document.querySelector("[data-luwes-search]");
const found = document.querySelector("[data-luwes-found]");

/** @returns {HTMLElement[]} */
const links = () => (found ? Array.from(found.querySelectorAll("a")) : []);

/** @param {number} step */
const move = (step) => {
  const all = links();
  const at = all.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  const next = at + step;
  if (next < 0) /** @type {HTMLElement} */ (box).focus();
  else all[Math.min(next, all.length - 1)]?.focus();
};

document.addEventListener("keydown", (event) => {
  const form = box?.closest("form");
  if (!form || !(event.target instanceof Node) || !form.contains(event.target)) return;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    if (!links().length) return;
    event.preventDefault();
    move(event.key === "ArrowDown" ? 1 : -1);
  }
  if (event.key === "Escape" && found?.childElementCount) {
    event.preventDefault();
    found.replaceChildren();
    /** @type {HTMLElement} */ (box).focus();
  }
});
