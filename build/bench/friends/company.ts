import createTestnet from 'hyperdht/testnet.js';
import type { TableView } from '../../../electron/ipc.ts';
import type { Settings } from '../../../shared/table/settings.ts';
import { PeerProcess, until } from './peerProcess.ts';

const NAMES = ['Ada', 'Bo', 'Cy', 'Di', 'Eve', 'Flo'];
const SETTINGS: Settings = {
  maxSeats: 6,
  ...{ smallBlind: 1, bigBlind: 2, anteRule: 'none', ante: 0, minBuyIn: 40, maxBuyIn: 100_000 },
  ...{ straddle: false, buttonRule: 'moving', newcomers: 'post', runItTwice: false, rabbitHunt: false },
  ...{ bombPotEvery: 0, bombPotAnte: 0, actionClockMs: 5_000, timeBankMs: 0 },
};
const BUY_IN = 100_000;
const TESTNET_NODES = 10;

/** Devices that play a table over this machine's loopback, each a process with a folder of its own. */
export class Company {
  readonly peers: readonly PeerProcess[];
  readonly #close: () => Promise<void>;
  tableId = '';

  private constructor(peers: readonly PeerProcess[], close: () => Promise<void>) {
    this.peers = peers;
    this.#close = close;
  }

  /** All of them sit at one table and vote. */
  static async open(count: number, folder: string): Promise<Company> {
    const testnet = await createTestnet(TESTNET_NODES, { host: '127.0.0.1' });
    const bootstrap = testnet.bootstrap.map(({ host, port }) => `${host}:${port}`);
    const peers = NAMES.slice(0, count).map((name) => new PeerProcess(name, folder, bootstrap));
    const company = new Company(peers, () => testnet.destroy());
    await company.#sitDown();
    return company;
  }

  /** Who acts now, and has not said so yet. */
  actor(): PeerProcess | null {
    return this.peers.find((peer) => peer.isOn && peer.view?.legal && !this.#hasActed(peer)) ?? null;
  }

  /** Lets whoever is asked check or call, until `isDone`. */
  async playUntil(what: string, isDone: () => boolean): Promise<void> {
    while (!isDone()) {
      await until(this.peers, what, () => isDone() || this.actor() !== null);
      const actor = this.actor();
      if (actor && !isDone()) this.act(actor);
    }
  }

  act(peer: PeerProcess): void {
    const view = peer.view as TableView;
    this.#acted.set(peer, turnOf(view));
    peer.send({
      type: 'act',
      tableId: this.tableId,
      hand: view.handNumber,
      turn: view.actor?.turn ?? 0,
      action: { type: view.legal?.canCheck ? 'check' : 'call' },
    });
  }

  async close(): Promise<void> {
    await Promise.all(this.peers.map((peer) => peer.kill()));
    await this.#close();
  }

  readonly #acted = new Map<PeerProcess, string>();

  #hasActed(peer: PeerProcess): boolean {
    return peer.view !== null && this.#acted.get(peer) === turnOf(peer.view);
  }

  async #sitDown(): Promise<void> {
    const [opener, ...guests] = this.peers as [PeerProcess, ...PeerProcess[]];
    for (const peer of this.peers) await peer.start();
    opener.send({ type: 'newFriendsTable', name: 'Bench', buyIn: BUY_IN, settings: SETTINGS });
    await until([opener], 'the table', () => opener.view !== null);
    this.tableId = (opener.view as TableView).tableId;
    opener.send({ type: 'invite', tableId: this.tableId, admission: 'auto' });
    await until([opener], 'the link', () => opener.people?.invite != null);
    const link = opener.people?.invite?.link ?? '';
    for (const [at, guest] of guests.entries()) {
      guest.send({ type: 'followLink', link });
      await until([guest], 'the door', () => guest.door?.state === 'found');
      guest.send({ type: 'join', link, as: 'player' });
      await until([guest], 'the table', () => guest.people?.people.some(({ isMe }) => isMe) === true);
      guest.send({ type: 'sit', tableId: this.tableId, seat: at + 1, buyIn: BUY_IN });
    }
    await this.playUntil('all to vote', () => {
      const people = opener.people?.people ?? [];
      return people.length === this.peers.length && people.every(({ isVoter }) => isVoter);
    });
  }
}

function turnOf(view: TableView): string {
  return `${view.handNumber}/${view.actor?.turn}`;
}
