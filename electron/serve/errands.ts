import { CLOSED_WORDS } from '../host/visitor.ts';
import type { Command, DoorView, Notice } from '../ipc.ts';
import type { ServeOptions } from './options.ts';

/*
 * What an always-on machine was told to do when it was started: open tables, and come in by links.
 *
 *  S1  A table that is there already is not opened again.                 errands.test "opened once"
 *  S2  Links are followed one after the other; one that leads nowhere makes room for the next, and is tried again. errands.test "in turn"
 *  S3  A link is given up only for what trying again cannot mend.         errands.test "given up"
 */

/** A door at which nobody has answered for so long makes room for the next link. */
export const DOOR_LIMIT_MS = 60_000;

export interface ErrandPorts {
  readonly options: Pick<ServeOptions, 'join' | 'as' | 'open' | 'settings'>;
  readonly send: (command: Command) => void;
  /** A line for the terminal. */
  readonly say: (words: string) => void;
  /** Returns what calls it off. */
  readonly after: (delayMs: number, work: () => void) => () => void;
}

/** Runs errands, from what the table host says. */
export class Errands {
  readonly #ports: ErrandPorts;
  #links: string[];
  /** Names of tables that are wanted and have not been seen yet. */
  readonly #toOpen: Set<string>;
  /** Tables of ours whose link is to be told, by id. */
  readonly #toInvite = new Set<string>();
  readonly #told = new Set<string>();
  #hasLobby = false;
  #isAsked = false;
  #callOff: () => void = () => {};

  constructor(ports: ErrandPorts) {
    this.#ports = ports;
    this.#links = [...ports.options.join];
    this.#toOpen = new Set(ports.options.open);
  }

  /** Whether all is done that was asked for. */
  get isDone(): boolean {
    return this.#links.length === 0 && this.#toOpen.size === 0 && this.#toInvite.size === 0;
  }

  /** A notice of the host's. */
  hear(notice: Notice): void {
    switch (notice.type) {
      case 'lobby':
        this.#hearLobby(notice);
        return;
      case 'table':
        this.#hearTable(notice.view);
        return;
      case 'people':
        this.#hearPeople(notice.people);
        return;
      case 'door':
        if (notice.link === this.#links[0]) this.#hearDoor(notice.door);
        return;
      default:
        return;
    }
  }

  /** The host has died and another one starts: what was begun is begun again. */
  begunAgain(): void {
    this.#hasLobby = false;
    this.#callOff();
  }

  stop(): void {
    this.#callOff();
    this.#links = [];
  }

  #hearLobby({ profile, tables }: Extract<Notice, { type: 'lobby' }>): void {
    // Without a name nobody opens a table or comes in.
    if (profile === null || this.#hasLobby) return;
    this.#hasLobby = true;
    const { options, send } = this.#ports;
    for (const name of options.open) {
      const there = tables.find((table) => table.name === name && !table.practice);
      this.#toOpen.delete(name);
      if (there) {
        this.#toInvite.add(there.tableId);
        send({ type: 'openTable', tableId: there.tableId });
      } else {
        this.#toOpen.add(name);
        send({ type: 'newFriendsTable', name, buyIn: null, settings: options.settings });
      }
    }
    this.#knock();
  }

  #hearTable({ tableId, name }: Extract<Notice, { type: 'table' }>['view']): void {
    if (this.#toOpen.delete(name)) {
      this.#toInvite.add(tableId);
      this.#ports.send({ type: 'invite', tableId, admission: 'auto' });
    } else if (!this.#toInvite.has(tableId)) {
      // Nobody looks here: the table goes on without being drawn.
      this.#ports.send({ type: 'closeTable', tableId });
    }
  }

  #hearPeople({ tableId, invite, isOpener }: Extract<Notice, { type: 'people' }>['people']): void {
    if (!this.#toInvite.has(tableId)) return;
    if (!isOpener) {
      this.#toInvite.delete(tableId);
      return;
    }
    if (invite === null) {
      if (!this.#told.has(tableId)) this.#ports.send({ type: 'invite', tableId, admission: 'auto' });
      this.#told.add(tableId);
      return;
    }
    this.#toInvite.delete(tableId);
    this.#ports.say(`Bring this link to come in: ${invite.link}`);
    this.#ports.send({ type: 'closeTable', tableId });
  }

  #hearDoor(door: DoorView): void {
    const { say, send, options } = this.#ports;
    const link = this.#links[0] as string;
    switch (door.state) {
      case 'looking':
        return;
      case 'found':
        send({ type: 'join', link, as: options.as });
        return;
      case 'asked':
        if (this.#isAsked) return;
        this.#isAsked = true;
        // Whoever opened the table may be asleep: it is waited for.
        if (door.admission === 'ask') this.#callOff();
        say(`${door.tableName} of ${door.openerName}: ${door.words}`);
        return;
      case 'admitted':
        say(`Came in by the link: table ${door.tableId}.`);
        this.#next();
        return;
      case 'refused':
        // Another device of the table may still answer.
        if (door.words === CLOSED_WORDS.unknown) return;
        say(`Not let in: ${door.words}`);
        this.#next();
        return;
    }
  }

  #knock(): void {
    const [link] = this.#links;
    this.#callOff();
    this.#isAsked = false;
    if (link === undefined) return;
    this.#ports.send({ type: 'followLink', link });
    this.#callOff = this.#ports.after(DOOR_LIMIT_MS, () => this.#nextForNow());
  }

  /** Nobody answered: the link is tried again after the others. */
  #nextForNow(): void {
    const [link, ...others] = this.#links;
    if (link === undefined) return;
    this.#ports.say('Nobody of a table can be reached right now; its link is tried again.');
    this.#ports.send({ type: 'leaveDoor' });
    this.#links = [...others, link];
    this.#knock();
  }

  #next(): void {
    this.#links = this.#links.slice(1);
    this.#knock();
  }
}
