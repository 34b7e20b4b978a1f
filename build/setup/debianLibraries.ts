import { execFile } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { type StepReport, secondsSince } from './step.ts';

/*
 * The shared libraries that Electron expects of the system. What is missing is found by the libraries themselves, not
 * by package names: one look at the linker's cache, on any distribution.
 */

/** Something the system must bring, and the Debian packages that bring it. */
export type SystemNeed = {
  /** A file in the linker's cache, or a program on the path. */
  file: string;
  kind: 'library' | 'program';
  /** Newest name first: Debian 13 renamed packages when time became 64 bits wide. */
  packages: readonly string[];
  /** Without a required one no window opens; without another, notifications or the keychain are missing. */
  required: boolean;
};

const LIBRARIES: readonly SystemNeed[] = [
  library('libgtk-3.so.0', ['libgtk-3-0t64', 'libgtk-3-0']),
  library('libnss3.so', ['libnss3']),
  library('libasound.so.2', ['libasound2t64', 'libasound2']),
  library('libgbm.so.1', ['libgbm1']),
  library('libatspi.so.0', ['libatspi2.0-0t64', 'libatspi2.0-0']),
  { ...library('libnotify.so.4', ['libnotify4']), required: false },
  { ...library('libsecret-1.so.0', ['libsecret-1-0']), required: false },
];
const XVFB: SystemNeed = { file: 'Xvfb', kind: 'program', packages: ['xvfb'], required: true };

const LDCONFIG = '/sbin/ldconfig';
const APT_GET = '/usr/bin/apt-get';
const OUTPUT_MAX_BYTES = 64 << 20;

const run = promisify(execFile);

/**
 * Installs, as root on Debian and its relatives, what Electron needs of the system and what is missing; for anybody
 * else it names the command that would.
 * @param options.invisible whether a virtual display is needed too
 * @throws Error that names the command, when something required is missing and cannot be installed from here
 */
export async function ensureDebianLibraries(options: { invisible: boolean }): Promise<StepReport> {
  if (process.platform !== 'linux') return null;
  const needs = options.invisible ? [...LIBRARIES, XVFB] : LIBRARIES;
  const missing = missingNeeds(needs, await linkerCache(), isOnPath);
  if (missing.length === 0) return null;
  const files = missing.map((need) => need.file).join(', ');
  if (!existsSync(APT_GET))
    return orThrow(missing, `System: ${files} missing; install them with your package manager`);
  if (process.getuid?.() !== 0) {
    const packages = packageNames(missing, await candidates(missing));
    return orThrow(missing, `System: ${files} missing; run: sudo apt-get install ${packages.join(' ')}`);
  }
  return `System: installed ${(await aptInstall(missing)).join(' ')}`;
}

/** The needs that neither the linker's cache (`ldconfig -p`) nor the path fulfils. */
export function missingNeeds(
  needs: readonly SystemNeed[],
  linkerCacheText: string,
  hasProgram: (name: string) => boolean,
): SystemNeed[] {
  // No cache to read (a system without glibc's linker): nothing can be said, so nothing is.
  const unreadable = linkerCacheText === '';
  return needs.filter((need) =>
    need.kind === 'program'
      ? !hasProgram(need.file)
      : !unreadable && !linkerCacheText.includes(`\t${need.file} (`),
  );
}

/** For every need the first of its packages that this Debian can install (`apt-cache policy`), else the last one. */
export function packageNames(needs: readonly SystemNeed[], policyText: string): string[] {
  const installable = new Set<string>();
  for (const [, name, candidate] of policyText.matchAll(
    /^(\S+):\n {2}Installed: .*\n {2}Candidate: (.*)$/gm,
  )) {
    if (name !== undefined && candidate !== '(none)') installable.add(name);
  }
  return needs.map(
    (need) => need.packages.find((name) => installable.has(name)) ?? need.packages.at(-1) ?? need.file,
  );
}

function library(file: string, packages: readonly string[]): SystemNeed {
  return { file, kind: 'library', packages, required: true };
}

async function linkerCache(): Promise<string> {
  if (!existsSync(LDCONFIG)) return '';
  return (await run(LDCONFIG, ['-p'], { maxBuffer: OUTPUT_MAX_BYTES })).stdout;
}

/** Whether a program is on the path. */
export function isOnPath(program: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

async function candidates(needs: readonly SystemNeed[]): Promise<string> {
  const names = needs.flatMap((need) => need.packages);
  const env = { ...process.env, LC_ALL: 'C' };
  return (await run('apt-cache', ['policy', ...names], { env, maxBuffer: OUTPUT_MAX_BYTES })).stdout;
}

async function aptInstall(missing: readonly SystemNeed[]): Promise<string[]> {
  const startMs = performance.now();
  const options = {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    maxBuffer: OUTPUT_MAX_BYTES,
  };
  await run(APT_GET, ['update', '-q'], options);
  const packages = packageNames(missing, await candidates(missing));
  await run(APT_GET, ['install', '-q', '-y', '--no-install-recommends', ...packages], options);
  return [...packages, `(${secondsSince(startMs)})`];
}

function orThrow(missing: readonly SystemNeed[], message: string): string {
  if (missing.some((need) => need.required)) throw new Error(message);
  return message;
}
