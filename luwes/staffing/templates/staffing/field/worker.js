{% load static %}// Keeps the duty pages usable without a network; see staffing/static/staffing/js/field.js.
const PAGES = "luwes-pages";
const ASSETS = "luwes-assets";
const OFFLINE = "{% url "staffing:offline" %}";
const HELD = /^\/(tugas-saya|pos|surat)\//;
const SHELL = [OFFLINE, "{% static "ui/dist/ui.css" %}", "{% static "ui/dist/icons.svg" %}", "{% static "staffing/js/field.js" %}", "{% static "staffing/js/scan.js" %}"];
const PATIENCE = 6000;
const JUST_WRITTEN = 30000;

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(caches.open(ASSETS).then((cache) => cache.addAll(SHELL)));
});
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

const isOwn = (answer) => answer.ok && !answer.redirected && answer.type === "basic";

// whoever signs out meanwhile takes what is still on its way along
let person = 0;
let written = 0;

const keep = async (name, request, answer, asked = person) => {
  if (isOwn(answer) && asked === person) await (await caches.open(name)).put(request, answer.clone());
  return answer;
};

const asset = async (request) => {
  const held = await caches.match(request, { cacheName: ASSETS });
  return held ?? keep(ASSETS, request, await fetch(request));
};

// a page of one's own: fresh if the network answers soon, else as it was last seen; after a form
// was sent only fresh will do, for it tells what became of it
const page = async (request) => {
  const held = await caches.match(request.url, { cacheName: PAGES, ignoreVary: true });
  const asked = person;
  const fresh = fetch(request).then((answer) => keep(PAGES, request.url, answer, asked));
  if (!held) return fresh.catch(() => caches.match(OFFLINE));
  if (Date.now() - written < JUST_WRITTEN) return fresh.catch(() => held);
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE, held));
  return Promise.race([fresh.catch(() => held), late]);
};

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method === "POST" && request.mode === "navigate") written = Date.now();
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (url.pathname.startsWith("/static/")) event.respondWith(asset(request));
  else if (request.mode === "navigate" && HELD.test(url.pathname)) event.respondWith(page(request));
  else if (request.mode === "navigate") event.respondWith(fetch(request).catch(() => caches.match(OFFLINE)));
});

self.addEventListener("message", (event) => {
  const asked = event.data?.forget ? ++person : person;
  if (event.data?.forget) event.waitUntil(caches.delete(PAGES));
  const hold = (event.data?.hold ?? []).filter((path) => typeof path === "string" && HELD.test(path));
  event.waitUntil(Promise.all(hold.map(async (path) => {
    const url = new URL(path, location.origin).href;
    return fetch(url, { headers: { "Luwes-Hold": "1" } }).then((answer) => keep(PAGES, url, answer, asked)).catch(() => null);
  })));
});
