import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { listPackage } from '@electron/asar';
import { describe, expect, inject, test } from 'vitest';

/*
 * The package holds only what runs.
 */

const folder = inject('packedFolder');
const { platform, arch } = process;

/** What has no business in a package, and one path that each must catch: a list that catches nothing proves nothing. */
const STRANGERS: readonly [string, RegExp, string][] = [
  ['sources', /\.(?:tsx?|mts|cts|c|cc|cpp|h|hpp)$/, '/shared/table/hand.ts'],
  ['tests', /\/(?:__tests__|tests?|e2e)\/|\.test\./, '/node_modules/b4a/test/all.js'],
  ['maps', /\.map$/, '/out/app/main.js.map'],
  ['texts about packages', /\.(?:md|markdown)$/i, '/node_modules/b4a/README.md'],
  ['build files', /CMakeLists\.txt|binding\.gyp$/, '/node_modules/udx-native/CMakeLists.txt'],
  [
    'prebuilt parts of other systems',
    new RegExp(`/prebuilds/(?!${platform}-${arch}(?:/|$))`),
    '/node_modules/udx-native/prebuilds/win32-arm64/udx-native.node',
  ],
  ['what is bundled already', /^\/node_modules\/(?:zod|cborg|react|uqr)\//, '/node_modules/zod/index.js'],
  ['tools', /^\/node_modules\/(?:electron|vite|typescript|playwright-core)\//, '/node_modules/vite/cli.js'],
];

describe.skipIf(folder === null)('the packed app', () => {
  const packed = folder === null ? [] : listPackage(join(folder, 'resources', 'app.asar'), { isPack: false });

  test('holds what runs', () => {
    for (const file of [
      'main.js',
      'host.js',
      'dealer.js',
      'preload.cjs',
      'renderer/index.html',
      'icons/tray.png',
    ]) {
      expect(packed).toContain(`/out/app/${file}`);
    }
    expect(packed).toContain('/package.json');
    const native = packed.filter((path) => path.endsWith('.node'));
    expect(native).toHaveLength(3);
  });

  test.each(STRANGERS)('holds no %s', (_, pattern, example) => {
    expect(example).toMatch(pattern);
    expect(packed.filter((path) => pattern.test(path))).toEqual([]);
  });

  test('has nothing at its top but the app and what it reads from node_modules', () => {
    const tops = new Set(packed.map((path) => path.split('/')[1]));
    expect([...tops].sort()).toEqual(['node_modules', 'out', 'package.json']);
  });

  test('has no app of ours that opens other folders', () => {
    const resources = readdirSync(join(folder ?? '', 'resources'));
    expect(resources.filter((name) => name.endsWith('.asar'))).toEqual(['app.asar']);
  });
});
