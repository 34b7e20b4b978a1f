import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  autostartEntry,
  HIDDEN_SWITCH,
  type LoginPorts,
  setStartsAtLogin,
  startsAtLogin,
} from './loginItem.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'evertable-login-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function ports(platform: NodeJS.Platform): LoginPorts {
  return {
    platform,
    program: '/opt/Evertable/evertable',
    configFolder: join(folder, 'config'),
    list: { get: vi.fn(() => true), set: vi.fn() },
  };
}

describe('starting with the session', () => {
  test('on Linux: an entry in the autostart folder, and none', () => {
    const linux = ports('linux');
    expect(startsAtLogin(linux)).toBe(false);
    setStartsAtLogin(true, linux);
    expect(startsAtLogin(linux)).toBe(true);
    const entry = readFileSync(join(folder, 'config', 'autostart', 'evertable.desktop'), 'utf8');
    expect(entry).toContain(`Exec="/opt/Evertable/evertable" ${HIDDEN_SWITCH}\n`);
    setStartsAtLogin(false, linux);
    setStartsAtLogin(false, linux);
    expect(startsAtLogin(linux)).toBe(false);
    expect(linux.list.set).not.toHaveBeenCalled();
  });

  test.each(['win32', 'darwin'] as const)("on %s: the system's own list", (platform) => {
    const other = ports(platform);
    setStartsAtLogin(true, other);
    expect(other.list.set).toHaveBeenCalledWith(true, [HIDDEN_SWITCH]);
    expect(startsAtLogin(other)).toBe(true);
  });

  test('a program in an odd folder stays one word', () => {
    expect(autostartEntry('/home dir/$x"y%/app')).toContain('Exec="/home dir/\\\\$x\\\\"y%%/app" --hidden');
  });
});
