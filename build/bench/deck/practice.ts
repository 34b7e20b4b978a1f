import { atMost, type BenchRun, type Figure } from '../figure.ts';
import { median } from '../pairs.ts';
import { loopFigure } from './hostLoop.ts';
import { type PlayedPractice, playPractice } from './practiceTable.ts';

const SEATS = 6;
const HANDS = 200;
const QUICK_HANDS = 5;
const BLOCKED_MS_MAX = 20;
const VISIBLE_MS_MAX = 300;
const WAITED_PERCENT_MAX = 5;

/**
 * Many hands of six at one machine (practiceTable.ts); 200 take about seven minutes.
 *
 * What counts as waited is everything from the end of a result's pause to one's own cards: the rest of the set-up, if it was
 * not ready, and the hole deal. The pause is counted from the view that first shows a result, one durable write after it began.
 */
export async function measurePractice(run: BenchRun): Promise<readonly Figure[]> {
  return figuresOf(await playPractice(SEATS, run.quick ? QUICK_HANDS : HANDS, run));
}

function figuresOf({ turns, blockedMs, blockedP999Ms, idleMs, activeMs }: PlayedPractice): Figure[] {
  const waits = turns.map(({ waitedMs }) => waitedMs);
  const sum = (list: readonly number[]) => list.reduce((total, one) => total + one, 0);
  const percent = (100 * sum(waits)) / sum(turns.map(({ handMs }) => handMs));
  const visibleMs = median(waits);
  return [
    {
      name: 'hostLoopBlockedMaxMs',
      about: `the longest that the host's event loop was held up in ${turns.length} hands`,
      value: blockedMs,
      unit: 'ms',
      goal: atMost(blockedMs, BLOCKED_MS_MAX, ' ms'),
    },
    {
      name: 'hostLoopBlockedP999Ms',
      about: 'all but one in a thousand of its rounds took at most this',
      value: blockedP999Ms,
      unit: 'ms',
    },
    {
      name: 'idleLoopBlockedMaxMs',
      about: 'the same of a thread beside it that had nothing to do: what the machine itself holds up',
      value: idleMs,
      unit: 'ms',
    },
    loopFigure(SEATS, activeMs),
    {
      name: 'nextHandVisibleMs6',
      about: "six seats here, from the end of a result's pause to one's own cards, median",
      value: visibleMs,
      unit: 'ms',
      goal: atMost(visibleMs, VISIBLE_MS_MAX, ' ms'),
    },
    { name: 'nextHandVisibleMaxMs6', about: 'the longest of them', value: Math.max(...waits), unit: 'ms' },
    {
      name: 'practiceHandSeconds',
      about: 'a hand at normal speed, mean',
      value: sum(turns.map(({ handMs }) => handMs)) / turns.length / 1_000,
      unit: 's',
    },
    {
      name: 'dealWaitedPercent',
      about: `time between a result's end and one's own cards, of all time of ${turns.length} hands`,
      value: percent,
      unit: '%',
      goal: atMost(percent, WAITED_PERCENT_MAX, ' %'),
    },
  ];
}
