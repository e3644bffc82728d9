// A static server for the page tests: as strict as the strictest host that the page must work on, and optionally with
// the page in a sub-folder.
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";

export const DIST = process.env.VITRINE_DIST ?? fileURLToPath(new URL("../../dist", import.meta.url));

export const POLICY =
  "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; style-src 'self'; " +
  "img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; frame-ancestors *";

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".md": "text/plain; charset=utf-8",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
};

/**
 * Serves `root` below `folder` ("/" or "/a/b/"). `pages` adds HTML documents by path, for hosts that embed Vitrine;
 * these come without the policy. Resolves to { url, port, requests, close }.
 */
export async function serve({ root = DIST, folder = "/", pages = {} } = {}) {
  const requests = [];
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://host").pathname);
    requests.push(path);
    if (pages[path]) {
      response.writeHead(200, { "Content-Type": TYPES[".html"] });
      response.end(pages[path]);
      return;
    }
    const name = path.startsWith(folder) ? path.slice(folder.length) || "index.html" : null;
    try {
      if (name === null || normalize(name).startsWith("..")) throw new Error("outside");
      const body = await readFile(join(root, name.endsWith("/") ? `${name}index.html` : name));
      response.writeHead(200, {
        "Content-Type": TYPES[extname(name)] ?? "application/octet-stream",
        "Content-Length": body.length,
        "Content-Security-Policy": POLICY,
        "Access-Control-Allow-Origin": "*",
        "Cache-Control": "no-cache",
      });
      response.end(body);
    } catch {
      response.writeHead(404, { "Content-Type": "text/plain" });
      response.end("not found");
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  return {
    port,
    requests,
    url: `http://127.0.0.1:${port}${folder}`,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}
