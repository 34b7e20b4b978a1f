import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { protocol } from 'electron';

/*
 * The page's own files, under a scheme of their own: a page from file:// could read every file of the person, and an installed
 * app loads none from there (the fuse GrantFileProtocolExtraPrivileges is off).
 *
 *  G1  Only files of the page's folder are given out.          pageFiles.test "leads out of the folder"
 *  G2  Every answer carries the page's rules (CSP).            e2e/package/security.test "content security policy"
 */

const SCHEME = 'app';
const HOST = 'evertable';
/** The page's folder, in its addresses as on disk. */
const FOLDER = '/renderer/';
/** Where the page begins. */
export const PAGE_ADDRESS = `${SCHEME}://${HOST}${FOLDER}index.html`;

/** What the page may load: its own files, and pictures that it carries in itself. */
export const PAGE_RULES =
  "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};
/** One folder within another, each name plain: nothing that leads elsewhere can be spelled. */
const PLAIN_PATH = /^(?:\/[A-Za-z0-9_-][A-Za-z0-9_.-]*)+$/;

/** Tells Chromium of the scheme. Must be called before Electron is ready. */
export function announcePageScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: SCHEME, privileges: { standard: true, secure: true } }]);
}

/** Gives the page its files from a folder. Call once Electron is ready. */
export function servePage(folder: string): void {
  protocol.handle(SCHEME, async ({ url }) => {
    const path = pagePath(url);
    return path === null ? new Response(null, { status: 404 }) : answer(folder, path);
  });
}

/** The path of a page's file within its folder; null: the address leads to none. */
export function pagePath(address: string): string | null {
  const { protocol: scheme, host, pathname } = new URL(address);
  if (scheme !== `${SCHEME}:` || host !== HOST || !pathname.startsWith(FOLDER)) return null;
  if (!PLAIN_PATH.test(pathname) || TYPES[extname(pathname)] === undefined) return null;
  return pathname.slice(FOLDER.length);
}

/** Whether an address is the page's. */
export function isPageAddress(address: string): boolean {
  return address.split('#')[0] === PAGE_ADDRESS;
}

async function answer(folder: string, path: string): Promise<Response> {
  try {
    const bytes = await readFile(join(folder, path));
    return new Response(new Uint8Array(bytes), {
      headers: {
        'content-type': TYPES[extname(path)] ?? '',
        'content-security-policy': PAGE_RULES,
        'x-content-type-options': 'nosniff',
      },
    });
  } catch {
    return new Response(null, { status: 404 });
  }
}
