/*
 * The two containers that Windows and macOS keep an icon's sizes in. Both take PNG as it is; a header is all there is to them.
 */

/** One drawing of an icon. */
export interface IconImage {
  /** Width and height in pixels. */
  readonly size: number;
  readonly png: Uint8Array;
}

/** Largest size an entry of a .ico can name; it is written as 0. */
const ICO_SIZE_MAX = 256;
const ICO_HEADER_BYTES = 6;
const ICO_ENTRY_BYTES = 16;
const ICO_BITS_PER_PIXEL = 32;

/** The type that .icns gives to a PNG of a size ("ic07" and so on: Apple's IconServices, `iconutil`). */
const ICNS_TYPES: ReadonlyMap<number, readonly string[]> = new Map([
  [16, ['icp4']],
  [32, ['icp5', 'ic11']],
  [64, ['ic12']],
  [128, ['ic07']],
  [256, ['ic08', 'ic13']],
  [512, ['ic09', 'ic14']],
  [1024, ['ic10']],
]);
const ICNS_HEADER_BYTES = 8;

/** A Windows icon. @throws RangeError for a size above 256 */
export function icoOf(images: readonly IconImage[]): Uint8Array {
  const head = Buffer.alloc(ICO_HEADER_BYTES + images.length * ICO_ENTRY_BYTES);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(images.length, 4);
  let offset = head.length;
  for (const [index, { size, png }] of images.entries()) {
    if (size > ICO_SIZE_MAX) throw new RangeError(`a .ico cannot hold ${size} pixels`);
    const at = ICO_HEADER_BYTES + index * ICO_ENTRY_BYTES;
    head.writeUInt8(size % ICO_SIZE_MAX, at);
    head.writeUInt8(size % ICO_SIZE_MAX, at + 1);
    head.writeUInt16LE(1, at + 4);
    head.writeUInt16LE(ICO_BITS_PER_PIXEL, at + 6);
    head.writeUInt32LE(png.length, at + 8);
    head.writeUInt32LE(offset, at + 12);
    offset += png.length;
  }
  return Buffer.concat([head, ...images.map(({ png }) => png)]);
}

/** A macOS icon; sizes that it has no name for are an error. @throws RangeError */
export function icnsOf(images: readonly IconImage[]): Uint8Array {
  const parts = images.flatMap(({ size, png }) => {
    const types = ICNS_TYPES.get(size);
    if (!types) throw new RangeError(`a .icns has no name for ${size} pixels`);
    return types.map((type) => section(type, png));
  });
  return section('icns', Buffer.concat(parts));
}

function section(type: string, content: Uint8Array): Buffer {
  const head = Buffer.alloc(ICNS_HEADER_BYTES);
  head.write(type, 'latin1');
  head.writeUInt32BE(ICNS_HEADER_BYTES + content.length, 4);
  return Buffer.concat([head, content]);
}
