import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../host/testing/seededRandom.ts';
import { FUZZ_TARGETS, lineOf, runFuzz } from './fuzz.ts';
import { fuzz } from './fuzzRun.ts';
import type { FuzzTarget } from './fuzzTarget.ts';

const LIMIT_MS = 120_000;
/** Of a target that costs 1: the whole takes some fifteen seconds. */
const RUNS = 300;

test('every reader of what comes from outside refuses by its own errors, in its time and memory', {
  timeout: LIMIT_MS,
}, async () => {
  const reports = await runFuzz({ seed: 47, runs: RUNS });
  console.log(reports.map(lineOf).join('\n'));
  expect(reports.flatMap(({ found }) => found)).toEqual([]);
  expect(reports).toHaveLength(FUZZ_TARGETS.length);
  for (const { outcomes, target } of reports) expect(outcomes, target).toBeGreaterThan(0);
});

test('no two targets have one name', () => {
  expect(new Set(FUZZ_TARGETS.map(({ name }) => name)).size).toBe(FUZZ_TARGETS.length);
});

/** A reader of up to 64 bytes whose first byte is the length of the rest. */
const READER: FuzzTarget = {
  name: 'a reader',
  shape: 'bytes',
  samples: () => [Uint8Array.of(3, 1, 2, 3)],
  read: (bytes) => {
    if (bytes[0] !== bytes.length - 1) throw Object.assign(new Error('no length'), { name: 'Refusal' });
    return 'ok';
  },
  refusals: ['Refusal'],
  ...{ sizeMaxBytes: 64, timeMaxMs: 200, memoryMaxBytes: 4_000_000 },
};

async function run(target: FuzzTarget, seed = 1) {
  const random = seededRandom(seed);
  return fuzz(target, 2_000, (below) => Math.floor(random() * below));
}

describe('the run bites: it finds', () => {
  test('nothing in a reader that keeps to its word', async () => {
    const { found, outcomes, taken } = await run(READER);
    expect(found).toEqual([]);
    expect(outcomes).toBe(2);
    expect(taken).toBeGreaterThan(0);
  });

  test('a fault deep inside, with its input made small, and the same one again from the same seed', async () => {
    const target: FuzzTarget = {
      ...READER,
      read: (bytes) => {
        if (bytes.includes(0xff) && bytes.length > 4) throw new TypeError('what is this');
        return READER.read(bytes);
      },
    };
    const [first] = (await run(target)).found;
    expect(first?.what).toMatch(/^it throws TypeError: what is this/);
    expect(first?.input).toHaveLength(5);
    expect((await run(target)).found[0]?.input).toEqual(first?.input);
  });

  test('what takes too long', async () => {
    const target: FuzzTarget = {
      ...READER,
      timeMaxMs: 5,
      read: (bytes) => {
        const endMs = performance.now() + 8;
        while (bytes[1] === 0xff && performance.now() < endMs);
        return READER.read(bytes);
      },
    };
    expect((await run(target)).found[0]?.what).toMatch(/it takes \d+ ms/);
  });

  test('what takes too much memory', async () => {
    const held: Uint8Array[] = [];
    const target: FuzzTarget = {
      ...READER,
      read: (bytes) => {
        if (bytes[1] === 0xff) held.push(new Uint8Array(5_000_000));
        return READER.read(bytes);
      },
    };
    expect((await run(target)).found[0]?.what).toMatch(/it takes \d+ bytes of memory/);
  });

  test('a reader that reads wrong, and a sample that is not read', async () => {
    const wrong: FuzzTarget = {
      ...READER,
      read: () => {
        throw Object.assign(new Error('two spellings'), { name: 'FuzzFault' });
      },
    };
    expect((await run(wrong)).found[0]?.what).toMatch(/^a sample is not read: it throws/);
    const unread: FuzzTarget = { ...READER, samples: () => [Uint8Array.of(9)] };
    expect((await run(unread)).found[0]?.what).toBe('a sample is not read: Refusal: no length');
  });
});
