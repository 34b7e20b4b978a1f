import { SETTINGS as PRACTICE } from '../../../shared/table/testing/practice.ts';
import type { ChatLine, Command, DoorView, LobbyTable, Notice, PeopleView, TableView } from '../../ipc.ts';
import type { CardSource } from '../dealer/cardSource.ts';
import { DealerHere } from '../dealer/dealer.ts';
import { readDeviceSeed } from '../deviceKey.ts';
import { DiskFailure, type FileSystem } from '../disk/index.ts';
import { DiskFaults } from '../disk/testing/diskFaults.ts';
import { MemoryDisk } from '../disk/testing/memoryDisk.ts';
import { type DiskCall, watchedFileSystem } from '../disk/testing/watchedFileSystem.ts';
import type { HostStatus } from '../hostStatus.ts';
import { replicaModule } from '../replicaModule.ts';
import type { Traffic } from '../swarm/link.ts';
import { TableHost } from '../tableHost.ts';
import { DeviceClock } from './deviceClock.ts';
import { MemoryHub, type MemoryNetwork } from './memoryNetwork.ts';
import { seededRandom } from './seededRandom.ts';
import { NEVER_HAPPENED, VirtualClock } from './virtualClock.ts';
import { type DealerWatch, stackedRandom, WatchedDealer } from './watchedDealer.ts';

export const FRIENDS_SETTINGS = { ...PRACTICE, maxSeats: 6, actionClockMs: 20_000, timeBankMs: 0 };

/** What seals the secrets of every device of a world. */
export const DATA_KEY = new Uint8Array(32).fill(3);

/** Several devices with their own disks in one process, on one clock and one network: whole table hosts, nothing less. */
export class World {
  readonly clock = new VirtualClock();
  readonly hub: MemoryHub;
  readonly random: () => number;
  readonly devices: WorldDevice[] = [];

  /** How long bytes are on their way from now on. */
  readonly links = { delayMinMs: 1, delayMaxMs: 8 };

  /** Where cards come from: a stand-in takes no time. */
  readonly cards: CardSource['by'];

  constructor(seed: number, { cards = 'stand-in' }: { readonly cards?: CardSource['by'] } = {}) {
    this.cards = cards;
    this.random = seededRandom(seed);
    const { links } = this;
    this.hub = new MemoryHub({
      clock: this.clock,
      random: this.random,
      get delayMinMs() {
        return links.delayMinMs;
      },
      get delayMaxMs() {
        return links.delayMaxMs;
      },
    });
  }

  /** A device with a name; `prepare` may set its clock wrong before it starts. */
  async device(name: string, prepare: (device: WorldDevice) => void = () => {}): Promise<WorldDevice> {
    const device = await this.bareDevice(name, prepare);
    await device.send({ type: 'setProfile', name });
    return device;
  }

  /** One at which nobody has said their name yet. */
  async bareDevice(name: string, prepare: (device: WorldDevice) => void = () => {}): Promise<WorldDevice> {
    const device = new WorldDevice(this, name);
    prepare(device);
    this.devices.push(device);
    // Loading code takes real time, in which the world's would pass.
    await replicaModule();
    await device.start();
    return device;
  }

  /** Lets time pass until `isDone`. @throws Error that says how every device stands, when it never is */
  async until(isDone: () => boolean): Promise<void> {
    try {
      await this.clock.until(isDone, 60_000);
    } catch (error) {
      throw (error as Error).message === NEVER_HAPPENED ? this.#neverHappened() : error;
    }
  }

  /** Lets that much time pass, whatever happens meanwhile. */
  async pass(lengthMs: number): Promise<void> {
    let isOver = false;
    this.clock.after(lengthMs, () => {
      isOver = true;
    });
    await this.clock.until(() => isOver, Number.POSITIVE_INFINITY);
  }

  /** Starts a device on a copy of another's disk, while that one may run on. */
  async copyOf(original: WorldDevice): Promise<WorldDevice> {
    const copy = new WorldDevice(this, `copy of ${original.name}`);
    this.devices.push(copy);
    await copy.startOn(original.disk.copy());
    return copy;
  }

  /** A table of the first device at which all of them sit. @returns its id */
  async table(devices: readonly WorldDevice[], settings: object = {}): Promise<string> {
    const [opener, ...guests] = devices as [WorldDevice, ...WorldDevice[]];
    await opener.send({
      type: 'newFriendsTable',
      name: 'Kitchen',
      buyIn: 100,
      settings: { ...FRIENDS_SETTINGS, ...settings },
    });
    await this.until(() => opener.view?.mySeat === 0);
    const tableId = (opener.view as TableView).tableId;
    await opener.send({ type: 'invite', tableId, admission: 'auto' });
    await this.until(() => opener.people?.invite != null);
    const link = opener.people?.invite?.link ?? '';
    for (const [at, guest] of guests.entries()) {
      await guest.join(link);
      await guest.send({ type: 'sit', tableId, seat: at + 1, buyIn: 100 });
      await this.until(() => guest.view?.mySeat === at + 1);
    }
    return tableId;
  }

  /** Everybody here checks or calls, or checks or folds, whenever it is their turn, until `isDone`. */
  async playUntil(isDone: () => boolean, style: 'calls' | 'folds' = 'calls'): Promise<void> {
    for (let turns = 0; turns < 1_000; turns++) {
      const actor = () =>
        this.devices.find((device) => device.isOn && device.view?.legal && !device.hasActed);
      await this.until(() => isDone() || actor() !== undefined);
      if (isDone()) return;
      await actor()?.actPlainly(style);
    }
    throw this.#neverHappened();
  }

  #neverHappened(): Error {
    return new Error([NEVER_HAPPENED, ...this.devices.map((one) => `  ${one.describe()}`)].join('\n'));
  }
}

export class WorldDevice {
  readonly name: string;
  readonly clock: DeviceClock;
  #disk = new MemoryDisk();
  readonly #world: World;
  #host: TableHost | null = null;
  #power = { callsLeft: Number.POSITIVE_INFINITY };
  #network: MemoryNetwork | null = null;
  #acted = '';
  /** Its key, while its lid is closed. */
  #asleepAs: string | null = null;
  notices: Notice[] = [];
  /** What is wrong with its disk now. */
  #faults: DiskFaults;
  /** Hears of everything that is shown; then only the last of each kind is kept, but for messages. */
  onNotice: ((notice: Notice) => void) | null = null;
  isFull = false;
  /** The power goes before the call to its disk for which this holds. */
  losesPower: ((call: DiskCall) => boolean) | null = null;
  /** What a test sees of its dealer, and does to it. */
  watch: DealerWatch = {};
  /** The order in which its shuffles put the cards; null: at random. */
  stacks: readonly number[] | null = null;

  constructor(world: World, name: string) {
    this.#world = world;
    this.clock = new DeviceClock(world.clock);
    this.name = name;
    this.#faults = this.#faultsOf(this.#disk);
  }

  get disk(): MemoryDisk {
    return this.#disk;
  }

  /** Another one after a backup was put back; to be set while the device is off. */
  set disk(disk: MemoryDisk) {
    this.#disk = disk;
    this.#faults = this.#faultsOf(disk);
  }

  get faults(): DiskFaults {
    return this.#faults;
  }

  get isOn(): boolean {
    return this.#host !== null;
  }

  async start(): Promise<void> {
    const { clock } = this;
    const { random, hub } = this.#world;
    const power = { callsLeft: Number.POSITIVE_INFINITY };
    this.#power = power;
    const fs = watchedFileSystem(this.faults.fileSystem(), ({ name, path }) => {
      if (this.isFull && name === 'append') throw new DiskFailure('full', 'writing', path);
      if (power === this.#power && this.losesPower?.({ name, path })) {
        this.losesPower = null;
        this.kill();
      }
      if (power.callsLeft-- <= 0) throw new DiskFailure('failed', 'writing', path);
    });
    await fs.makeDirectory('/data');
    this.notices = [];
    const host = await TableHost.open({
      fs,
      folderPath: '/data',
      dataKey: DATA_KEY,
      clock,
      randomBytes: this.#randomBytes,
      random,
      cards: this.#cards(fs),
      notify: (notice) => {
        // What dies under a host's hands is not shown to anybody any more.
        const isDead = power !== this.#power || power.callsLeft <= 0;
        if (!isDead && (this.#host === host || !this.#host)) this.#note(notice);
      },
      remarks: [],
    });
    // The power went while it started, and it took that for a table that cannot be read.
    if (power.callsLeft <= 0) throw new DiskFailure('failed', 'reading', '/data');
    this.#host = host;
    await host.joinNetwork(async (options) => {
      this.#network = hub.join(options);
      return this.#network;
    });
  }

  /** Dies, and starts again on another disk: a backup, say. */
  async startOn(disk: MemoryDisk): Promise<void> {
    if (this.isOn) this.kill();
    this.disk = disk;
    await this.start();
  }

  #faultsOf(disk: MemoryDisk): DiskFaults {
    return new DiskFaults(disk, {
      random: (below) => Math.floor(this.#world.random() * below),
      wait: (lengthMs) => new Promise((resolve) => void this.#world.clock.after(lengthMs, () => resolve())),
    });
  }

  /** Who a device is decides who stands first and what hashes to what: unseeded, no seed would play a test again. */
  readonly #randomBytes = (sizeBytes: number) => seededBytes(this.#world.random, sizeBytes);

  #note(notice: Notice): void {
    this.onNotice?.(notice);
    const at = this.onNotice ? this.notices.findIndex(({ type }) => type === notice.type) : -1;
    if (at >= 0 && notice.type !== 'message') this.notices[at] = notice;
    else this.notices.push(notice);
  }

  /** A dealer of its own, whose secrets follow from the world's seed. */
  #cards(fs: FileSystem): CardSource {
    const { cards } = this.#world;
    if (cards === 'stand-in') return { by: cards, seed: new Uint8Array(32) };
    const seeded = this.#randomBytes;
    const dealer = new DealerHere({
      fs,
      dataKey: DATA_KEY,
      directory: (tableId) => `/data/tables/${tableId}/dealer`,
      randomBytes: this.stacks ? stackedRandom(this.stacks, seeded) : seeded,
    });
    return { by: cards, dealer: new WatchedDealer(dealer, () => this.watch) };
  }

  /** The device dies at once: what was not synced may be gone, nobody is told. */
  kill(): void {
    this.#power.callsLeft = 0;
    if (this.device) this.#world.hub.kill(this.device, this.#network ?? undefined);
    this.#host = null;
    this.disk.powerCut((below) => Math.floor(this.#world.random() * below));
    // Who loses power asleep is awake when it starts.
    if (this.#asleepAs !== null) this.wake(true);
  }

  /** The seed of its key, as its disk has it. */
  seed(): Promise<Uint8Array> {
    const ports = { fs: this.disk.fileSystem(), randomBytes: this.#randomBytes };
    return readDeviceSeed(ports, '/data', DATA_KEY);
  }

  /** Its lid is closed: it does nothing, and nothing reaches it. */
  sleep(): void {
    this.#asleepAs = this.device;
    this.#world.hub.sleep(this.device ?? '');
    this.clock.sleep();
  }

  /** @param counted whether its steady clock has run on meanwhile: systems differ */
  wake(counted: boolean): void {
    this.#world.hub.wake(this.#asleepAs ?? '');
    this.#asleepAs = null;
    this.clock.wake(counted);
  }

  /** Quits cleanly. */
  async quit(): Promise<void> {
    const host = this.#host;
    let isDone = false;
    void host?.close().then(() => {
      isDone = true;
    });
    await this.#world.until(() => isDone);
    this.#host = null;
  }

  async send(command: Command): Promise<void> {
    await this.#host?.handle(command);
  }

  /** How its tables stand; it has to be on. */
  async status(): Promise<HostStatus> {
    if (!this.#host) throw new Error(`${this.name} is off.`);
    return this.#host.status();
  }

  /** Writes a table, or all of them, into a file on its disk. @returns the file's bytes */
  async exportTo(path: string, tableId: string | null): Promise<Uint8Array> {
    await this.#host?.exportTo(path, tableId);
    return this.disk.fileSystem().read(path);
  }

  /** Opens a file that somebody has given it. */
  async importFrom(path: string, bytes: Uint8Array): Promise<void> {
    const fs = this.disk.fileSystem();
    if ((await fs.size(path)) !== null) await fs.remove(path);
    const file = await fs.create(path);
    await file.append(bytes);
    await file.datasync();
    await this.#host?.importFrom(path);
  }

  get shownLobby(): Extract<Notice, { type: 'lobby' }> | null {
    const shown = this.notices.findLast((notice) => notice.type === 'lobby');
    return shown?.type === 'lobby' ? shown : null;
  }

  get lobby(): readonly LobbyTable[] {
    return this.shownLobby?.tables ?? [];
  }

  /** Goes in by a link and waits until the table is there. */
  async join(link: string, as: 'player' | 'spectator' | 'witness' = 'player'): Promise<void> {
    await this.send({ type: 'followLink', link });
    await this.#world.until(() => this.door?.state === 'found');
    await this.send({ type: 'join', link, as });
    await this.#world.until(() => this.people?.people.some(({ isMe }) => isMe) === true);
  }

  /** How it stands, in a line for whoever looks for a fault. */
  describe(): string {
    const { view, people } = this;
    const said = [...new Set(this.messages)].slice(-3).join(' | ');
    const host = people?.people.find(({ isHost }) => isHost)?.name ?? null;
    const voters = people?.people.filter(({ isVoter }) => isVoter).map(({ name }) => name);
    const door = this.door ? ` door ${this.door.state} "${this.door.words}"` : '';
    return `${this.name}${this.isOn ? '' : ' (off)'}:${door} hand ${view?.handNumber} seq ${view?.seq} to act ${
      view?.actor?.seat
    } stacks ${view?.seats.map(({ stack }) => stack)} host ${host} voters ${voters} waiting "${
      people?.waiting ?? view?.paused ?? ''
    }" saved ${people?.savedOn}/${people?.savedOf} said "${said}"`;
  }

  get device(): string | null {
    return this.#host?.device ?? null;
  }

  /** Bytes on its links since it joined the network. */
  get traffic(): Traffic {
    return this.#network?.traffic() ?? { sentBytes: 0, receivedBytes: 0 };
  }

  get view(): TableView | null {
    const shown = this.notices.findLast((notice) => notice.type === 'table');
    return shown?.type === 'table' ? shown.view : null;
  }

  get people(): PeopleView | null {
    const shown = this.notices.findLast((notice) => notice.type === 'people');
    return shown?.type === 'people' ? shown.people : null;
  }

  /** How many devices vote, as it is shown; 0 while nothing is. */
  get voterCount(): number {
    return this.people?.people.filter(({ isVoter }) => isVoter).length ?? 0;
  }

  get door(): DoorView | null {
    const shown = this.notices.findLast((notice) => notice.type === 'door');
    return shown?.type === 'door' ? shown.door : null;
  }

  get chat(): readonly ChatLine[] {
    const shown = this.notices.findLast((notice) => notice.type === 'chat');
    return shown?.type === 'chat' ? shown.lines : [];
  }

  get messages(): string[] {
    return this.notices.flatMap((notice) => (notice.type === 'message' ? [notice.words] : []));
  }

  /** It has said its part in this very turn. */
  get hasActed(): boolean {
    return this.#acted === this.#turn;
  }

  get #turn(): string {
    return `${this.view?.handNumber}/${this.view?.actor?.turn}`;
  }

  async actPlainly(style: 'calls' | 'folds' = 'calls'): Promise<void> {
    const otherwise = style === 'calls' ? 'call' : 'fold';
    await this.act(this.view?.legal?.canCheck ? 'check' : otherwise);
  }

  act(type: 'check' | 'call' | 'fold'): Promise<void> {
    return this.#act({ type });
  }

  raise(to: number): Promise<void> {
    return this.#act({ type: 'raise', to });
  }

  async #act(action: Extract<Command, { type: 'act' }>['action']): Promise<void> {
    const view = this.view as TableView;
    this.#acted = this.#turn;
    const { tableId, handNumber: hand, actor } = view;
    await this.send({ type: 'act', tableId, hand, turn: actor?.turn ?? 0, action });
  }
}

/** Bytes drawn from a seeded source. */
export function seededBytes(random: () => number, sizeBytes: number): Uint8Array {
  return Uint8Array.from({ length: sizeBytes }, () => Math.floor(random() * 256));
}
