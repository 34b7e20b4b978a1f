import { isBuiltin } from 'node:module';
import { COMPUTED, type Import, importsOf } from './imports.ts';
import { isScript, isTest, type SourceFile } from './sources.ts';

/*
 * Who may import whom (DESIGN.md, "Rooms"). Tests may reach further than what they test, but nothing in shared/, tests
 * included, leaves shared/ or touches Electron, React or Automerge.
 */

/** Inside shared/: the rooms that each room may import besides itself. */
const SHARED_ARROWS: Readonly<Record<string, readonly string[]>> = {
  poker: [],
  process: [],
  deck: ['process'],
  quorum: ['process'],
  table: ['poker', 'process', 'deck'],
  view: ['table', 'poker', 'deck'],
  sim: ['process'],
  'protocol.ts': ['process', 'deck', 'quorum'],
};

/** Pure libraries: no clock, no random, no I/O of their own. */
const SHARED_PACKAGES = ['@noble/hashes', 'cborg', 'libsodium-sumo', 'smol-toml', 'zod'];
/** What only tests compare the app's own with: pure, and never part of the app. */
const TEST_PACKAGES = ['@noble/curves', 'fast-check'];
/** Helpers of tests: no test themselves, and nothing that the app is built from. */
const TESTING = /\/testing\//;
const NEVER_IN_SHARED = /^(electron|react|react-dom|@automerge\/[^/]+|@electron\/[^/]+)$/;

const IPC = 'electron/ipc.ts';
/** These run under plain Node too. */
const NO_ELECTRON = /^electron\/(host|sim)\/|^electron\/serve(\/|\.ts$)/;
/** Brings Automerge's WebAssembly along, for which no start waits. */
const LOADED_LATE = 'electron/host/replica.ts';
const LOADER = 'electron/host/replicaModule.ts';
const TEST_TOOLS = /^electron\/e2e\//;

/** Every import that crosses a wall, in words. */
export function importFaults(files: readonly SourceFile[]): string[] {
  return files
    .filter(({ path }) => isScript(path))
    .flatMap((file) =>
      importsOf(file).flatMap((imported) => {
        const fault = faultOf(file.path, imported);
        return fault === null ? [] : [`${file.path}: imports ${imported.specifier}: ${fault}`];
      }),
    );
}

function faultOf(path: string, imported: Import): string | null {
  switch (topOf(path)) {
    case 'shared':
      return sharedFault(path, imported);
    case 'renderer':
      return isTest(path) ? null : rendererFault(imported);
    case 'electron':
      return isTest(path) || TEST_TOOLS.test(path) ? null : electronFault(path, imported);
    default:
      return null;
  }
}

function sharedFault(path: string, { specifier, file }: Import): string | null {
  if (file === null)
    return isTest(path) ? sharedTestPackageFault(specifier) : sharedPackageFault(path, specifier);
  if (topOf(file) !== 'shared') return 'shared/ imports nothing outside itself';
  if (isTest(path)) return null;
  if (TESTING.test(file) && !TESTING.test(path)) return 'what tests use is no part of the app';
  const [from, to] = [roomOf(path), roomOf(file)];
  const allowed = SHARED_ARROWS[from];
  if (allowed === undefined) return `shared/${from} is no room that DESIGN.md knows`;
  return from === to || allowed.includes(to) ? null : `shared/${from} may not import shared/${to}`;
}

function sharedPackageFault(path: string, specifier: string): string | null {
  const allowed = TESTING.test(path) ? [...SHARED_PACKAGES, ...TEST_PACKAGES] : SHARED_PACKAGES;
  return allowed.includes(packageOf(specifier)) ? null : 'shared/ imports pure libraries only';
}

function sharedTestPackageFault(specifier: string): string | null {
  return NEVER_IN_SHARED.test(packageOf(specifier)) ? 'shared/ knows no Electron, React or Automerge' : null;
}

function rendererFault({ specifier, file, typeOnly }: Import): string | null {
  if (file === null) {
    const ofTheShell = isBuiltin(specifier) || packageOf(specifier) === 'electron' || specifier === COMPUTED;
    return ofTheShell ? 'renderer/ imports npm packages only' : null;
  }
  if (topOf(file) === 'renderer') return null;
  if (file !== IPC) return `renderer/ imports its own files and types of ${IPC}`;
  return typeOnly ? null : `renderer/ imports types alone from ${IPC} (write import type)`;
}

function electronFault(path: string, { specifier, file, typeOnly }: Import): string | null {
  if (file === null) {
    const shell = packageOf(specifier) === 'electron' && !typeOnly && NO_ELECTRON.test(path);
    return shell ? 'the table host runs without Electron' : null;
  }
  if (file === LOADED_LATE && path !== LOADER && !typeOnly)
    return `${LOADED_LATE} is loaded by ${LOADER} alone`;
  return ['electron', 'shared'].includes(topOf(file)) ? null : 'electron/ imports itself and shared/ only';
}

function topOf(path: string): string {
  return path.split('/', 1)[0] ?? '';
}

/** The folder, or the file, right under shared/. */
function roomOf(path: string): string {
  return path.split('/')[1] ?? '';
}

function packageOf(specifier: string): string {
  const parts = specifier.split('/');
  return parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
}
