import { hashOf, u32 } from '../contexts.ts';
import type { RandomBytes } from '../transcript.ts';

/** Random bytes that are the same in every run of a test. */
export function seededBytes(seed: string): RandomBytes {
  let blocks = 0;
  let left = new Uint8Array();
  return (sizeBytes) => {
    const bytes = new Uint8Array(sizeBytes);
    for (let at = 0; at < sizeBytes; ) {
      if (left.length === 0) left = hashOf(`test/${seed}`, u32(blocks++)) as Uint8Array<ArrayBuffer>;
      const taken = left.subarray(0, Math.min(left.length, sizeBytes - at));
      bytes.set(taken, at);
      left = left.subarray(taken.length);
      at += taken.length;
    }
    return bytes;
  };
}
