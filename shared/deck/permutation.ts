import type { RandomBytes } from './transcript.ts';

const WORD_BYTES = 4;
const WORD_LIMIT = 2 ** 32;

/** A uniform order of 0 to length - 1: Fisher-Yates; a word that would favour some is drawn again. */
export function randomPermutation(length: number, random: RandomBytes): number[] {
  const order = Array.from({ length }, (_, at) => at);
  for (let last = length - 1; last > 0; last--) {
    const other = below(last + 1, random);
    const [a, b] = [order[last] as number, order[other] as number];
    order[last] = b;
    order[other] = a;
  }
  return order;
}

function below(limit: number, random: RandomBytes): number {
  const fair = WORD_LIMIT - (WORD_LIMIT % limit);
  for (;;) {
    const bytes = random(WORD_BYTES);
    const word = new DataView(bytes.buffer, bytes.byteOffset, WORD_BYTES).getUint32(0);
    if (word < fair) return word % limit;
  }
}
