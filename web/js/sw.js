// Service worker: one cache per version of the site. The page itself comes from the network when there is one, so that
// a new version is seen at once; everything else from the cache of the version that the page belongs to.
// web/hooks/service-worker.mjs fills in the two constants.
const CACHE = "vitrine-" + "VERSION";
const FILES = ["FILES"];

addEventListener("install", (event) => {
  event.waitUntil(
    caches
      .open(CACHE)
      .then((cache) => cache.addAll(FILES.map((name) => new Request(name, { cache: "no-cache" }))))
      .then(() => skipWaiting()),
  );
});

addEventListener("activate", (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => names.filter((name) => name.startsWith("vitrine-") && name !== CACHE))
      .then((old) => Promise.all(old.map((name) => caches.delete(name))))
      .then(() => clients.claim()),
  );
});

const isPage = (request) => request.mode === "navigate";

async function answer(request) {
  const cache = await caches.open(CACHE);
  if (isPage(request)) {
    try {
      return await fetch(request);
    } catch {
      return (await cache.match("index.html")) ?? Response.error();
    }
  }
  return (await cache.match(request, { ignoreSearch: true })) ?? fetch(request);
}

addEventListener("fetch", (event) => {
  const own = new URL(event.request.url).origin === location.origin;
  if (own && event.request.method === "GET") event.respondWith(answer(event.request));
});
