import { readEntry } from '../../shared/process/entry.ts';
import { toHex } from '../../shared/process/hash.ts';
import type { Guard } from '../../shared/process/journal.ts';
import { toBytes } from '../../shared/process/plain.ts';
import type { Signer } from '../../shared/process/ports.ts';
import { quorumGuard } from '../../shared/quorum/guard.ts';
import type { TableEvent } from '../../shared/table/events.ts';
import { gameSchema, newGame } from '../../shared/table/game.ts';
import { tableGuard } from '../../shared/table/guard.ts';
import { tablePrograms } from '../../shared/table/programs.ts';
import { type Settings, settingsProblem } from '../../shared/table/settings.ts';
import { votersOf } from '../../shared/table/voters.ts';
import { handRecord } from '../../shared/view/handRecord.ts';
import { AVATARS, type Command, type LobbyTable, type Notice } from '../ipc.ts';
import { botAgents } from './agents/botAgent.ts';
import { InputNumbers } from './agreement/inputNumbers.ts';
import { QuorumFile } from './agreement/quorumFile.ts';
import { nextBoot } from './bootFile.ts';
import { checkpointOfCharter, newCharter, readCharter } from './charter.ts';
import { type CardSource, dealerOf } from './dealer/cardSource.ts';
import { readDeviceSeed } from './deviceKey.ts';
import { DataFolder, type FileSystem } from './disk/index.ts';
import { Friends } from './friends.ts';
import { cardStatus, type HostStatus, liveStatus, type TableStatus, tableBytes } from './hostStatus.ts';
import { signerOf, verifySignature } from './keys.ts';
import { LiveTable, type LiveTablePorts, type Slept } from './liveTable.ts';
import { practiceCheckpoint, seatEverybody } from './practiceTable.ts';
import { ProfileFile } from './profile.ts';
import type { Replica, ReplicaPorts } from './replica.ts';
import {
  AWAKE_AT_START_MAX,
  SLEEP_AFTER_MS,
  SLEEP_LOOK_MS,
  type Sleeper,
  sleepingFromStart,
} from './sleeper.ts';
import type { Network } from './swarm/link.ts';
import { TableShelf } from './tableShelf.ts';
import { exportTables } from './transfer/exportTables.ts';
import { IMPORT_WORDS, importTables } from './transfer/importTables.ts';
import type { FilePerson } from './transfer/tableFile.ts';
import type { WallClock } from './wallClock.ts';

export interface TableHostPorts {
  readonly fs: FileSystem;
  /** Locked by this process. */
  readonly folderPath: string;
  readonly dataKey: Uint8Array;
  readonly clock: WallClock;
  /** Keys, secrets and nonces: the operating system's, or a test's seeded ones. */
  readonly randomBytes: (sizeBytes: number) => Uint8Array;
  /** In [0, 1); for bots and time-outs. */
  readonly random: () => number;
  readonly cards: CardSource;
  readonly notify: (notice: Notice) => void;
  /** Sentences for the lobby from whoever started this host. */
  readonly remarks: readonly string[];
}

export interface NetworkOptions {
  readonly seed: Uint8Array;
  readonly boot: number;
  /** Nodes of an own DHT, "host:port" each; empty: the public ones. */
  readonly bootstrap: readonly string[];
}

/** The folder cannot be used; `message` is a sentence for a person. */
export class FolderRefused extends Error {
  override name = 'FolderRefused';
}

/** After a start, and while tables are opened, cards that are out of date stay so for so long. */
const CARDS_LATER_MS = 1_000;

const NO_NETWORK = 'The network is not there yet. Please try again in a moment.';
const CLOSED = 'This device is closing its tables.';
const NO_PROFILE = 'Type your name first.';

/** All tables of this device: opens, closes and creates them, and passes on what is said to them. */
export class TableHost {
  readonly #ports: TableHostPorts;
  readonly #folder: DataFolder;
  readonly #shelf: TableShelf;
  readonly #profile: ProfileFile;
  readonly #seed: Uint8Array;
  readonly #device: Signer;
  readonly #remarks: string[];
  readonly #live = new Map<string, LiveTable>();
  /** Friends' tables that are not in memory. */
  readonly #asleep = new Map<string, Sleeper>();
  /** Tables that are being read from disk. */
  readonly #opening = new Map<string, Promise<LiveTable>>();
  #callOffSleep: (() => void) | null = null;
  /** Tables that the page looks at; friends' tables are live beside them. */
  readonly #shown = new Set<string>();
  /** Rises with every start. */
  readonly #boot: number;
  readonly #numbers: InputNumbers;
  /** Tables the person has left: they play their hand to its end unseen. */
  readonly #left = new Set<string>();
  /** Null until the network has been joined. */
  #friends: Friends | null = null;
  /** Tables that have failed and were read again; a second failure before a person resumes them is final. */
  readonly #failed = new Set<string>();
  #isClosed = false;
  /** One command at a time, in the order they came. */
  #work: Promise<void> = Promise.resolve();
  /** Of a table that is being read from disk, what was said to it meanwhile, in order: no other waits for that. */
  readonly #waking = new Map<string, Promise<void>>();

  private constructor(
    ports: TableHostPorts,
    folder: DataFolder,
    profile: ProfileFile,
    seed: Uint8Array,
    boot: number,
    remarks: string[],
  ) {
    this.#ports = ports;
    this.#folder = folder;
    this.#profile = profile;
    this.#seed = seed;
    this.#device = signerOf(seed);
    this.#remarks = remarks;
    this.#boot = boot;
    this.#numbers = new InputNumbers(boot);
    this.#shelf = new TableShelf(this.#replicaPorts(), this.#device);
  }

  /** @throws FolderRefused, DeviceKeyLost, DiskFailure */
  static async open(ports: TableHostPorts): Promise<TableHost> {
    const opened = await DataFolder.open(ports.fs, ports.folderPath);
    if (opened.type === 'refused') throw new FolderRefused(opened.words);
    const remarks = [...ports.remarks, ...opened.remarks];
    const profile = await ProfileFile.open(ports.fs, ports.folderPath, remarks);
    const seed = await readDeviceSeed(ports, ports.folderPath, ports.dataKey);
    const boot = await nextBoot(ports.fs, ports.folderPath, ports.clock.nowMs(), remarks);
    const host = new TableHost(ports, opened.folder, profile, seed, boot, remarks);
    remarks.push(...(await host.#shelf.readAll()));
    return host;
  }

  /** This device's key, hex. */
  get device(): string {
    return toHex(this.#device.publicKey);
  }

  /** See TableShelf.warmUp. */
  warmUp(): Promise<void> {
    return this.#shelf.warmUp();
  }

  /** Joins the network, and takes part again in the friends' tables of this device. */
  async joinNetwork(network: (options: NetworkOptions) => Promise<Network>): Promise<void> {
    const { bootstrap } = this.#profile.stored;
    const joined = await network({ seed: this.#seed, boot: this.#boot, bootstrap });
    this.#friends = new Friends({
      ...this.#ports,
      network: joined,
      device: this.#device,
      folder: this.#folder,
      profile: () => this.#profile.stored.profile,
      tableOf: (tableId) => this.#live.get(tableId) ?? null,
      tables: () => [...this.#live.values()],
      sleeperOf: (tableId) => this.#asleep.get(tableId) ?? null,
      sleepers: () => this.#asleep.values(),
      wake: async (tableId) => {
        // What is wrong with it is told where a person looks at it.
        await this.#open(tableId).catch(nothing);
      },
      isKnown: (tableId) => this.#live.has(tableId) || this.#shelf.has(tableId),
      create: async (checkpoint) => this.#run(await this.#shelf.create(checkpoint), []),
      show: async (tableId) => {
        const table = await this.#open(tableId);
        this.#show(table);
        await table.refresh();
      },
    });
    for (const table of this.#live.values()) await this.#befriend(table);
    await this.#meetFriends();
  }

  /** The tables that were played last are open from the start; more of them than a person has sleep until they are needed. */
  async #meetFriends(): Promise<void> {
    const tables = this.#shelf.cards().filter(({ practice, damage }) => !practice && damage === null);
    const opening: Promise<unknown>[] = [];
    for (const [at, { tableId }] of tables.entries()) {
      const friends = this.#shelf.friendsOf(tableId);
      if (this.#live.has(tableId)) continue;
      if (at < AWAKE_AT_START_MAX || !friends) {
        opening.push(this.#open(tableId).catch(nothing));
        continue;
      }
      const sleeper = sleepingFromStart(tableId, friends.members);
      this.#asleep.set(tableId, sleeper);
      this.#friends?.slept(sleeper, friends.invites);
    }
    await Promise.all(opening);
    this.#refreshCards(CARDS_LATER_MS);
  }

  /** Cards that are older than their hands are made anew, while no table is waited for. */
  #refreshCards(afterMs: number): void {
    this.#ports.clock.after(afterMs, async () => {
      const isOpen = (tableId: string) => this.#live.has(tableId) || this.#opening.has(tableId);
      if (this.#isClosed) return;
      if (this.#opening.size > 0) this.#refreshCards(CARDS_LATER_MS);
      else if (await this.#shelf.refreshNext(isOpen)) this.#refreshCards(0);
      else this.#showLobby();
    });
  }

  /** How everything stands, for whoever looks after this device. Rejects with `DiskFailure`. */
  async status(): Promise<HostStatus> {
    const { fs } = this.#ports;
    const tables: TableStatus[] = [];
    for (const card of this.#cards()) {
      if (card.practice && card.damage === null) continue;
      const { tableId } = card;
      const live = this.#live.get(tableId);
      const hand = live?.replica.journal.hand ?? card.handNumber;
      const diskBytes = await tableBytes(fs, this.#folder, tableId, hand);
      const sleeper = this.#asleep.get(tableId) ?? null;
      tables.push(live ? liveStatus(live, diskBytes) : cardStatus(card, sleeper, diskBytes));
    }
    return {
      device: this.device,
      name: this.#profile.stored.profile?.name ?? null,
      network: this.#friends?.networkState().words ?? NO_NETWORK,
      links: this.#friends?.linkCount ?? 0,
      tables,
      residentBytes: process.memoryUsage.rss(),
    };
  }

  /**
   * Writes one table into a file that a person has named, or everything: all tables, and who plays here.
   * @param tableId null: everything
   */
  exportTo(path: string, tableId: string | null): Promise<void> {
    return this.#inTurn(async () => {
      const names = this.#cards().filter((card) => tableId === null || card.tableId === tableId);
      const ids = names.map((card) => card.tableId);
      const { profile, preferences } = this.#profile.stored;
      const person = tableId === null && profile ? { profile, preferences } : null;
      await exportTables(this.#ports.fs, this.#folder, ids, path, verifySignature, person);
      const [first] = names;
      const what = first && names.length === 1 ? first.name : `All ${names.length} tables`;
      const words = `${what} ${names.length === 1 ? 'was' : 'were'} exported to ${path}.`;
      this.#ports.notify({ type: 'message', tableId: null, kind: 'warning', words });
    });
  }

  /** Takes in the tables of a file that a person has opened. */
  importFrom(path: string): Promise<void> {
    return this.#inTurn(async () => {
      const { person, tables } = await importTables(
        {
          fs: this.#ports.fs,
          folder: this.#folder,
          replica: this.#replicaPorts(),
          device: this.device,
          isKnown: (tableId) => this.#live.has(tableId) || this.#shelf.has(tableId),
        },
        path,
      );
      if (person) await this.#becomeAgain(person);
      for (const { tableId, isIn, words } of tables) {
        if (isIn) await this.#shelf.makeCard(tableId);
        const kind = isIn ? 'warning' : 'refused';
        this.#ports.notify({ type: 'message', tableId: null, kind, words });
      }
      this.#showLobby();
      // A friends' table takes part again, if this device is one of its own.
      for (const { tableId, isIn } of tables) {
        const card = this.#shelf.cards().find((one) => one.tableId === tableId);
        if (isIn && this.#friends && card?.practice === false) await this.#open(tableId);
      }
    });
  }

  /** On a device that nobody has named yet, who exported everything is who they were. */
  async #becomeAgain(person: FilePerson): Promise<void> {
    if (this.#profile.stored.profile) return;
    await this.#profile.change(person);
    const words = IMPORT_WORDS.person(person.profile.name);
    this.#ports.notify({ type: 'message', tableId: null, kind: 'warning', words });
  }

  /** One thing at a time; what goes wrong is told in words. */
  #inTurn(work: () => Promise<void>): Promise<void> {
    this.#work = this.#work.then(() =>
      work().catch((error: Error) => {
        this.#ports.notify({ type: 'message', tableId: null, kind: 'error', words: error.message });
      }),
    );
    return this.#work;
  }

  /** Does what the page asks; what cannot be done is answered with a sentence. */
  async handle(command: Command): Promise<void> {
    const tableId = 'tableId' in command ? command.tableId : null;
    let waking: Promise<void> | null = null;
    this.#work = this.#work.then(() => {
      waking = tableId === null ? null : this.#whenAwake(tableId, command);
      return waking === null ? this.#answer(command, tableId) : undefined;
    });
    await this.#work;
    await waking;
  }

  /** What is said to a table that is not in memory is answered once it is; null: it is, or need not be for that. */
  #whenAwake(tableId: string, command: Command): Promise<void> | null {
    const before = this.#waking.get(tableId);
    if (!before && (command.type === 'closeTable' || this.#live.has(tableId))) return null;
    // What is wrong with it is told when the command is done.
    const awake = before ?? this.#open(tableId).then(nothing, nothing);
    // To be shown what was read nobody waits for others.
    const isLook = command.type === 'openTable';
    const answered = awake.then(() =>
      isLook ? this.#tell(tableId, this.#do(command)) : this.#answer(command, tableId),
    );
    this.#waking.set(tableId, answered);
    void answered.then(() => {
      if (this.#waking.get(tableId) === answered) this.#waking.delete(tableId);
    });
    return answered;
  }

  async #answer(command: Command, tableId: string | null): Promise<void> {
    try {
      const table = tableId === null ? null : this.#live.get(tableId);
      // What is said at a friends' table is done when others agree: nobody else waits for that.
      if (table && !table.charter.practice && command.type !== 'closeTable') {
        void this.#tell(tableId, this.#do(command));
        return;
      }
      await this.#tell(tableId, this.#do(command));
    } catch {
      // It has been told.
    }
  }

  /** Tells the page why something was not done. */
  async #tell(tableId: string | null, done: Promise<string | null>): Promise<void> {
    try {
      const refused = await done;
      if (refused) this.#ports.notify({ type: 'message', tableId, kind: 'refused', words: refused });
    } catch (error) {
      this.#ports.notify({ type: 'message', tableId, kind: 'error', words: (error as Error).message });
    }
  }

  /** Lets every table stand and closes its files; goes cleanly from those of friends. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#callOffSleep?.();
    await Promise.allSettled(this.#opening.values());
    await this.#friends?.quit();
    this.#friends = null;
    const tables = [...this.#live.values()];
    this.#live.clear();
    await Promise.all(tables.map((table) => this.#putAway(table)));
    await Promise.all([...this.#asleep.values()].map(({ closed }) => closed));
  }

  /** @returns why it was refused, as a sentence; null: it was done. */
  async #do(command: Command): Promise<string | null> {
    switch (command.type) {
      case 'hello':
        this.#showLobby();
        for (const table of this.#live.values()) {
          if (this.#shown.has(table.tableId)) await table.refresh();
        }
        return null;
      case 'setProfile':
        await this.#setProfile(command);
        return null;
      case 'setPreferences':
        await this.#profile.change({ preferences: command.preferences });
        this.#showLobby();
        return null;
      case 'newPracticeTable':
        return this.#openPracticeTable(command);
      case 'newFriendsTable':
        return this.#openFriendsTable(command);
      case 'setBootstrap':
        await this.#profile.change({ bootstrap: command.nodes });
        this.#showLobby();
        return null;
      case 'followLink':
      case 'join':
      case 'leaveDoor':
        return this.#friends ? this.#friends.doAtDoor(command) : NO_NETWORK;
      // Main's own.
      case 'copy':
      case 'exportTable':
      case 'exportAll':
      case 'importFile':
      case 'setLaunchAtLogin':
      case 'showReports':
        return null;
      case 'openTable': {
        const table = await this.#open(command.tableId);
        this.#show(table);
        await table.refresh();
        return null;
      }
      case 'closeTable':
        this.#shown.delete(command.tableId);
        if (this.#asleep.has(command.tableId)) return null;
        return this.#doAt(command, await this.#open(command.tableId));
      default:
        return this.#doAt(command, await this.#open(command.tableId));
    }
  }

  async #doAt(command: Extract<Command, { tableId: string }>, table: LiveTable): Promise<string | null> {
    switch (command.type) {
      case 'openTable':
      case 'exportTable':
        return null;
      case 'closeTable':
        await this.#closeTable(table, null);
        return null;
      case 'resume':
        await table.resume();
        this.#failed.delete(table.tableId);
        return null;
      case 'pause':
        return table.sayAsMe({ kind: 'PAUSE' });
      case 'act':
        return table.act(command.hand, command.turn, command.action);
      case 'setPreAction':
        await table.setPreAction(command.preAction);
        return null;
      case 'show':
        return table.show();
      case 'muck':
        return table.sayAsMe({ kind: 'MUCK' });
      case 'runTwice':
        return table.sayAsMe({ kind: 'RUN_TWICE', agree: command.agree });
      case 'rabbitHunt':
        return table.sayAsMe({ kind: 'RABBIT' });
      case 'callOff':
        return table.sayAsMe({ kind: 'VOID' });
      case 'nextHand':
        await table.skip();
        return null;
      case 'sitOut':
        return table.sayAsMe({ kind: 'SIT_OUT', sitOut: command.sitOut });
      case 'straddle':
        return table.sayAsMe({ kind: 'STRADDLE', straddle: command.straddle });
      case 'topUp':
        return table.sayAsMe({ kind: 'TOP_UP', amount: command.amount });
      case 'setSettings':
        return table.sayAsMe({ kind: 'SETTINGS', settings: command.settings });
      case 'leave':
        return this.#leave(table);
      default:
        return this.#friends ? this.#friends.doAtTable(command, table) : NO_NETWORK;
    }
  }

  async #setProfile({ name, avatar }: Extract<Command, { type: 'setProfile' }>): Promise<void> {
    const profile = {
      name,
      avatar: avatar ?? this.#profile.stored.profile?.avatar ?? this.#firstAvatar(),
    };
    await this.#profile.change({ profile });
    this.#showLobby();
    void this.#friends?.renamed(profile);
  }

  async #openFriendsTable({
    name,
    settings,
    buyIn,
  }: Extract<Command, { type: 'newFriendsTable' }>): Promise<string | null> {
    const { profile } = this.#profile.stored;
    if (!profile) return NO_PROFILE;
    const problem = settingsProblem(settings) ?? (buyIn === null ? null : buyInProblem(buyIn, settings));
    if (problem) return problem;
    const game = newGame(toHex(this.#device.publicKey), settings, {
      ...profile,
      practice: false,
      role: buyIn === null ? 'witness' : 'player',
      standIn: this.#isSimulated,
    });
    const createdMs = this.#ports.clock.nowMs();
    const charter = newCharter(
      { name, practice: false, createdMs, game, carriesOn: null },
      this.#ports.randomBytes,
    );
    const table = await this.#run(await this.#shelf.create(checkpointOfCharter(toBytes(charter))), []);
    this.#show(table);
    await table.resume();
    return buyIn === null
      ? null
      : table.sayAsMe({ kind: 'SIT', seat: 0, name: profile.name, buyIn, bot: false });
  }

  async #openPracticeTable(command: Extract<Command, { type: 'newPracticeTable' }>): Promise<string | null> {
    const { profile } = this.#profile.stored;
    if (!profile) return NO_PROFILE;
    const problem = settingsProblem(command.settings);
    if (problem) return problem;
    if (command.bots >= command.settings.maxSeats) return 'There are more players than seats.';
    const wrongBuyIn = buyInProblem(command.buyIn, command.settings);
    if (wrongBuyIn) return wrongBuyIn;
    const standIn = this.#isSimulated;
    const { clock, randomBytes } = this.#ports;
    const about = { ...profile, standIn };
    const checkpoint = practiceCheckpoint(command, about, this.#device, clock.nowMs(), randomBytes);
    const tableId = toHex(checkpoint.table);
    const bots = botAgents(this.#seed, tableId);
    const table = await this.#run(await this.#shelf.create(checkpoint), bots);
    this.#show(table);
    await table.wake();
    const refused = await seatEverybody(table, profile.name, bots, command, this.#ports.random);
    if (!refused) await table.resume();
    return refused;
  }

  /** Its tables are no person's: their cards come from a stand-in. */
  get #isSimulated(): boolean {
    return this.#ports.cards.by === 'stand-in';
  }

  /** The page looks at this table. */
  #show(table: LiveTable): void {
    this.#shown.add(table.tableId);
    this.#friends?.tell(table);
    if (!table.charter.practice) this.#friends?.tellChat(table);
  }

  /** A friends' table takes part on the network from now on. */
  async #befriend(table: LiveTable): Promise<void> {
    if (!table.charter.practice) await this.#friends?.opened(table);
  }

  /** Leaving takes effect when the hand lets go; the page goes back to the lobby at once. */
  async #leave(table: LiveTable): Promise<string | null> {
    this.#left.add(table.tableId);
    this.#ports.notify({ type: 'tableClosed', tableId: table.tableId, words: null });
    this.#showLobby();
    await table.resume();
    const refused = await table.sayAsMe({ kind: 'LEAVE' });
    await table.skip();
    return refused;
  }

  /** Until a person chooses one, devices have different ones. */
  #firstAvatar(): number {
    return Number.parseInt(this.device.slice(0, 4), 16) % AVATARS;
  }

  /** The table, read from disk if it is not open yet. It stands until it is resumed. */
  #open(tableId: string): Promise<LiveTable> {
    const live = this.#live.get(tableId);
    if (live) return Promise.resolve(live);
    if (this.#isClosed) return Promise.reject(new Error(CLOSED));
    const opening =
      this.#opening.get(tableId) ?? this.#read(tableId).finally(() => this.#opening.delete(tableId));
    this.#opening.set(tableId, opening);
    return opening;
  }

  async #read(tableId: string): Promise<LiveTable> {
    const sleeper = this.#asleep.get(tableId);
    await sleeper?.closed;
    // Where a write failed, that place of the disk is not written to again.
    const rewrite = this.#failed.has(tableId);
    const replica = await this.#shelf.open(tableId, { rewrite });
    if (replica.damage.length > 0) {
      const words = replica.damage.join(' ');
      this.#ports.notify({ type: 'message', tableId, kind: 'error', words });
    }
    const lastCommit = sleeper?.slept?.agreement.lastCommit;
    if (lastCommit && lastCommit.certificate.seq > replica.committedSeq)
      await replica.commit(lastCommit.certificate);
    return this.#run(
      replica,
      readCharter(replica.journal.charter).practice ? botAgents(this.#seed, tableId) : [],
      sleeper?.slept,
    );
  }

  async #run(
    replica: Replica,
    bots: ReturnType<typeof botAgents>,
    slept: Slept | null = null,
  ): Promise<LiveTable> {
    const { fs, clock, random, cards } = this.#ports;
    const { tableId, journal } = replica;
    const { by } = gameSchema.parse(journal.openingGame).dealing;
    const ports: LiveTablePorts = {
      clock,
      random,
      bots,
      dealerFor: (tells) => dealerOf(cards, { tableId, by }, tells),
      device: this.#device,
      boot: this.#boot,
      numbers: this.#numbers,
      verify: verifySignature,
      quorumFile: await QuorumFile.open(fs, this.#folder.quorumPath(tableId)),
      publish: (view) => {
        this.#friends?.committed(table);
        const isOpen = this.#live.get(tableId) === table && this.#shown.has(tableId);
        if (isOpen && !this.#left.has(tableId)) this.#ports.notify({ type: 'table', view });
      },
      changed: () => this.#friends?.changed(table),
      met: (device) => this.#friends?.met(table, device),
      heard: (from, message) => this.#friends?.heard(table, from, message),
      contradicted: (first, second) => this.#friends?.contradicted(tableId, first, second),
      isExcluded: (device) => this.#friends?.excludes(tableId, device) ?? false,
      refused: (device, number, words) => this.#friends?.refused(table, device, number, words),
      fail: (error) => void this.#fail(table, error),
      left: () => void this.#hasLeft(table),
    };
    const table: LiveTable = new LiveTable(replica, ports, slept);
    this.#asleep.delete(tableId);
    this.#live.set(tableId, table);
    await this.#befriend(table);
    if (!table.charter.practice) this.#sleepLater();
    return table;
  }

  #sleepLater(): void {
    if (this.#isClosed) return;
    this.#callOffSleep ??= this.#ports.clock.after(SLEEP_LOOK_MS, () => {
      this.#callOffSleep = null;
      for (const table of this.#live.values()) this.#maySleep(table);
      if ([...this.#live.values()].some(({ charter }) => !charter.practice)) this.#sleepLater();
    });
  }

  /** A friends' table that nobody here looks at, and nobody has anything to do with, leaves the memory (DESIGN.md 5.12). */
  #maySleep(table: LiveTable): void {
    const { tableId, agreement, replica, charter } = table;
    const isNeeded = this.#shown.has(tableId) || this.#left.has(tableId) || this.#failed.has(tableId);
    if (!this.#friends || isNeeded || !table.canSleep || agreement.untouchedMs < SLEEP_AFTER_MS) return;
    const { members, owed } = this.#friends.membersOf(table);
    const { seq } = replica.journal.position;
    const { committedSeq } = replica;
    const slept = table.sleep();
    this.#live.delete(tableId);
    const closed = this.#shelf.keep(replica).finally(() => replica.close());
    const { carriesOn } = charter;
    const sleeper = { tableId, members, owed, slept, seq, committedSeq, carriesOn, closed };
    this.#asleep.set(tableId, sleeper);
    this.#friends.slept(sleeper);
  }

  /** Nobody here has a seat any more: a practice table has no reason to run; a friends' table is looked at from outside. */
  async #hasLeft(table: LiveTable): Promise<void> {
    if (table.charter.practice) await this.#closeTable(table, null);
  }

  /** A table that cannot go on is stopped and read again from disk: what is there is what is true. */
  async #fail(table: LiveTable, error: Error): Promise<void> {
    const { tableId } = table;
    if (this.#live.get(tableId) !== table) return;
    this.#live.delete(tableId);
    this.#friends?.closed(tableId);
    await table.close();
    const words = `The table stopped: ${error.message}`;
    this.#ports.notify({ type: 'message', tableId, kind: 'error', words });
    const isSecondTime = this.#failed.has(tableId);
    this.#failed.add(tableId);
    try {
      if (isSecondTime) throw error;
      await (await this.#open(tableId)).refresh();
    } catch (again) {
      this.#shelf.noteUnreadable(tableId, (again as Error).message);
      this.#ports.notify({ type: 'tableClosed', tableId, words });
      this.#showLobby();
    }
  }

  async #closeTable(table: LiveTable, words: string | null): Promise<void> {
    const { tableId } = table;
    if (this.#live.get(tableId) !== table) return;
    this.#shown.delete(tableId);
    // A friends' table goes on for the others, and is kept here, while nobody looks.
    if (table.charter.practice) {
      this.#live.delete(tableId);
      await this.#putAway(table);
    }
    this.#ports.notify({ type: 'tableClosed', tableId, words });
    this.#showLobby();
  }

  async #putAway(table: LiveTable): Promise<void> {
    await table.stop();
    await this.#shelf.keep(table.replica);
    await table.close();
  }

  /** Every table's card, as it is now. */
  #cards(): LobbyTable[] {
    for (const { replica, isStanding } of this.#live.values()) this.#shelf.note(replica, isStanding);
    for (const tableId of this.#left) this.#shelf.hide(tableId);
    return this.#shelf.cards();
  }

  #showLobby(): void {
    const { profile, preferences, bootstrap } = this.#profile.stored;
    const tables = this.#cards();
    this.#ports.notify({ type: 'lobby', profile, preferences, tables, bootstrap, remarks: this.#remarks });
  }

  #replicaPorts(): ReplicaPorts {
    return {
      fs: this.#ports.fs,
      folder: this.#folder,
      device: this.#device.publicKey,
      journal: {
        programs: tablePrograms,
        verify: verifySignature,
        guard: guards(quorumGuard({ verify: verifySignature, votersOf }), tableGuard(verifySignature)),
      },
      isAlone: (charter) => readCharter(charter).practice,
      votersOfGame: (game) => gameSchema.parse(game).voters,
      isClaimRight: async (claim) => {
        const { cards } = this.#ports;
        return cards.by === 'stand-in' || cards.dealer.isRight(claim);
      },
      breathe: () => this.#ports.clock.breathe(),
      onEquivocation: (first, second) => {
        const tableId = toHex(readEntry(first, () => true).table);
        this.#friends?.contradicted(tableId, first, second);
      },
      recordOf: (events) => handRecord(events as unknown as TableEvent[]),
    };
  }
}

function nothing(): void {}

function buyInProblem(buyIn: number, { minBuyIn, maxBuyIn }: Settings): string | null {
  return buyIn < minBuyIn || buyIn > maxBuyIn ? 'That is not a buy-in this table allows.' : null;
}

/** The first objection counts. */
function guards(...all: readonly Guard[]): Guard {
  return (petition) => {
    for (const guard of all) {
      const refused = guard(petition);
      if (refused) return refused;
    }
    return null;
  };
}
