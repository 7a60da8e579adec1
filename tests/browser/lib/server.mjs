// Servers on this machine, on ports the system chose.
import { createServer } from 'node:http';
import { readFileSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';

const TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.xml': 'application/xml',
};

function listen(answer, prefix) {
  const server = createServer(answer);
  return new Promise((done) => {
    server.listen(0, '127.0.0.1', () => done({ base: `http://127.0.0.1:${server.address().port}${prefix}`, close: () => server.close() }));
  });
}

/** Serve a folder below a prefix, without any header of its own; everything else is 404. */
export function serve(folder, prefix) {
  return listen((request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
    const file = join(folder, path.slice(prefix.length));
    const inside = path.startsWith(prefix) && file.startsWith(folder);
    if (!inside || !statSync(file, { throwIfNoEntry: false })?.isFile()) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' });
    response.end(readFileSync(file));
  }, prefix);
}

/** A stranger: answers everything and remembers what was asked. */
export async function stranger() {
  const asked = [];
  const server = await listen((request, response) => {
    asked.push(request.url);
    response.writeHead(200, { 'content-type': 'image/svg+xml', 'access-control-allow-origin': '*' });
    response.end('<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>');
  }, '/');
  return { ...server, asked };
}
