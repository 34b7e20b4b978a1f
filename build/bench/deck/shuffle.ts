import { randomBytes } from 'node:crypto';
import { firstDeck } from '../../../shared/deck/ciphertexts.ts';
import { loadGroup, mulBase } from '../../../shared/deck/group.ts';
import { type ShuffleContext, shuffleDeck } from '../../../shared/deck/shuffle.ts';
import { checkedShuffle } from '../../../shared/deck/shuffleCheck.ts';
import { randomScalar } from '../../../shared/deck/transcript.ts';
import { toHex } from '../../../shared/process/hash.ts';
import { atMost, type BenchRun, type Figure } from '../figure.ts';
import { median } from '../pairs.ts';
import { type Times, timesOf } from './times.ts';

/** The first few run before the compiler has seen them. */
const WARM_UPS = 3;
const SHUFFLES = 30;
const QUICK_SHUFFLES = 3;
const PROVE_CPU_MS_MAX = 100;
const VERIFY_CPU_MS_MAX = 100;

/**
 * Shuffles of one deck, one after another, as the devices of a table make and check them.
 * @throws Error when an honest proof is rejected
 */
export async function measureShuffle({ quick }: BenchRun): Promise<readonly Figure[]> {
  await loadGroup();
  const random = (sizeBytes: number) => new Uint8Array(randomBytes(sizeBytes));
  const key = mulBase(randomScalar(random));
  const about = { handId: random(32), deals: random(32), shuffler: toHex(random(32)), key };
  let deck = firstDeck(key);
  const made: Times[] = [];
  const checked: Times[] = [];
  const count = WARM_UPS + (quick ? QUICK_SHUFFLES : SHUFFLES);
  for (let step = 0; step < count; step++) {
    const context: ShuffleContext = { ...about, step, before: deck };
    const shuffled = timesOf(() => shuffleDeck(context, random));
    const verified = timesOf(() => checkedShuffle(shuffled.result, context));
    const after = verified.result;
    if (after === null) throw new Error('A proof of an honest shuffle was rejected.');
    deck = after;
    made.push(shuffled);
    checked.push(verified);
  }
  return [
    ...figuresOf('deckShuffleProve', 'one shuffle and its proof', made.slice(WARM_UPS), PROVE_CPU_MS_MAX),
    ...figuresOf('deckVerify', "one check of a shuffle's proof", checked.slice(WARM_UPS), VERIFY_CPU_MS_MAX),
  ];
}

function figuresOf(name: string, about: string, times: readonly Times[], limitMs: number): Figure[] {
  const cpuMs = median(times.map((time) => time.cpuMs));
  return [
    {
      name: `${name}CpuMs`,
      about: `${about}: processor time, median`,
      value: cpuMs,
      unit: 'ms',
      goal: atMost(cpuMs, limitMs, ' ms'),
    },
    {
      name: `${name}WallMs`,
      about: `${about}: by the clock, median`,
      value: median(times.map((time) => time.wallMs)),
      unit: 'ms',
    },
  ];
}
