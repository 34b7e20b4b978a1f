import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/*
 * Starting with the person's session, as a choice. Windows and macOS keep a list of their own, which Electron writes; Linux
 * desktops start what lies in the autostart folder (freedesktop.org, Desktop Application Autostart).
 */

/** Starts with its window hidden: tables are kept, and can be reached beside the clock. */
export const HIDDEN_SWITCH = '--hidden';
const ENTRY = 'evertable.desktop';

export interface LoginPorts {
  readonly platform: NodeJS.Platform;
  /** What is started: the app's executable. */
  readonly program: string;
  /** The person's configuration folder (XDG_CONFIG_HOME). */
  readonly configFolder: string;
  /** Electron's own, on systems that have such a list. */
  readonly list: {
    get(): boolean;
    set(isOn: boolean, args: readonly string[]): void;
  };
}

export function startsAtLogin({ platform, configFolder, list }: LoginPorts): boolean {
  return platform === 'linux' ? existsSync(entryPath(configFolder)) : list.get();
}

/** @throws Error when the disk does not take it */
export function setStartsAtLogin(isOn: boolean, { platform, program, configFolder, list }: LoginPorts): void {
  if (platform !== 'linux') {
    list.set(isOn, [HIDDEN_SWITCH]);
    return;
  }
  const path = entryPath(configFolder);
  if (!isOn) {
    rmSync(path, { force: true });
    return;
  }
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, autostartEntry(program));
}

/** A desktop entry's Exec takes a quoted name, in which four characters are escaped, and % is doubled. */
export function autostartEntry(program: string): string {
  const quoted = program
    .replace(/["`$\\]/g, '\\$&')
    .replaceAll('\\', '\\\\')
    .replaceAll('%', '%%');
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Evertable',
    `Exec="${quoted}" ${HIDDEN_SWITCH}`,
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n');
}

function entryPath(configFolder: string): string {
  return join(configFolder, 'autostart', ENTRY);
}
