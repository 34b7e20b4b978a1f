import { verifySignature } from '../../../electron/host/keys.ts';
import { type Certified, HAND_END, readCertified } from '../../../shared/process/checkpoint.ts';
import type { Arrival } from '../../../shared/process/effects.ts';
import { toHex } from '../../../shared/process/hash.ts';
import { Journal } from '../../../shared/process/journal.ts';
import { sameBytes } from '../../../shared/process/plain.ts';
import { Process } from '../../../shared/process/process.ts';
import { tableProgram } from '../../../shared/table/program.ts';
import type { BenchRun, Figure } from '../figure.ts';
import { interleave, median, pairCount } from '../pairs.ts';
import { Evening, type PlayedHand, PROGRAMS } from './evening.ts';

const HANDS = 20;
const ROUNDS = 21;
const WARM_UP_ROUNDS = 5;

/** A hand's inputs as the program takes them, and the state they lead to. */
interface RecordedHand {
  readonly certified: Certified;
  readonly arrivals: readonly Arrival[];
  readonly state: Uint8Array;
}

/** Recorded hands played again: by the process alone, with every state hashed, and from entries with every signature verified. */
export async function measureReplay({ quick }: BenchRun): Promise<Figure[]> {
  const evening = new Evening({ seed: 3 });
  const hands = Array.from({ length: HANDS }, () => evening.playHand());
  const recorded = hands.map(recordedHand);
  const inputs = recorded.reduce((sum, { arrivals }) => sum + arrivals.length, 0);
  const entries = hands.reduce((sum, hand) => sum + hand.entries.length, 0);

  const play = () => timed(() => recorded.forEach(playAgain));
  const verify = () => timed(() => hands.forEach(verifyAgain));
  await interleave(quick ? 1 : WARM_UP_ROUNDS, play, verify);
  const rounds = await interleave(pairCount(ROUNDS, quick), play, verify);
  return [
    {
      name: 'replayInputsPerSecond',
      about: `inputs of ${HANDS} hands with six players, every state hashed`,
      value: (inputs / median(rounds.one)) * 1_000,
      unit: '/s',
    },
    {
      name: 'replayVerifiedInputsPerSecond',
      about: 'the same from entries, both signatures of each verified',
      value: (entries / median(rounds.other)) * 1_000,
      unit: '/s',
    },
  ];
}

function recordedHand({ opening, entries }: PlayedHand): RecordedHand {
  const taken = entries.filter(({ input }) => input.body.kind !== HAND_END);
  const arrivals = taken.map(({ entry, input }) => ({
    device: toHex(input.device),
    host: toHex(entry.host),
    body: input.body,
    timeMs: entry.timeMs,
  }));
  const state = taken.at(-1)?.entry.state ?? new Uint8Array();
  return { certified: readCertified(opening.checkpoint, verifySignature), arrivals, state };
}

function playAgain({ certified, arrivals, state }: RecordedHand): void {
  const { checkpoint, position } = certified;
  const story = tableProgram.play(checkpoint.game, checkpoint);
  const process = new Process(story, position.timeMs, position.state);
  for (const arrival of arrivals) process.take(arrival);
  if (!sameBytes(process.stateHash, state)) throw new Error('The hand was replayed to another state.');
}

function verifyAgain({ opening, entries }: PlayedHand): void {
  const options = { programs: PROGRAMS, verify: verifySignature, guard: () => null };
  const journal = new Journal(opening.checkpoint, PROGRAMS.newest.version, options);
  for (const { bytes } of entries) journal.replay(bytes);
}

function timed(work: () => void): number {
  const startMs = performance.now();
  work();
  return performance.now() - startMs;
}
