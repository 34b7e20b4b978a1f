import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sandboxSwitches } from '../../build/electronSwitches.ts';
import { root } from '../../build/root.ts';
import { electronExecutable } from '../../build/setup/electronRuntime.ts';
import { readInviteLink } from '../inviteLink.ts';
import type { ServeStatus } from '../serve/serveStatus.ts';
import { Device, untilAny } from '../sim/real/device.ts';
import { inLoopbackNetwork } from '../sim/real/network.ts';

const APP = join(root, 'out', 'app');
const POLL_MS = 20;
/** A host whose `serve` was killed may still be going. */
const REMOVE = { recursive: true, force: true, maxRetries: 20, retryDelay: 100 } as const;
const WAIT_LIMIT_MS = 30_000;

function inviteOf(text: string) {
  const read = readInviteLink(text);
  if (read.type === 'refused') throw new Error(read.words);
  const { table, secret } = read.link;
  return { table, secret };
}

/** `serve` as it is built, in a process of its own. */
class Machine {
  readonly #child: ChildProcess;
  #said = '';

  private constructor(child: ChildProcess) {
    this.#child = child;
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.#said += text;
      });
    }
  }

  static onNode(folder: string, bootstrap: readonly string[], args: readonly string[]): Machine {
    const all = [
      join(APP, 'serve.js'),
      `--data-dir=${folder}`,
      `--bootstrap=${bootstrap}`,
      '--port=0',
      ...args,
    ];
    return Machine.spawned(process.execPath, all, process.env);
  }

  static spawned(executable: string, args: readonly string[], env: NodeJS.ProcessEnv): Machine {
    return new Machine(spawn(executable, args, { stdio: ['ignore', 'pipe', 'pipe'], env }));
  }

  get said(): string {
    return this.#said;
  }

  /** Waits for words of its own. @throws Error with all that it said, when they do not come */
  async find(what: RegExp): Promise<string> {
    return this.#wait(`${what}`, async () => what.exec(this.#said)?.[0] ?? null);
  }

  async status(): Promise<ServeStatus> {
    const url = await this.find(/http:\/\/127\.0\.0\.1:\d+\/status\.json/);
    return (await fetch(url)).json() as Promise<ServeStatus>;
  }

  async until(isSo: (status: ServeStatus) => boolean): Promise<ServeStatus> {
    let last: ServeStatus | null = null;
    return this.#wait(
      () => `${isSo}, not ${JSON.stringify(last)}`,
      async () => {
        last = await this.status();
        return isSo(last) ? last : null;
      },
    );
  }

  async #wait<T>(what: string | (() => string), look: () => Promise<T | null>): Promise<T> {
    for (const startMs = performance.now(); performance.now() - startMs < WAIT_LIMIT_MS; ) {
      const found = await look();
      if (found !== null) return found;
      if (this.#child.exitCode !== null) break;
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
    throw new Error(`Waited for ${typeof what === 'string' ? what : what()}. It said:\n${this.#said}`);
  }

  /** @returns the exit code */
  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return this.#child.exitCode;
    const gone = once(this.#child, 'exit');
    this.#child.kill(signal);
    const [code] = await gone;
    return code as number | null;
  }
}

describe('an always-on machine', () => {
  let folder: string;
  const machines: Machine[] = [];
  const devices: Device[] = [];
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'evertable-serve-'));
  });
  afterEach(async () => {
    await Promise.all([
      ...machines.splice(0).map((one) => one.end('SIGKILL')),
      ...devices.splice(0).map((one) => one.kill()),
    ]);
    await rm(folder, REMOVE);
  });
  const machine = (name: string, bootstrap: readonly string[], ...args: string[]) => {
    const made = Machine.onNode(join(folder, name), bootstrap, args);
    machines.push(made);
    return made;
  };

  test('opens a table, hosts it, and hands over in the middle of a hand when it is told to stop', () =>
    inLoopbackNetwork(async (bootstrap) => {
      const club = machine('club', bootstrap, '--open=Club', '--name=Box', '--blinds=50/100');
      const link = await club.find(/evertable:\/\/join\/\S+/);
      const friends = ['Ada', 'Bo'].map(
        (name) =>
          new Device({ name, folder: join(folder, name), hostScript: join(APP, 'host.js'), bootstrap }),
      );
      devices.push(...friends);
      for (const [seat, friend] of friends.entries()) {
        await friend.start();
        friend.send({ type: 'setProfile', name: friend.name });
        friend.send({ type: 'followLink', link });
        await untilAny(friends, 'to come in', () => {
          friend.goIn(link);
          return friend.view !== null;
        });
        friend.send({ type: 'sit', tableId: friend.view?.tableId ?? '', seat, buyIn: 10_000 });
      }
      await untilAny(friends, 'a hand', () => friends.some(({ openTurn }) => openTurn));
      const status = await club.until(({ host }) => host?.tables[0]?.peers === 2);
      expect(status.host?.tables).toMatchObject([
        { name: 'Club', state: 'playing', isHost: true, members: 3 },
      ]);
      expect(status.host?.tables[0]?.diskBytes).toBeGreaterThan(0);
      expect(await club.find(/Box, 1 table.*/)).toContain('linked');
      expect(JSON.stringify(status), 'no secret').not.toMatch(/evertable:\/\//);

      expect(await club.end('SIGTERM')).toBe(0);
      await untilAny(friends, 'one of them to host', () => friends.some(({ people }) => people?.isHost));
      const actor = friends.find(({ openTurn }) => openTurn) as Device;
      const seq = actor.view?.seq ?? 0;
      actor.answerTurn('call');
      await untilAny(friends, 'the hand to go on', () => friends.every(({ view }) => (view?.seq ?? 0) > seq));

      // Back on the same folder: it is the same member, at the same table.
      const again = machine('club', bootstrap, '--open=Club');
      // Only where this machine can be reached on its network has changed.
      expect(inviteOf(await again.find(/evertable:\/\/join\/\S+/))).toEqual(inviteOf(link));
      await again.until(({ host }) => (host?.tables[0]?.seq ?? 0) > seq);
    }));

  test('comes in by a link as a witness, once, and again after a kill', () =>
    inLoopbackNetwork(async (bootstrap) => {
      const club = machine('club', bootstrap, '--open=Club', '--name=Box');
      const link = await club.find(/evertable:\/\/join\/\S+/);
      const first = machine('witness', bootstrap, `--join=${link}`, '--name=Attic');
      await first.find(/Came in by the link/);
      await first.until(({ host }) => host?.tables[0]?.peers === 1);
      await first.end('SIGKILL');
      const again = machine('witness', bootstrap, `--join=${link}`);
      await again.find(/Came in by the link/);
      // It may have died before its own coming in was on its disk: then that comes over the link first.
      const isThere = ({ host }: ServeStatus) => host?.tables[0]?.peers === 1 && host.tables[0].members === 2;
      const { host } = await again.until(isThere);
      expect(host?.name).toBe('Attic');
      expect(host?.tables).toMatchObject([{ name: 'Club', members: 2, isHost: false }]);
    }));

  test('without a keychain its key is a file that only its account reads, and it says so', async () => {
    const box = machine('box', ['127.0.0.1:1'], '--name=Box');
    expect(await box.find(/The key to the cards .*/)).toContain('only this account can read');
    await box.find(/The table host runs/);
    expect((await stat(join(folder, 'box', 'data-key'))).mode & 0o777).toBe(0o600);
  });

  test('a folder that is in use, or whose key is elsewhere, is told in a sentence', async () => {
    const first = machine('box', ['127.0.0.1:1']);
    await first.find(/The table host runs/);
    const second = machine('box', ['127.0.0.1:1']);
    await second.find(/Another Evertable is using this folder/);
    expect(await second.end('SIGTERM')).toBe(1);
  });
});

describe('evertable serve, under Electron', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'evertable-serve-'));
  });
  afterEach(() => rm(folder, REMOVE));

  test('opens no window, needs no screen, and goes in order', async () => {
    const { DISPLAY: _, WAYLAND_DISPLAY: __, ...env } = process.env;
    const args = [
      '--ozone-platform=headless',
      root,
      'serve',
      `--data-dir=${folder}`,
      '--port=0',
      '--bootstrap=127.0.0.1:1',
    ];
    const electron = Machine.spawned(electronExecutable(), [...sandboxSwitches(), ...args], env);
    try {
      await electron.find(/The table host runs/);
      const { host } = await electron.status();
      expect(host?.tables).toEqual([]);
      expect(await electron.end('SIGTERM')).toBe(0);
      expect(electron.said).toContain('Stopping: hosting is handed over first.');
    } finally {
      await electron.end('SIGKILL');
    }
  });

  test('says in a sentence what is wrong with its arguments', async () => {
    const electron = Machine.spawned(
      electronExecutable(),
      [...sandboxSwitches(), root, 'serve', '--bogus'],
      process.env,
    );
    await expect(electron.find(/never/)).rejects.toThrow('There is no option --bogus. See --help.');
    expect(await electron.end('SIGKILL')).toBe(1);
  });
});
