/**
 * The torn-write run: what a piece of real code does to its disk is recorded; then, for every prefix of that record and
 * every cut of the write behind it, the real code opens what is left where the process died there, or the power went.
 *
 *  T1  Nothing promised before the cut is lost, and nothing is found that was never written.
 *  T2  What an opening found is on the disk: a power cut right afterwards takes none of it.
 *  T3  Opening never throws.
 *  T4  Of bytes that were being written none go: they are in their file, or kept in another.
 *  T5  What was opened takes and keeps more.
 *
 * That the run finds what breaks each of them: tornRun.test "the run bites".
 */
import { createHash } from 'node:crypto';
import type { FileSystem } from '../fileSystem.ts';
import { MemoryDisk, type RandomBelow } from '../testing/memoryDisk.ts';
import { type DiskOperation, recordingFileSystem, redo, type TraceStep, wordsOf } from './trace.ts';

/** What was found by opening what a power cut left. */
export interface Reopened<Promised> {
  /** What is not as it must be, a sentence each. */
  readonly wrong: readonly string[];
  /** What is promised now, with all that was promised before. */
  readonly promised: readonly Promised[];
}

/** A piece of code that keeps something on a disk. */
export interface TornSubject<Promised> {
  /** Does its work once, undisturbed, and says what it promises as soon as it does. */
  play(fs: FileSystem, promise: (promised: Promised) => void): Promise<void>;
  /** Opens what is left with its real code. @param promised all that was promised before the power went */
  reopen(fs: FileSystem, promised: readonly Promised[]): Promise<Reopened<Promised>>;
  /** Takes up its work where it is after a `reopen`, and opens it once more. @returns what is not as it must be */
  goOn?(fs: FileSystem): Promise<readonly string[]>;
  /** Whether what was being written to that file is kept by its opening; left out: of none. */
  keeps?(path: string): boolean;
}

export interface TornOptions {
  /** Chooses the cuts of long writes, and what is left of what was not synced. */
  readonly random: RandomBelow;
  /** A write of up to so many bytes is cut at each of them. */
  readonly everyByteUpToBytes?: number;
  /** So many cuts of a longer one at either edge, where headers and checksums lie, */
  readonly edgeCuts?: number;
  /** and so many elsewhere in it. */
  readonly sampledCuts?: number;
  /** So many power cuts at random after each call, beside the worst and the mildest. */
  readonly randomPowerCuts?: number;
  /** It ends once so much is wrong; left out: WRONG_MAX. */
  readonly wrongMax?: number;
}

export interface TornReport {
  /** Calls that were recorded. */
  readonly calls: number;
  readonly promises: number;
  /** Different states of a disk that were opened. */
  readonly states: number;
  /** Where and what, a sentence each. */
  readonly wrong: readonly string[];
}

const EVERY_BYTE_UP_TO_BYTES = 256;
const SAMPLED_CUTS = 24;
const RANDOM_POWER_CUTS = 2;
const EDGE_CUTS = 12;
/** A run that has found so much has shown enough. */
const WRONG_MAX = 20;

/** Records the subject at work on an empty disk. */
export async function record<Promised>(subject: TornSubject<Promised>): Promise<TraceStep<Promised>[]> {
  const steps: TraceStep<Promised>[] = [];
  const fs = recordingFileSystem(new MemoryDisk().fileSystem(), (operation) =>
    steps.push({ type: 'call', operation }),
  );
  await subject.play(fs, (promised) => steps.push({ type: 'promise', promised }));
  return steps;
}

/** Cuts a recorded run at every place. */
export async function tornRun<Promised>(
  subject: TornSubject<Promised>,
  steps: readonly TraceStep<Promised>[],
  options: TornOptions,
): Promise<TornReport> {
  const run = new Run(subject, options);
  const disk = new MemoryDisk();
  const promised: Promised[] = [];
  let calls = 0;
  for (const step of steps) {
    if (step.type === 'promise') {
      promised.push(step.promised);
      continue;
    }
    const words = `call ${calls++}, ${wordsOf(step.operation)}`;
    for (const state of cutsOf(step.operation, options)) {
      const torn = disk.fork();
      await redo(torn, state.operation);
      const { path } = state.operation;
      const isToBeKept = (await torn.fileSystem().size(path)) !== 0 && subject.keeps?.(path) === true;
      await run.open(torn, promised, `${words}, ${state.words}`, isToBeKept ? path : null);
    }
    await redo(disk, step.operation);
    await run.openAfter(disk, promised, words);
    if (run.isEnough) break;
  }
  // The last promises, with nothing done after them.
  await run.openAfter(disk, promised, 'at the end');
  return { calls, promises: promised.length, states: run.states, wrong: run.wrong };
}

class Run<Promised> {
  readonly wrong: string[] = [];
  readonly #subject: TornSubject<Promised>;
  readonly #options: TornOptions;
  /** States that have been opened with as many promises. */
  readonly #seen = new Set<string>();

  constructor(subject: TornSubject<Promised>, options: TornOptions) {
    this.#subject = subject;
    this.#options = options;
  }

  get isEnough(): boolean {
    return this.wrong.length >= (this.#options.wrongMax ?? WRONG_MAX);
  }

  get states(): number {
    return this.#seen.size;
  }

  /** The process dies after a call that was done, or the power goes. */
  async openAfter(disk: MemoryDisk, promised: readonly Promised[], words: string): Promise<void> {
    await this.open(disk.fork(), promised, `${words}, killed`);
    for (const leavings of ['least', 'zeros'] as const) {
      const left = disk.fork();
      left.powerCutTo(leavings);
      await this.open(left, promised, `${words}, left: ${leavings}`);
    }
    const { random, randomPowerCuts = RANDOM_POWER_CUTS } = this.#options;
    for (let i = 0; i < randomPowerCuts; i++) {
      const left = disk.fork();
      left.powerCut(random);
      await this.open(left, promised, `${words}, left: something`);
    }
  }

  /** Opens what is left; it may be more than would be left if the power went now. */
  async open(
    disk: MemoryDisk,
    promised: readonly Promised[],
    words: string,
    torn: string | null = null,
  ): Promise<void> {
    if (this.isEnough || this.#isKnown(disk, promised.length)) return;
    const before = disk.files();
    const found = await this.#reopen(disk, promised, words);
    if (!found) return;
    if (torn !== null && !isKept(torn, before, disk.files())) {
      this.wrong.push(`${words}: what was being written is gone and kept nowhere`);
    }
    await this.#goOn(disk.fork(), words);
    disk.powerCutTo('least');
    await this.#reopen(disk, [...promised, ...found.promised], `${words}, opened, and the power gone again`);
  }

  async #goOn(disk: MemoryDisk, words: string): Promise<void> {
    try {
      const wrong = await this.#subject.goOn?.(disk.fileSystem());
      this.wrong.push(...(wrong ?? []).map((what) => `${words}, going on: ${what}`));
    } catch (error) {
      this.wrong.push(`${words}, going on: it throws ${(error as Error).stack}`);
    }
  }

  async #reopen(
    disk: MemoryDisk,
    promised: readonly Promised[],
    words: string,
  ): Promise<Reopened<Promised> | null> {
    try {
      const found = await this.#subject.reopen(disk.fileSystem(), promised);
      this.wrong.push(...found.wrong.map((what) => `${words}: ${what}`));
      return found;
    } catch (error) {
      this.wrong.push(`${words}: it throws ${(error as Error).stack}`);
      return null;
    }
  }

  #isKnown(disk: MemoryDisk, promises: number): boolean {
    const hash = createHash('sha256').update(`${promises}`);
    for (const [path, bytes] of disk.files()) hash.update(`\n${path}\n${bytes.length}\n`).update(bytes);
    const key = hash.digest('hex');
    if (this.#seen.has(key)) return true;
    this.#seen.add(key);
    return false;
  }
}

type Write = Extract<DiskOperation, { bytes: Uint8Array }>;

/** What of a write may have been done: its first bytes, alone or with zeros in the place of the others. */
function cutsOf(
  operation: DiskOperation,
  options: TornOptions,
): { readonly operation: Write; readonly words: string }[] {
  if (operation.type !== 'append' && operation.type !== 'overwrite') return [];
  const { bytes } = operation;
  return placesOfCuts(bytes.length, options).flatMap((at) => {
    const head = bytes.subarray(0, at);
    const cut = { operation: { ...operation, bytes: head }, words: `cut at byte ${at}` };
    // What is written over was there before: no zeros come in its place.
    if (operation.type === 'overwrite') return [cut];
    const padded = Uint8Array.from(bytes).fill(0, at);
    // What ends with zeros anyway is not cut there.
    if (Buffer.compare(padded, bytes) === 0) return [];
    return [cut, { operation: { ...operation, bytes: padded }, words: `zeros from byte ${at}` }];
  });
}

function placesOfCuts(sizeBytes: number, options: TornOptions): number[] {
  const { everyByteUpToBytes = EVERY_BYTE_UP_TO_BYTES, edgeCuts = EDGE_CUTS } = options;
  const { sampledCuts = SAMPLED_CUTS, random } = options;
  if (sizeBytes <= everyByteUpToBytes) return Array.from({ length: sizeBytes }, (_, at) => at);
  const edges = Array.from({ length: edgeCuts }, (_, i) => [i, sizeBytes - 1 - i]).flat();
  const inside = Array.from({ length: sampledCuts }, () => random(sizeBytes));
  return [...new Set([...edges, ...inside])].filter((at) => at >= 0 && at < sizeBytes).sort((a, b) => a - b);
}

/** Whether a file has all the bytes still that it had, or its end, from wherever it was damaged, is in a new one. */
function isKept(
  path: string,
  before: ReadonlyMap<string, Uint8Array>,
  after: ReadonlyMap<string, Uint8Array>,
): boolean {
  const had = Buffer.from(before.get(path) ?? []);
  if (startsWith(after.get(path) ?? new Uint8Array(), had)) return true;
  const added = [...after].filter(([other]) => !before.has(other));
  return added.some(([, bytes]) => bytes.length > 0 && had.subarray(-bytes.length).equals(bytes));
}

function startsWith(bytes: Uint8Array, beginning: Uint8Array): boolean {
  return Buffer.compare(bytes.subarray(0, beginning.length), beginning) === 0;
}
