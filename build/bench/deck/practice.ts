import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import { seededRandom } from '../../../electron/host/bots/testing/seededRandom.ts';
import { DealerThread } from '../../../electron/host/dealer/dealerThread.ts';
import { nodeFileSystem } from '../../../electron/host/disk/index.ts';
import { osRandomBytes } from '../../../electron/host/osRandom.ts';
import { TableHost } from '../../../electron/host/tableHost.ts';
import { RESULT_AFTER_FOLDS_MS, RESULT_AFTER_SHOWDOWN_MS } from '../../../shared/table/result.ts';
import type { TableView } from '../../../shared/view/tableView.ts';
import { buildApp } from '../../appBuild.ts';
import { root } from '../../root.ts';
import { atMost, type BenchRun, type Figure } from '../figure.ts';
import { median } from '../pairs.ts';
import { inWorkFolder } from '../workFolder.ts';
import { IdleLoop } from './idleLoop.ts';
import { BUSY_SETTINGS, Person } from './person.ts';
import { SkippingClock } from './skippingClock.ts';

const BOTS = 5;
const HANDS = 200;
const QUICK_HANDS = 5;
const WARM_UP_HANDS = 2;
const KEY_BYTES = 32;
const NANOS_PER_MS = 1_000_000;
const BLOCKED_MS_MAX = 20;
const VISIBLE_MS_MAX = 300;
const WAITED_PERCENT_MAX = 5;
/** Far longer than any hand. */
const HAND_LIMIT_MS = 120_000;

/** One hand's end and the next one's beginning, on the table's clock, in ms. */
interface Turn {
  /** From the end of the result's pause until the person sees cards of its own. */
  readonly waitedMs: number;
  /** Since the person saw the cards of the hand before. */
  readonly handMs: number;
}

/**
 * A person and five bots at a practice table with the real host, dealer's thread and disk, at the speed at which people and
 * bots play; the clock skips what nobody works in. The person's folds are quick in every second hand.
 *
 * What counts as waited is everything from the end of a result's pause to one's own cards: the rest of the set-up, if it was
 * not ready, and the hole deal. The pause is counted from the view that first shows a result, one durable write after it began.
 */
export function measurePractice({ quick, tell }: BenchRun): Promise<readonly Figure[]> {
  return inWorkFolder(async (folderPath) => {
    const built = await buildApp();
    if (built) tell(built);
    const clock = new SkippingClock();
    const dataKey = randomBytes(KEY_BYTES);
    const script = pathToFileURL(join(root, 'out', 'app', 'dealer.js'));
    const dealer = new DealerThread(script, folderPath, dataKey);
    const turns = new Turns(clock);
    const person = new Person(clock);
    const host = await TableHost.open({
      fs: clock.waitingFor(nodeFileSystem()),
      folderPath,
      dataKey,
      clock,
      randomBytes: osRandomBytes,
      random: seededRandom(4),
      cards: { by: 'devices', dealer: clock.waitingFor(dealer) },
      remarks: [],
      notify: (notice) => {
        clock.stir();
        if (notice.type === 'message') turns.fail(new Error(notice.words));
        if (notice.type !== 'table') return;
        turns.see(notice.view);
        person.see(notice.view, (command) => void host.handle(command));
      },
    });
    try {
      await host.warmUp();
      await host.handle({ type: 'setProfile', name: 'Ada' });
      await host.handle({
        type: 'newPracticeTable',
        name: 'Bench',
        bots: BOTS,
        buyIn: BUSY_SETTINGS.maxBuyIn,
        settings: { ...BUSY_SETTINGS, maxSeats: BOTS + 1 },
      });
      await turns.until(WARM_UP_HANDS);
      const loop = monitorEventLoopDelay({ resolution: 1 });
      const idle = new IdleLoop();
      loop.enable();
      const before = performance.eventLoopUtilization();
      const count = quick ? QUICK_HANDS : HANDS;
      await turns.until(WARM_UP_HANDS + count);
      loop.disable();
      const idleMs = await idle.blockedMs();
      const { active } = performance.eventLoopUtilization(before);
      return figuresOf(turns.all.slice(WARM_UP_HANDS), {
        blockedMs: loop.max / NANOS_PER_MS,
        blockedP999Ms: loop.percentile(99.9) / NANOS_PER_MS,
        idleMs,
        activeMs: active / count,
      });
    } finally {
      await host.close();
      await dealer.close();
      clock.stop();
    }
  });
}

/** Watches the table's views for where one hand ends and the next is dealt. */
class Turns {
  readonly all: Turn[] = [];
  readonly #clock: SkippingClock;
  #dealtMs: number | null = null;
  #pauseEndsMs: number | null = null;
  #isOver = false;
  #wanted: { count: number; resolve: () => void; reject: (error: Error) => void } | null = null;

  constructor(clock: SkippingClock) {
    this.#clock = clock;
  }

  /** Resolves once so many hands have been dealt after another. @throws Error when the table says what is wrong */
  until(count: number): Promise<void> {
    let limit: NodeJS.Timeout | undefined;
    return new Promise<void>((resolve, reject) => {
      limit = setTimeout(() => reject(new Error('The table does not go on.')), count * HAND_LIMIT_MS);
      this.#wanted = { count, resolve, reject };
    }).finally(() => clearTimeout(limit));
  }

  fail(error: Error): void {
    this.#wanted?.reject(error);
  }

  see(view: TableView): void {
    const nowMs = this.#clock.exactMs();
    if (view.phase === 'result') {
      const isContested = view.winners.some(({ cards }) => cards.length > 0);
      this.#pauseEndsMs ??= nowMs + (isContested ? RESULT_AFTER_SHOWDOWN_MS : RESULT_AFTER_FOLDS_MS);
      return;
    }
    if (this.#pauseEndsMs !== null && !this.#isOver) {
      this.#isOver = true;
      this.#pauseEndsMs = Math.min(this.#pauseEndsMs, nowMs);
    }
    const me = view.seats.find(({ isMe }) => isMe);
    const sees = me?.inHand === true && me.cards.length > 0 && me.cards.every((card) => card !== null);
    if (!sees) return;
    if (this.#pauseEndsMs !== null && this.#dealtMs !== null) {
      this.all.push({ waitedMs: nowMs - this.#pauseEndsMs, handMs: nowMs - this.#dealtMs });
    }
    if (this.#pauseEndsMs !== null || this.#dealtMs === null) this.#dealtMs = nowMs;
    this.#pauseEndsMs = null;
    this.#isOver = false;
    if (this.#wanted && this.all.length >= this.#wanted.count) this.#wanted.resolve();
  }
}

interface LoopTimes {
  readonly blockedMs: number;
  readonly blockedP999Ms: number;
  readonly idleMs: number;
  readonly activeMs: number;
}

function figuresOf(
  turns: readonly Turn[],
  { blockedMs, blockedP999Ms, idleMs, activeMs }: LoopTimes,
): Figure[] {
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
    {
      name: 'hostLoopMsPerHand',
      about: "the host's main thread at work, a hand: cards, moves, disk and views together",
      value: activeMs,
      unit: 'ms',
    },
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
