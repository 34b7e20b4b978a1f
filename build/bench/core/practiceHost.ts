import { seededRandom } from '../../../electron/host/bots/testing/seededRandom.ts';
import { nodeFileSystem } from '../../../electron/host/disk/index.ts';
import { osRandomBytes } from '../../../electron/host/osRandom.ts';
import { TableHost } from '../../../electron/host/tableHost.ts';
import { realClock, type WallClock } from '../../../electron/host/wallClock.ts';
import type { Notice } from '../../../electron/ipc.ts';
import { PLAIN_RULES } from '../../../shared/table/settings.ts';

const BOTS = 5;
const SETTINGS = {
  ...PLAIN_RULES,
  maxSeats: BOTS + 1,
  smallBlind: 1,
  bigBlind: 2,
  minBuyIn: 40,
  maxBuyIn: 200,
  rabbitHunt: true,
} as const;

/** The real table host in this process, at whose tables nobody loses time over thinking. */
export class PracticeHost {
  readonly #host: TableHost;
  readonly #waiting: Set<(notice: Notice) => void>;

  private constructor(host: TableHost, waiting: Set<(notice: Notice) => void>) {
    this.#host = host;
    this.#waiting = waiting;
  }

  /** Opens the host on an existing folder. */
  static async open(folderPath: string, dataKey: Uint8Array): Promise<PracticeHost> {
    const waiting = new Set<(notice: Notice) => void>();
    const host = await TableHost.open({
      fs: nodeFileSystem(),
      folderPath,
      dataKey,
      clock: hastyClock(),
      randomBytes: osRandomBytes,
      random: seededRandom(4),
      notify: (notice) => {
        for (const hear of waiting) hear(notice);
      },
      cards: { by: 'stand-in', seed: new Uint8Array(32) },
      remarks: [],
    });
    await host.handle({ type: 'setProfile', name: 'Ada' });
    return new PracticeHost(host, waiting);
  }

  /** Opens a practice table with five bots; resolves once it is the person's turn, in the middle of a hand. */
  async openTable(name: string): Promise<void> {
    const turn = this.#myTurnAt(name);
    await this.#host.handle({ type: 'newPracticeTable', name, bots: BOTS, buyIn: 100, settings: SETTINGS });
    await turn;
  }

  /** Lets every table stand as it is. */
  close(): Promise<void> {
    return this.#host.close();
  }

  #myTurnAt(name: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const hear = (notice: Notice) => {
        if (notice.type === 'message') reject(new Error(notice.words));
        if (notice.type !== 'table' || notice.view.name !== name || !notice.view.legal) return;
        this.#waiting.delete(hear);
        resolve();
      };
      this.#waiting.add(hear);
    });
  }
}

/** Whatever should be done after a while is done at once, and the while has passed. */
function hastyClock(): WallClock {
  let steadyMs = 0;
  return {
    steadyMs: () => steadyMs,
    nowMs: () => Date.now(),
    after: (delayMs, work) => {
      const dueMs = steadyMs + delayMs;
      const pending = setImmediate(() => {
        steadyMs = Math.max(steadyMs, dueMs);
        work();
      });
      return () => clearImmediate(pending);
    },
    breathe: realClock.breathe,
  };
}
