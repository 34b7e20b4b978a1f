import type { Chunk, ChunkReading } from '../../electron/host/disk/index.ts';
import { counted } from './report.ts';

/** The bytes of a file: which chunks are intact, and what the others are. */
export function damageLines({ chunks, damages }: ChunkReading, sizeBytes: number): string[] {
  const size = `${counted(sizeBytes, 'byte')} in ${counted(chunks.length, 'intact chunk')}`;
  if (damages.length === 0) return [`${size}; nothing is damaged`];
  return [
    ...damages.map(({ words }) => words),
    ...runs(chunks).map(
      ({ first, last, count, from, to }) =>
        `${count === 1 ? `chunk ${first} is` : `chunks ${first} to ${last} are`} intact: byte ${from} to ${to}`,
    ),
  ];
}

interface ChunkRun {
  /** Counted from 1 over the intact chunks. */
  readonly first: number;
  readonly last: number;
  readonly count: number;
  readonly from: number;
  /** The last byte that belongs to it. */
  readonly to: number;
}

/** Intact chunks with nothing between them, together. */
function runs(chunks: readonly Chunk[]): ChunkRun[] {
  const found: ChunkRun[] = [];
  for (const [at, { offset, sizeBytes }] of chunks.entries()) {
    const before = found.at(-1);
    const to = offset + sizeBytes - 1;
    if (before && before.to + 1 === offset) {
      found[found.length - 1] = { ...before, last: at + 1, count: before.count + 1, to };
    } else found.push({ first: at + 1, last: at + 1, count: 1, from: offset, to });
  }
  return found;
}
