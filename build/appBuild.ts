import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { drawAppIcons } from './package/icons.ts';
import { root } from './root.ts';
import { type StepReport, secondsSince } from './setup/step.ts';

/*
 * Builds the app into out/app, where package.json's `main` points.
 *
 * 1. Nothing is built when no input changed: the folder carries the hash of what it was built from
 *    (appBuild.test.ts "names every input that changes the app").
 * 2. out/app is whole or absent: a build goes into a folder of its own and is renamed into place.
 */

const run = promisify(execFile);

const VITE = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
const OUTPUT = join(root, 'out', 'app');
const STAMP = 'inputs.sha256';
const INPUT_FOLDERS = ['electron', 'renderer', 'shared', 'build/package/icons'];
const INPUT_FILES = ['package.json', 'package-lock.json', 'vite.config.ts', 'build/notBundled.ts'];
const NOT_IN_THE_APP = /\.test\.tsx?$|^electron\/e2e\//;

/** Builds the app unless it is built from just these sources already. @throws Error with the bundler's message */
export async function buildApp(): Promise<StepReport> {
  const fingerprint = await fingerprintOf(root);
  if ((await builtFrom()) === fingerprint) return null;
  const startMs = performance.now();
  const aside = `${OUTPUT}.building-${process.pid}`;
  try {
    await bundleInto(aside);
    await drawAppIcons(join(aside, 'icons'));
    await writeFile(join(aside, STAMP), fingerprint);
    await replaceFolder(OUTPUT, aside);
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
  return `App: built (${secondsSince(startMs)})`;
}

/** A hash over the names and bytes of everything under `folder` that the app is built from. */
export async function fingerprintOf(folder: string): Promise<string> {
  const hash = createHash('sha256');
  for (const name of await inputNames(folder)) {
    const content = await readFile(join(folder, name));
    hash.update(`${name}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

async function inputNames(folder: string): Promise<string[]> {
  const names = [...INPUT_FILES];
  for (const part of INPUT_FOLDERS) {
    for (const item of await readdir(join(folder, part), { recursive: true, withFileTypes: true })) {
      if (item.isFile()) names.push(relative(folder, join(item.parentPath, item.name)).replaceAll('\\', '/'));
    }
  }
  return names.filter((name) => !NOT_IN_THE_APP.test(name)).sort();
}

async function builtFrom(): Promise<string | null> {
  return readFile(join(OUTPUT, STAMP), 'utf8').catch(() => null);
}

/** In a process of its own: inside a test runner NODE_ENV and loaders differ, and the app must not. */
async function bundleInto(folder: string): Promise<void> {
  await run(process.execPath, [VITE, 'build', '--app', '--outDir', folder, '--logLevel', 'warn'], {
    cwd: root,
    env: { ...process.env, NODE_ENV: 'production' },
  });
}

async function replaceFolder(place: string, aside: string): Promise<void> {
  const old = `${place}.old-${process.pid}`;
  await rename(place, old).catch(ignoreMissing);
  await rename(aside, place);
  await rm(old, { recursive: true, force: true });
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}
