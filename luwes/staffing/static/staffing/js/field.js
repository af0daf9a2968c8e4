// @ts-check
/**
 * Duty pages without a network. `<form data-luwes-outbox="kind" data-luwes-subject="12" data-luwes-label="…">`
 * is written into the phone first and then sent, at once or when there is a signal again, by a key that
 * the server does only once. With `data-luwes-position` the phone's position goes along, if it knows it.
 * The page's words stand in the attributes of `[data-luwes-field]`, where what waits is listed.
 */

/**
 * @typedef {{ key: string, user: string, kind: string, subject: string, label: string, data: Record<string, string[]>,
 *   photos: Blob[], written_at: string, met_server: string | null, met_phone: string | null, refused?: string }} Entry
 * @typedef {{ user: string, now: string, csrf: string }} Greeting
 */

const root = /** @type {HTMLElement | null} */ (document.querySelector("[data-luwes-field]"));
const words = root?.dataset ?? {};
const MET = "luwes-field-met";
const PAGES = "luwes-pages";
const SOON = 1_000;
const LATE = 60_000;
const EDGE = 1280; // pixels
const PHOTOS = 4;

// ── what the phone keeps ─────────────────────────────────────────────

/** @returns {Promise<IDBDatabase>} */
const open = () =>
  new Promise((resolve, reject) => {
    const asked = indexedDB.open("luwes-field", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("entries", { keyPath: "key" });
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });

/**
 * @template T
 * @param {IDBTransactionMode} mode @param {(store: IDBObjectStore) => IDBRequest<T>} ask @returns {Promise<T>}
 */
const inStore = async (mode, ask) => {
  const db = await open();
  return new Promise((resolve, reject) => {
    const deed = db.transaction("entries", mode, { durability: "strict" });
    const asked = ask(deed.objectStore("entries"));
    deed.oncomplete = () => resolve(asked.result);
    deed.onabort = deed.onerror = () => reject(deed.error);
  }).finally(() => db.close());
};

/** @param {Entry} entry */
const put = (entry) => inStore("readwrite", (store) => store.put(entry));
/** @param {string} key */
const drop = (key) => inStore("readwrite", (store) => store.delete(key));

/** @returns {Promise<Entry[]>} of whoever used this phone last, the oldest first */
const waiting = async () => {
  const all = /** @type {Entry[]} */ (await inStore("readonly", (store) => store.getAll()));
  return all.filter((e) => e.user === met().user).sort((a, b) => a.written_at.localeCompare(b.written_at));
};

/** @returns {{ user: string, server: string | null, phone: string | null }} when the phone last heard from the server */
const met = () => {
  try {
    return JSON.parse(localStorage.getItem(MET) ?? "") ?? {};
  } catch {
    return { user: "", server: null, phone: null };
  }
};

// ── the server ───────────────────────────────────────────────────────

/** @returns {Promise<Greeting | "signed out" | null>} null where there is no network */
const greet = async () => {
  try {
    const answer = await fetch(words.greet ?? "", { cache: "no-store", signal: AbortSignal.timeout(8000) });
    if (answer.redirected || answer.status === 401 || answer.status === 403) return "signed out";
    if (!answer.ok) return null;
    const told = /** @type {Greeting} */ (await answer.json());
    if (met().user && met().user !== told.user) await caches.delete(PAGES);
    localStorage.setItem(MET, JSON.stringify({ user: told.user, server: told.now, phone: new Date().toISOString() }));
    return told;
  } catch {
    return null;
  }
};

/**
 * @param {Entry} entry @param {string} csrf @param {boolean} live
 * @returns {Promise<{ outcome: string, words: string, next?: string } | null>} null: not answered, so it stays
 */
const post = async (entry, csrf, live) => {
  const body = new FormData();
  const { refused: _refused, user: _user, label: _label, photos, ...told } = entry;
  body.set("entry", JSON.stringify({ ...told, sent_at: new Date().toISOString(), live }));
  for (const photo of photos) body.append("photos", photo, "foto.jpg");
  try {
    const answer = await fetch(words.receive ?? "", {
      method: "POST", body, headers: { "X-CSRFToken": csrf }, signal: AbortSignal.timeout(30_000),
    });
    if (answer.ok && !answer.redirected) return await answer.json();
    return answer.status >= 400 && answer.status < 500 && answer.status !== 429
      ? { outcome: "refused", words: words.stranger ?? "" } : null;
  } catch {
    return null;
  }
};

/** @type {Map<string, Awaited<ReturnType<typeof post>>>} what was pressed on this page, with its answer once there is one */
const pressed = new Map();

/**
 * Send all that waits, the oldest first; one window at a time. What was pressed here counts as live,
 * also when a sending that had begun before takes it along.
 * @param {string} [live] key of what was pressed just now
 */
const send = (live) => navigator.locks.request("luwes-field", async () => {
  const greeting = await greet();
  if (greeting === null || greeting === "signed out") {
    await show(greeting === null ? "offline" : "signed out");
    if (greeting === null) await later();
    return null;
  }
  let isNews = false;
  for (const entry of await waiting()) {
    if (entry.refused) continue;
    const answer = await post(entry, greeting.csrf, pressed.has(entry.key));
    if (!answer) {
      await show("offline");
      await later();
      return null;
    }
    if (answer.outcome === "done") await drop(entry.key);
    else await put({ ...entry, refused: answer.words || words.stranger });
    if (pressed.has(entry.key)) pressed.set(entry.key, answer);
    else isNews = true;
  }
  await show("online");
  wait = SOON;
  if (isNews && !pressed.size && !document.activeElement?.matches("input, textarea, select")) location.reload();
  return live ? pressed.get(live) : null;
});

let wait = SOON;
let timer = 0;

/** Try again by and by while something waits: "online" is only what the phone believes. */
const later = async () => {
  clearTimeout(timer);
  if (!(await waiting()).some((entry) => !entry.refused)) return;
  timer = setTimeout(() => send(), wait);
  wait = Math.min(2 * wait, LATE);
};

// ── the page ─────────────────────────────────────────────────────────

/** @param {string} name @param {string} [text] @param {string} [kind] */
const element = (name, text = "", kind = "") => {
  const made = document.createElement(name);
  made.textContent = text;
  if (kind) made.className = kind;
  return made;
};

/** @param {"online" | "offline" | "signed out"} state */
const show = async (state) => {
  if (!root) return;
  const entries = await waiting();
  const open = entries.filter((entry) => !entry.refused).length;
  const parts = [];
  if (state === "offline") parts.push(element("p", open ? words.held : words.offline, "offline"));
  if (state === "signed out" && open) {
    const line = element("p", "", "offline");
    const link = element("a", words.signIn);
    link.setAttribute("href", `${words.signInUrl}?next=${encodeURIComponent(location.pathname)}`);
    line.append(link);
    parts.push(line);
  }
  if (entries.length) {
    const list = element("ul", "", "rows");
    for (const entry of entries) list.append(row(entry));
    parts.push(list);
  }
  root.replaceChildren(...parts);
  root.hidden = !parts.length;
};

/** @param {Entry} entry */
const row = (entry) => {
  const item = element("li", "", "row");
  const main = element("div", "", "row-main");
  main.append(element("strong", entry.label));
  const at = new Date(entry.written_at).toLocaleString(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
  main.append(element("p", entry.refused ? `${words.refused} ${entry.refused}` : `${words.kept} ${at}`));
  item.append(main);
  if (entry.refused) {
    const away = element("button", words.dismiss, "btn btn--dense");
    away.addEventListener("click", async () => {
      await drop(entry.key);
      await show("online");
    });
    const acts = element("div", "", "acts");
    acts.append(away);
    item.append(acts);
  }
  return item;
};

/** @returns {Promise<Record<string, string[]>>} empty where the phone can't or won't tell */
const position = () =>
  new Promise((resolve) => {
    if (!navigator.geolocation) resolve({});
    else navigator.geolocation.getCurrentPosition(
      ({ coords }) => resolve({ lat: [`${coords.latitude}`], lon: [`${coords.longitude}`], accuracy: [`${Math.round(coords.accuracy)}`] }),
      () => resolve({}),
      { enableHighAccuracy: true, timeout: 8000, maximumAge: 60_000 },
    );
  });

/**
 * A photo made small enough for a weak line; as it is where this browser can't read it.
 * @param {File} file @returns {Promise<Blob>}
 */
const small = async (file) => {
  try {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, EDGE / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve) => canvas.toBlob((made) => resolve(made ?? file), "image/jpeg", 0.75));
  } catch {
    return file;
  }
};

/** @param {HTMLFormElement} form @param {Record<string, string[]>} data @param {Blob[]} photos */
const write = async (form, data, photos) => {
  navigator.storage?.persist?.(); // what waits is not to be cleared away for room
  const known = met();
  const entry = {
    key: crypto.randomUUID(), user: known.user, kind: form.dataset.luwesOutbox ?? "", subject: form.dataset.luwesSubject ?? "",
    label: form.dataset.luwesLabel ?? "", data, photos, written_at: new Date().toISOString(),
    met_server: known.server, met_phone: known.phone,
  };
  pressed.set(entry.key, null);
  await put(entry);
  const answer = await send(entry.key);
  if (answer?.outcome !== "done") pressed.delete(entry.key);
  if (answer?.outcome === "done" && answer.next) location.assign(answer.next);
  else if (answer) {
    await drop(entry.key);
    await show("online");
    form.querySelector("[data-luwes-wrong]")?.remove();
    const wrong = element("p", answer.words, "error");
    wrong.dataset.luwesWrong = "";
    wrong.setAttribute("role", "alert");
    form.prepend(wrong);
  }
};

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || !form.dataset.luwesOutbox || !met().user) return;
  if (event.defaultPrevented) return; // pressed twice
  event.preventDefault();
  /** @type {Record<string, string[]>} */
  const data = {};
  const files = [];
  for (const [name, value] of new FormData(form, event.submitter)) {
    if (value instanceof File) files.push(value);
    else if (name !== "csrfmiddlewaretoken" && name !== "key") (data[name] ??= []).push(value);
  }
  try {
    const photos = await Promise.all(files.filter((file) => file.size).slice(0, PHOTOS).map(small));
    await write(form, "luwesPosition" in form.dataset ? { ...data, ...(await position()) } : data, photos);
  } finally {
    form.dispatchEvent(new CustomEvent("luwes:free", { bubbles: true }));
  }
});

for (const button of document.querySelectorAll("[data-luwes-here]")) {
  if (!(button instanceof HTMLButtonElement) || !navigator.geolocation) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const told = await position();
    for (const name of ["lat", "lon"]) {
      const field = button.form?.elements.namedItem(name);
      if (field instanceof HTMLInputElement && told[name]) field.value = (+told[name][0]).toFixed(5);
    }
  });
}

// ── without a network ────────────────────────────────────────────────

/** Let the worker hold the pages named in `data-keep`, so that they open without a signal. */
const hold = async () => {
  const registration = await navigator.serviceWorker.register(words.worker ?? "", { scope: "/" });
  const worker = registration.active ?? (await navigator.serviceWorker.ready).active;
  const pages = [...document.querySelectorAll("[data-luwes-hold]")].map((e) => e.getAttribute("href"));
  worker?.postMessage({ hold: [location.pathname, ...pages] });
};

if (root) {
  send().then(() => "serviceWorker" in navigator && hold());
  addEventListener("online", () => {
    wait = SOON;
    send();
  });
  addEventListener("offline", () => show("offline"));
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && send());
}
