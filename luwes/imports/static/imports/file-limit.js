// @ts-check
/**
 * `<input type="file" data-luwes-most="bytes" data-luwes-too-big="words">`: a file that is too large is
 * told at once, and not sent; the server refuses it as well.
 */

/** @param {HTMLInputElement} input @returns {HTMLElement} */
const place = (input) => {
  const next = input.nextElementSibling;
  if (next instanceof HTMLElement && next.dataset.luwesSays !== undefined) return next;
  const made = document.createElement("p");
  made.className = "wrong";
  made.dataset.luwesSays = "";
  made.setAttribute("role", "alert");
  input.after(made);
  return made;
};

document.addEventListener("change", (event) => {
  const input = event.target;
  if (!(input instanceof HTMLInputElement) || !input.dataset.luwesMost) return;
  const tooBig = [...(input.files ?? [])].some((file) => file.size > Number(input.dataset.luwesMost));
  if (tooBig) input.value = "";
  input.setAttribute("aria-invalid", String(tooBig));
  place(input).textContent = tooBig ? (input.dataset.luwesTooBig ?? "") : "";
});
