import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { EXECUTABLE, FILE_MIME_TYPE, LINK_SCHEME } from '../../../build/package/config.ts';
import { FILE_WORDS } from '../../host/transfer/tableFile.ts';
import { INVITE_LINK_PREFIX, INVITE_LINK_WORDS } from '../../inviteLink.ts';
import { SETTINGS } from '../installation.ts';
import { Person } from '../person.ts';
import { Random } from '../random.ts';
import type { TableReading } from '../tableReading.ts';
import { OrdinaryUser } from './ordinaryUser.ts';
import { DEBUGGING_SWITCH, PackagedApp, QUIET_SWITCHES, userDataOf } from './packagedApp.ts';

/*
 * The life of the Debian package on a machine: installed by apt, used by an ordinary person with the sandbox on, removed.
 * One story in order: each test goes on where the one before ended.
 */

const run = promisify(execFile);

const deb = inject('debianPackage');
const INSTALLED = '/opt/Evertable';
const PROGRAM = `/usr/bin/${EXECUTABLE}`;
const ENTRY = `/usr/share/applications/${EXECUTABLE}.desktop`;
const PLACES = [
  INSTALLED,
  PROGRAM,
  ENTRY,
  `/usr/share/mime/packages/${EXECUTABLE}.xml`,
  `/usr/share/icons/hicolor/256x256/apps/${EXECUTABLE}.png`,
  `/etc/alternatives/${EXECUTABLE}`,
];
const BROKEN = `${INVITE_LINK_PREFIX}AAAA`;
const FOREIGN = 'evertable://nowhere/';
const INSTALL_LIMIT_MS = 300_000;
/** What xdg-utils asks for a file's type where no desktop answers; it comes with it, but for who wants nothing recommended. */
const FILE_TYPES = 'libfile-mimeinfo-perl';

const isHere = existsSync(INSTALLED);
const reason =
  deb === null || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')
    ? 'needs root on Debian or a relative'
    : isHere
      ? 'Evertable is installed on this machine, and stays so'
      : null;
if (reason !== null) console.log(`Not tested: the installed package (${reason}).`);

let user: OrdinaryUser;
let app: PackagedApp;
let standing: TableReading;

async function apt(...args: string[]): Promise<void> {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['-q', '-y', '--no-install-recommends', ...args], { env, timeout: INSTALL_LIMIT_MS });
}

/** A person's own copy of the menu entry, with a door for this test to look in; all else is as it was installed. */
async function openDoorInEntry(): Promise<void> {
  const folder = join(user.home, '.local', 'share', 'applications');
  await mkdir(folder, { recursive: true });
  const entry = await readFile(ENTRY, 'utf8');
  const switches = [DEBUGGING_SWITCH, ...QUIET_SWITCHES].join(' ');
  await writeFile(join(folder, `${EXECUTABLE}.desktop`), entry.replace(/^(Exec=\S+)/m, `$1 ${switches}`));
  await run('chown', ['-R', user.name, join(user.home, '.local')]);
}

function untilDoor(words: string): Promise<unknown> {
  return app.window.until(
    `the door with "${words}"`,
    async () => (await app.window.words('door-words')) === words,
  );
}

beforeAll(async () => {
  if (reason === null) user = await OrdinaryUser.create();
});

afterAll(async () => {
  if (reason !== null) return;
  await app?.detach().catch(() => {});
  await user.kill(INSTALLED);
  if (existsSync(INSTALLED)) await apt('purge', EXECUTABLE);
  await user.remove();
});

describe.skipIf(reason !== null)('the Debian package', () => {
  test('is installed, with what it needs', { timeout: INSTALL_LIMIT_MS }, async () => {
    // A bare machine has no package lists.
    const packages = [deb ?? '', FILE_TYPES];
    await apt('install', ...packages).catch(async () => {
      await apt('update');
      await apt('install', ...packages);
    });
    for (const place of PLACES) expect([place, existsSync(place)]).toEqual([place, true]);
    expect((await run('dpkg', ['--status', EXECUTABLE])).stdout).toContain('Status: install ok installed');
  });

  test('has a valid menu entry that takes links and files', async () => {
    await run('desktop-file-validate', [ENTRY]);
    const entry = await readFile(ENTRY, 'utf8');
    expect(entry).toContain(`Exec=${INSTALLED}/${EXECUTABLE} %U\n`);
    expect(entry).toMatch(/^Categories=Game;?.*$/m);
    for (const type of [`x-scheme-handler/${LINK_SCHEME}`, FILE_MIME_TYPE]) {
      const handler = await user.run('xdg-mime', ['query', 'default', type]);
      expect([type, handler.trim()]).toEqual([type, `${EXECUTABLE}.desktop`]);
    }
  });

  test('opens a clicked link cold: the app starts, and stands at its door', async () => {
    await openDoorInEntry();
    user.spawn('xdg-open', [BROKEN]);
    app = await PackagedApp.attach(user);
    await untilDoor(INVITE_LINK_WORDS.broken);
    await app.screenshot('installed-cold-link');
    expect((await user.processes(INSTALLED)).length).toBeGreaterThan(2);
  });

  test('opens a clicked link warm: the app that runs goes to the next door', async () => {
    const before = new Set(await user.processes(INSTALLED));
    await user.run('xdg-open', [FOREIGN]);
    await untilDoor(INVITE_LINK_WORDS.foreign);
    const after = await user.processes(INSTALLED);
    expect(after.some((pid) => before.has(pid))).toBe(true);
  });

  test('opens a double-clicked file: what is none is said in words', async () => {
    const file = join(user.home, 'holiday.evertable');
    await writeFile(file, 'no table at all');
    expect((await user.run('xdg-mime', ['query', 'filetype', file])).trim()).toBe(FILE_MIME_TYPE);
    await user.run('xdg-open', [file]);
    await app.window.until('word of the file', () =>
      app.window.run(
        (words) => document.body.textContent?.includes(words) ?? false,
        FILE_WORDS.foreign as string,
      ),
    );
  });

  test('runs with the sandbox on', async () => {
    const pids = await user.processes(INSTALLED);
    const commandLines = await Promise.all(
      pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')),
    );
    expect(commandLines.filter((line) => line.includes('--no-sandbox'))).toEqual([]);
    const page = pids[commandLines.findIndex((line) => line.includes('--type=renderer'))];
    expect(await readFile(`/proc/${page}/status`, 'utf8')).toMatch(/^Seccomp:\s+2$/m);
  });

  test('plays a hand of practice', async () => {
    await app.window.until('the way back from the door', () => app.window.press('door-back'));
    await app.window.send({ type: 'setProfile', name: 'Ada' });
    const table = { type: 'newPracticeTable', name: 'Kitchen', bots: 3, buyIn: 1_000 } as const;
    await app.window.send({ ...table, settings: SETTINGS });
    const person = new Person(app.window, new Random(6));
    const first = await app.window.untilTable('the first hand', ({ picture }) => picture.hand > 0);
    standing = await app.window.until('the next hand, with me to act', async () => {
      const reading = await app.window.table();
      if (reading && reading.picture.hand > first.picture.hand && reading.isMyTurn) return reading;
      if (reading) await person.respondTo(reading);
      return null;
    });
    await app.screenshot('installed-practice');
  });

  test('goes on after kill -9 of all of it, with the same hand', async () => {
    await user.kill(INSTALLED);
    await app.detach().catch(() => {});
    await PackagedApp.forget(user);
    user.spawn(PROGRAM, [DEBUGGING_SWITCH, ...QUIET_SWITCHES]);
    app = await PackagedApp.attach(user);
    await app.window.until('the table in the lobby', () => app.window.press('table-open'));
    await app.window.until('a Resume that can be pressed', () => app.window.press('resume'));
    const resumed = await app.window.untilTable('the table to go on', ({ isPaused }) => !isPaused);
    expect(resumed.picture).toEqual(standing.picture);
  });

  test('starts with the session when the person likes, its window closed', async () => {
    const entry = join(user.home, '.config', 'autostart', `${EXECUTABLE}.desktop`);
    await app.window.send({ type: 'setLaunchAtLogin', on: true });
    await app.window.until('the entry', async () => existsSync(entry));
    const command = /^Exec="([^"]+)" (--hidden)$/m.exec(await readFile(entry, 'utf8'));
    expect(command?.[1]).toBe(`${INSTALLED}/${EXECUTABLE}`);
    await app.window.send({ type: 'setLaunchAtLogin', on: false });
    await app.window.until('no entry', async () => !existsSync(entry));
  });

  test("is removed while it runs no more: no process is left, and no file but the person's own", async () => {
    await user.kill(INSTALLED);
    await app.detach().catch(() => {});
    await apt('purge', EXECUTABLE);
    for (const place of PLACES) expect([place, existsSync(place)]).toEqual([place, false]);
    expect(await user.processes(INSTALLED)).toEqual([]);
    const files = (await run('find', ['/usr', '/etc', '/opt', '-iname', `*${EXECUTABLE}*`])).stdout;
    expect(files).toBe('');
    await run('rm', ['-r', join(user.home, '.local')]);
    for (const type of [`x-scheme-handler/${LINK_SCHEME}`, FILE_MIME_TYPE]) {
      expect((await user.run('xdg-mime', ['query', 'default', type])).trim()).toBe('');
    }
    expect(existsSync(join(userDataOf(user), 'data', 'tables'))).toBe(true);
  });
});
