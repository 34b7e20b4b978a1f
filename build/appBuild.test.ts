import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fingerprintOf } from './appBuild.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'evertable-build-'));
  for (const name of ['package.json', 'package-lock.json', 'vite.config.ts']) put(name, name);
  for (const name of [
    'electron/main.ts',
    'renderer/main.tsx',
    'shared/poker/cards.ts',
    'build/package/icons/app.svg',
    'build/notBundled.ts',
  ])
    put(name, name);
});
afterEach(() => rmSync(folder, { recursive: true }));

function put(name: string, text: string): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), text);
}

test.each([
  'package-lock.json',
  'vite.config.ts',
  'shared/poker/cards.ts',
  'renderer/table/new.css',
  'build/package/icons/app.svg',
])('names every input that changes the app: %s', async (name) => {
  const before = await fingerprintOf(folder);
  put(name, 'changed');
  expect(await fingerprintOf(folder)).not.toBe(before);
});

test('a file moved to another place is another input', async () => {
  put('shared/a.ts', 'same');
  const before = await fingerprintOf(folder);
  rmSync(join(folder, 'shared/a.ts'));
  put('shared/b.ts', 'same');
  expect(await fingerprintOf(folder)).not.toBe(before);
});

test.each(['shared/poker/cards.test.ts', 'electron/e2e/launch.ts', 'build/start.ts'])(
  'what is not in the app does not build it again: %s',
  async (name) => {
    const before = await fingerprintOf(folder);
    put(name, 'changed');
    expect(await fingerprintOf(folder)).toBe(before);
  },
);
