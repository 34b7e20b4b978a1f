import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LINK_WORDS } from './limits.ts';
import type { Address } from './link.ts';
import { Namespaces } from './testing/namespaces.ts';
import type { PeerEvent, PeerOrder } from './testing/peerProcess.ts';
import { eventually } from './testing/realWorld.ts';

/*
 * Three hosts with their own addresses on one switch, without internet: processes of their own in network namespaces.
 */

const PEER = fileURLToPath(new URL('./testing/peerProcess.ts', import.meta.url));
const opened = Namespaces.open(3);

class Peer {
  readonly events: PeerEvent[] = [];
  readonly #process: ChildProcessWithoutNullStreams;

  constructor(spaces: Namespaces, at: number, boot = 1) {
    const [command = '', ...args] = spaces.inside(at);
    const node = [
      process.execPath,
      '--import',
      'tsx',
      PEER,
      String(at + 1),
      String(boot),
      `${spaces.nobody}:9`,
    ];
    this.#process = spawn(command, [...args, ...node]);
    createInterface({ input: this.#process.stdout }).on('line', (line) => this.events.push(JSON.parse(line)));
    this.#process.stderr.on('data', (text) => console.error(`peer ${at}: ${text}`));
  }

  async ready(): Promise<void> {
    await eventually(() => this.events[0]?.type === 'ready');
  }

  get device(): string {
    return this.#start.device;
  }

  get address(): Address | null {
    return this.#start.address;
  }

  get #start(): Extract<PeerEvent, { type: 'ready' }> {
    const [event] = this.events;
    if (event?.type !== 'ready') throw new Error('it has not begun');
    return event;
  }

  order(order: PeerOrder): void {
    this.#process.stdin.write(`${JSON.stringify(order)}\n`);
  }

  isLinkedTo({ device }: Peer): boolean {
    const last = this.events.findLast(
      (event) => 'device' in event && event.device === device && event.type !== 'heard',
    );
    return last?.type === 'open';
  }

  hasHeard({ device }: Peer, number: number): boolean {
    return this.events.some(
      (event) => event.type === 'heard' && event.device === device && event.number === number,
    );
  }

  kill(): void {
    this.#process.kill('SIGKILL');
  }
}

describe.skipIf(typeof opened === 'string')(
  typeof opened === 'string' ? `three hosts (skipped: ${opened})` : 'three hosts on one switch',
  () => {
    const spaces = opened as Namespaces;
    let peers: [Peer, Peer, Peer];

    beforeAll(async () => {
      peers = [new Peer(spaces, 0), new Peer(spaces, 1), new Peer(spaces, 2)];
      await Promise.all(peers.map((peer) => peer.ready()));
    });
    afterAll(() => {
      for (const peer of peers ?? []) peer.kill();
      spaces.close();
    });

    test('find each other by the inviter’s address, and one that is cut off comes back when it is healed', async () => {
      const [ada, bo, cy] = peers;
      expect(ada.address?.host).toBe(spaces.host(0));
      ada.order({ type: 'announce' });
      for (const guest of [bo, cy]) guest.order({ type: 'look', address: ada.address as Address });
      await eventually(() => ada.isLinkedTo(bo) && ada.isLinkedTo(cy));
      for (const one of peers) {
        for (const other of peers) if (one !== other) one.order({ type: 'want', device: other.device });
      }
      await eventually(() => bo.isLinkedTo(cy) && cy.isLinkedTo(bo));
      cy.order({ type: 'say', device: bo.device, number: 1 });
      await eventually(() => bo.hasHeard(cy, 1));

      spaces.cut(2);
      await eventually(() => !ada.isLinkedTo(cy) && !bo.isLinkedTo(cy) && !cy.isLinkedTo(ada));
      expect(ada.events).toContainEqual({ type: 'close', device: cy.device, words: LINK_WORDS.stale });
      expect(ada.isLinkedTo(bo)).toBe(true);
      bo.order({ type: 'say', device: ada.device, number: 2 });
      await eventually(() => ada.hasHeard(bo, 2));

      spaces.heal(2);
      await eventually(() =>
        peers.every((one) => peers.every((other) => one === other || one.isLinkedTo(other))),
      );
      cy.order({ type: 'say', device: ada.device, number: 3 });
      await eventually(() => ada.hasHeard(cy, 3));
    });

    test('all start again and find each other without any address', async () => {
      for (const peer of peers) peer.kill();
      const again = [0, 1, 2].map((at) => new Peer(spaces, at, 2)) as [Peer, Peer, Peer];
      peers = again;
      await Promise.all(again.map((peer) => peer.ready()));
      for (const one of again) {
        for (const other of again) if (one !== other) one.order({ type: 'want', device: other.device });
      }
      await eventually(() =>
        again.every((one) => again.every((other) => one === other || one.isLinkedTo(other))),
      );
    });
  },
);
