import type { Body } from '../../../shared/process/effects.ts';
import { toHex } from '../../../shared/process/hash.ts';
import type { PlayedEntry } from '../../../shared/process/journal.ts';
import { equivocationOf } from '../../../shared/quorum/equivocation.ts';
import { Agreement } from '../../host/agreement/agreement.ts';
import { InputNumbers } from '../../host/agreement/inputNumbers.ts';
import type { TableMessage } from '../../host/agreement/peers.ts';
import { INPUTS_PER_BOOT_MAX } from '../../host/bootFile.ts';
import { DeviceClock } from '../../host/testing/deviceClock.ts';
import type { WallClock } from '../../host/wallClock.ts';
import { FastDisk } from './fastDisk.ts';
import { fastSigner, fastVerify } from './fastKeys.ts';
import type { FastNetwork } from './fastNetwork.ts';
import { FastPerson } from './fastPerson.ts';
import { FastReplica } from './fastReplica.ts';
import type { Places } from './places.ts';

export interface FastDeviceEvents {
  readonly committed: (device: FastDevice, entries: readonly PlayedEntry[]) => void;
  readonly answered: (device: FastDevice, body: Body, refused: string | null) => void;
  readonly failed: (device: FastDevice, error: Error) => void;
  readonly closed: (device: FastDevice, other: string, words: string) => void;
  readonly cheated: (device: FastDevice, of: string, words: string) => void;
}

export interface FastDevicePorts {
  readonly clock: WallClock;
  readonly network: FastNetwork;
  readonly places: Places;
  readonly random: () => number;
  readonly thoughtMs: number;
  readonly events: FastDeviceEvents;
}

/** One of a device's lives: what belongs to an earlier one does nothing any more. */
class Life implements WallClock {
  isOver = false;
  readonly #clock: WallClock;

  constructor(clock: WallClock) {
    this.#clock = clock;
  }

  steadyMs(): number {
    return this.#clock.steadyMs();
  }

  nowMs(): number {
    return this.#clock.nowMs();
  }

  after(delayMs: number, work: () => void): () => void {
    return this.#clock.after(delayMs, () => {
      if (!this.isOver) work();
    });
  }

  breathe(): Promise<void> {
    return this.#clock.breathe();
  }
}

/** A device that takes part in a simulated table: the real agreement over stand-ins. */
export class FastDevice {
  readonly name: string;
  readonly signer;
  /** Hex of its key. */
  readonly device: string;
  readonly disk = new FastDisk();
  readonly clock: DeviceClock;
  readonly #ports: FastDevicePorts;
  #life: Life | null = null;
  agreement: Agreement | null = null;

  constructor(name: string, ports: FastDevicePorts) {
    this.name = name;
    this.signer = fastSigner(name);
    this.device = toHex(this.signer.publicKey);
    this.#ports = ports;
    this.clock = new DeviceClock(ports.clock);
  }

  get isOn(): boolean {
    return this.#life !== null;
  }

  async start(): Promise<void> {
    if (this.#life) return;
    const { network, places, random, thoughtMs, events } = this.#ports;
    const { disk, signer } = this;
    const life = new Life(this.clock);
    this.#life = life;
    // As bootFile.ts has it, so that a copy from a backup does not count on from where it stood.
    const boot = Math.max(life.nowMs(), disk.now.boot + INPUTS_PER_BOOT_MAX);
    disk.now.boot = boot;
    const replica = await FastReplica.open({
      clock: life,
      disk,
      places,
      verify: fastVerify,
      onEquivocation: (first, second) => this.#examine(first, second),
    });
    if (life.isOver) return;
    const agreement: Agreement = new Agreement(replica, {
      clock: life,
      device: signer,
      boot,
      numbers: new InputNumbers(boot),
      verify: fastVerify,
      random,
      quorumFile: {
        stored: disk.now.vote,
        isLost: false,
        forgetLoss: () => {},
        write: (vote) =>
          disk.write(life, (now) => {
            now.vote = vote;
          }),
      },
      faulty: () => [],
      committed: async (entries) => {
        if (life.isOver) return;
        events.committed(this, entries);
        await person.goOn();
      },
      changed: () => {},
      met: () => {},
      heard: () => {},
      contradicted: (first, second) => this.#examine(first, second),
      isExcluded: () => false,
      refused: () => {},
      fail: (error) => {
        if (!life.isOver) events.failed(this, error);
      },
    });
    const person = new FastPerson(agreement, {
      device: signer,
      clock: life,
      random,
      thoughtMs,
      answered: (body, refused) => {
        if (!life.isOver) events.answered(this, body, refused);
      },
    });
    this.agreement = agreement;
    network.join({
      device: this.device,
      boot,
      linked: (link) => {
        agreement.linkUp(link);
        link.onMessage((message) => agreement.hear(link.device, message as TableMessage));
        link.onClose(() => agreement.linkDown(link));
      },
      closed: (link, words) => events.closed(this, link.device, words),
    });
    await agreement.setAwake(true);
    await agreement.inTurn(() => person.goOn());
  }

  /** It dies at once. */
  kill(): void {
    if (!this.#life) return;
    this.#life.isOver = true;
    this.#life = null;
    this.agreement = null;
    const { network, random } = this.#ports;
    network.leave(this.device);
    this.disk.powerCut((below) => Math.floor(random() * below));
  }

  describe(): string {
    const { agreement } = this;
    if (!agreement) return `${this.name} is off`;
    const { hand, position } = agreement.replica.journal;
    const peers = agreement.peers.all().length;
    const host = agreement.isHosting ? ', hosts' : '';
    return `${this.name}: hand ${hand}, entry ${position.seq} of term ${position.term}, committed ${agreement.committedSeq}, term ${agreement.term}${host}, ${peers} links, ${agreement.voters.length} voters, saying ${agreement.saying.map(({ kind }) => kind)}`;
  }

  #examine(first: Uint8Array, second: Uint8Array): void {
    const table = this.agreement?.replica.journal.table;
    const found = table && equivocationOf(first, second, table, fastVerify);
    if (found?.isCheating) this.#ports.events.cheated(this, found.device, found.words);
  }
}
