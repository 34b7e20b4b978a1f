import type { Checkpoint } from '../../shared/process/checkpoint.ts';
import { toHex } from '../../shared/process/hash.ts';
import { toBytes } from '../../shared/process/plain.ts';
import type { Signer } from '../../shared/process/ports.ts';
import { type Message, TIMINGS } from '../../shared/protocol.ts';
import { carriedGame } from '../../shared/table/carryOn.ts';
import { type Member, membersOf } from '../../shared/table/voters.ts';
import { readInviteLink } from '../inviteLink.ts';
import type { Command, Notice, Profile } from '../ipc.ts';
import { Accusations } from './accusations.ts';
import type { BesideMessage } from './agreement/agreement.ts';
import { deviceBytes } from './agreement/comingBack.ts';
import { checkpointOfCharter, newCharter, readCharter } from './charter.ts';
import { Chat, EMOTE_WORDS, TOO_FAST_WORDS } from './chat.ts';
import type { DataFolder, FileSystem } from './disk/index.ts';
import { Invites } from './invites.ts';
import type { LiveTable } from './liveTable.ts';
import { warnOfNetwork } from './networkWarnings.ts';
import { missingVoters, peopleView, RECONNECTING_MS, TAKEOVER_TOLD_MS } from './peopleView.ts';
import type { Sleeper } from './sleeper.ts';
import type { Link, Network, NetworkState } from './swarm/link.ts';
import { Switchboard } from './switchboard.ts';
import { CLOSED_WORDS, type Visited, Visitor } from './visitor.ts';
import type { WallClock } from './wallClock.ts';

export interface FriendsPorts {
  readonly network: Network;
  readonly clock: WallClock;
  readonly device: Signer;
  readonly fs: FileSystem;
  readonly folder: DataFolder;
  readonly dataKey: Uint8Array;
  readonly randomBytes: (sizeBytes: number) => Uint8Array;
  readonly notify: (notice: Notice) => void;
  readonly profile: () => Profile | null;
  readonly tableOf: (tableId: string) => LiveTable | null;
  readonly tables: () => readonly LiveTable[];
  /** The table of that id if it sleeps here. */
  readonly sleeperOf: (tableId: string) => Sleeper | null;
  readonly sleepers: () => Iterable<Sleeper>;
  /** Wakes a table; resolves once it is open, or cannot be. */
  readonly wake: (tableId: string) => Promise<void>;
  /** Whether this device has the table on its disk. */
  readonly isKnown: (tableId: string) => boolean;
  /** Puts a new table on disk and opens it. */
  readonly create: (checkpoint: Checkpoint) => Promise<LiveTable>;
  /** Opens a table that is on disk, and shows it. */
  readonly show: (tableId: string) => Promise<void>;
}

export type FriendsCommand = Extract<
  Command,
  { type: 'followLink' | 'join' | 'leaveDoor' | FriendsTableCommand['type'] }
>;
export type FriendsTableCommand = Extract<
  Command,
  {
    type:
      | 'sit'
      | 'askToPlay'
      | 'invite'
      | 'revokeInvite'
      | 'admit'
      | 'kick'
      | 'handHosting'
      | 'vouch'
      | 'carryOn'
      | 'chat'
      | 'emote';
  }
>;

const REFUSALS = {
  cannotHost: 'Only a player whose computer is here, or a witness, can host.',
  notHosting: 'Your computer does not host, so it cannot hand hosting over.',
  linkClosed: 'The link that you came in by is no longer open. Ask for a new one to play.',
  enoughHere: 'Enough of the table is here: it goes on by itself.',
} as const;
const MEMBER_WORDS = 'You are a member of this table already.';
const PROVEN_WORDS = 'Your computer contradicted itself: the others play on without it.';
/** What people see is told again now and then, since some of it only grows old. */
const PEOPLE_REFRESH_MS = 5_000;
/** People notices follow one another no faster than this. */
const PEOPLE_PACE_MS = 30;

/** What one friends' table has beside its journal. */
interface Company {
  readonly chat: Chat;
  chatNumber: number;
  /** The last host that was known, and who took over from it. */
  lastHost: string | null;
  takeover: { readonly host: string; readonly sinceMs: number } | null;
  shortSinceMs: number | null;
  /** This device was asked to leave. */
  isExcluded: boolean;
  callOff: (() => void) | null;
  toldMs: number;
}

/** Everything about playing with other devices: links, doors, invites, chat, who is here. */
export class Friends {
  readonly #ports: FriendsPorts;
  readonly #me: string;
  readonly #switchboard: Switchboard;
  readonly #visitor: Visitor;
  readonly #invites: Invites;
  readonly #accusations: Accusations;
  readonly #companies = new Map<string, Company>();

  constructor(ports: FriendsPorts) {
    const { network, clock, device, profile, notify } = ports;
    this.#ports = ports;
    this.#me = toHex(device.publicKey);
    this.#invites = new Invites(ports);
    this.#accusations = new Accusations({
      ...ports,
      me: this.#me,
      proven: (table) => {
        this.#switchboard.refresh(table);
        this.changed(table);
      },
    });
    this.#visitor = new Visitor({
      network,
      clock,
      device,
      profile,
      links: () => this.#switchboard.links(),
      show: (link, door) => notify({ type: 'door', link, door }),
      enter: (visited) => this.#enter(visited),
    });
    this.#switchboard = new Switchboard({
      ...ports,
      excludes: (tableId, one) => this.#accusations.excludes(tableId, one),
      // What cannot be dealt with here ends the link it came by, and nothing else.
      stray: (link, message) =>
        void this.#hearStray(link, message).catch((error: Error) => link.close(error.message)),
      linked: (link) => this.#visitor.linked(link),
    });
    warnOfNetwork({ network, notify, nameOf: (one) => this.#nameOf(one) });
  }

  networkState(): NetworkState {
    return this.#ports.network.state();
  }

  /** Other devices that are linked now. */
  get linkCount(): number {
    return this.#switchboard.links().length;
  }

  /** The person goes by another name or avatar from now on: so it does at its tables, where no other has that name. */
  async renamed({ name, avatar }: Profile): Promise<void> {
    const { tables, sleepers, wake, notify } = this.#ports;
    for (const { tableId } of [...sleepers()]) await wake(tableId);
    await Promise.all(
      tables().map(async (table) => {
        const me = table.charter.practice ? undefined : this.#membershipAt(table);
        if (!me || (me.name === name && me.avatar === avatar)) return;
        const words = await table.sayAsMe({ kind: 'RENAME', name, avatar });
        if (words) notify({ type: 'message', tableId: table.tableId, kind: 'refused', words });
      }),
    );
  }

  /** A friends' table is open here from now on: for the first time since the start, or again after it slept. */
  async opened(table: LiveTable): Promise<void> {
    if (this.#companies.has(table.tableId)) {
      this.#accusations.woke(table);
      this.#switchboard.woke(table);
      return;
    }
    this.#companies.set(table.tableId, {
      chat: new Chat(),
      chatNumber: this.#ports.clock.nowMs(),
      lastHost: null,
      takeover: null,
      shortSinceMs: null,
      isExcluded: false,
      callOff: null,
      toldMs: 0,
    });
    await this.#invites.opened(table);
    await this.#accusations.opened(table);
    this.#switchboard.refresh(table);
  }

  /** The other members' devices, and those of them that are not known to have all that is committed. */
  membersOf(table: LiveTable): { readonly members: ReadonlySet<string>; readonly owed: ReadonlySet<string> } {
    const members = this.#switchboard.membersOf(table);
    const { peers, committedSeq } = table.agreement;
    const owed = [...members].filter((device) => (peers.get(device)?.seq ?? -1) < committedSeq);
    return { members, owed: new Set(owed) };
  }

  /** A table sleeps from now on. `invites`: by which strangers may find it, where it has not been open yet. */
  slept(sleeper: Sleeper, invites: readonly string[] = []): void {
    const { tableId } = sleeper;
    const company = this.#companies.get(tableId);
    company?.callOff?.();
    if (company) company.callOff = null;
    this.#accusations.slept(tableId);
    this.#invites.announceAll(tableId, invites);
    this.#switchboard.slept(sleeper);
  }

  closed(tableId: string): void {
    this.#companies.get(tableId)?.callOff?.();
    this.#companies.delete(tableId);
    this.#invites.closed(tableId);
    this.#accusations.closed(tableId);
    this.#switchboard.forget(tableId);
  }

  /** Who is here, who hosts or what is agreed has changed. */
  changed(table: LiveTable): void {
    const company = this.#companies.get(table.tableId);
    if (!company) return;
    const nowMs = this.#ports.clock.steadyMs();
    const { host } = table.agreement;
    if (host !== null && host !== company.lastHost) {
      if (company.lastHost !== null) company.takeover = { host, sinceMs: nowMs };
      company.lastHost = host;
    }
    const isShort = !table.isStanding && missingVoters(table, this.#me).length > 0;
    company.shortSinceMs = isShort ? (company.shortSinceMs ?? nowMs) : null;
    this.#tellSoon(table, company);
  }

  /** Entries are committed: doors and links follow what they say. */
  committed(table: LiveTable): void {
    this.#invites.refresh(table);
    this.#switchboard.refresh(table);
    const { tableId } = table;
    // It died before it had seen that it is let in, and came by the link again: the table itself tells it.
    const text = this.#visitor.lookingFor(tableId);
    if (text !== null && this.#isMember(tableId)) {
      this.#visitor.leave();
      void this.#goTo(tableId, text);
    }
  }

  /** Tells the page everything there is to draw of a table beside its view. */
  tell(table: LiveTable): void {
    const company = this.#companies.get(table.tableId);
    if (!company) return;
    const { clock, notify } = this.#ports;
    const people = peopleView(table, {
      me: this.#me,
      nowMs: clock.steadyMs(),
      wallMs: clock.nowMs(),
      invite: this.#invites.link(table),
      takeover: company.takeover,
      proofs: this.#accusations.words(table),
      networkWords: this.#networkWords(table),
      shortSinceMs: company.shortSinceMs,
      closedWords: company.isExcluded ? this.#excludedWords(table) : null,
    });
    company.toldMs = clock.steadyMs();
    notify({ type: 'people', people });
  }

  tellChat(table: LiveTable): void {
    const lines = this.#companies.get(table.tableId)?.chat.lines ?? [];
    this.#ports.notify({ type: 'chat', tableId: table.tableId, lines: [...lines] });
  }

  /** Two words of one device that cannot both be honest were found here. */
  contradicted(tableId: string, first: Uint8Array, second: Uint8Array): void {
    this.#accusations.contradicted(tableId, first, second);
  }

  /** Nobody here plays with that device at this table any more. */
  excludes(tableId: string, device: string): boolean {
    return this.#accusations.excludes(tableId, device);
  }

  /** A member that was away may not know what was proven meanwhile, nor that the table was carried on without it. */
  met(table: LiveTable, device: string): void {
    this.#accusations.met(table, device);
    for (const { charter, replica } of this.#ports.tables()) {
      if (charter.carriesOn !== table.tableId) continue;
      table.agreement.peers.send(device, { type: 'moved', charter: replica.journal.charter });
    }
    for (const { tableId, carriesOn } of this.#ports.sleepers()) {
      if (carriesOn === table.tableId) void this.#ports.wake(tableId).then(() => this.met(table, device));
    }
  }

  /** Something a member said beside the journal. */
  heard(table: LiveTable, from: string, message: BesideMessage): void {
    const company = this.#companies.get(table.tableId);
    if (!company) return;
    switch (message.type) {
      case 'chat':
        this.#chat(table, company, from, message.words, null, message.number);
        return;
      case 'emote':
        this.#chat(table, company, from, EMOTE_WORDS[message.emote], message.emote, null);
        return;
      case 'moved':
        void this.#follow(table, message.charter);
        return;
      case 'proof':
        this.#accusations.heard(table, from, message.first, message.second);
        return;
    }
  }

  /** An input that came in by the door was refused. */
  refused(table: LiveTable, device: string, number: number, words: string): void {
    this.#switchboard.link(device)?.send({
      type: 'refused',
      table: table.replica.journal.table,
      device: deviceBytes(device),
      number,
      words,
    });
  }

  /** @returns why it was refused, as a sentence; null: it was done. */
  async doAtDoor(
    command: Extract<Command, { type: 'followLink' | 'join' | 'leaveDoor' }>,
  ): Promise<string | null> {
    if (command.type === 'leaveDoor') {
      this.#visitor.leave();
      return null;
    }
    if (command.type === 'join') return this.#visitor.join(command.as);
    const read = readInviteLink(command.link);
    const leadsTo = read.type === 'ok' ? toHex(read.link.table) : null;
    if (leadsTo !== null && this.#ports.sleeperOf(leadsTo)) await this.#ports.wake(leadsTo);
    const tableId = this.#visitor.follow(command.link, (known) => this.#isMember(known));
    if (tableId !== null && this.#isMember(tableId)) await this.#goTo(tableId, command.link);
    return null;
  }

  /** The link leads to a table that this device is a member of. */
  async #goTo(tableId: string, link: string): Promise<void> {
    this.#ports.notify({ type: 'door', link, door: { state: 'admitted', tableId, words: MEMBER_WORDS } });
    try {
      await this.#ports.show(tableId);
    } catch (error) {
      this.#ports.notify({ type: 'message', tableId, kind: 'error', words: (error as Error).message });
    }
  }

  /** @returns why it was refused, as a sentence; null: it was done. */
  async doAtTable(command: FriendsTableCommand, table: LiveTable): Promise<string | null> {
    switch (command.type) {
      case 'sit': {
        const name = this.#ports.profile()?.name ?? 'Somebody';
        const { seat, buyIn } = command;
        return table.sayAsMe({ kind: 'SIT', seat, name, buyIn, bot: false });
      }
      case 'askToPlay':
        return this.#askToPlay(table);
      case 'invite':
        return this.#invites.open(table, command.admission);
      case 'revokeInvite':
        return this.#invites.revoke(table);
      case 'admit':
        return table.sayAsMe({ kind: 'ADMIT', device: command.device, admit: command.admit });
      case 'kick':
        return table.sayAsMe({ kind: 'KICK', device: command.device });
      case 'vouch':
        return table.sayAsMe({ kind: 'VOUCH', seat: command.seat, device: command.device });
      case 'handHosting':
        return this.#handHosting(table, command.device);
      case 'carryOn':
        return this.#carryOn(table);
      case 'chat':
      case 'emote':
        return this.#say(table, command);
    }
  }

  /** Goes cleanly from every table; at most TIMINGS.quitMs. */
  async quit(): Promise<void> {
    await Promise.all(
      this.#ports
        .tables()
        .filter(({ charter }) => !charter.practice)
        .map((table) => table.agreement.quit(table.isPlaying)),
    );
    this.#visitor.leave();
    await Promise.race([
      this.#ports.network.close(),
      new Promise<void>((resolve) => this.#ports.clock.after(TIMINGS.quitMs, resolve)),
    ]);
  }

  /** Who came to watch comes again to play, by the link it came in by. */
  async #askToPlay(table: LiveTable): Promise<string | null> {
    const me = this.#membershipAt(table);
    const body = me && this.#invites.joinAgain(table, me, 'player');
    return body ? table.sayAsMe(body) : REFUSALS.linkClosed;
  }

  async #handHosting(table: LiveTable, device: string): Promise<string | null> {
    const { agreement } = table;
    if (!agreement.isHosting) return REFUSALS.notHosting;
    if (!agreement.voters.includes(device) || !agreement.peers.get(device)) return REFUSALS.cannotHost;
    await agreement.handOver(device);
    return null;
  }

  /** A new table from where the last hand ended, with those who are here (DESIGN.md 5.10). */
  async #carryOn(table: LiveTable): Promise<string | null> {
    const missing = missingVoters(table, this.#me);
    if (missing.length === 0) return REFUSALS.enoughHere;
    const { journal } = table.replica;
    const game = carriedGame(journal.openingGame, this.#me, missing);
    const charter = newCharter(
      {
        name: table.charter.name,
        practice: false,
        createdMs: this.#ports.clock.nowMs(),
        game,
        carriesOn: table.tableId,
      },
      this.#ports.randomBytes,
    );
    const carried = await this.#ports.create(checkpointOfCharter(toBytes(charter)));
    table.agreement.peers.sendAll({ type: 'moved', charter: toBytes(charter) });
    await table.letStand();
    await this.#ports.show(carried.tableId);
    return null;
  }

  /** Somebody of a table that waits here carries on at a new one. */
  async #follow(table: LiveTable, bytes: Uint8Array): Promise<void> {
    try {
      if (readCharter(bytes).carriesOn !== table.tableId) return;
      const checkpoint = checkpointOfCharter(bytes);
      const tableId = toHex(checkpoint.table);
      if (this.#ports.isKnown(tableId)) return;
      await this.#ports.create(checkpoint);
      await table.letStand();
      const words = 'The table carries on without those who are missing. The old one stays, paused.';
      this.#ports.notify({ type: 'message', tableId: table.tableId, kind: 'warning', words });
      await this.#ports.show(tableId);
    } catch (error) {
      const words = `A friend carries on at a new table, but it cannot be opened here: ${(error as Error).message}`;
      this.#ports.notify({ type: 'message', tableId: table.tableId, kind: 'error', words });
    }
  }

  /** This device was let in: it opens the table and follows it from the link it came in by. */
  async #enter({ charter, members, through, secret }: Visited): Promise<void> {
    const checkpoint = checkpointOfCharter(charter);
    const tableId = toHex(checkpoint.table);
    this.#switchboard.vouch(tableId, [...members, through.device]);
    if (!this.#ports.isKnown(tableId)) await this.#ports.create(checkpoint);
    await this.#invites.keep(tableId, secret);
    await this.#ports.show(tableId);
    const table = this.#ports.tableOf(tableId);
    if (table) this.#switchboard.refresh(table);
  }

  async #hearStray(link: Link, message: Message): Promise<void> {
    if (message.type === 'knock') {
      link.send({ type: 'closed', table: message.table, reason: 'unknown' });
      return;
    }
    const table = message.type === 'closed' ? this.#ports.tableOf(toHex(message.table)) : null;
    if (message.type === 'closed' && message.reason === 'excluded' && table) this.#hearExcluded(table);
    await this.#visitor.hear(link, message);
  }

  /** Everybody here says so: once is enough. */
  #hearExcluded(table: LiveTable): void {
    const company = this.#companies.get(table.tableId);
    if (!company || company.isExcluded) return;
    company.isExcluded = true;
    const words = this.#excludedWords(table);
    this.#ports.notify({ type: 'message', tableId: table.tableId, kind: 'warning', words });
    this.changed(table);
  }

  #excludedWords({ tableId }: LiveTable): string {
    return this.#accusations.excludes(tableId, this.#me) ? PROVEN_WORDS : CLOSED_WORDS.excluded;
  }

  #isMember(tableId: string): boolean {
    const table = this.#ports.tableOf(tableId);
    if (!table) return false;
    return this.#membershipAt(table) !== undefined;
  }

  /** This device as a member of a table. */
  #membershipAt({ replica }: LiveTable): Member | undefined {
    return membersOf(replica.journal.looks()).find(
      ({ device, state }) => device === this.#me && state === 'in',
    );
  }

  /** What a device goes by at one of the tables here; null: it belongs to none. */
  #nameOf(device: string): string | null {
    for (const { charter, replica } of this.#ports.tables()) {
      const member = charter.practice
        ? undefined
        : membersOf(replica.journal.looks()).find((one) => one.device === device);
      if (member) return member.name;
    }
    return null;
  }

  #say(table: LiveTable, command: Extract<FriendsTableCommand, { type: 'chat' | 'emote' }>): string | null {
    const company = this.#companies.get(table.tableId);
    if (!company) return null;
    const { peers } = table.agreement;
    if (command.type === 'emote') {
      const { emote } = command;
      if (!this.#chat(table, company, this.#me, EMOTE_WORDS[emote], emote, null)) return TOO_FAST_WORDS;
      peers.sendAll({ type: 'emote', emote });
      return null;
    }
    const { words } = command;
    company.chatNumber += 1;
    const number = company.chatNumber;
    if (!this.#chat(table, company, this.#me, words, null, number)) return TOO_FAST_WORDS;
    peers.sendAll({ type: 'chat', number, words });
    return null;
  }

  #chat(
    table: LiveTable,
    company: Company,
    device: string,
    words: string,
    emote: Extract<FriendsTableCommand, { type: 'emote' }>['emote'] | null,
    number: number | null,
  ): boolean {
    const members = membersOf(table.replica.journal.looks());
    const name = members.find((member) => member.device === device)?.name ?? 'Somebody';
    const line = { device, name, isMe: device === this.#me, words, emote };
    const isNew = company.chat.hear(line, number, this.#ports.clock.steadyMs());
    if (isNew) this.tellChat(table);
    return isNew;
  }

  /** Tells the page soon: many changes come at once. */
  #tellSoon(table: LiveTable, company: Company): void {
    company.callOff?.();
    const { clock } = this.#ports;
    const sinceMs = clock.steadyMs() - company.toldMs;
    company.callOff = clock.after(Math.max(0, PEOPLE_PACE_MS - sinceMs), () => {
      this.tell(table);
      company.callOff = this.#ages(table, company)
        ? clock.after(PEOPLE_REFRESH_MS, () => this.changed(table))
        : null;
    });
  }

  /** Whether what was told will be another thing after a while by itself. */
  #ages({ agreement }: LiveTable, company: Company): boolean {
    const nowMs = this.#ports.clock.steadyMs();
    const isReconnecting = agreement.voters.some((voter) => {
      const lostMs = agreement.peers.lostSinceMs(voter);
      return lostMs !== null && nowMs - lostMs < 2 * RECONNECTING_MS;
    });
    const isTold = company.takeover !== null && nowMs - company.takeover.sinceMs < 2 * TAKEOVER_TOLD_MS;
    return isReconnecting || isTold || company.shortSinceMs !== null;
  }

  #networkWords(table: LiveTable): string {
    const { agreement } = table;
    const others = membersOf(table.replica.journal.looks()).filter(
      ({ device, state }) => state === 'in' && device !== this.#me,
    );
    const here = others.filter(({ device }) => agreement.peers.get(device)).length;
    const state = this.#ports.network.state();
    if (others.length === 0) return state.words;
    return `Connected to ${here} of ${others.length} ${others.length === 1 ? 'friend' : 'friends'}. ${state.words}`;
  }
}
