import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { HyperNetwork } from '../../../electron/host/swarm/hyperNetwork.ts';
import type { Link } from '../../../electron/host/swarm/link.ts';
import { realClock } from '../../../electron/host/wallClock.ts';
import { TABLE_ID_BYTES } from '../../../shared/process/input.ts';
import type { Message } from '../../../shared/protocol.ts';
import { root } from '../../root.ts';

const ECHO = join(import.meta.dirname, 'echo.ts');
const SEED_BYTES = 32;
/** About what a move takes. */
const INPUT_BYTES = 300;
const MESSAGE: Message = {
  type: 'input',
  table: new Uint8Array(TABLE_ID_BYTES),
  input: new Uint8Array(INPUT_BYTES),
};

/** A real link to another process of this machine: the app's own network, Noise over UDX. */
export class RoundTrip {
  readonly #network: HyperNetwork;
  readonly #echo: ChildProcess;
  readonly #link: Link;
  #heard: () => void = () => {};

  private constructor(network: HyperNetwork, echo: ChildProcess, link: Link) {
    this.#network = network;
    this.#echo = echo;
    this.#link = link;
    link.onMessage(() => this.#heard());
  }

  static async open(bootstrap: readonly string[]): Promise<RoundTrip> {
    const network = await HyperNetwork.open({
      seed: randomBytes(SEED_BYTES),
      boot: Date.now(),
      bootstrap,
      clock: realClock,
    });
    const linked = new Promise<Link>((resolve) => network.onLink(resolve));
    const echo = fork(ECHO, [bootstrap.join(','), network.device], {
      execArgv: ['--import', 'tsx'],
      cwd: root,
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const [device] = await once(echo, 'message');
    network.want(device as string);
    return new RoundTrip(network, echo, await linked);
  }

  /** A message there and back. @returns how long that took, ms */
  async next(): Promise<number> {
    const heard = new Promise<void>((resolve) => {
      this.#heard = resolve;
    });
    const startMs = performance.now();
    this.#link.send(MESSAGE);
    await heard;
    return performance.now() - startMs;
  }

  async close(): Promise<void> {
    await this.#network.close();
    const gone = once(this.#echo, 'exit');
    this.#echo.kill();
    await gone;
  }
}
