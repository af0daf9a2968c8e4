// @ts-check
/**
 * `<form data-luwes-keep="key">`: what was typed stays in this tab until it has been accepted.
 * It is put back after an error or a lost network; sign-out (`data-luwes-forget`) clears all.
 */

const PREFIX = "luwes-keep:";
/** @typedef {{ values: [string, string][], sent: boolean }} Kept */
/** @typedef {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} Field */

const NEVER = new Set(["password", "file", "hidden", "submit", "button", "reset"]);

/** @param {HTMLFormElement} form @returns {Field[]} */
const fieldsOf = (form) =>
  /** @type {Field[]} */ (
    [...form.elements].filter(
      (e) =>
        (e instanceof HTMLInputElement || e instanceof HTMLSelectElement || e instanceof HTMLTextAreaElement) &&
        e.name && !NEVER.has(e.type) && e.autocomplete !== "one-time-code",
    )
  );

/** @param {Field} field */
const isBox = (field) => field instanceof HTMLInputElement && (field.type === "radio" || field.type === "checkbox");

/** @param {HTMLFormElement} form @returns {[string, string][]} */
const typed = (form) =>
  fieldsOf(form).flatMap((field) => {
    if (isBox(field)) return /** @type {HTMLInputElement} */ (field).checked ? [[field.name, field.value]] : [];
    if (field instanceof HTMLSelectElement) {
      return [...field.selectedOptions].map((o) => /** @type {[string, string]} */ ([field.name, o.value]));
    }
    return [[field.name, field.value]];
  });

/** @param {string} key @returns {Kept | null} */
const read = (key) => {
  try {
    return JSON.parse(sessionStorage.getItem(PREFIX + key) ?? "null");
  } catch {
    return null;
  }
};

/** @param {HTMLFormElement} form @param {boolean} sent */
const keep = (form, sent) => {
  try {
    sessionStorage.setItem(PREFIX + form.dataset.luwesKeep, JSON.stringify({ values: typed(form), sent }));
  } catch {
    // storage full or forbidden: the form still works
  }
};

/** @param {HTMLFormElement} form @param {Kept} kept */
const putBack = (form, kept) => {
  for (const field of fieldsOf(form)) {
    const values = kept.values.filter(([name]) => name === field.name).map(([, value]) => value);
    if (isBox(field)) /** @type {HTMLInputElement} */ (field).checked = values.includes(field.value);
    else if (field instanceof HTMLSelectElement) for (const o of field.options) o.selected = values.includes(o.value);
    else if (values.length) field.value = values[0];
  }
  const words = /** @type {HTMLElement | null} */ (document.querySelector("[data-luwes-say]"))?.dataset.restored;
  if (!words) return;
  const line = document.createElement("p");
  line.className = "saved";
  line.setAttribute("role", "status");
  line.textContent = words;
  form.prepend(line);
};

/** @param {string} key */
const formOf = (key) =>
  /** @type {HTMLFormElement | null} */ (document.querySelector(`form[data-luwes-keep="${CSS.escape(key)}"]`));

const failed = document.querySelector('meta[name="luwes-failed"]') !== null;
const praised = document.querySelector(".flash .notice--good") !== null;

for (const stored of Object.keys(sessionStorage).filter((k) => k.startsWith(PREFIX))) {
  const key = stored.slice(PREFIX.length);
  const kept = read(key);
  const form = formOf(key);
  const accepted = kept?.sent && !failed && (!form || praised);
  if (!kept || accepted) sessionStorage.removeItem(stored);
  else if (form && !form.querySelector(".is-wrong, .errors") && JSON.stringify(typed(form)) !== JSON.stringify(kept.values)) {
    putBack(form, kept);
  }
}

/**
 * Signing out leaves nothing of the person's pages in the browser.
 * @param {SubmitEvent} event @param {HTMLFormElement} form
 */
const forget = (event, form) => {
  sessionStorage.clear();
  if (!("caches" in window)) return;
  event.preventDefault();
  navigator.serviceWorker?.controller?.postMessage({ forget: true });
  caches.delete("luwes-pages").finally(() => form.submit());
};

/** @param {EventTarget | null} target */
const kept = (target) => (target instanceof Element ? target.closest("form[data-luwes-keep]") : null);

for (const kind of ["input", "change"]) {
  document.addEventListener(kind, (event) => {
    const form = kept(event.target);
    if (form instanceof HTMLFormElement) keep(form, false);
  });
}
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement)) return;
  if (form.hasAttribute("data-luwes-forget")) forget(event, form);
  else if (form.dataset.luwesKeep) keep(form, true);
});
document.addEventListener("htmx:afterRequest", (event) => {
  const form = kept(event.target);
  const isFine = event instanceof CustomEvent && event.detail.successful;
  if (isFine && form instanceof HTMLFormElement) sessionStorage.removeItem(PREFIX + form.dataset.luwesKeep);
});
