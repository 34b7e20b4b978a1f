import { describe, expect, test } from 'vitest';
import { type Machine, obstacle, TARGETS } from './targets.ts';

const bare: Machine = {
  platform: 'linux',
  reachesTools: false,
  hasProgram: () => false,
  hasVariable: () => false,
};

function buildable(machine: Machine): string[] {
  return TARGETS.filter((target) => obstacle(target, machine) === null).map(({ name }) => name);
}

describe('what a machine can build', () => {
  test('with no tools and no internet: nothing, and each is said in a sentence', () => {
    expect(buildable(bare)).toEqual([]);
    for (const target of TARGETS) expect(obstacle(target, bare)).toMatch(/^(is|needs) .*\.$|\)\.$/);
  });

  test('with the tools of Debian: deb, rpm and tar.gz', () => {
    expect(buildable({ ...bare, hasProgram: () => true })).toEqual(['deb', 'rpm', 'tar.gz']);
  });

  test('with the internet too, or a copy of its runtime: AppImage', () => {
    expect(buildable({ ...bare, reachesTools: true })).toContain('AppImage');
    expect(buildable({ ...bare, hasVariable: (name) => name === 'APPIMAGE_TOOLS_PATH' })).toEqual([
      'AppImage',
    ]);
  });

  test('on Windows and macOS their own only', () => {
    expect(buildable({ ...bare, platform: 'win32', reachesTools: true })).toEqual(['nsis']);
    expect(buildable({ ...bare, platform: 'darwin', reachesTools: true })).toEqual(['dmg']);
  });
});
