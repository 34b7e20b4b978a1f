import { join } from 'node:path';
import { Menu, nativeImage, Tray } from 'electron';

export interface TrayPorts {
  /** Where the app's icons are. */
  readonly icons: string;
  readonly show: () => void;
  readonly quit: () => void;
}

/** The entry beside the clock while no window is open. */
export class TrayEntry {
  readonly #ports: TrayPorts;
  #tray: Tray | null = null;
  #words = '';

  constructor(ports: TrayPorts) {
    this.#ports = ports;
  }

  get isShown(): boolean {
    return this.#tray !== null;
  }

  /** What it says now. */
  get words(): string {
    return this.#words;
  }

  show(words: string): void {
    if (this.#tray && words === this.#words) return;
    this.#tray ??= this.#create();
    this.#words = words;
    this.#tray.setToolTip(`Evertable: ${words}`);
    // Linux desktops show a changed menu only when it is set anew.
    this.#tray.setContextMenu(
      Menu.buildFromTemplate([
        { label: words, enabled: false },
        { type: 'separator' },
        { label: 'Open Evertable', click: () => this.#ports.show() },
        { label: 'Quit', click: () => this.#ports.quit() },
      ]),
    );
  }

  hide(): void {
    this.#tray?.destroy();
    this.#tray = null;
  }

  #create(): Tray {
    // The picture for dense screens lies beside it as tray@2x.png.
    const tray = new Tray(nativeImage.createFromPath(join(this.#ports.icons, 'tray.png')));
    tray.on('click', () => this.#ports.show());
    return tray;
  }
}
