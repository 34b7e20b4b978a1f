import type { Checkpoint } from '../../shared/process/checkpoint.ts';
import { toHex } from '../../shared/process/hash.ts';
import type { Signer } from '../../shared/process/ports.ts';
import type { LobbyTable } from '../ipc.ts';
import type { OpenHandFileOptions } from './disk/index.ts';
import { friendsCard, lobbyTable, unreadableTable } from './lobby.ts';
import { type FriendsCard, keptCard, lastPlayedFirst, writeCard } from './lobbyCard.ts';
import type { Replica, ReplicaPorts } from './replica.ts';
import { replicaModule } from './replicaModule.ts';

const NO_TABLE = 'There is no such table on this device.';

/** All tables in the data folder: opens them, and has a card of each for the lobby. */
export class TableShelf {
  readonly #ports: ReplicaPorts;
  readonly #device: Signer;
  readonly #cards = new Map<string, LobbyTable>();
  readonly #friends = new Map<string, FriendsCard>();
  /** Tables whose cards are older than their hands. */
  readonly #stale = new Set<string>();

  constructor(ports: ReplicaPorts, device: Signer) {
    this.#ports = ports;
    this.#device = device;
  }

  /**
   * Reads every table's card; a hand that was played on since its card was made is replayed. That of a friends' table, of which
   * there may have been thousands when the host died, is taken as it is for now (see `refreshNext`).
   * @returns what else was found in the folder, a sentence each
   */
  async readAll(): Promise<string[]> {
    const { folder, fs } = this.#ports;
    const { tables, remarks } = await folder.listTables();
    for (const table of tables) {
      const { tableId, hands } = table;
      const kept = await keptCard(fs, folder, table);
      const isTaken = kept !== null && (kept.isRight || kept.friends !== null);
      if (isTaken) {
        this.#put(tableId, kept.card);
        if (kept.friends) this.#friends.set(tableId, kept.friends);
        if (!kept.isRight) this.#stale.add(tableId);
        continue;
      }
      await this.#replayCard(tableId, hands);
    }
    return remarks;
  }

  /** Replays one of the tables whose cards are older than their hands. Never rejects. @returns whether there was one */
  async refreshNext(isOpen: (tableId: string) => boolean): Promise<boolean> {
    for (const tableId of this.#stale) {
      this.#stale.delete(tableId);
      if (isOpen(tableId)) continue;
      await this.makeCard(tableId);
      return true;
    }
    return false;
  }

  /** Who can be reached about a friends' table without opening it; null: not known. */
  friendsOf(tableId: string): FriendsCard | null {
    return this.#friends.get(tableId) ?? null;
  }

  /** A table has come into the folder, or was played on: makes its card. Never rejects; the card of one that cannot be read says why. */
  async makeCard(tableId: string): Promise<void> {
    let hands: readonly number[];
    try {
      hands = (await this.#ports.folder.handsOf(tableId)) ?? [];
    } catch (error) {
      this.noteUnreadable(tableId, (error as Error).message);
      return;
    }
    await this.#replayCard(tableId, hands);
  }

  /** Loads what the first table will need, while nobody waits for it. */
  async warmUp(): Promise<void> {
    await replicaModule();
  }

  /** A new table; one whose making was cut off, or failed, is opened as far as it is. @throws DiskFailure; see Replica.open */
  async create(checkpoint: Checkpoint): Promise<Replica> {
    const { fs, folder } = this.#ports;
    const tableId = toHex(checkpoint.table);
    if ((await fs.size(folder.handPath(tableId, checkpoint.hand))) !== null) return this.open(tableId);
    const { Replica } = await replicaModule();
    return Replica.create(checkpoint, this.#ports);
  }

  /** @throws Error with a sentence; see Replica.open */
  async open(tableId: string, options: OpenHandFileOptions = {}): Promise<Replica> {
    const hands = await this.#ports.folder.handsOf(tableId);
    if (!hands) throw new Error(NO_TABLE);
    this.#stale.delete(tableId);
    return this.#openHands(tableId, hands, options);
  }

  /** Opens a table in the middle of a hand: one that was played to its end is ended, so that there is something to see. */
  async #openHands(
    tableId: string,
    hands: readonly number[],
    options: OpenHandFileOptions,
  ): Promise<Replica> {
    const { Replica } = await replicaModule();
    const replica = await Replica.open(tableId, hands, this.#ports, options);
    await replica.finishHand(this.#device);
    return replica;
  }

  /** The card of an open table as it is now. @param isStanding nobody hosts it */
  note(replica: Replica, isStanding: boolean): void {
    this.#put(replica.tableId, this.#cardOf(replica, isStanding));
  }

  /** Keeps the card of a table that stands, for the next start. */
  async keep(replica: Replica): Promise<void> {
    const { tableId, journal, handSizeBytes } = replica;
    const card = this.#cardOf(replica, true);
    const friends = friendsCard(replica, this.#ports.device);
    this.#put(tableId, card);
    if (friends) this.#friends.set(tableId, friends);
    const path = this.#ports.folder.cardPath(tableId);
    const stored = { hand: journal.hand, sizeBytes: handSizeBytes, card, ...(friends && { friends }) };
    await writeCard(this.#ports.fs, path, stored);
  }

  /** The table cannot be opened; its card says why. */
  noteUnreadable(tableId: string, words: string): void {
    this.#cards.set(tableId, unreadableTable(tableId, words, null));
  }

  /** Whether the table is on this device's disk, as far as the lobby knows. */
  has(tableId: string): boolean {
    return this.#cards.has(tableId);
  }

  hide(tableId: string): void {
    this.#cards.delete(tableId);
  }

  /** Last played first. */
  cards(): LobbyTable[] {
    return lastPlayedFirst([...this.#cards.values()]);
  }

  async #replayCard(tableId: string, hands: readonly number[]): Promise<void> {
    try {
      const replica = await this.#openHands(tableId, hands, {});
      await this.keep(replica);
      await replica.close();
    } catch (error) {
      const newest = hands.at(-1);
      const path = newest === undefined ? null : this.#ports.folder.handPath(tableId, newest);
      this.#cards.set(tableId, unreadableTable(tableId, (error as Error).message, path));
    }
  }

  #cardOf(replica: Replica, isStanding: boolean): LobbyTable | null {
    const path = this.#ports.folder.handPath(replica.tableId, replica.journal.hand);
    return lobbyTable(replica, this.#ports.device, path, isStanding);
  }

  #put(tableId: string, card: LobbyTable | null): void {
    if (card) this.#cards.set(tableId, card);
    else this.#cards.delete(tableId);
  }
}
