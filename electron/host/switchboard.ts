import { toHex } from '../../shared/process/hash.ts';
import type { Message, MessageOf } from '../../shared/protocol.ts';
import { membersOf } from '../../shared/table/voters.ts';
import type { TableMessage } from './agreement/peers.ts';
import { answerKnock, isJoin } from './door.ts';
import type { LiveTable } from './liveTable.ts';
import type { Sleeper } from './sleeper.ts';
import type { Link, Network } from './swarm/link.ts';

export interface SwitchboardPorts {
  readonly network: Network;
  /** The open table of that id (hex); null: it is not open here. */
  readonly tableOf: (tableId: string) => LiveTable | null;
  readonly tables: () => readonly LiveTable[];
  /** The table of that id if it sleeps here. */
  readonly sleeperOf: (tableId: string) => Sleeper | null;
  readonly sleepers: () => Iterable<Sleeper>;
  /** Wakes a table; resolves once it is open, or cannot be. */
  readonly wake: (tableId: string) => Promise<void>;
  /** Nobody here plays with that device (hex) at a table any more: it was shown to cheat. */
  readonly excludes: (tableId: string, device: string) => boolean;
  /** A message of a table that is not open here. */
  readonly stray: (link: Link, message: Message) => void;
  /** A link has opened; what this device looks for may be behind it. */
  readonly linked: (link: Link) => void;
}

/**
 * One link joins two devices, whatever tables they share: the switchboard brings each table the messages of its members,
 * and each table's door those of strangers.
 */
export class Switchboard {
  readonly #ports: SwitchboardPorts;
  readonly #links = new Map<string, Link>();
  /** Devices that a table takes for members before its own journal says so: it has just been joined through them. */
  readonly #vouched = new Map<string, ReadonlySet<string>>();
  /** Which devices each table is linked to by now. */
  readonly #joined = new Map<string, Set<string>>();
  /** Who stands before each table's door and has not been answered yet. */
  readonly #asking = new Map<string, ReadonlySet<string>>();
  /** The devices that each table wants links to, and how many tables want each. */
  readonly #wanting = new Map<string, ReadonlySet<string>>();
  readonly #wanted = new Map<string, number>();
  /** Tables that are waking: what is said to them waits. */
  readonly #waking = new Map<string, Promise<void>>();

  constructor(ports: SwitchboardPorts) {
    this.#ports = ports;
    ports.network.onLink((link) => this.#open(link));
  }

  link(device: string): Link | undefined {
    return this.#links.get(device);
  }

  links(): Link[] {
    return [...this.#links.values()];
  }

  /** The table was joined through these devices: they count as members until its own journal knows them. */
  vouch(tableId: string, devices: readonly string[]): void {
    this.#vouched.set(tableId, new Set(devices));
  }

  /** A table has opened or changed its members: links follow. */
  refresh(table: LiveTable): void {
    if (table.charter.practice) return;
    this.#join(table);
    // After it: who is wanted no more has been told why.
    this.#want(table.tableId, this.membersOf(table));
  }

  /** The table sleeps: its members' links are kept, and what they say wakes it. */
  slept({ tableId, members }: Sleeper): void {
    this.#want(tableId, members);
  }

  /** The table has woken: links may have come and gone while it slept. */
  woke(table: LiveTable): void {
    const { peers } = table.agreement;
    const joined = this.#joined.get(table.tableId);
    for (const peer of peers.all()) {
      if (this.#links.get(peer.device) === peer.link) continue;
      joined?.delete(peer.device);
      table.agreement.linkDown(peer.link);
    }
    this.refresh(table);
  }

  /** The table is closed here. */
  forget(tableId: string): void {
    this.#joined.delete(tableId);
    this.#asking.delete(tableId);
    this.#want(tableId, new Set());
  }

  #want(tableId: string, devices: ReadonlySet<string>): void {
    const before = this.#wanting.get(tableId) ?? new Set();
    if (devices.size > 0) this.#wanting.set(tableId, devices);
    else this.#wanting.delete(tableId);
    for (const device of devices) {
      if (before.has(device)) continue;
      const count = this.#wanted.get(device) ?? 0;
      this.#wanted.set(device, count + 1);
      if (count === 0) this.#ports.network.want(device);
    }
    for (const device of before) {
      if (devices.has(device)) continue;
      const count = (this.#wanted.get(device) ?? 1) - 1;
      if (count > 0) this.#wanted.set(device, count);
      else this.#wanted.delete(device);
      if (count === 0) this.#ports.network.unwant(device);
    }
  }

  /** The other devices of an open table, but those that are shut out. */
  membersOf(table: LiveTable): Set<string> {
    const members = membersOf(table.replica.journal.looks());
    const devices = new Set(members.filter(({ state }) => state === 'in').map(({ device }) => device));
    for (const device of this.#vouched.get(table.tableId) ?? []) devices.add(device);
    for (const { device, state } of members) if (state === 'excluded') devices.delete(device);
    for (const device of devices) if (this.#ports.excludes(table.tableId, device)) devices.delete(device);
    devices.delete(this.#ports.network.device);
    return devices;
  }

  /** Joins a table with the links of its members, and parts it from those who are none any more. */
  #join(table: LiveTable): void {
    const joined = this.#joined.get(table.tableId) ?? new Set();
    this.#joined.set(table.tableId, joined);
    const members = this.membersOf(table);
    for (const device of members) {
      const link = this.#links.get(device);
      if (!link || joined.has(device)) continue;
      joined.add(device);
      table.agreement.linkUp(link);
    }
    for (const device of joined) {
      const link = this.#links.get(device);
      if (members.has(device) || !link) continue;
      joined.delete(device);
      this.#tellClosed(table, device, 'excluded');
      table.agreement.linkDown(link);
    }
    this.#answerAskers(table);
  }

  /** Who asked to come in and was turned away is told so. */
  #answerAskers(table: LiveTable): void {
    const states = new Map(
      membersOf(table.replica.journal.looks()).map(({ device, state }) => [device, state] as const),
    );
    for (const device of this.#asking.get(table.tableId) ?? []) {
      if (!states.has(device)) this.#tellClosed(table, device, 'refused');
      if (states.get(device) === 'excluded') this.#tellClosed(table, device, 'excluded');
    }
    const asking = [...states].filter(([, state]) => state === 'asked').map(([device]) => device);
    this.#asking.set(table.tableId, new Set(asking));
  }

  #tellClosed(table: LiveTable, device: string, reason: MessageOf<'closed'>['reason']): void {
    this.#links.get(device)?.send({ type: 'closed', table: table.replica.journal.table, reason });
  }

  #open(link: Link): void {
    this.#links.set(link.device, link);
    link.onMessage((message) => this.#hear(link, message));
    link.onClose(() => this.#close(link));
    for (const table of this.#ports.tables()) if (!table.charter.practice) this.#join(table);
    // Somebody missed what was played before the table slept.
    for (const { tableId, owed } of this.#ports.sleepers())
      if (owed.has(link.device)) void this.#wake(tableId);
    this.#ports.linked(link);
  }

  #close(link: Link): void {
    if (this.#links.get(link.device) !== link) return;
    this.#links.delete(link.device);
    for (const table of this.#ports.tables()) {
      if (this.#joined.get(table.tableId)?.delete(link.device)) table.agreement.linkDown(link);
    }
  }

  #hear(link: Link, message: Message): void {
    if (message.type === 'hello') return;
    const tableId = toHex(message.table);
    const waking =
      this.#waking.get(tableId) ?? (this.#wakes(link, message, tableId) ? this.#wake(tableId) : null);
    if (waking) {
      void waking.then(() => this.#links.get(link.device) === link && this.#hear(link, message));
      return;
    }
    const table = this.#ports.tableOf(tableId);
    // A door is shown to who knocked, whether or not a part of the table is here already.
    if (!table || table.charter.practice || message.type === 'closed' || message.type === 'door') {
      this.#ports.stray(link, message);
      return;
    }
    const { table: _, ...rest } = message;
    if (message.type === 'knock' && this.#ports.excludes(table.tableId, link.device)) {
      this.#tellClosed(table, link.device, 'excluded');
    } else if (message.type === 'knock') {
      // A member too: it may have lost the table, or died before it had it.
      const answer = answerKnock(table, link, message);
      if (answer.type === 'door') link.proven();
      link.send(answer);
    } else if (this.#joined.get(table.tableId)?.has(link.device)) {
      table.agreement.hear(link.device, rest as TableMessage);
    } else if (
      message.type === 'input' &&
      isJoin(message.input, link.device) &&
      !this.#ports.excludes(table.tableId, link.device)
    ) {
      table.agreement.bringIn(message.input);
    } else {
      // What a link still says for a table that it was just joined to, or parted from.
      this.#ports.stray(link, message);
    }
  }

  /** Members wake a table whatever they say, and so does who stands before its door. */
  #wakes(link: Link, { type }: Message, tableId: string): boolean {
    const sleeper = this.#ports.sleeperOf(tableId);
    if (!sleeper || type === 'closed' || type === 'door') return false;
    return type === 'knock' || type === 'input' || sleeper.members.has(link.device);
  }

  #wake(tableId: string): Promise<void> {
    const waking =
      this.#waking.get(tableId) ?? this.#ports.wake(tableId).finally(() => this.#waking.delete(tableId));
    this.#waking.set(tableId, waking);
    return waking;
  }
}
