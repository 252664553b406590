// A server of somebody else's, on a port of its own: it answers everybody and writes down who came. What it has seen is
// the truth about what left the page, whatever the browser says about it.

import { createServer, type Server } from "node:http";
import { listen } from "../../web/tools/serve.mjs";

export interface Sentinel {
  readonly origin: string;
  /** The paths that arrived, each once, in order of the alphabet. */
  seen(): readonly string[];
  forget(): void;
  close(): void;
}

export async function startSentinel(): Promise<Sentinel> {
  const paths = new Set<string>();
  const note = (url: string | undefined) => paths.add(new URL(url ?? "/", "http://sentinel").pathname);
  const server: Server = createServer((request, response) => {
    note(request.url);
    response.writeHead(200, {
      "access-control-allow-origin": "*",
      "access-control-allow-headers": "*",
      "content-type": request.url?.includes("css") ? "text/css" : "text/javascript",
    });
    response.end();
  });
  server.on("upgrade", (request, socket) => {
    note(request.url);
    socket.destroy();
  });
  const origin = `http://localhost:${await listen(server, 0)}`;
  return {
    origin,
    seen: () => [...paths].sort(),
    forget: () => paths.clear(),
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Ways that a page has to reach a server. Runs in the page: it closes over nothing. */
export async function tryEveryChannelOfThePage(origin: string): Promise<void> {
  const at = (name: string) => `${origin}/page/${name}`;
  const element = (tag: string, set: Record<string, string>, parent: Element = document.body) => {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(set)) made.setAttribute(name, value);
    parent.append(made);
    return made;
  };
  const channels: (() => unknown)[] = [
    () => fetch(at("fetch")),
    () => fetch(at("fetch-no-cors"), { method: "POST", mode: "no-cors", body: "secret" }),
    () => {
      const request = new XMLHttpRequest();
      request.open("GET", at("xhr"));
      request.send();
    },
    () => new WebSocket(at("websocket").replace("http", "ws")),
    () => new EventSource(at("eventsource")),
    () => navigator.sendBeacon(at("beacon"), "secret"),
    () => (0, eval)(`import(${JSON.stringify(at("import"))})`), // written out, the test runner would take it
    () => (new Image().src = at("image")),
    () => element("link", { rel: "stylesheet", href: at("css") }),
    () => element("link", { rel: "prefetch", href: at("prefetch") }),
    () => element("link", { rel: "preload", as: "fetch", crossorigin: "", href: at("preload") }),
    () => element("iframe", { src: at("frame") }),
    () => element("object", { data: at("object"), type: "text/html" }),
    () => element("video", { src: at("video") }),
    () => element("script", { src: at("script") }),
    () => document.body.style.setProperty("background-image", `url(${at("style-url")})`),
    () => new FontFace("sentinel", `url(${at("font")})`).load(),
    () => {
      element("iframe", { name: "sink" });
      const form = element("form", { action: at("form"), target: "sink", method: "post" }) as HTMLFormElement;
      form.submit();
    },
    () => {
      const script = `importScripts(${JSON.stringify(at("worker-import"))})`;
      return new Worker(URL.createObjectURL(new Blob([script])));
    },
  ];
  for (const send of channels) {
    try {
      await Promise.race([send(), new Promise((done) => setTimeout(done, 300))]);
    } catch {
      // Refused, as it should be.
    }
  }
}

/** The same for a worker. */
export async function tryEveryChannelOfTheWorker(origin: string): Promise<void> {
  const at = (name: string) => `${origin}/worker/${name}`;
  const channels: (() => unknown)[] = [
    () => fetch(at("fetch")),
    () => {
      const request = new XMLHttpRequest();
      request.open("GET", at("xhr"));
      request.send();
    },
    () => new WebSocket(at("websocket").replace("http", "ws")),
    () => new EventSource(at("eventsource")),
    () => (0, eval)(`import(${JSON.stringify(at("import"))})`),
    () => (self as unknown as { importScripts(url: string): void }).importScripts(at("import-scripts")),
    () => new Worker(URL.createObjectURL(new Blob([`fetch(${JSON.stringify(at("sub-worker"))})`]))),
  ];
  for (const send of channels) {
    try {
      await Promise.race([send(), new Promise((done) => setTimeout(done, 300))]);
    } catch {
      // Refused, as it should be.
    }
  }
}
