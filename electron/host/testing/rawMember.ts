import type { Signer } from '../../../shared/process/ports.ts';
import type { Message } from '../../../shared/protocol.ts';
import type { TableMessage } from '../agreement/peers.ts';
import { signerOf } from '../keys.ts';
import type { Link } from '../swarm/link.ts';
import type { MemoryNetwork } from './memoryNetwork.ts';
import type { World, WorldDevice } from './world.ts';

/**
 * A program of somebody else's with the key of a device that is off: it says to the others whatever a test wants, and
 * keeps no rule of a table.
 */
export class RawMember {
  readonly signer: Signer;
  readonly boot: number;
  /** What the others have said, oldest first. */
  readonly heard: Message[] = [];
  /** Why links have been closed at this end. */
  readonly closed: string[] = [];
  readonly #world: World;
  readonly #network: MemoryNetwork;
  readonly #table: Uint8Array;
  readonly #links = new Map<string, Link>();

  private constructor(world: World, seed: Uint8Array, table: Uint8Array) {
    this.#world = world;
    this.#table = table;
    this.signer = signerOf(seed);
    this.boot = world.clock.nowMs();
    this.#network = world.hub.join({ seed, boot: this.boot });
    this.#network.onLink((link) => {
      this.#links.set(link.device, link);
      link.onMessage((message) => this.heard.push(message));
      link.onClose((words) => {
        this.closed.push(words);
        if (this.#links.get(link.device) === link) this.#links.delete(link.device);
      });
    });
  }

  /** Takes the place of a device, which is killed, and links with others. */
  static async instead(
    world: World,
    device: WorldDevice,
    tableId: string,
    others: readonly WorldDevice[],
  ): Promise<RawMember> {
    const raw = await RawMember.amongst(world, device, tableId, others);
    await raw.#greeted(others);
    return raw;
  }

  /** The same, without waiting until the others answer: they may be cut off. */
  static async amongst(
    world: World,
    device: WorldDevice,
    tableId: string,
    others: readonly WorldDevice[],
  ): Promise<RawMember> {
    if (device.isOn) device.kill();
    const raw = new RawMember(world, await device.seed(), new Uint8Array(Buffer.from(tableId, 'hex')));
    for (const other of others) raw.#network.want(other.device ?? '');
    return raw;
  }

  /** Lets these devices believe that it is whom they know. */
  async #greeted(others: readonly WorldDevice[]): Promise<void> {
    await this.#world.until(() => others.every((other) => this.isLinked(other)));
    const greeted = () => this.heard.filter(({ type }) => type === 'status').length;
    await this.#world.until(() => greeted() >= others.length);
  }

  isLinked({ device }: WorldDevice): boolean {
    return this.#links.has(device ?? '');
  }

  /** Says something of the table to a device. */
  say(to: WorldDevice, message: TableMessage): void {
    this.sayAnything(to, { ...message, table: this.#table } as Message);
  }

  sayAnything({ device }: WorldDevice, message: Message): void {
    this.#links.get(device ?? '')?.send(message);
  }

  get table(): Uint8Array {
    return this.#table;
  }

  leave(): Promise<void> {
    return this.#network.close();
  }
}
