/**
 * One record in a history file. It can be found from either end:
 *
 *     start magic | number u32 | payload length u32 | checksum, 8 bytes | payload | payload length u32 | number u32 | end magic
 *
 * Numbers are big-endian; the first record has number 1. The checksum is the beginning of SHA-256 over number, length
 * and payload. Neither magic can occur in text: they hold bytes that UTF-8 never uses.
 */
import { createHash } from 'node:crypto';

export const START_MAGIC = Uint8Array.of(0xf5, 0x48, 0x52, 0x01);
export const END_MAGIC = Uint8Array.of(0xf6, 0x48, 0x52, 0x01);
const CHECKSUM_SIZE_BYTES = 8;
export const FRAME_HEADER_SIZE_BYTES = START_MAGIC.length + 4 + 4 + CHECKSUM_SIZE_BYTES;
export const FRAME_TRAILER_SIZE_BYTES = 4 + 4 + END_MAGIC.length;
/** A hand's record is a few KB. A longer claim is damage. */
export const PAYLOAD_MAX_BYTES = 4 * 1024 * 1024;
export const FRAME_MAX_BYTES = FRAME_HEADER_SIZE_BYTES + PAYLOAD_MAX_BYTES + FRAME_TRAILER_SIZE_BYTES;

export interface HistoryFrame {
  /** 1 for the first record of the file. */
  number: number;
  payload: Uint8Array;
  /** Of the whole frame. */
  sizeBytes: number;
}

/** Throws RangeError if the payload is longer than PAYLOAD_MAX_BYTES. */
export function encodeFrame(number: number, payload: Uint8Array): Uint8Array {
  if (payload.length > PAYLOAD_MAX_BYTES) {
    throw new RangeError(`a history record holds at most ${PAYLOAD_MAX_BYTES} bytes, not ${payload.length}`);
  }
  return Buffer.concat([
    START_MAGIC,
    u32(number),
    u32(payload.length),
    checksum(number, payload),
    payload,
    u32(payload.length),
    u32(number),
    END_MAGIC,
  ]);
}

/** The size of the frame that begins with `header`, or null if none does. The frame itself may still be damaged. */
export function frameSizeFromHeader(header: Uint8Array): number | null {
  if (header.length < FRAME_HEADER_SIZE_BYTES || !startsWith(header, START_MAGIC)) return null;
  return frameSize(view(header).getUint32(8));
}

/** The size of the frame that ends with `trailer`, or null if none does. The frame itself may still be damaged. */
export function frameSizeFromTrailer(trailer: Uint8Array): number | null {
  if (trailer.length !== FRAME_TRAILER_SIZE_BYTES || !startsWith(trailer.subarray(8), END_MAGIC)) return null;
  return frameSize(view(trailer).getUint32(0));
}

/** The number that both edges of a frame give; null: they differ, or are none. */
export function frameNumberOf(header: Uint8Array, trailer: Uint8Array): number | null {
  if (header.length < FRAME_HEADER_SIZE_BYTES || trailer.length !== FRAME_TRAILER_SIZE_BYTES) return null;
  const number = view(header).getUint32(4);
  return number === view(trailer).getUint32(4) ? number : null;
}

/** Decodes `bytes` as exactly one frame; null unless it is intact from its first byte to its last. */
export function decodeFrame(bytes: Uint8Array): HistoryFrame | null {
  if (frameSizeFromHeader(bytes) !== bytes.length) return null;
  const number = view(bytes).getUint32(4);
  const payload = bytes.subarray(FRAME_HEADER_SIZE_BYTES, bytes.length - FRAME_TRAILER_SIZE_BYTES);
  const intact = Buffer.compare(encodeFrame(number, payload), bytes) === 0;
  return intact ? { number, payload, sizeBytes: bytes.length } : null;
}

function frameSize(payloadSizeBytes: number): number | null {
  if (payloadSizeBytes > PAYLOAD_MAX_BYTES) return null;
  return FRAME_HEADER_SIZE_BYTES + payloadSizeBytes + FRAME_TRAILER_SIZE_BYTES;
}

function checksum(number: number, payload: Uint8Array): Uint8Array {
  const hash = createHash('sha256').update(u32(number)).update(u32(payload.length)).update(payload).digest();
  return hash.subarray(0, CHECKSUM_SIZE_BYTES);
}

function startsWith(bytes: Uint8Array, prefix: Uint8Array): boolean {
  return Buffer.compare(bytes.subarray(0, prefix.length), prefix) === 0;
}

function u32(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  view(bytes).setUint32(0, value);
  return bytes;
}

function view(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
