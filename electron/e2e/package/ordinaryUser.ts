import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtemp, readdir, readlink, rm, stat } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);
/** Not on an ordinary person's path. */
const RUNUSER = '/usr/sbin/runuser';
const GONE_LIMIT_MS = 10_000;
const POLL_MS = 20;

/** Somebody who is not root: Chromium's sandbox is on for them. Run as root a new account is made; else it is whoever runs. */
export class OrdinaryUser {
  readonly name: string;
  readonly home: string;
  readonly #isOwn: boolean;

  private constructor(name: string, home: string, isOwn: boolean) {
    this.name = name;
    this.home = home;
    this.#isOwn = isOwn;
  }

  static async create(): Promise<OrdinaryUser> {
    const home = await mkdtemp(join(tmpdir(), 'evertable-user-'));
    if (process.getuid?.() !== 0) return new OrdinaryUser(userInfo().username, home, false);
    const name = `evertable-${process.pid}-${Date.now().toString(36)}`.slice(0, 31);
    await run('useradd', ['--no-create-home', '--home-dir', home, '--shell', '/bin/sh', name]);
    await run('chown', [name, home]);
    return new OrdinaryUser(name, home, true);
  }

  /** Starts a program in the person's session, in a process group of its own. Its output is thrown away. */
  spawn(program: string, args: readonly string[]): ChildProcess {
    const [command = program, ...rest] = this.#command(program, args);
    return spawn(command, rest, { cwd: this.home, env: this.environment, detached: true, stdio: 'ignore' });
  }

  /** Runs a program to its end. @returns what it has said @throws Error when it fails */
  async run(program: string, args: readonly string[], env: Record<string, string> = {}): Promise<string> {
    const [command = program, ...rest] = this.#command(program, args);
    const options = { cwd: this.home, env: { ...this.environment, ...env }, timeout: GONE_LIMIT_MS };
    return (await run(command, rest, options)).stdout;
  }

  get environment(): Record<string, string> {
    return {
      HOME: this.home,
      USER: this.name,
      PATH: '/usr/local/bin:/usr/bin:/bin',
      LANG: 'C.UTF-8',
      DISPLAY: process.env.DISPLAY ?? '',
    };
  }

  /** The person's processes that run a program of this folder. */
  async processes(folder: string): Promise<number[]> {
    const found: number[] = [];
    for (const name of await readdir('/proc')) {
      if (!/^\d+$/.test(name)) continue;
      const pid = Number(name);
      const { executable, uid } = await lookAt(pid);
      if (executable.startsWith(folder) && (!this.#isOwn || uid === (await this.#uid()))) found.push(pid);
    }
    return found;
  }

  /** kill -9 of everything that runs from a folder. */
  async kill(folder: string): Promise<void> {
    for (
      const startMs = performance.now();
      performance.now() - startMs < GONE_LIMIT_MS;
      await delay(POLL_MS)
    ) {
      const pids = await this.processes(folder);
      if (pids.length === 0) return;
      for (const pid of pids) {
        try {
          process.kill(pid, 'SIGKILL');
        } catch {
          // Gone in between.
        }
      }
    }
    throw new Error(`Processes ${await this.processes(folder)} outlived a kill.`);
  }

  /** Takes the account away, and all that it had. */
  async remove(): Promise<void> {
    if (this.#isOwn) await run('userdel', ['--force', this.name]).catch(() => {});
    await rm(this.home, { recursive: true, force: true });
  }

  #command(program: string, args: readonly string[]): string[] {
    return this.#isOwn ? [RUNUSER, '-u', this.name, '--', program, ...args] : [program, ...args];
  }

  async #uid(): Promise<number> {
    return (await stat(this.home)).uid;
  }
}

async function lookAt(pid: number): Promise<{ executable: string; uid: number }> {
  const executable = await readlink(`/proc/${pid}/exe`).catch(() => '');
  const uid = await stat(`/proc/${pid}`).then(
    (stats) => stats.uid,
    () => -1,
  );
  return { executable, uid };
}
