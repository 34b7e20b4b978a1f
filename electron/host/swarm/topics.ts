import { toHex } from '../../../shared/process/hash.ts';
import type { WallClock } from '../wallClock.ts';
import { type DhtNode, within } from './dhtNode.ts';
import { SWARM_TIMES } from './limits.ts';
import type { Address } from './link.ts';

interface Repeated {
  callOff: () => void;
  times: number;
}

interface Announced extends Repeated {
  readonly topic: Uint8Array;
}

export interface TopicPorts {
  readonly clock: WallClock;
  /** The DHTs that this device is in now. */
  readonly nodes: () => readonly DhtNode[];
  /** A device was found under a topic that is looked for. */
  readonly onFound: (device: string) => void;
}

/** Announces and looks for invites' topics: again and again, because devices come, and networks forget. */
export class Topics {
  readonly #ports: TopicPorts;
  readonly #announced = new Map<string, Announced>();
  readonly #looks = new Set<Repeated>();

  constructor(ports: TopicPorts) {
    this.#ports = ports;
  }

  /** Resolves once it is stored somewhere, or nowhere. @returns a function that ends it, and is never waited for long */
  async announce(topic: Uint8Array): Promise<() => Promise<void>> {
    const announced = { topic, callOff: () => {}, times: 0 };
    const name = `${toHex(topic)} ${this.#announced.size}`;
    this.#announced.set(name, announced);
    await new Promise<void>((resolve) => {
      const isOn = () => this.#announced.get(name) === announced;
      void this.#announceRound(announced, isOn, resolve).then(resolve);
    });
    return async () => {
      if (this.#announced.get(name) !== announced) return;
      this.#announced.delete(name);
      announced.callOff();
      const { clock, nodes } = this.#ports;
      await within(clock, SWARM_TIMES.closeMs, Promise.all(nodes().map((node) => node.unannounce(topic))));
    };
  }

  /** @returns a function that ends it */
  lookFor(topic: Uint8Array, at: readonly Address[]): () => void {
    const look: Repeated = { callOff: () => {}, times: 0 };
    this.#looks.add(look);
    const round = () => {
      for (const node of this.#ports.nodes()) {
        void node.lookup(topic, node.isLocal ? at : [], (device) => {
          if (this.#looks.has(look)) this.#ports.onFound(device);
        });
      }
      look.callOff = this.#ports.clock.after(nextPauseMs(look), round);
    };
    round();
    return () => {
      look.callOff();
      this.#looks.delete(look);
    };
  }

  /** The network has changed: what is announced is announced again. */
  refresh(): void {
    for (const [name, announced] of this.#announced) {
      announced.callOff();
      announced.times = 0;
      void this.#announceRound(announced, () => this.#announced.get(name) === announced);
    }
  }

  close(): void {
    for (const repeated of [...this.#announced.values(), ...this.#looks]) repeated.callOff();
    this.#announced.clear();
    this.#looks.clear();
  }

  async #announceRound(announced: Announced, isOn: () => boolean, onStored = () => {}): Promise<void> {
    const stored = await Promise.all(
      this.#ports.nodes().map(async (node) => {
        const isStored = await node.announce(announced.topic);
        if (isStored) onStored();
        return isStored;
      }),
    );
    if (!isOn()) return;
    const pauseMs = stored.every(Boolean) ? SWARM_TIMES.announceAgainMs : nextPauseMs(announced);
    announced.callOff();
    announced.callOff = this.#ports.clock.after(pauseMs, () => void this.#announceRound(announced, isOn));
  }
}

function nextPauseMs(repeated: Repeated): number {
  const { lookAgainMs } = SWARM_TIMES;
  const pauseMs = lookAgainMs[Math.min(repeated.times, lookAgainMs.length - 1)] ?? 0;
  repeated.times += 1;
  return pauseMs;
}
