import type { SourceFile } from './sources.ts';

/*
 * What lies at the top of the tree, and what no tracked file may hold: paths of somebody's machine, addresses of a
 * package registry.
 */

const TOP_LEVEL = [
  '.ci',
  '.github',
  '.gitignore',
  '.npmrc',
  'DESIGN.md',
  'LICENSE',
  'README.md',
  'biome.json',
  'build',
  'electron',
  'package-lock.json',
  'package.json',
  'renderer',
  'shared',
  'tsconfig.json',
  'vite.config.ts',
];

const LOCK = 'package-lock.json';
const MACHINE_PATH = /(?<![\w.~/-])\/(?:home\/[a-z]|Users\/[A-Za-z]|root\/|work(?:space)?\/)/;
const REGISTRY_HOST =
  /\bregistry\.(?:npmjs|yarnpkg|npmmirror)\.|\b(?:deb|ftp)\.debian\.|\bnpm\.pkg\.github\./;

/** Tracked files in a place at the top level that DESIGN.md does not name. */
export function layoutFaults(files: readonly SourceFile[]): string[] {
  const tops = new Set(files.map(({ path }) => path.split('/', 1)[0] ?? path));
  return [...tops]
    .filter((top) => !TOP_LEVEL.includes(top))
    .map((top) => `${top}: is not part of the top level that DESIGN.md fixes`);
}

/** Lines that name a place on one machine or a registry's host. */
export function addressFaults(files: readonly SourceFile[]): string[] {
  return files.flatMap(({ path, text }) =>
    text.split('\n').flatMap((line, index) => {
      const place = `${path}:${index + 1}`;
      if (MACHINE_PATH.test(line)) return [`${place}: names a path of one machine`];
      if (REGISTRY_HOST.test(line)) return [`${place}: names a package registry's host`];
      return [];
    }),
  );
}

/** Packages that the lock file ties to a download address: they could not be had from another registry. */
export function lockFaults(files: readonly SourceFile[]): string[] {
  const lock = files.find(({ path }) => path === LOCK);
  if (lock === undefined) return [`${LOCK}: is missing`];
  const { packages } = JSON.parse(lock.text) as { packages: Record<string, { resolved?: string }> };
  return Object.entries(packages)
    .filter(([, { resolved }]) => resolved?.startsWith('http'))
    .map(([name]) => `${LOCK}: ${name} has a download address ("resolved")`);
}
