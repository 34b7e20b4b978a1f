import pokersolver from 'pokersolver';
import { seededRandom } from '../../../electron/host/bots/testing/seededRandom.ts';
import { countSevenCardCategories } from '../../../shared/poker/enumeration.ts';
import {
  CATEGORIES,
  type Card,
  type Category,
  DECK_SIZE,
  formatCard,
  strength7,
} from '../../../shared/poker/index.ts';
import { atLeast, type BenchRun, type Figure } from '../figure.ts';
import { interleave, median, medianRatio, pairCount } from '../pairs.ts';

const RATIO_MIN = 100;
const PAIRS = 31;
const WARM_UP_PAIRS = 3;
const HAND_CARDS = 7;
/** As many as take either side some ten milliseconds. */
const OUR_HANDS = 400_000;
const SOLVER_HANDS = 1_000;

/** All seven-card hands by category, as RULES.md counts them. */
const COUNTS: Readonly<Record<Category, number>> = {
  'straight flush': 41_584,
  'four of a kind': 224_848,
  'full house': 3_473_184,
  flush: 4_047_644,
  straight: 6_180_020,
  'three of a kind': 6_461_620,
  'two pair': 31_433_400,
  pair: 58_627_800,
  'high card': 23_294_460,
};

/** Seven-card hands a second against the pokersolver package; and every such hand, counted. */
export async function measureEvaluator({ quick }: BenchRun): Promise<Figure[]> {
  const random = seededRandom(5);
  const hands = Array.from({ length: OUR_HANDS }, () => randomHand(random));
  const cards = Uint8Array.from(hands.flat());
  const texts = hands.slice(0, SOLVER_HANDS).map((hand) => hand.map(formatCard));
  const theirs = () => timed(() => texts.reduce((sum, hand) => sum + pokersolver.Hand.solve(hand).rank, 0));
  const ours = () => timed(() => rankAll(cards));
  await interleave(WARM_UP_PAIRS, theirs, ours);
  const pairs = await interleave(pairCount(PAIRS, quick), theirs, ours);
  const ratio = medianRatio(pairs) * (OUR_HANDS / SOLVER_HANDS);
  return [
    {
      name: 'evaluatorRatio',
      about: '7-card hands a second against the pokersolver package',
      value: ratio,
      unit: 'x',
      goal: atLeast(ratio, RATIO_MIN),
    },
    {
      name: 'evaluatorHandsPerSecond',
      about: '7-card hands a second',
      value: (OUR_HANDS * 1_000) / median(pairs.other),
      unit: '/s',
    },
    ...(quick ? [] : [countAll()]),
  ];
}

/** @throws Error when the evaluator does not give the known counts */
function countAll(): Figure {
  const counts = countSevenCardCategories();
  const wrong = CATEGORIES.filter((category) => counts[category] !== COUNTS[category]);
  if (wrong.length > 0) {
    const words = wrong.map((category) => `${category}: ${counts[category]} instead of ${COUNTS[category]}`);
    throw new Error(`The evaluator ranks seven-card hands wrongly. ${words.join('; ')}.`);
  }
  const total = CATEGORIES.reduce((sum, category) => sum + counts[category], 0);
  return {
    name: 'evaluatorHandsCounted',
    about: 'all 7-card hands, each category as often as it should be',
    value: total,
    unit: '',
  };
}

function randomHand(random: () => number): Card[] {
  const hand = new Set<Card>();
  while (hand.size < HAND_CARDS) hand.add(Math.floor(random() * DECK_SIZE));
  return [...hand];
}

/** The sum keeps the compiler from leaving out what nobody looks at. */
function rankAll(cards: Uint8Array): number {
  const at = (card: number) => cards[card] as number;
  let sum = 0;
  for (let hand = 0; hand < cards.length; hand += HAND_CARDS) {
    sum += strength7(
      at(hand),
      at(hand + 1),
      at(hand + 2),
      at(hand + 3),
      at(hand + 4),
      at(hand + 5),
      at(hand + 6),
    );
  }
  return sum;
}

/** @throws Error when the work gives nothing: then it was not done. */
function timed(work: () => number): number {
  const startMs = performance.now();
  const result = work();
  const tookMs = performance.now() - startMs;
  if (result === 0) throw new Error('Nothing was ranked.');
  return tookMs;
}
