import { readdir, readFile, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { GRACE_MS } from '../../shared/table/clock.ts';
import { AppWindow } from './appWindow.ts';
import {
  expectKept,
  expectSame,
  Installation,
  openFromLobby,
  playOn,
  resumeAndPlayOn,
} from './installation.ts';
import { groupMembers, launchApp, makeFolders, removeFolders, runToItsEnd } from './launch.ts';
import { pidOf } from './processes.ts';
import { Random } from './random.ts';

/*
 * One data folder: who may use it, and what happens when it is not as it was left.
 */

const MOMENT = { after: 'an act', delayMs: 0 } as const;
const ALREADY_OPEN = /open already/;
const ACTION_CLOCK_MS = 15_000;
const DAY_MS = 24 * 3_600_000;

let at: Installation;
afterEach(() => at.end());

describe('a data folder', () => {
  test('whose old host is stopped (SIGSTOP) while main is killed is taken over at the next start', async () => {
    at = await Installation.open(new Random(11));
    await at.practise();
    const shown = await at.playUpTo(MOMENT);
    const group = at.app.pid;
    const orphan = await pidOf('host', group);
    process.kill(orphan, 'SIGSTOP');
    process.kill(at.app.pid, 'SIGKILL');
    const disk = await at.readDisk();
    expectKept(disk, shown);
    // The orphan still holds the lock; the new host ends it by the number it wrote down (disk/folderLock.ts).
    await at.startAgain();
    const standing = await openFromLobby(at);
    expectSame(standing, disk, shown);
    await resumeAndPlayOn(at, standing);
    expect(await groupMembers(group)).not.toContain(orphan);
  });

  test('is used by one app: a second start says so and ends, and the first comes to the front', async () => {
    at = await Installation.open(new Random(12));
    await at.practise();
    const { electron } = at.app;
    await electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide());
    const { exitCode, printed } = await runToItsEnd(at.folders);
    expect(exitCode).toBe(0);
    expect(printed).toMatch(ALREADY_OPEN);
    const words = await at.window.until('word of the second start', () => at.window.words('toast'));
    expect(words).toMatch(ALREADY_OPEN);
    const isVisible = () =>
      electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible() ?? false);
    await at.window.until('the window to be shown', isVisible);
  });

  test('is not shared with another installation: that one says so and touches nothing', async () => {
    at = await Installation.open(new Random(13));
    await at.practise();
    const other = await makeFolders();
    const second = await launchApp({ folders: { ...other, data: at.folders.data } });
    try {
      const window = new AppWindow(second.electron);
      const words = await window.until('the refusal', () => window.words('host-failed'));
      expect(words).toContain('Another Evertable is using this folder');
      await second.screenshot('folder-in-use');
    } finally {
      await second.kill();
      await removeFolders(other);
    }
    expect((await at.window.table())?.isPaused).toBe(false);
  });

  test('that another installation has open is shown as it was left, with word that it is in use', async () => {
    at = await Installation.open(new Random(16));
    await at.practise();
    await at.app.close();
    await at.startAgain();
    await at.window.until('the first lobby', () => at.window.words('table-card'));
    const other = await makeFolders();
    const second = await launchApp({ folders: { ...other, data: at.folders.data } });
    try {
      const window = new AppWindow(second.electron);
      // Guards greet(): the kept lobby needs no host; with this folder no host will ever answer.
      expect(await window.until('the lobby', () => window.words('table-card'))).toContain('Kitchen');
      await window.until(
        'the refusal',
        async () =>
          (await window.words('host-banner'))?.includes('Another Evertable is using this folder') ?? null,
      );
    } finally {
      await second.kill();
      await removeFolders(other);
    }
  });

  test('of a newer Evertable is not opened, and the words say so', async () => {
    at = await Installation.open(new Random(17));
    await at.practise();
    await at.app.close();
    await writeFile(join(at.folders.data, 'version'), '2\n');
    await at.startAgain();
    const words = await at.window.until('the refusal', () => at.window.words('host-failed'));
    expect(words).toContain('written by a newer Evertable');
  });

  // Every minute of the 24 hours, under virtual time: host/tableHost.test.ts, "24 hours change nothing".
  test('that was left for 24 hours in the middle of a timed turn: the same player is to act, nobody has folded', async () => {
    at = await Installation.open(new Random(15));
    await at.practise({ actionClockMs: ACTION_CLOCK_MS });
    const shown = await at.window.untilTable('my turn', ({ isMyTurn }) => isMyTurn);
    await at.app.kill();
    const disk = await at.readDisk();
    expectKept(disk, shown);
    await setBack(at.folders.data, DAY_MS);

    await at.startAgain();
    expect(await at.window.until('the table in the lobby', () => at.window.words('table-card'))).toContain(
      'yesterday',
    );
    const standing = await openFromLobby(at);
    expectSame(standing, disk, shown);
    await at.window.until('a Resume that can be pressed', () => at.window.press('resume'));
    const resumed = await at.window.untilTable('the table to go on', ({ isPaused }) => !isPaused);
    expect(resumed.picture).toEqual(shown.picture);
    expect(await at.window.run(clockMs, undefined)).toBeGreaterThanOrEqual(GRACE_MS);
    await playOn(at, resumed);
  });

  test('with a damaged hand: the damage is said in words, the intact part goes on, the bytes are kept', async () => {
    at = await Installation.open(new Random(14));
    await at.practise();
    await at.playUpTo(MOMENT);
    await at.app.kill();
    const before = await at.readDisk();
    const path = join(
      at.folders.data,
      'tables',
      at.tableId,
      `hand-${String(before.hand).padStart(6, '0')}.automerge`,
    );
    const bytes = await readFile(path);
    bytes[bytes.length - 5] = (bytes.at(-5) ?? 0) ^ 0xff;
    await writeFile(path, bytes);

    await at.startAgain();
    const words = await at.window.until('word of the damage', () => at.window.words('table-damage'));
    expect(words).toMatch(/damaged/);
    await at.app.screenshot('damaged-table');
    const standing = await openFromLobby(at);
    // What was appended at once is lost at once.
    expect(standing.seq).toBeLessThan(before.seq);
    expect(await readFile(`${path}.damaged-1`)).not.toHaveLength(0);
    await resumeAndPlayOn(at, standing);
  });
});

/** Makes every file of a folder look so much older. */
async function setBack(folder: string, ageMs: number): Promise<void> {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const then = new Date((await stat(path)).mtimeMs - ageMs);
    await utimes(path, then, then);
  }
}

/** Runs in the page: how long the ring round the player to act takes to run out, from the view it came with. */
function clockMs(): number {
  const arc = document.querySelector<SVGElement>('.turn-clock-time');
  return Number.parseFloat(arc?.style.getPropertyValue('--clock-duration') ?? '');
}
