import { cp, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { extractFile, listPackage } from '@electron/asar';
import { FuseV1Options, FuseVersion, getCurrentFuseWire } from '@electron/fuses';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { FUSES } from '../../../build/package/config.ts';
import { PAGE_ADDRESS } from '../../pageFiles.ts';
import { OrdinaryUser } from './ordinaryUser.ts';
import { DEBUGGING_SWITCH, PackagedApp, QUIET_SWITCHES } from './packagedApp.ts';

/*
 * Electron's security checklist, put to the packed app as an ordinary user runs it: sandbox on, fuses set. The numbers are
 * the checklist's own (Electron documentation, "Security").
 */

/** How a fuse stands in the executable: the characters 1 and 0. */
const [FUSE_ON, FUSE_OFF] = [0x31, 0x30];

const packed = inject('packedFolder');

let user: OrdinaryUser;
let app: PackagedApp;
let program: string;
let folder: string;
let server: Server;
let elsewhere: string;
const requests: string[] = [];

beforeAll(async () => {
  if (packed === null) return;
  server = createServer((request, response) => {
    requests.push(request.url ?? '');
    response.setHeader('access-control-allow-origin', '*');
    response.end('<title>elsewhere</title>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  elsewhere = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  user = await OrdinaryUser.create();
  // A copy that the person may read, wherever this checkout lies.
  folder = join(user.home, 'app');
  await cp(packed, folder, { recursive: true });
  program = join(folder, 'evertable');
  user.spawn(program, [...QUIET_SWITCHES, DEBUGGING_SWITCH]);
  app = await PackagedApp.attach(user);
  await app.window.until('the lobby', () =>
    app.window.run(() => document.documentElement.dataset.ready === 'lobby', undefined),
  );
});

afterAll(async () => {
  if (packed === null) return;
  await app?.detach();
  await user?.kill(folder);
  await user?.remove();
  server?.close();
});

const inPage: typeof app.window.run = (work, argument) => app.window.run(work, argument);

describe.skipIf(packed === null)("Electron's checklist", () => {
  test('1, 18: the page and all that it loads come from the app itself, and not from file://', async () => {
    const loaded = await inPage(() => {
      const parts = [...document.querySelectorAll<HTMLElement>('script, link, img')];
      const addresses = parts.map((part) => ('src' in part ? part.src : (part as HTMLLinkElement).href));
      return [location.href, ...addresses.map(String)];
    }, undefined);
    expect(loaded[0]).toBe(PAGE_ADDRESS);
    expect(loaded.length).toBeGreaterThan(2);
    for (const address of loaded) expect(address).toMatch(/^app:\/\/evertable\/renderer\//);
  });

  test('2, 3, 20: the page has no Node and no Electron, only a bridge of two functions', async () => {
    const found = await inPage(() => {
      const names = ['require', 'process', 'module', 'global', 'Buffer', 'electron', 'ipcRenderer'];
      const bridge = (window as unknown as { evertable: object }).evertable;
      return {
        there: names.filter((name) => name in window),
        bridge: Object.keys(bridge).sort(),
        isWritable: Object.getOwnPropertyDescriptor(window, 'evertable')?.writable,
      };
    }, undefined);
    // Electron's contextBridge refuses to work without context isolation.
    expect(found).toEqual({ there: [], bridge: ['onNotice', 'send'], isWritable: false });
  });

  test('4: no process runs without a sandbox, and the page has system calls filtered', async () => {
    let pages = 0;
    for (const pid of await user.processes(folder)) {
      const commandLine = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
      expect(commandLine).not.toContain('--no-sandbox');
      if (!commandLine.includes('--type=renderer')) continue;
      pages += 1;
      const status = await readFile(`/proc/${pid}/status`, 'utf8');
      expect(status).toMatch(/^Seccomp:\s+2$/m);
      expect(status).toMatch(/^NoNewPrivs:\s+1$/m);
    }
    expect(pages).toBe(1);
  });

  test('5: every permission is denied', async () => {
    const answers = await inPage(async () => {
      const denied = (asked: Promise<unknown>) =>
        asked.then(
          () => 'granted',
          () => 'denied',
        );
      return {
        notifications: await Notification.requestPermission(),
        microphone: await denied(navigator.mediaDevices.getUserMedia({ audio: true })),
        screen: await denied(navigator.mediaDevices.getDisplayMedia({ video: true })),
        clipboard: await denied(navigator.clipboard.readText()),
        place: await denied(
          new Promise((done, fail) => navigator.geolocation.getCurrentPosition(done, fail)),
        ),
        fonts: (await navigator.permissions.query({ name: 'local-fonts' as PermissionName })).state,
      };
    }, undefined);
    for (const answer of Object.values(answers)) expect(answer).toBe('denied');
  });

  test('6, 7, 8: content security policy: no script in words, and nothing from elsewhere', async () => {
    requests.length = 0;
    const outcome = await inPage(async (address) => {
      const failed = (asked: Promise<unknown>) =>
        asked.then(
          () => false,
          () => true,
        );
      const element = (name: string, place: 'src' | 'href' | 'data') =>
        new Promise<string>((resolve) => {
          const made = document.createElement(name);
          made.addEventListener('load', () => resolve('loaded'));
          made.addEventListener('error', () => resolve('refused'));
          made.setAttribute(place, `${address}/${name}`);
          if (name === 'link') made.setAttribute('rel', 'stylesheet');
          document.body.append(made);
        });
      const inline = document.createElement('script');
      inline.textContent = 'window.ranInWords = true';
      document.body.append(inline);
      // In a task of its own: what a debugger says is allowed what a page is not.
      const evaluate = () =>
        new Promise((resolve, reject) => {
          setTimeout(() => {
            try {
              resolve(Reflect.construct(Function, ['return 1']));
            } catch (error) {
              reject(error);
            }
          });
        });
      return {
        eval: await failed(evaluate()),
        inline: 'ranInWords' in window,
        fetch: await failed(fetch(`${address}/fetch`)),
        socket: await new Promise((resolve) => {
          const socket = new WebSocket(address.replace('http', 'ws'));
          socket.onopen = () => resolve('open');
          socket.onerror = () => resolve('refused');
        }),
        script: await element('script', 'src'),
        image: await element('img', 'src'),
        style: await element('link', 'href'),
      };
    }, elsewhere);
    expect(outcome).toEqual({
      eval: true,
      inline: false,
      fetch: true,
      socket: 'refused',
      script: 'refused',
      image: 'refused',
      style: 'refused',
    });
    expect(requests).toEqual([]);
  });

  test('11, 12: a frame has no bridge, and a webview is nothing', async () => {
    const found = await inPage((address) => {
      const frame = document.createElement('iframe');
      document.body.append(frame);
      const hasBridge = frame.contentWindow !== null && 'evertable' in frame.contentWindow;
      frame.src = address;
      const webview = document.createElement('webview');
      document.body.append(webview);
      return { hasBridge, isWebview: 'loadURL' in webview };
    }, elsewhere);
    expect(found).toEqual({ hasBridge: false, isWebview: false });
    expect(requests).toEqual([]);
  });

  test.each(['there', 'file:///etc/hostname', 'app://evertable/host.js', 'data:text/html,x'])(
    '13: the page goes nowhere: %s',
    async (place) => {
      const address = place === 'there' ? `${elsewhere}/${place}` : place;
      await inPage((to) => {
        location.assign(to);
      }, address);
      await inPage((to) => {
        const link = document.createElement('a');
        link.href = to;
        document.body.append(link);
        link.click();
      }, address);
      // A navigation that was let through would have begun before the page answers again.
      expect(await inPage(() => location.href, undefined)).toBe(PAGE_ADDRESS);
      expect(requests).toEqual([]);
    },
  );

  test('14: the page opens no window', async () => {
    const opened = await inPage((to) => [window.open(to), window.open('about:blank')], elsewhere);
    expect(opened).toEqual([null, null]);
    expect(app.page.context().pages()).toHaveLength(1);
    expect(requests).toEqual([]);
  });

  test('15: nothing is given to the system to open', () => {
    const archive = join(folder, 'resources', 'app.asar');
    const scripts = listPackage(archive, { isPack: false }).filter((path) =>
      /^\/out\/app\/[^/]+\.c?js$/.test(path),
    );
    expect(scripts.length).toBeGreaterThan(4);
    const asks = scripts.filter((path) =>
      extractFile(archive, path.slice(1)).toString('utf8').includes('openExternal'),
    );
    expect(asks).toEqual([]);
  });

  test('17: what is no command is dropped, and the app lives', async () => {
    await inPage(() => {
      const { send } = (window as unknown as { evertable: { send(message: unknown): void } }).evertable;
      const odd = [
        null,
        7,
        'hello',
        [],
        {},
        { type: 'quit' },
        { type: 'copy', text: 5 },
        { type: '__proto__' },
      ];
      for (const message of [...odd, { type: 'copy', text: 'x'.repeat(5_000_000) }]) send(message);
    }, undefined);
    await app.window.send({ type: 'setProfile', name: 'Ada' });
    await app.window.until('word of the name', () =>
      inPage(() => document.body.textContent?.includes('Ada') ?? false, undefined),
    );
  });

  test('19: the fuses are set', async () => {
    const wire = await getCurrentFuseWire(program);
    expect(wire.version).toBe(FuseVersion.V1);
    const option = {
      runAsNode: FuseV1Options.RunAsNode,
      enableCookieEncryption: FuseV1Options.EnableCookieEncryption,
      enableNodeOptionsEnvironmentVariable: FuseV1Options.EnableNodeOptionsEnvironmentVariable,
      enableNodeCliInspectArguments: FuseV1Options.EnableNodeCliInspectArguments,
      onlyLoadAppFromAsar: FuseV1Options.OnlyLoadAppFromAsar,
      loadBrowserProcessSpecificV8Snapshot: FuseV1Options.LoadBrowserProcessSpecificV8Snapshot,
      grantFileProtocolExtraPrivileges: FuseV1Options.GrantFileProtocolExtraPrivileges,
    };
    for (const [name, isOn] of Object.entries(FUSES)) {
      const state = wire[option[name as keyof typeof FUSES]];
      expect([name, state]).toEqual([name, isOn ? FUSE_ON : FUSE_OFF]);
    }
  });

  test('19: it is no Node, takes no options of Node, and opens no other app', async () => {
    const trace = join(user.home, 'trace');
    const write = `require('node:fs').writeFileSync(${JSON.stringify(trace)}, 'ran')`;
    const other = join(user.home, 'other');
    await mkdir(other);
    await writeFile(join(other, 'package.json'), JSON.stringify({ name: 'other', main: 'main.cjs' }));
    await writeFile(join(other, 'main.cjs'), write);
    await writeFile(join(user.home, 'early.cjs'), write);
    // Each finds the app open, shows it and ends.
    await user.run(program, [...QUIET_SWITCHES, '-e', write], { ELECTRON_RUN_AS_NODE: '1' });
    await user.run(program, QUIET_SWITCHES, { NODE_OPTIONS: `--require=${join(user.home, 'early.cjs')}` });
    await user.run(program, [...QUIET_SWITCHES, '--inspect-brk=0', other]);
    await expect(stat(trace)).rejects.toThrow(/ENOENT/);
  });
});
