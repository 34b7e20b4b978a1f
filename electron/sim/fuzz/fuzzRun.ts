/**
 * Everything that reads what comes from outside, fed with what nobody meant: changed samples, by bytes and by structure,
 * cut, spliced, nested, blown up, and bytes of any kind.
 *
 *  Z1  A reader returns, or refuses by an error of its own: nothing else gets past its edge.   fuzz.test "every reader"
 *  Z2  It takes no more than its stated time and memory.                                      fuzz.test "every reader"
 *  Z3  One seed feeds the same inputs again; a fault is told with its input, made small.       fuzz.test "a fault"
 *  Z4  The run finds what throws, hangs, swells or reads wrong.                                fuzz.test "the run bites"
 *
 * What guides it is the outcome: an input that ends otherwise than all before it (another refusal, another kind of value) is
 * kept, and changed further. Coverage of the code itself is not measured.
 */
import { getHeapStatistics } from 'node:v8';
import { fromBytes, type Plain, toBytes } from '../../../shared/process/plain.ts';
import type { RandomBelow } from '../../host/disk/testing/memoryDisk.ts';
import type { FuzzTarget } from './fuzzTarget.ts';
import { blowUp, mutateBytes } from './mutateBytes.ts';
import { mutatePlain } from './mutatePlain.ts';
import { mutateText } from './mutateText.ts';

export interface FuzzFound {
  readonly target: string;
  readonly what: string;
  /** The input, made as small as it was quick to make. */
  readonly input: Uint8Array;
}

export interface FuzzReport {
  readonly target: string;
  readonly runs: number;
  /** Different ways in which inputs ended. */
  readonly outcomes: number;
  /** Inputs that were read without a refusal. */
  readonly taken: number;
  readonly slowestMs: number;
  readonly found: readonly FuzzFound[];
}

/** Inputs that are kept to be changed further. */
const CORPUS_MAX = 400;
/** One in so many is blown up to the largest size that the edge lets in. */
const BLOWN_UP_ONE_IN = 96;
/** Time and memory are those of the machine, too: what exceeds is tried again, and the best counts. */
const TRIES = 4;
const FOUND_MAX = 5;
const SHRINK_TRIES = 200;

/** Runs one target so many times, or until `isOver`. */
export async function fuzz(
  target: FuzzTarget,
  runs: number,
  random: RandomBelow,
  isOver: () => boolean = () => false,
): Promise<FuzzReport> {
  const corpus = [...(await target.samples())];
  const found: FuzzFound[] = [];
  const outcomes = new Map<string, number>();
  let [taken, slowestMs, done] = [0, 0, 0];
  for (const sample of corpus) {
    const { fault, refusal } = await attempt(target, sample);
    const what = fault ?? refusal;
    if (what) found.push({ target: target.name, what: `a sample is not read: ${what}`, input: sample });
  }
  for (; done < runs && found.length < FOUND_MAX && !isOver(); done++) {
    const input = anInput(target, corpus, random);
    const result = await bestOf(target, input);
    slowestMs = Math.max(slowestMs, result.timeMs);
    if (result.fault) {
      found.push({
        target: target.name,
        what: result.fault,
        input: await smaller(target, input, result.fault),
      });
      continue;
    }
    if (result.refusal === null) taken++;
    const seen = outcomes.get(result.outcome) ?? 0;
    outcomes.set(result.outcome, seen + 1);
    if (seen === 0 && corpus.length < CORPUS_MAX) corpus.push(input);
  }
  return { target: target.name, runs: done, outcomes: outcomes.size, taken, slowestMs, found };
}

function anInput(target: FuzzTarget, corpus: readonly Uint8Array[], random: RandomBelow): Uint8Array {
  const parent = corpus[random(corpus.length)] as Uint8Array;
  if (random(BLOWN_UP_ONE_IN) === 0) return blowUp(parent, random, target.sizeMaxBytes);
  const changed =
    random(3) === 0 ? mutateBytes(parent, random, corpus) : reshaped(target, parent, corpus, random);
  return changed.subarray(0, target.sizeMaxBytes);
}

/** Changed by what it is built of, where it is built as it should be. */
function reshaped(
  target: FuzzTarget,
  parent: Uint8Array,
  corpus: readonly Uint8Array[],
  random: RandomBelow,
): Uint8Array {
  if (target.shape === 'text') {
    const [text, other] = [parent, corpus[random(corpus.length)] ?? parent].map((bytes) =>
      Buffer.from(bytes).toString('utf8'),
    ) as [string, string];
    return Buffer.from(mutateText(text, random, [other]), 'utf8');
  }
  const value = plainOf(target, parent);
  if (value === undefined) return mutateBytes(parent, random, corpus);
  return bytesOf(target, mutatePlain(value, random, []));
}

/** Undefined: it is not of that shape. */
function plainOf({ shape }: FuzzTarget, bytes: Uint8Array): Plain | undefined {
  try {
    if (shape === 'cbor') return fromBytes(bytes);
    if (shape === 'json') return JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    // Then it is bytes.
  }
  return undefined;
}

function bytesOf({ shape }: FuzzTarget, value: Plain): Uint8Array {
  try {
    return shape === 'cbor' ? toBytes(value) : Buffer.from(JSON.stringify(value));
  } catch {
    // Too deep, or a text that is none: nothing that anybody could write.
    return new Uint8Array();
  }
}

interface Result {
  readonly outcome: string;
  /** How it was refused; null: it was taken. */
  readonly refusal: string | null;
  readonly fault: string | null;
  readonly timeMs: number;
}

async function bestOf(target: FuzzTarget, input: Uint8Array): Promise<Result> {
  let best = await attempt(target, input);
  for (let again = 1; again < TRIES && best.isOverLimit; again++) {
    const next = await attempt(target, input);
    if (!next.isOverLimit) best = next;
  }
  return best;
}

async function attempt(target: FuzzTarget, input: Uint8Array): Promise<Result & { isOverLimit: boolean }> {
  const before = memoryBytes();
  const startMs = performance.now();
  let [outcome, refusal, fault]: [string, string | null, string | null] = ['', null, null];
  try {
    outcome = await target.read(Uint8Array.from(input));
  } catch (error) {
    const { name, message } = error as Error;
    outcome = `${name}: ${message.replaceAll(/[0-9a-f]{8,}|\d+/g, '#').slice(0, 80)}`;
    if (target.refusals.includes(name)) refusal = outcome;
    else fault = `it throws ${(error as Error).stack ?? error}`;
  }
  const timeMs = performance.now() - startMs;
  const usedBytes = memoryBytes() - before;
  const over = [
    ...(timeMs > target.timeMaxMs ? [`it takes ${Math.round(timeMs)} ms`] : []),
    ...(usedBytes > target.memoryMaxBytes ? [`it takes ${usedBytes} bytes of memory`] : []),
  ];
  fault ??= over[0] ?? null;
  return { outcome, refusal, fault, timeMs, isOverLimit: over.length > 0 };
}

function memoryBytes(): number {
  const { used_heap_size, external_memory } = getHeapStatistics();
  return used_heap_size + external_memory;
}

/** A smaller input with the same fault, as far as some tries go. */
async function smaller(target: FuzzTarget, input: Uint8Array, fault: string): Promise<Uint8Array> {
  const kind = fault.slice(0, 40);
  let least = input;
  let part = Math.ceil(least.length / 2);
  for (let tries = 0; tries < SHRINK_TRIES && part >= 1; part = Math.floor(part / 2)) {
    for (let at = 0; at < least.length && tries < SHRINK_TRIES; tries++) {
      const without = Uint8Array.from([...least.subarray(0, at), ...least.subarray(at + part)]);
      const still = (await attempt(target, without)).fault?.startsWith(kind) === true;
      if (still) least = without;
      else at += part;
    }
  }
  return least;
}
