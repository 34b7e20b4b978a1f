import { execFile } from 'node:child_process';
import { chmod, chown, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { firstLine } from './install.ts';

const run = promisify(execFile);

/** Where Debian and its kin keep each version's programs. */
const VERSIONS = '/usr/lib/postgresql';
/** PostgreSQL refuses to run as root; its database has the same name. */
export const SERVER_USER = 'postgres';
const INSTALL_LIMIT_MS = 300_000;
const COMMAND_LIMIT_MS = 60_000;
const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** A PostgreSQL server of its own, with the settings it comes with. */
export interface Cluster {
  /** The folder of its socket; it listens to nothing else. */
  readonly socketFolder: string;
  /** Stops the server and removes all of it. */
  remove(): Promise<void>;
}

/**
 * Starts a new cluster in `folder`, on the disk where everything else is measured.
 * @throws Error with one line that says why there is none
 */
export async function startCluster(folder: string, tell: (line: string) => void): Promise<Cluster> {
  const programs = await programsFolder(tell);
  const socketFolder = await mkdtemp(join(tmpdir(), 'bench-pg-'));
  const data = join(folder, 'cluster');
  const control = (...args: string[]) => asServerUser(join(programs, 'pg_ctl'), ['-D', data, '-w', ...args]);
  const remove = async () => {
    for (const signal of SIGNALS) process.off(signal, leave);
    await control('-m', 'immediate', 'stop').catch(() => {});
    await rm(data, { recursive: true, force: true });
    await rm(socketFolder, { recursive: true, force: true });
  };
  // The server outlives who started it unless it is told to stop.
  const leave = () => void remove().finally(() => process.exit(1));
  for (const signal of SIGNALS) process.on(signal, leave);
  try {
    await mkdir(data);
    // The server's user must be able to come by, and to own its two folders.
    await chmod(folder, 0o711);
    await giveToServerUser(data);
    await giveToServerUser(socketFolder);
    await asServerUser(join(programs, 'initdb'), [
      '-D',
      data,
      '-U',
      SERVER_USER,
      '-A',
      'trust',
      '-E',
      'UTF8',
    ]);
    const options = `-k ${socketFolder} -c listen_addresses=''`;
    await control('-l', join(data, 'log'), '-o', options, 'start');
  } catch (error) {
    await remove();
    throw new Error(`PostgreSQL does not start: ${firstLine(error)}`);
  }
  return { socketFolder, remove };
}

async function programsFolder(tell: (line: string) => void): Promise<string> {
  const found = await newestVersion();
  if (found) return found;
  if (!isRoot()) throw new Error('PostgreSQL is not installed here, and only root can install it.');
  tell('Installing PostgreSQL with apt-get.');
  try {
    await run('apt-get', ['install', '-y', 'postgresql'], { timeout: INSTALL_LIMIT_MS });
  } catch (error) {
    throw new Error(`PostgreSQL cannot be installed: ${firstLine(error)}`);
  }
  const installed = await newestVersion();
  if (!installed) throw new Error(`PostgreSQL was installed, but is not in ${VERSIONS}.`);
  return installed;
}

async function newestVersion(): Promise<string | null> {
  const versions = await readdir(VERSIONS).catch(() => []);
  const newest = versions.sort((a, b) => Number(b) - Number(a))[0];
  return newest === undefined ? null : join(VERSIONS, newest, 'bin');
}

function asServerUser(program: string, args: readonly string[]) {
  const [command, all] = isRoot()
    ? ['runuser', ['-u', SERVER_USER, '--', program, ...args]]
    : [program, [...args]];
  // The server goes on when the command that started it has ended, and must not hold its output open.
  return run(command, all, { timeout: COMMAND_LIMIT_MS, cwd: tmpdir() });
}

async function giveToServerUser(folder: string): Promise<void> {
  if (!isRoot()) return;
  const { stdout } = await run('id', ['-u', SERVER_USER]);
  const uid = Number(stdout);
  await chown(folder, uid, -1);
}

function isRoot(): boolean {
  return process.getuid?.() === 0;
}
