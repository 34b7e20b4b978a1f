import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ServeStatus } from './serveStatus.ts';
import { statusText } from './statusText.ts';

/*
 * The status page: text at /, JSON at /status.json, nothing else.
 *
 *  W1  It is reached from this machine only, by its loopback address.            statusServer.test "another host's name"
 *  W2  It only shows: there is nothing that a request can change.               statusServer.test "only shows"
 *  W3  It says nothing that lets anybody in: no link, no key but the public one. serve.test "no secret"
 */

const LOOPBACK = '127.0.0.1';
const CONNECTIONS_MAX = 16;
const REQUEST_LIMIT_MS = 5_000;
const HEADERS = {
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Cache-Control': 'no-store',
} as const;

export interface StatusServer {
  readonly url: string;
  close(): void;
}

/** @param port 0: any that is free. Rejects with a sentence when the port cannot be had. */
export async function openStatusServer(
  port: number,
  status: () => Promise<ServeStatus>,
): Promise<StatusServer> {
  const server = createServer(
    { requestTimeout: REQUEST_LIMIT_MS, headersTimeout: REQUEST_LIMIT_MS },
    (request, response) => {
      answer(request, response, status).catch((error: Error) => end(response, 500, `${error.message}\n`));
    },
  );
  server.maxConnections = CONNECTIONS_MAX;
  await listen(server, port);
  const { port: taken } = server.address() as AddressInfo;
  return {
    url: `http://${LOOPBACK}:${taken}/`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  status: () => Promise<ServeStatus>,
): Promise<void> {
  // A name of somebody else's that leads here is a web page's way in.
  if (!isLoopbackName(request.headers.host))
    return end(response, 403, 'This page is for this machine only.\n');
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return end(response, 405, 'This page only shows.\n');
  switch (request.url) {
    case '/':
      return end(response, 200, statusText(await status()));
    case '/status.json':
      return end(response, 200, `${JSON.stringify(await status())}\n`, 'application/json');
    default:
      return end(response, 404, 'There is / and /status.json here.\n');
  }
}

function isLoopbackName(host: string | undefined): boolean {
  return /^(127\.0\.0\.1|localhost)(:\d{1,5})?$/.test(host ?? '');
}

function end(response: ServerResponse, code: number, body: string, type = 'text/plain'): void {
  if (response.headersSent) return;
  response.writeHead(code, { ...HEADERS, 'Content-Type': `${type}; charset=utf-8` });
  response.end(body);
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const why = error.code === 'EADDRINUSE' ? 'another program has it' : error.message;
      reject(new Error(`The status page cannot have port ${port}: ${why}. Choose another with --port.`));
    });
    server.listen(port, LOOPBACK, resolve);
  });
}
