import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from '../../../root.ts';

/*
 * What only this comparison needs is no dependency of the app: it is installed when it is measured, into a folder of its own
 * under out/, in exactly these versions.
 */

const run = promisify(execFile);

const PINNED = { 'better-sqlite3': '12.11.1', pg: '8.16.3' } as const;
export type DatabasePackage = keyof typeof PINNED;

const PARENT = join(root, 'out', 'bench-databases');
/** Compiling SQLite takes a minute on a slow machine. */
const INSTALL_LIMIT_MS = 300_000;

/**
 * Installs a package unless it is there.
 * @throws Error with one line that says why it cannot be used
 */
export async function installed(name: DatabasePackage, tell: (line: string) => void): Promise<void> {
  if (canLoad(name)) return;
  const folder = folderOf(name);
  tell(`Installing ${name} ${PINNED[name]} into out/bench-databases; the app does not depend on it.`);
  await mkdir(folder, { recursive: true });
  const manifest = { private: true, dependencies: { [name]: PINNED[name] } };
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
  try {
    await run('npm', ['install', '--no-audit', '--no-fund', '--no-package-lock'], {
      cwd: folder,
      timeout: INSTALL_LIMIT_MS,
      env: plainEnvironment(),
    });
  } catch (error) {
    throw new Error(`${name} ${PINNED[name]} cannot be installed: ${firstLine(error)}`);
  }
  if (!canLoad(name)) throw new Error(`${name} ${PINNED[name]} was installed, but cannot be loaded.`);
}

/** What a package exports. @throws Error when it is not installed */
export function load(name: DatabasePackage): unknown {
  return createRequire(join(folderOf(name), 'package.json'))(name);
}

function canLoad(name: DatabasePackage): boolean {
  try {
    const manifest = createRequire(join(folderOf(name), 'package.json'))(`${name}/package.json`);
    if (manifest.version !== PINNED[name]) return false;
    load(name);
    return true;
  } catch {
    return false;
  }
}

function folderOf(name: DatabasePackage): string {
  return join(PARENT, name);
}

/** `npm run` hands its own settings on, among them the folder of the checkout. */
function plainEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^npm_(config_local_prefix|package_|lifecycle_|command)|^INIT_CWD$/.test(name),
    ),
  );
}

/** The first line of an error that tells something. */
export function firstLine(error: unknown): string {
  const { stderr, message } = error as { stderr?: string; message: string };
  const lines = (stderr || message).split('\n').map((line) => line.trim());
  return lines.find((line) => line !== '' && !line.startsWith('npm warn')) ?? 'it failed without a word';
}
