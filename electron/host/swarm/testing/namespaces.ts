import { spawnSync } from 'node:child_process';

/** Interface names have 15 characters at most; two runs of the tests do not meet. */
const RUN = `ev${process.pid.toString(36)}`;
const BRIDGE = `${RUN}br`;
const NET = '10.213.77';

/** Hosts with their own addresses on one bridge of this machine, and no way to anywhere else. */
export class Namespaces {
  readonly #count: number;

  private constructor(count: number) {
    this.#count = count;
  }

  /** @returns why there are none, as words */
  static open(count: number): Namespaces | string {
    if (process.platform !== 'linux' || process.getuid?.() !== 0)
      return 'network namespaces need Linux and root';
    const spaces = new Namespaces(count);
    spaces.close();
    try {
      ip(['link', 'add', BRIDGE, 'type', 'bridge']);
      ip(['link', 'set', BRIDGE, 'up']);
      for (let at = 0; at < count; at++) spaces.#add(at);
      return spaces;
    } catch (error) {
      spaces.close();
      return `no network namespaces here: ${(error as Error).message}`;
    }
  }

  /** The words before a command that runs it on that host. */
  inside(at: number): string[] {
    return ['ip', 'netns', 'exec', nameOf(at)];
  }

  host(at: number): string {
    return `${NET}.${at + 11}`;
  }

  /** An address of the network that nobody has. */
  get nobody(): string {
    return `${NET}.250`;
  }

  /** Pulls a host's cable. */
  cut(at: number): void {
    ip(['link', 'set', cableOf(at), 'down']);
  }

  heal(at: number): void {
    ip(['link', 'set', cableOf(at), 'up']);
  }

  close(): void {
    for (let at = 0; at < this.#count; at++) {
      spawnSync('ip', ['netns', 'del', nameOf(at)]);
      spawnSync('ip', ['link', 'del', cableOf(at)]);
    }
    spawnSync('ip', ['link', 'del', BRIDGE]);
  }

  #add(at: number): void {
    const [name, cable] = [nameOf(at), cableOf(at)];
    ip(['netns', 'add', name]);
    ip(['link', 'add', cable, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', name]);
    ip(['link', 'set', cable, 'master', BRIDGE]);
    ip(['link', 'set', cable, 'up']);
    ip(['-n', name, 'link', 'set', 'lo', 'up']);
    ip(['-n', name, 'addr', 'add', `${this.host(at)}/24`, 'dev', 'eth0']);
    ip(['-n', name, 'link', 'set', 'eth0', 'up']);
  }
}

const nameOf = (at: number) => `${RUN}n${at}`;
const cableOf = (at: number) => `${RUN}c${at}`;

function ip(args: string[]): void {
  const { status, stderr, error } = spawnSync('ip', args, { encoding: 'utf8' });
  if (error) throw error;
  if (status !== 0) throw new Error(`ip ${args.join(' ')}: ${stderr.trim()}`);
}
