import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { app, type BrowserWindow, Notification, powerSaveBlocker, shell } from 'electron';
import type { HostStatus } from '../host/hostStatus.ts';
import type { DesktopState, Notice } from '../ipc.ts';
import { type LoginPorts, setStartsAtLogin, startsAtLogin } from './loginItem.ts';
import { type Crash, countReports, keepReport } from './reports.ts';
import { TrayEntry } from './trayEntry.ts';
import { TurnWatch } from './turnWatch.ts';
import { handingOverWords, hostedTables, hostingWords, NOT_INSTALLED, PAGE_CRASHED } from './words.ts';

/*
 * The app among others on a person's desktop.
 *
 *  O1  A window that is closed while others play by this computer leaves an entry beside the clock; without hosting, closing
 *      the window ends the app.                                              e2e/hosting.test "closing the window while hosting"; e2e/desktop.test "closing the window"
 *  O2  Quitting while hosting hands hosting over first, and says so.         e2e/hosting.test "quitting while hosting"
 *  O3  What crashed is said in words, and a report is kept.                  e2e/desktop.test "a page that crashes"
 */

const STATUS_PACE_MS = 3_000;
/** A host that is busy does not keep anybody from quitting. */
const ANSWER_LIMIT_MS = 500;
/** Hosting may go to and fro while somebody's network wavers. */
const IDLE_LIMIT_MS = 30_000;

export interface DesktopPorts {
  readonly window: () => BrowserWindow | null;
  readonly notify: (notice: Notice) => void;
  /** Has the host say how it stands; it answers by `hearStatus`. False: there is no host. */
  readonly askStatus: () => boolean;
  readonly show: () => void;
  /** It was started with its window hidden: it stays beside the clock until somebody quits it. */
  readonly startedHidden: boolean;
}

export class Desktop {
  readonly #ports: DesktopPorts;
  readonly #turns: TurnWatch;
  readonly #tray: TrayEntry;
  readonly #reports = join(app.getPath('userData'), 'reports');
  #blocker: number | null = null;
  #status: HostStatus | null = null;
  #hasPageCrashed = false;
  #answered: () => void = () => {};
  #isWindowClosed = false;
  #watch: NodeJS.Timeout | null = null;
  /** Since when nothing was hosted, while the window is closed; on a steady clock. */
  #idleSinceMs: number | null = null;

  constructor(ports: DesktopPorts) {
    this.#ports = ports;
    this.#tray = new TrayEntry({
      icons: join(import.meta.dirname, 'icons'),
      show: ports.show,
      quit: () => app.quit(),
    });
    this.#turns = new TurnWatch({
      keepAwake: () => {
        this.#blocker ??= powerSaveBlocker.start('prevent-app-suspension');
      },
      letSleep: () => {
        if (this.#blocker !== null) powerSaveBlocker.stop(this.#blocker);
        this.#blocker = null;
      },
      isHidden: () => {
        const window = ports.window();
        return window === null || !window.isVisible() || window.isMinimized();
      },
      tell: (words) => this.#tell(words),
    });
    if (ports.startedHidden) this.windowClosed();
  }

  /** Takes what the page is told as well. */
  hear(notice: Notice): void {
    this.#turns.hear(notice);
  }

  hearStatus(status: HostStatus): void {
    this.#status = status;
    this.#answered();
    this.#settle();
  }

  get #hosted(): string[] {
    return hostedTables(this.#status);
  }

  /** The person has closed the window: the app stays while others play by this computer, and else ends. */
  windowClosed(): void {
    this.#isWindowClosed = true;
    this.#idleSinceMs = null;
    this.#status = null;
    this.#watch ??= setInterval(() => this.#look(), STATUS_PACE_MS);
    if (!this.#ports.askStatus()) this.#settle();
  }

  /** A host that says nothing hosts nothing. */
  #look(): void {
    if (this.#status === null || !this.#ports.askStatus()) this.#settle();
  }

  windowShown(): void {
    this.#isWindowClosed = false;
    this.#tray.hide();
    if (this.#watch) clearInterval(this.#watch);
    this.#watch = null;
  }

  #settle(): void {
    if (!this.#isWindowClosed) return;
    const hosted = this.#hosted;
    const nowMs = performance.now();
    const wasHosting = this.#tray.isShown;
    if (hosted.length > 0 || this.#ports.startedHidden) this.#idleSinceMs = null;
    else this.#idleSinceMs ??= nowMs;
    const isIdle = this.#idleSinceMs !== null && (!wasHosting || nowMs - this.#idleSinceMs > IDLE_LIMIT_MS);
    if (isIdle) app.quit();
    else this.#tray.show(hostingWords(hosted));
  }

  /** The app goes: resolves once the person was told who takes over what, if anything was hosted here. */
  async sayGoodbye(): Promise<void> {
    const answered = new Promise<void>((resolve) => {
      this.#answered = resolve;
    });
    if (this.#ports.askStatus())
      await Promise.race([answered, delay(ANSWER_LIMIT_MS, undefined, { ref: false })]);
    const hosted = this.#hosted;
    if (hosted.length === 0) return;
    const words = handingOverWords(hosted);
    this.#ports.notify({ type: 'message', tableId: null, kind: 'warning', words });
    if (this.#tray.isShown) this.#tray.show('Hosting is being handed over');
  }

  /** Something has crashed: a report is kept, and the page hears of it. */
  crashed(crash: Crash): void {
    keepReport(crash, { folder: this.#reports, appVersion: app.getVersion(), nowMs: Date.now() });
    if (crash.part === 'page') this.#hasPageCrashed = true;
    else this.tellState();
  }

  /** The page listens: it hears how the app lives here, and what became of the page before it. */
  greeted(): void {
    this.tellState();
    if (!this.#hasPageCrashed) return;
    this.#hasPageCrashed = false;
    this.#ports.notify({ type: 'message', tableId: null, kind: 'warning', words: PAGE_CRASHED });
  }

  /** Tells the page how the app lives here. */
  tellState(): void {
    const desktop: DesktopState = {
      launchesAtLogin: app.isPackaged ? startsAtLogin(this.#login) : null,
      reports: countReports(this.#reports),
    };
    this.#ports.notify({ type: 'desktop', desktop });
  }

  setLaunchAtLogin(isOn: boolean): void {
    if (!app.isPackaged) {
      this.#ports.notify({ type: 'message', tableId: null, kind: 'refused', words: NOT_INSTALLED });
      return;
    }
    try {
      setStartsAtLogin(isOn, this.#login);
    } catch (error) {
      const words = `That could not be kept: ${(error as Error).message}`;
      this.#ports.notify({ type: 'message', tableId: null, kind: 'error', words });
    }
    this.tellState();
  }

  /** Opens the reports' folder, for the person to send what they like. */
  showReports(): void {
    void shell.openPath(this.#reports);
  }

  get #login(): LoginPorts {
    return {
      platform: process.platform,
      // An AppImage runs from a place that is gone after it.
      program: process.env.APPIMAGE ?? process.execPath,
      configFolder: app.getPath('appData'),
      list: {
        get: () => app.getLoginItemSettings().openAtLogin,
        set: (openAtLogin, args) => app.setLoginItemSettings({ openAtLogin, args: [...args] }),
      },
    };
  }

  #tell(words: string): void {
    if (!Notification.isSupported()) return;
    const told = new Notification({ title: 'Evertable', body: words });
    told.on('click', () => this.#ports.show());
    told.show();
  }
}
