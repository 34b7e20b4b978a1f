import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { handingOverWords } from '../desktop/words.ts';
import { FriendApp, LoopbackNetwork, playTogether } from './friendApp.ts';
import { SETTINGS } from './installation.ts';
import { groupMembers, runToItsEnd } from './launch.ts';
import { Random } from './random.ts';

/*
 * A computer that others play by: its window may be closed, and it hands over before it goes. One story in order.
 */

let network: LoopbackNetwork;
let ada: FriendApp;
let bo: FriendApp;

beforeAll(async () => {
  network = await LoopbackNetwork.open();
  const random = new Random(31);
  [ada, bo] = [await FriendApp.open('Ada', network, random), await FriendApp.open('Bo', network, random)];
  await ada.send({
    type: 'newFriendsTable',
    name: 'Kitchen',
    buyIn: 1_000,
    settings: { ...SETTINGS, maxSeats: 2 },
  });
  const { tableId } = await ada.window.untilTable('the new table', () => true);
  await ada.send({ type: 'invite', tableId, admission: 'auto' });
  const { invite } = await ada.untilPeople('an invite', (people) => people.invite !== null);
  await bo.send({ type: 'followLink', link: invite?.link ?? '' });
  await bo.window.until('the door', async () => (await bo.door())?.state === 'found');
  await bo.send({ type: 'join', link: invite?.link ?? '', as: 'player' });
  await bo.window.untilTable('the table', () => true);
  await bo.send({ type: 'sit', tableId, seat: 1, buyIn: 1_000 });
  await playTogether([ada, bo], 'Bo to come in', async () => {
    const people = (await bo.people())?.people ?? [];
    return people.some(({ isMe, isVoter }) => isMe && isVoter);
  });
});

afterAll(async () => {
  await Promise.all([ada?.end(), bo?.end()]);
  await network?.close();
});

/** What the entry beside Ada's clock says; null: there is none. */
function trayWords(): Promise<string | null> {
  return ada.app.electron.evaluate(
    () => (globalThis as { trayWords?: string | null }).trayWords ?? null,
  ) as Promise<string | null>;
}

function isVisible(): Promise<boolean> {
  return ada.app.electron.evaluate(
    ({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible() ?? false,
  );
}

test('closing the window while hosting leaves an entry beside the clock, and the table goes on', async () => {
  await ada.app.electron.evaluate(({ Tray }) => {
    const seen = globalThis as { trayWords?: string | null };
    const { setToolTip, destroy } = Tray.prototype;
    Tray.prototype.setToolTip = function (words: string) {
      seen.trayWords = words;
      setToolTip.call(this, words);
    };
    Tray.prototype.destroy = function () {
      seen.trayWords = null;
      destroy.call(this);
    };
  });
  await ada.app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  await ada.window.until(
    'the entry beside the clock',
    async () => (await trayWords()) === 'Evertable: 1 table hosted here',
  );
  expect(await isVisible()).toBe(false);
  const before = await bo.window.table();
  await playTogether([ada, bo], 'the table to go on', async () => {
    const now = await bo.window.table();
    return now !== null && before !== null && now.seq > before.seq + 3;
  });
  const host = (await bo.people())?.people.find(({ isHost }) => isHost);
  expect(host?.name).toBe('Ada');
});

test('starting it again shows the window that is there, and the entry goes', async () => {
  await runToItsEnd(ada.folders);
  await ada.window.until('the window', isVisible);
  await ada.window.until('the entry to go', async () => (await trayWords()) === null);
});

test('quitting while hosting says who takes over what, hands over, and goes', async () => {
  const { pid } = ada.app;
  const trace = join(ada.folders.home, 'told');
  // The window is gone before a test could read it: what the page is told is written down.
  await ada.app.electron.evaluate(({ BrowserWindow }, path) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    if (!contents) return;
    const send = contents.send.bind(contents);
    contents.send = (channel: string, ...told: unknown[]) => {
      process.getBuiltinModule('node:fs').appendFileSync(path, `${JSON.stringify(told)}\n`);
      send(channel, ...told);
    };
  }, trace);
  await ada.quit();
  expect(await groupMembers(pid)).toEqual([]);
  expect(await readFile(trace, 'utf8')).toContain(handingOverWords(['Kitchen']));
  await bo.untilPeople('another host', ({ people }) =>
    people.every(({ name, isHost }) => name !== 'Ada' || !isHost),
  );
});
