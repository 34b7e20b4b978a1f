import { afterEach, expect, test } from 'vitest';
import { AppWindow } from './appWindow.ts';
import { groupMembers, type LaunchedApp, type LaunchOptions, launchApp, removeFolders } from './launch.ts';

const running: LaunchedApp[] = [];

async function launch(options: LaunchOptions = {}): Promise<LaunchedApp> {
  const app = await launchApp(options);
  running.push(app);
  return app;
}

afterEach(async () => {
  for (const app of running.splice(0)) {
    await app.kill();
    await removeFolders(app.folders);
  }
});

test('the window opens and has a title', async () => {
  const app = await launch();
  expect(await app.page.title()).toBe('Evertable');
  await app.screenshot('first-window');
  await app.close();
  expect(await groupMembers(app.pid)).toEqual([]);
});

test('a kill leaves no process', async () => {
  const app = await launch();
  expect((await groupMembers(app.pid)).length).toBeGreaterThan(1);
  await app.kill();
  expect(await groupMembers(app.pid)).toEqual([]);
});

test('two apps live side by side', async () => {
  const [one, other] = [await launch(), await launch()];
  expect(await Promise.all([one.page.title(), other.page.title()])).toEqual(['Evertable', 'Evertable']);
});

test('a network that cannot be joined is said in words, and the host lives', async () => {
  const app = await launch({ args: ['--bootstrap=nonsense'] });
  const window = new AppWindow(app.electron);
  const words = await window.until('word of the network', () => window.words('toast'));
  expect(words).toContain('"nonsense" is not a host and a port');
  expect(await window.words('host-banner')).toBeNull();
});

test('what is copied is on the clipboard', async () => {
  const app = await launch();
  const window = new AppWindow(app.electron);
  const text = 'Ada pays Bo 120.\nCy pays Bo 5.';
  await window.send({ type: 'copy', text });
  const copied = () => app.electron.evaluate(({ clipboard }) => clipboard.readText());
  await window.until('the text on the clipboard', async () => (await copied()) === text);
});
