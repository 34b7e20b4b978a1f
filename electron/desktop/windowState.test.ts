import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { keepWindowState, placeOn, readWindowState } from './windowState.ts';

const laptop = { x: 0, y: 25, width: 1440, height: 875 };
const left = { x: -1920, y: 0, width: 1920, height: 1080 };
const bounds = { x: 100, y: 100, width: 1280, height: 800 };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'evertable-window-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('a window', () => {
  test('opens where it was closed', () => {
    const path = join(folder, 'deep', 'window.json');
    const state = { bounds, isMaximized: true };
    keepWindowState(path, state);
    expect(readWindowState(path)).toEqual(state);
    expect(placeOn(bounds, [laptop])).toEqual(bounds);
  });

  test.each(['', 'nonsense', '{}', '{"bounds":{"x":"1"}}', `{"bounds":${'1'.repeat(9_000)}}`])(
    'opens somewhere when what was kept is damaged: %.20s',
    (text) => {
      const path = join(folder, 'window.json');
      writeFileSync(path, text);
      expect(readWindowState(path)).toBeNull();
    },
  );

  test('is where it can be seen: not on a screen that is gone, not above all screens', () => {
    const there = { ...bounds, x: -1800 };
    expect(placeOn(there, [laptop, left])).toEqual(there);
    expect(placeOn(there, [laptop])).toBeNull();
    expect(placeOn({ ...bounds, y: -500 }, [laptop])).toBeNull();
    expect(placeOn({ ...bounds, x: 1400 }, [laptop])).toBeNull();
    expect(placeOn({ ...bounds, width: 4_000, height: 3_000 }, [laptop])).toMatchObject({
      width: 1440,
      height: 875,
    });
  });
});
