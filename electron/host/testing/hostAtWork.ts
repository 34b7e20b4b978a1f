import type { Command, Notice, TableView } from '../../ipc.ts';
import type { FileSystem } from '../disk/index.ts';
import { TableHost } from '../tableHost.ts';
import { seededRandom } from './seededRandom.ts';
import { VirtualClock } from './virtualClock.ts';
import { DATA_KEY } from './world.ts';

const FOLDER = '/data';

/** One start of a table host on some disk, without a network. */
export class HostAtWork {
  readonly clock = new VirtualClock();
  readonly #fs: FileSystem;
  readonly #random: () => number;
  readonly #onView: (view: TableView) => void;
  readonly #notices: Notice[] = [];
  #host: TableHost | null = null;

  constructor(fs: FileSystem, seed: number, onView: (view: TableView) => void = () => {}) {
    this.#fs = fs;
    this.#random = seededRandom(seed);
    this.#onView = onView;
  }

  async start(): Promise<void> {
    await this.#fs.makeDirectory(FOLDER);
    this.#host = await TableHost.open({
      fs: this.#fs,
      folderPath: FOLDER,
      dataKey: DATA_KEY,
      clock: this.clock,
      random: this.#random,
      randomBytes: (sizeBytes) =>
        Uint8Array.from({ length: sizeBytes }, () => Math.floor(this.#random() * 256)),
      cards: { by: 'stand-in', seed: new Uint8Array(32) },
      notify: (notice) => {
        this.#notices.push(notice);
        if (notice.type === 'table') this.#onView(notice.view);
      },
      remarks: [],
    });
  }

  get key(): string {
    return this.#host?.device ?? '';
  }

  async say(command: Command): Promise<void> {
    await this.#host?.handle(command);
  }

  /** Takes the bytes of a table out. @param path where they may be written */
  async exportTo(path: string, tableId: string): Promise<Uint8Array> {
    await this.#host?.exportTo(path, tableId);
    return this.#fs.read(path);
  }

  /** Opens a file with these bytes that somebody has given it. */
  async importFrom(path: string, bytes: Uint8Array): Promise<void> {
    if ((await this.#fs.size(path)) !== null) await this.#fs.remove(path);
    const file = await this.#fs.create(path);
    await file.append(bytes);
    await file.close();
    await this.#host?.importFrom(path);
  }

  async close(): Promise<void> {
    await this.#host?.close();
  }

  get view(): TableView | null {
    const notice = this.#notices.findLast(({ type }) => type === 'table');
    return notice?.type === 'table' ? notice.view : null;
  }

  get #lobby() {
    const notice = this.#notices.findLast(({ type }) => type === 'lobby');
    return notice?.type === 'lobby' ? notice : null;
  }

  get tables(): string[] {
    return this.#lobby?.tables.map(({ tableId }) => tableId) ?? [];
  }

  get name(): string | undefined {
    return this.#lobby?.profile?.name;
  }

  /** What it has told in words. */
  get said(): string[] {
    return this.#notices.flatMap((notice) => (notice.type === 'message' ? [notice.words] : []));
  }

  /** What went wrong, but for what is told of bytes that were kept aside. */
  get errors(): string[] {
    return this.#notices.flatMap((notice) =>
      notice.type === 'message' && notice.kind === 'error' && !notice.words.includes('kept')
        ? [notice.words]
        : [],
    );
  }

  /** Checks or calls whenever it may, until `isDone`. */
  async playUntil(isDone: (view: TableView) => boolean): Promise<void> {
    for (;;) {
      await this.clock.until(() => this.view !== null && (isDone(this.view) || this.view.legal !== null));
      const view = this.view as TableView;
      if (isDone(view)) return;
      await this.act(view);
    }
  }

  act({ tableId, handNumber: hand, actor, legal }: TableView): Promise<void> {
    const type = legal?.canCheck ? 'check' : 'fold';
    return this.say({ type: 'act', tableId, hand, turn: actor?.turn ?? 0, action: { type } });
  }
}
