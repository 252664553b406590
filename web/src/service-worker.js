// Keeps the page's own files for use without a network. Part of no bundle: web/tools/offline.mjs writes it to dist with
// the list of files and a version that changes with any of them. It answers from that list, which it got when it was
// installed, and asks for nothing else; what is not in the list passes it by. Under any path: names are relative to it.

/** @type {readonly string[]} */
const FILES = []; // by the build
const VERSION = ""; // by the build

const worker = /** @type {any} */ (self);
// Pages of other paths may share the origin, and so its caches.
const OURS = `billfold ${worker.registration.scope} `;
const CACHE = OURS + VERSION;

worker.addEventListener("install", (/** @type {any} */ event) => {
  const keep = async () => {
    const cache = await caches.open(CACHE);
    await cache.addAll(FILES.map((file) => new Request(file, { cache: "no-cache" })));
  };
  event.waitUntil(keep());
});

worker.addEventListener("activate", (/** @type {any} */ event) => {
  const forget = async () => {
    const former = (await caches.keys()).filter((name) => name.startsWith(OURS) && name !== CACHE);
    await Promise.all(former.map((name) => caches.delete(name)));
  };
  event.waitUntil(forget());
});

// A newer version waits until the page asks for it, which it does only while no bill is open.
worker.addEventListener("message", (/** @type {any} */ event) => {
  if (event.data === "take over") worker.skipWaiting();
});

const KEPT = new Map(FILES.map((file) => [new URL(file, worker.registration.scope).href, file]));
const PAGE = new URL("index.html", worker.registration.scope).href;

worker.addEventListener("fetch", (/** @type {any} */ event) => {
  const { request } = event;
  const address = new URL(request.url);
  address.search = address.hash = ""; // ?sample=NAME is the same page.
  const file = KEPT.get(address.href === PAGE ? worker.registration.scope : address.href);
  if (request.method !== "GET" || file === undefined) return;
  const answer = async () => (await (await caches.open(CACHE)).match(file)) ?? fetch(request);
  event.respondWith(answer());
});
