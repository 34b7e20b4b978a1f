import { LIMITS } from '../../../shared/protocol.ts';

/** The length of the bytes that follow, big-endian. */
export const FRAME_HEADER_BYTES = 4;

/** A frame that says it is longer than LIMITS.frameBytes. */
export class FrameTooLong extends Error {
  override name = 'FrameTooLong';
}

/** A message's bytes with their length before them. @throws FrameTooLong */
export function frameOf(body: Uint8Array): Uint8Array {
  if (body.length > LIMITS.frameBytes) throw new FrameTooLong(`a frame of ${body.length} bytes`);
  const frame = new Uint8Array(FRAME_HEADER_BYTES + body.length);
  new DataView(frame.buffer).setUint32(0, body.length);
  frame.set(body, FRAME_HEADER_BYTES);
  return frame;
}

/**
 * Cuts a stream of bytes into frames, however it arrives. Holds no more than one frame that is not complete. Nothing is
 * decompressed here or anywhere on a link, so that what is held is what was sent.
 */
export class FrameReader {
  #chunks: Uint8Array[] = [];
  #heldBytes = 0;
  /** The length of the frame that has begun; null: its header is not complete. */
  #bodyBytes: number | null = null;

  /** The frames that are complete with these bytes. @throws FrameTooLong before any byte of such a frame is held */
  *read(bytes: Uint8Array): Generator<Uint8Array> {
    if (bytes.length > 0) this.#chunks.push(bytes);
    this.#heldBytes += bytes.length;
    for (;;) {
      this.#bodyBytes ??= this.#header();
      if (this.#bodyBytes === null || this.#heldBytes < this.#bodyBytes) return;
      const body = this.#take(this.#bodyBytes);
      this.#bodyBytes = null;
      yield body;
    }
  }

  #header(): number | null {
    if (this.#heldBytes < FRAME_HEADER_BYTES) return null;
    const header = this.#take(FRAME_HEADER_BYTES);
    const length = new DataView(header.buffer).getUint32(0);
    if (length <= LIMITS.frameBytes) return length;
    this.#chunks = [];
    this.#heldBytes = 0;
    throw new FrameTooLong(`a frame of ${length} bytes`);
  }

  /** A copy of the next bytes. */
  #take(length: number): Uint8Array {
    const taken = new Uint8Array(length);
    let at = 0;
    let used = 0;
    while (at < length) {
      const chunk = this.#chunks[used] as Uint8Array;
      const part = chunk.subarray(0, length - at);
      taken.set(part, at);
      at += part.length;
      if (part.length === chunk.length) used += 1;
      else this.#chunks[used] = chunk.subarray(part.length);
    }
    this.#chunks.splice(0, used);
    this.#heldBytes -= length;
    return taken;
  }
}
