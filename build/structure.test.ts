import { describe, expect, test } from 'vitest';
import { root } from './root.ts';
import { addressFaults, layoutFaults, lockFaults } from './structure/layout.ts';
import { purityFaults, savingFaults } from './structure/purity.ts';
import { importFaults } from './structure/rooms.ts';
import { type SourceFile, trackedFiles } from './structure/sources.ts';

const one = (path: string, text: string): SourceFile[] => [{ path, text }];

describe('this tree', () => {
  const files = trackedFiles(root);

  test('is read at all', () => {
    expect(files.length).toBeGreaterThan(20);
  });
  test('keeps the top level that is fixed', () => {
    expect(layoutFaults(files)).toEqual([]);
  });
  test('imports along the arrows only', () => {
    expect(importFaults(files)).toEqual([]);
  });
  test('has no clock, random or I/O in shared/', () => {
    expect(purityFaults(files)).toEqual([]);
  });
  test('has a table program that knows nothing of saving', () => {
    expect(savingFaults(files)).toEqual([]);
  });
  test('names no machine path and no registry host', () => {
    expect(addressFaults(files)).toEqual([]);
  });
  test('has a lock file without download addresses', () => {
    expect(lockFaults(files)).toEqual([]);
  });
});

describe('imports that are caught', () => {
  test.each([
    ['shared/poker/pots.ts', `import { x } from '../process/entry.ts';`],
    ['shared/process/entry.ts', `import { x } from '../poker/pots.ts';`],
    ['shared/deck/deck.ts', `import { x } from '../poker/cards.ts';`],
    ['shared/quorum/votes.ts', `import { x } from '../deck/deck.ts';`],
    ['shared/view/view.ts', `import type { x } from '../process/entry.ts';`],
    ['shared/sim/disk.ts', `import { x } from '../table/table.ts';`],
    ['shared/table/table.ts', `export * from '../view/view.ts';`],
    ['shared/extra/new.ts', `import { x } from '../poker/cards.ts';`],
    ['shared/table/table.ts', `import { x } from '../../electron/ipc.ts';`],
    ['shared/table/table.test.ts', `import { x } from '../../electron/host/disk.ts';`],
    ['shared/poker/cards.ts', `import { readFile } from 'node:fs';`],
    ['shared/poker/cards.ts', `import { readFile } from 'fs';`],
    ['shared/deck/group.ts', `import { x } from '@noble/curves/ed25519.js';`],
    ['shared/deck/deal.ts', `import { x } from './testing/second/deal.ts';`],
    ['shared/deck/testing/second/deal.ts', `import { readFile } from 'node:fs';`],
    ['shared/process/journal.ts', `import * as automerge from '@automerge/automerge';`],
    ['shared/process/journal.test.ts', `import * as automerge from '@automerge/automerge/slim';`],
    ['shared/view/view.ts', `import type { ReactNode } from 'react';`],
    ['shared/view/view.ts', `const late = await import('electron');`],
    ['shared/view/view.ts', `const late = await import(name);`],
    ['shared/view/view.ts', `const now = require('node:os');`],
    ['shared/view/view.ts', `type Os = import('node:os').Type;`],
    ['renderer/table/Felt.tsx', `import { x } from '../../shared/poker/cards.ts';`],
    ['renderer/table/Felt.tsx', `import { x } from '../../electron/ipc.ts';`],
    ['renderer/table/Felt.tsx', `import { type x } from '../../electron/ipc.ts';`],
    ['renderer/table/Felt.tsx', `import type { x } from '../../electron/main.ts';`],
    ['renderer/table/Felt.tsx', `import { ipcRenderer } from 'electron';`],
    ['renderer/table/Felt.tsx', `import { join } from 'path';`],
    ['electron/main.ts', `import { x } from '../renderer/ui/Button.tsx';`],
    ['electron/main.ts', `import { x } from '../build/root.ts';`],
    ['electron/host/main.ts', `import { app } from 'electron';`],
    ['electron/serve.ts', `import { app } from 'electron';`],
    ['electron/host/transfer/importTables.ts', `import { Replica } from '../replica.ts';`],
  ])('%s: %s', (path, text) => {
    expect(importFaults(one(path, text))).toHaveLength(1);
  });
});

describe('imports that are allowed', () => {
  test.each([
    [
      'shared/deck/testing/second/deal.ts',
      `import { x } from '@noble/curves/ed25519.js'; import { y } from './group.ts';`,
    ],
    ['shared/table/table.ts', `import { x } from '../poker/pots.ts'; import { y } from '../deck/deck.ts';`],
    [
      'shared/view/view.ts',
      `import type { x } from '../table/table.ts'; import { y } from '../poker/cards.ts';`,
    ],
    [
      'shared/process/entry.ts',
      `import { sha256 } from '@noble/hashes/sha2.js'; import { z } from './hash.ts';`,
    ],
    ['shared/poker/rank.test.ts', `import { test } from 'vitest'; import { readFileSync } from 'node:fs';`],
    ['shared/table/table.ts', `// import { x } from '../view/view.ts'; Date.now()`],
    ['renderer/table/Felt.tsx', `import type { x } from '../../electron/ipc.ts'; import './felt.css';`],
    ['renderer/table/Felt.tsx', `import { useState } from 'react'; export const a = <div />;`],
    ['electron/host/main.ts', `import type { MessagePortMain } from 'electron'; import { z } from 'zod';`],
    ['electron/main.ts', `import { app } from 'electron'; import { x } from '../shared/view/view.ts';`],
    ['electron/host/transfer/importTables.ts', `import type { Replica } from '../replica.ts';`],
    ['electron/e2e/launch.ts', `import { root } from '../../build/root.ts';`],
  ])('%s: %s', (path, text) => {
    expect(importFaults(one(path, text))).toEqual([]);
  });
});

describe('impure uses in shared/', () => {
  test.each([
    'const t = Date.now();',
    'const t = new Date(5);',
    'const t = Date();',
    'const now = Date.now;',
    'const t = performance.now();',
    'const r = Math.random();',
    'const id = crypto.randomUUID();',
    'setTimeout(go, 5);',
    'const later = { setInterval };',
    'globalThis.setTimeout(go, 5);',
    'const b = Buffer.from(text);',
    'class A { at = Date.now(); }',
  ])('caught: %s', (text) => {
    expect(purityFaults(one('shared/process/clock.ts', text))).not.toEqual([]);
  });

  test.each([
    'clock.setTimeout(go, 5);',
    'type Clock = { setTimeout: number; fetch(): void };',
    'const s = "Date.now() Math.random()"; // setTimeout',
    'const h = Math.floor(2.5);',
  ])('let through: %s', (text) => {
    expect(purityFaults(one('shared/process/clock.ts', text))).toEqual([]);
  });

  test('let through in tests and outside shared/', () => {
    const text = 'const t = Date.now();';
    expect(
      purityFaults([...one('shared/process/a.test.ts', text), ...one('electron/main.ts', text)]),
    ).toEqual([]);
  });
});

describe('words about saving in the table program', () => {
  test.each([
    'function saveHand() {}',
    '// the hand is saved here',
    'const isPersisted = true;',
    'onDisk();',
    '// goes to disk',
    'const storageKey = 1;',
    'autoSave();',
    'fdatasync(file);',
  ])('caught: %s', (text) => {
    expect(savingFaults(one('shared/table/hand.ts', text))).not.toEqual([]);
  });

  test.each(['// discard the burn card', 'const safe = true;', 'const checkpoint = look();'])(
    'let through: %s',
    (text) => {
      expect(savingFaults(one('shared/table/hand.ts', text))).toEqual([]);
    },
  );
});

describe('the top level, addresses and the lock file', () => {
  test('a stray file or folder is caught', () => {
    expect(
      layoutFaults([...one('notes.txt', ''), ...one('src/a.ts', ''), ...one('shared/a.ts', '')]),
    ).toHaveLength(2);
  });

  test.each(['home/ann/cards', 'Users/Ann/cards', 'root/.npm', 'work/main'])(
    'a machine path is caught: %s',
    (path) => {
      expect(addressFaults(one('README.md', `see "/${path}"`))).toHaveLength(1);
    },
  );

  test.each(['a/home/b', './home/main', 'https://example.org/home/ann', 'framework/'])(
    'no machine path: %s',
    (text) => {
      expect(addressFaults(one('README.md', text))).toEqual([]);
    },
  );

  test("a registry's host is caught", () => {
    expect(addressFaults(one('.npmrc', `registry=https://registry${'.npmjs.'}org/`))).toHaveLength(1);
  });

  test('a download address in the lock file is caught, a missing lock file too', () => {
    const lock = {
      packages: { 'node_modules/a': { resolved: 'https://example.org/a.tgz' }, 'node_modules/b': {} },
    };
    expect(lockFaults(one('package-lock.json', JSON.stringify(lock)))).toHaveLength(1);
    expect(lockFaults([])).toHaveLength(1);
  });
});
