import { afterEach, describe, expect, test } from 'vitest';
import { INVITE_LINK_PREFIX, INVITE_LINK_WORDS, makeInviteLink } from '../inviteLink.ts';
import { LINK_TEXT_MAX } from '../ipc.ts';
import { AppWindow } from './appWindow.ts';
import { LoopbackNetwork } from './friendApp.ts';
import { type LaunchedApp, launchApp, removeFolders, runToItsEnd } from './launch.ts';

/*
 * A link that the app is started with, and one that comes while it runs. Each kind of bad link has words of its own: they
 * say which one has reached the door.
 */

const BROKEN = `${INVITE_LINK_PREFIX}AAAA`;
const FOREIGN = 'evertable://nowhere/';

let network: LoopbackNetwork;
let app: LaunchedApp;

async function start(args: readonly string[]): Promise<AppWindow> {
  network = await LoopbackNetwork.open();
  app = await launchApp({ args: [network.switch, ...args] });
  return new AppWindow(app.electron);
}

function untilDoor(window: AppWindow, words: string): Promise<unknown> {
  return window.until(`the door with "${words}"`, async () => (await window.words('door-words')) === words);
}

afterEach(async () => {
  await app.kill();
  await removeFolders(app.folders);
  await network.close();
});

describe('a link', () => {
  test('that the app is started with opens its door, and one that comes later the next', async () => {
    const window = await start([BROKEN]);
    await untilDoor(window, INVITE_LINK_WORDS.broken);
    await app.screenshot('door-cold-start');
    const { exitCode } = await runToItsEnd(app.folders, [FOREIGN]);
    expect(exitCode).toBe(0);
    await untilDoor(window, INVITE_LINK_WORDS.foreign);
  });

  test('to a table that nobody has open now: its door stands at once, and says that it looks', async () => {
    const [table, secret] = [new Uint8Array(16).fill(7), new Uint8Array(16).fill(8)];
    const window = await start([makeInviteLink({ table, secret, address: null })]);
    await window.until('a door that looks', async () => (await state(window)) === 'looking');
    expect(await window.words('toast')).toBeNull();
  });

  test('without an end is none: the window comes to the front, and no door opens', async () => {
    const window = await start([]);
    await window.until('the lobby', () =>
      window.run(() => document.documentElement.dataset.ready === 'lobby', undefined),
    );
    await runToItsEnd(app.folders, [`${INVITE_LINK_PREFIX}${'A'.repeat(LINK_TEXT_MAX)}`]);
    expect(await window.until('word of the second start', () => window.words('toast'))).toMatch(
      /open already/,
    );
    expect(await state(window)).toBeNull();
  });
});

function state(window: AppWindow): Promise<string | null> {
  return window.run(
    () => document.querySelector<HTMLElement>('[data-testid="door"]')?.dataset.state ?? null,
    undefined,
  );
}
