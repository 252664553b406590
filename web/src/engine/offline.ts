import { trustedScript } from "./trusted";

// The page's own files are kept in the browser by a service worker, so that the page opens without a network and after
// its server is gone. It is registered while the page loads; no bill has anything to do with it.

/** The page as one file needs none: it has no manifest, and its policy allows no service worker. */
function canBeKept(): boolean {
  return (
    import.meta.env.PROD && "serviceWorker" in navigator && document.querySelector('link[rel="manifest"]') !== null
  );
}

/**
 * Resolves once all files are kept, or can not be. `onNewer` is told of a newer version that waits; what it is given
 * puts that version in the place of this one and loads the page again.
 */
export async function keepOffline(onNewer: (takeOver: () => void) => void): Promise<void> {
  if (!canBeKept()) return;
  const { serviceWorker } = navigator;
  try {
    const address = new URL("service-worker.js", document.baseURI).href;
    const registration = await serviceWorker.register(trustedScript(address));
    const announce = () => {
      const { waiting } = registration;
      if (!waiting || !serviceWorker.controller) return;
      onNewer(() => {
        serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
        waiting.postMessage("take over");
      });
    };
    registration.addEventListener("updatefound", () => {
      registration.installing?.addEventListener("statechange", announce);
    });
    announce();
    const first = registration.active ? null : (registration.installing ?? registration.waiting);
    if (first) await installed(first);
  } catch {
    // A browser may refuse (a private window, a host without HTTPS): the page works, but needs its server.
  }
}

function installed(worker: ServiceWorker): Promise<void> {
  return new Promise((done) => {
    const look = () => {
      if (worker.state === "activated" || worker.state === "redundant") done();
    };
    worker.addEventListener("statechange", look);
    look();
  });
}
