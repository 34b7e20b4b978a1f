import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { initWasm, Resvg } from '@resvg/resvg-wasm';
import { type IconImage, icnsOf, icoOf } from './iconFiles.ts';

/** The drawings: the app, the app where there is room for a few dots only, and an .evertable file. */
const DRAWINGS = join(import.meta.dirname, 'icons');
/** Up to this many pixels the plainer drawing is the clearer one. */
const SMALL_MAX = 24;
const SIZES = [16, 24, 32, 48, 64, 128, 256, 512, 1024];
const ICO_SIZES = [16, 24, 32, 48, 64, 128, 256];
const ICNS_SIZES = [16, 32, 64, 128, 256, 512, 1024];
const FILE_SIZES = [16, 32, 48, 64, 128, 256, 512];
/** What the running app shows: the window's icon, and the one beside the clock in two densities. */
const WINDOW_SIZE = 256;
const TRAY_SIZES = { 'tray.png': 22, 'tray@2x.png': 44 };

type Draw = (name: string, size: number) => IconImage;

/**
 * Draws the icons that installers need: `linux/16x16.png` and so on, `app.ico`, `app.icns`, and the same for files as
 * `file.*` and `file/`.
 */
export async function drawPackageIcons(folder: string): Promise<void> {
  const draw = await drawing(['app', 'small', 'file']);
  const app = (size: number) => draw(size <= SMALL_MAX ? 'small' : 'app', size);
  const file = (size: number) => draw('file', size);
  await mkdir(join(folder, 'linux'), { recursive: true });
  for (const size of SIZES) await writeFile(join(folder, 'linux', `${size}x${size}.png`), app(size).png);
  await writeFile(join(folder, 'app.ico'), icoOf(ICO_SIZES.map(app)));
  await writeFile(join(folder, 'app.icns'), icnsOf(ICNS_SIZES.map(app)));
  await mkdir(join(folder, 'file'), { recursive: true });
  for (const size of FILE_SIZES) await writeFile(join(folder, 'file', `${size}x${size}.png`), file(size).png);
  await writeFile(join(folder, 'file.ico'), icoOf(ICO_SIZES.map(file)));
  await writeFile(join(folder, 'file.icns'), icnsOf(ICNS_SIZES.map(file)));
}

/** Draws the icons that the running app shows. */
export async function drawAppIcons(folder: string): Promise<void> {
  const draw = await drawing(['app', 'small']);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'window.png'), draw('app', WINDOW_SIZE).png);
  for (const [name, size] of Object.entries(TRAY_SIZES)) {
    await writeFile(join(folder, name), draw('small', size).png);
  }
}

let ready: Promise<void> | null = null;

async function drawing(names: readonly string[]): Promise<Draw> {
  ready ??= initWasm(readFile(createRequire(import.meta.url).resolve('@resvg/resvg-wasm/index_bg.wasm')));
  await ready;
  const sources = new Map<string, string>();
  for (const name of names) sources.set(name, await readFile(join(DRAWINGS, `${name}.svg`), 'utf8'));
  return (name, size) => {
    const picture = new Resvg(sources.get(name) ?? '', { fitTo: { mode: 'width', value: size } });
    return { size, png: picture.render().asPng() };
  };
}
