import type { Message, MessageOf } from '../../../shared/protocol.ts';
import type { Link } from '../swarm/link.ts';

/** A message as it goes between the members of one table. */
export type TableMessage = Message extends infer M
  ? M extends { table: Uint8Array }
    ? Omit<M, 'table'>
    : never
  : never;

/** Another device of the table while a link to it is open. */
export interface Peer {
  readonly device: string;
  readonly link: Link;
  readonly sinceMs: number;
  /** What it said it holds, last. */
  status: MessageOf<'status'> | null;
  /** The highest entry that it is known to have on disk; null: not known. */
  seq: number | null;
}

/** The members of one table that are linked to this device. */
export class Peers {
  readonly #table: Uint8Array;
  readonly #peers = new Map<string, Peer>();
  /** When the link of a device that is gone was lost, by the steady clock. */
  readonly #lostMs = new Map<string, number>();

  constructor(table: Uint8Array) {
    this.#table = table;
  }

  open(link: Link, nowMs: number): Peer {
    const peer: Peer = { device: link.device, link, sinceMs: nowMs, status: null, seq: null };
    this.#peers.set(link.device, peer);
    this.#lostMs.delete(link.device);
    return peer;
  }

  /** @returns whether this was the device's link. */
  close(link: Link, nowMs: number): boolean {
    if (this.#peers.get(link.device)?.link !== link) return false;
    this.#peers.delete(link.device);
    this.#lostMs.set(link.device, nowMs);
    return true;
  }

  get(device: string): Peer | undefined {
    return this.#peers.get(device);
  }

  all(): Peer[] {
    return [...this.#peers.values()];
  }

  /** Since when a device that was here is gone; null: it is here, or has not been here. */
  lostSinceMs(device: string): number | null {
    return this.#lostMs.get(device) ?? null;
  }

  send(device: string, message: TableMessage): void {
    this.#peers.get(device)?.link.send({ ...message, table: this.#table } as Message);
  }

  sendAll(message: TableMessage): void {
    for (const device of this.#peers.keys()) this.send(device, message);
  }
}
