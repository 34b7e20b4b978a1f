import { setTimeout as delay } from 'node:timers/promises';
import createTestnet from 'hyperdht/testnet.js';
import type { Command, DoorView, EvertableBridge, Notice, PeopleView } from '../ipc.ts';
import { AppWindow } from './appWindow.ts';
import { type AppFolders, type LaunchedApp, launchApp, makeFolders, removeFolders } from './launch.ts';
import { Person } from './person.ts';
import type { Random } from './random.ts';
import type { TableReading } from './tableReading.ts';

/** Ten nodes: with fewer on one address a connection can open while nothing comes through it for half a minute. */
const TESTNET_NODES = 10;
const PLAY_LIMIT_MS = 90_000;
const POLL_MS = 15;

type Testnet = { bootstrap: readonly { host: string; port: number }[]; destroy(): Promise<void> };

/** A network of our own on this machine's loopback, with nobody else in it. */
export class LoopbackNetwork {
  readonly #testnet: Testnet;

  private constructor(testnet: Testnet) {
    this.#testnet = testnet;
  }

  static async open(): Promise<LoopbackNetwork> {
    return new LoopbackNetwork(await createTestnet(TESTNET_NODES, { host: '127.0.0.1' }));
  }

  /** What an app is started with to use this network. */
  get switch(): string {
    return `--bootstrap=${this.#testnet.bootstrap.map(({ host, port }) => `${host}:${port}`).join(',')}`;
  }

  close(): Promise<void> {
    return this.#testnet.destroy();
  }
}

/** Somebody with the app on a computer of their own. */
export class FriendApp {
  readonly name: string;
  readonly folders: AppFolders;
  readonly #network: LoopbackNetwork;
  readonly #random: Random;
  #app: LaunchedApp | null = null;
  #window: AppWindow | null = null;
  #person: Person | null = null;

  private constructor(name: string, folders: AppFolders, network: LoopbackNetwork, random: Random) {
    this.name = name;
    this.folders = folders;
    this.#network = network;
    this.#random = random;
  }

  static async open(name: string, network: LoopbackNetwork, random: Random): Promise<FriendApp> {
    const friend = new FriendApp(name, await makeFolders(), network, random);
    await friend.start();
    await friend.window.send({ type: 'setProfile', name });
    return friend;
  }

  get isOn(): boolean {
    return this.#app !== null;
  }

  get app(): LaunchedApp {
    if (!this.#app) throw new Error(`${this.name}'s app does not run.`);
    return this.#app;
  }

  get window(): AppWindow {
    if (!this.#window) throw new Error(`${this.name}'s app does not run.`);
    return this.#window;
  }

  async start(args: readonly string[] = []): Promise<void> {
    this.#app = await launchApp({ folders: this.folders, args: [this.#network.switch, ...args] });
    this.#window = new AppWindow(this.#app.electron);
    this.#person = new Person(this.#window, this.#random);
    await this.window.run(watchNotices, undefined);
    await this.window.send({ type: 'hello' });
  }

  /** kill -9 of every process of the app. */
  async kill(): Promise<void> {
    const app = this.app;
    this.#app = null;
    await app.kill();
  }

  /** Quits as a person would. */
  async quit(): Promise<void> {
    const app = this.app;
    this.#app = null;
    await app.close();
  }

  async end(): Promise<void> {
    if (this.#app) await this.#app.kill();
    await removeFolders(this.folders);
  }

  send(command: Command): Promise<void> {
    return this.window.send(command);
  }

  people(): Promise<PeopleView | null> {
    return this.#seen('people').then((notice) => (notice?.type === 'people' ? notice.people : null));
  }

  door(): Promise<DoorView | null> {
    return this.#seen('door').then((notice) => (notice?.type === 'door' ? notice.door : null));
  }

  untilPeople(what: string, fits: (people: PeopleView) => boolean): Promise<PeopleView> {
    return this.window.until(`${what} at ${this.name}'s`, async () => {
      const people = await this.people();
      return people !== null && fits(people) && people;
    });
  }

  /** Does what there is to do at the table on screen. */
  async respond(): Promise<TableReading | null> {
    const reading = await this.window.table();
    if (reading) await this.#person?.respondTo(reading);
    return reading;
  }

  #seen(type: Notice['type']): Promise<Notice | null> {
    return this.window.run(
      (wanted) => (window as unknown as { seen?: Record<string, Notice> }).seen?.[wanted] ?? null,
      type,
    );
  }
}

/** Keeps the last notice of each type where a test can read it. Runs in the page. */
function watchNotices(): void {
  const page = window as unknown as { seen?: Record<string, Notice>; evertable: EvertableBridge };
  if (page.seen) return;
  const seen: Record<string, Notice> = {};
  page.seen = seen;
  page.evertable.onNotice((notice) => {
    seen[notice.type] = notice;
  });
}

/** All who are on play until `isDone` says so of their readings. */
export async function playTogether(
  friends: readonly FriendApp[],
  what: string,
  isDone: (readings: ReadonlyMap<FriendApp, TableReading>) => boolean | Promise<boolean>,
): Promise<ReadonlyMap<FriendApp, TableReading>> {
  const startMs = performance.now();
  while (performance.now() - startMs < PLAY_LIMIT_MS) {
    const readings = new Map<FriendApp, TableReading>();
    for (const friend of friends) {
      if (!friend.isOn) continue;
      const reading = await friend.respond();
      if (reading) readings.set(friend, reading);
    }
    if (await isDone(readings)) return readings;
    await delay(POLL_MS);
  }
  throw new Error(`Played ${PLAY_LIMIT_MS / 1000} s in vain for ${what}.`);
}

/** All show the same entry and the same state. */
export function agree(readings: ReadonlyMap<FriendApp, TableReading>, count: number): boolean {
  const all = [...readings.values()];
  const [first] = all;
  return (
    all.length === count &&
    all.every(({ seq, stateHash }) => seq === first?.seq && stateHash === first.stateHash)
  );
}
