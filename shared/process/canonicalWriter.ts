import { NotCanonical } from './notCanonical.ts';
import type { Plain } from './plain.ts';

/*
 * Writes the one CBOR encoding of a plain value (RFC 8949, 4.2.3: shortest heads, map keys length first). It knows no more
 * than plain values are made of, which makes it several times as fast as a general library; state hashes are mostly this.
 *
 *  W1  The bytes are those that the library gives, whatever the plain value.      canonicalWriter.test "as the library writes it"
 *  W2  What is not plain is refused, on every device alike.                       canonicalWriter.test "is refused"
 *  W3  A refusal leaves nothing behind.                                           canonicalWriter.test "after a refusal"
 */

/**
 * How deep values may lie in one another. Plain values of a table are less than ten deep. Without a limit it is the size of
 * a device's stack that refuses, and devices would not agree; a value that holds itself is refused by it too.
 */
export const DEPTH_MAX = 64;

/** Major types (RFC 8949, 3.1), as they stand in a head. */
const UNSIGNED = 0x00;
const NEGATIVE = 0x20;
const BYTES = 0x40;
const TEXT = 0x60;
const ARRAY = 0x80;
const MAP = 0xa0;
const FALSE = 0xf4;
const TRUE = 0xf5;
const NULL = 0xf6;

const HEAD_BYTES_MAX = 9;
/** One unit of UTF-16 becomes up to three bytes of UTF-8; a pair becomes four. */
const UTF8_BYTES_MAX = 3;
const TWO_32 = 0x1_0000_0000;
const FIRST_SIZE_BYTES = 4_096;
/** A buffer that grew beyond this for one large value is let go of. */
const KEPT_SIZE_BYTES = 1_048_576;
/** What stands for half of a surrogate pair, as everywhere where text becomes UTF-8. */
const REPLACEMENT = 0xfffd;

// One buffer for all: writing is never interrupted, and what is returned is a copy.
let buffer = new Uint8Array(FIRST_SIZE_BYTES);
let at = 0;

/** The canonical bytes of a plain value. @throws NotCanonical when it is none, or deeper than DEPTH_MAX */
export function writeCanonical(value: Plain): Uint8Array {
  if (buffer.length > KEPT_SIZE_BYTES) buffer = new Uint8Array(FIRST_SIZE_BYTES);
  at = 0;
  write(value, 0);
  return buffer.slice(0, at);
}

/** @param value promised to be plain; whatever it is */
function write(value: unknown, depth: number): void {
  switch (typeof value) {
    case 'number':
      writeInteger(value);
      return;
    case 'string':
      writeText(value);
      return;
    case 'boolean':
      reserve(1);
      buffer[at++] = value ? TRUE : FALSE;
      return;
    case 'object':
      if (value === null) {
        reserve(1);
        buffer[at++] = NULL;
      } else if (Array.isArray(value)) writeArray(value, depth);
      else if (value instanceof Uint8Array) writeBytes(value);
      else if (isFields(value)) writeMap(value, depth);
      else refuse(Object.prototype.toString.call(value));
      return;
    default:
      refuse(typeof value);
  }
}

function refuse(what: string): never {
  throw new NotCanonical(`${what} has no place in a plain value`);
}

function writeInteger(value: number): void {
  if (!Number.isSafeInteger(value)) throw new NotCanonical(`${value} is not a safe integer`);
  if (value >= 0) writeHead(UNSIGNED, value);
  else writeHead(NEGATIVE, -1 - value);
}

function writeBytes(value: Uint8Array): void {
  writeHead(BYTES, value.length);
  reserve(value.length);
  buffer.set(value, at);
  at += value.length;
}

function writeArray(values: readonly unknown[], depth: number): void {
  deeper(depth);
  writeHead(ARRAY, values.length);
  // By index: a hole is undefined, and refused.
  for (let i = 0; i < values.length; i++) write(values[i], depth + 1);
}

function writeMap(fields: Readonly<Record<string, unknown>>, depth: number): void {
  deeper(depth);
  const keys = sortKeys(Object.keys(fields));
  writeHead(MAP, keys.length);
  for (const key of keys) {
    writeText(key);
    write(fields[key], depth + 1);
  }
}

function deeper(depth: number): void {
  if (depth >= DEPTH_MAX) throw new NotCanonical(`more than ${DEPTH_MAX} values in one another`);
}

/** Whether an object is nothing but its fields. */
function isFields(value: object): value is Record<string, unknown> {
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null || isForeign(value);
}

/** An object of a class, or of another realm, is its own fields; a Date, a Map, a promise is more than that. */
function isForeign(value: object): boolean {
  return Object.prototype.toString.call(value) === '[object Object]';
}

/** Shorter first, then by their bytes. Sorts in place. */
function sortKeys(keys: string[]): string[] {
  if (!keys.every(isAscii)) return sortByBytes(keys);
  for (let i = 1; i < keys.length; i++) {
    if (comesBefore(keys[i] as string, keys[i - 1] as string)) {
      return keys.sort((a, b) => (comesBefore(a, b) ? -1 : 1));
    }
  }
  return keys;
}

/** In ASCII a unit is a byte. */
function comesBefore(a: string, b: string): boolean {
  return a.length === b.length ? a < b : a.length < b.length;
}

function sortByBytes(keys: readonly string[]): string[] {
  const encoded = keys.map((key) => ({ key, bytes: utf8(key) }));
  encoded.sort((a, b) => a.bytes.length - b.bytes.length || compare(a.bytes, b.bytes));
  return encoded.map(({ key }) => key);
}

function compare(a: Uint8Array, b: Uint8Array): number {
  const different = a.findIndex((byte, i) => byte !== b[i]);
  return different < 0 ? 0 : (a[different] as number) - (b[different] as number);
}

function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 0x7f) return false;
  return true;
}

function writeText(text: string): void {
  const { length } = text;
  reserve(HEAD_BYTES_MAX + length * UTF8_BYTES_MAX);
  const start = at;
  writeHead(TEXT, length);
  for (let i = 0; i < length; i++) {
    const unit = text.charCodeAt(i);
    if (unit > 0x7f) {
      at = start;
      writeBytesOfText(utf8(text));
      return;
    }
    buffer[at++] = unit;
  }
}

function writeBytesOfText(bytes: Uint8Array): void {
  writeHead(TEXT, bytes.length);
  buffer.set(bytes, at);
  at += bytes.length;
}

/** UTF-8 (RFC 3629, 3). Half a surrogate pair becomes the replacement character. */
function utf8(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length * UTF8_BYTES_MAX);
  let size = 0;
  for (const character of text) {
    const read = character.codePointAt(0) as number;
    const point = read >= 0xd800 && read <= 0xdfff ? REPLACEMENT : read;
    if (point < 0x80) bytes[size++] = point;
    else {
      if (point < 0x800) bytes[size++] = 0xc0 | (point >> 6);
      else {
        if (point < 0x10000) bytes[size++] = 0xe0 | (point >> 12);
        else {
          bytes[size++] = 0xf0 | (point >> 18);
          bytes[size++] = 0x80 | ((point >> 12) & 0x3f);
        }
        bytes[size++] = 0x80 | ((point >> 6) & 0x3f);
      }
      bytes[size++] = 0x80 | (point & 0x3f);
    }
  }
  return bytes.subarray(0, size);
}

/** A major type with its argument, in the shortest form. @param argument a safe integer, not negative */
function writeHead(major: number, argument: number): void {
  reserve(HEAD_BYTES_MAX);
  if (argument < 24) buffer[at++] = major | argument;
  else if (argument < 0x100) {
    buffer[at++] = major | 24;
    buffer[at++] = argument;
  } else if (argument < 0x10000) {
    buffer[at++] = major | 25;
    buffer[at++] = argument >> 8;
    buffer[at++] = argument;
  } else if (argument < TWO_32) {
    buffer[at++] = major | 26;
    write32(argument);
  } else {
    buffer[at++] = major | 27;
    write32(Math.floor(argument / TWO_32));
    write32(argument % TWO_32);
  }
}

/** Big-endian; the room has been reserved. */
function write32(value: number): void {
  buffer[at++] = value >>> 24;
  buffer[at++] = value >>> 16;
  buffer[at++] = value >>> 8;
  buffer[at++] = value;
}

/** Makes room for so many bytes more. */
function reserve(sizeBytes: number): void {
  if (at + sizeBytes <= buffer.length) return;
  const larger = new Uint8Array(Math.max(buffer.length * 2, at + sizeBytes));
  larger.set(buffer.subarray(0, at));
  buffer = larger;
}
