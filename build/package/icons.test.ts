import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { icnsOf, icoOf } from './iconFiles.ts';
import { drawAppIcons, drawPackageIcons } from './icons.ts';

const PNG_SIGNATURE = '89504e470d0a1a0a';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'evertable-icons-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Width and height as the PNG itself says (its IHDR chunk). */
function sizeOf(png: Buffer): [number, number] {
  expect(png.subarray(0, 8).toString('hex')).toBe(PNG_SIGNATURE);
  return [png.readUInt32BE(16), png.readUInt32BE(20)];
}

test('every picture has the size that its name says', async () => {
  await drawPackageIcons(folder);
  for (const part of ['linux', 'file']) {
    const names = readdirSync(join(folder, part));
    expect(names.length).toBeGreaterThan(5);
    for (const name of names) {
      const [width, height] = sizeOf(readFileSync(join(folder, part, name)));
      expect(`${width}x${height}.png`).toBe(name);
    }
  }
  await drawAppIcons(folder);
  expect(sizeOf(readFileSync(join(folder, 'tray@2x.png')))).toEqual([44, 44]);
});

test('a .ico leads to each of its pictures', async () => {
  await drawPackageIcons(folder);
  const ico = readFileSync(join(folder, 'app.ico'));
  const count = ico.readUInt16LE(4);
  expect(count).toBe(7);
  for (let index = 0; index < count; index++) {
    const at = 6 + index * 16;
    const offset = ico.readUInt32LE(at + 12);
    const [width] = sizeOf(ico.subarray(offset, offset + ico.readUInt32LE(at + 8)));
    expect(width % 256).toBe(ico.readUInt8(at));
  }
});

test('a .icns is whole: its sections fill it, each a picture', async () => {
  await drawPackageIcons(folder);
  const icns = readFileSync(join(folder, 'app.icns'));
  expect(icns.toString('latin1', 0, 4)).toBe('icns');
  expect(icns.readUInt32BE(4)).toBe(icns.length);
  let at = 8;
  const types: string[] = [];
  while (at < icns.length) {
    types.push(icns.toString('latin1', at, at + 4));
    const length = icns.readUInt32BE(at + 4);
    sizeOf(icns.subarray(at + 8, at + length));
    at += length;
  }
  expect(at).toBe(icns.length);
  expect(types).toContain('ic10');
});

test('a size that a container cannot name is an error', () => {
  const png = new Uint8Array(8);
  expect(() => icoOf([{ size: 512, png }])).toThrow(RangeError);
  expect(() => icnsOf([{ size: 17, png }])).toThrow(RangeError);
});
