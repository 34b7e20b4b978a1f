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
import type { BenchRun } from '../figure.ts';
import { inWorkFolder } from '../workFolder.ts';
import { IdleLoop } from './idleLoop.ts';
import { BUSY_SETTINGS, Person } from './person.ts';
import { SkippingClock } from './skippingClock.ts';

const WARM_UP_HANDS = 2;
const KEY_BYTES = 32;
const NANOS_PER_MS = 1_000_000;
/** Far longer than any hand. */
const HAND_LIMIT_MS = 120_000;

/** One hand's end and the next one's beginning, on the table's clock, in ms. */
export interface Turn {
  /** From the end of the result's pause until the person sees cards of its own. */
  readonly waitedMs: number;
  /** Since the person saw the cards of the hand before. */
  readonly handMs: number;
}

/** How the host's main thread fared meanwhile. */
export interface LoopTimes {
  readonly blockedMs: number;
  readonly blockedP999Ms: number;
  readonly idleMs: number;
  /** At work, a hand. */
  readonly activeMs: number;
}

export interface PlayedPractice extends LoopTimes {
  readonly turns: readonly Turn[];
}

/**
 * A person and bots at a practice table with the real host, dealer's thread and disk, at the speed at which people and
 * bots play; the clock skips what nobody works in. The person's folds are quick in every second hand.
 * @param seats of the table, all of them taken
 */
export function playPractice(
  seats: number,
  hands: number,
  { tell }: Pick<BenchRun, 'tell'>,
): Promise<PlayedPractice> {
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
        bots: seats - 1,
        buyIn: BUSY_SETTINGS.maxBuyIn,
        settings: { ...BUSY_SETTINGS, maxSeats: seats },
      });
      await turns.until(WARM_UP_HANDS);
      const loop = monitorEventLoopDelay({ resolution: 1 });
      const idle = new IdleLoop();
      loop.enable();
      const before = performance.eventLoopUtilization();
      await turns.until(WARM_UP_HANDS + hands);
      loop.disable();
      const idleMs = await idle.blockedMs();
      const { active } = performance.eventLoopUtilization(before);
      return {
        turns: turns.all.slice(WARM_UP_HANDS),
        blockedMs: loop.max / NANOS_PER_MS,
        blockedP999Ms: loop.percentile(99.9) / NANOS_PER_MS,
        idleMs,
        activeMs: active / hands,
      };
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
