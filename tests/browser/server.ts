import { once } from "node:events";
import { createServer, type OutgoingHttpHeaders } from "node:http";
import { extname } from "node:path";
import { text } from "node:stream/consumers";

/** A page that is served on this machine until it is closed. */
export interface Served {
  readonly url: string;
  /** What the page posts to `/report`. */
  readonly report: Promise<unknown>;
  readonly close: () => void;
}

const types: Readonly<Record<string, string>> = { ".html": "text/html; charset=utf-8", ".js": "text/javascript" };

/** Serves files by their names, with these headers. */
export const serve = async (
  files: ReadonlyMap<string, string | Uint8Array>,
  headers: OutgoingHttpHeaders,
): Promise<Served> => {
  const server = createServer();
  const report = new Promise<unknown>((resolve) => {
    server.on("request", async (request, response) => {
      const name = request.url?.slice(1) ?? "";
      const file = files.get(name);
      if (request.method === "POST") resolve(JSON.parse(await text(request)));
      if (file === undefined) response.writeHead(request.method === "POST" ? 204 : 404).end();
      else response.writeHead(200, { ...headers, "content-type": types[extname(name)] }).end(file);
    });
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new TypeError("the server has no port");
  return { url: `http://127.0.0.1:${address.port}/index.html`, report, close: () => server.close() };
};
