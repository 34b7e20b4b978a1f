/** A kind of installer. */
export interface Target {
  /** As electron-builder calls it. */
  readonly name: 'deb' | 'rpm' | 'AppImage' | 'tar.gz' | 'nsis' | 'dmg';
  readonly about: string;
  readonly platform: 'linux' | 'win32' | 'darwin';
  /** How its files end. */
  readonly ending: string;
}

/** All of them, in the order they are built. */
export const TARGETS: readonly Target[] = [
  { name: 'deb', about: 'Debian, Ubuntu, Mint', platform: 'linux', ending: '.deb' },
  { name: 'rpm', about: 'Fedora, openSUSE', platform: 'linux', ending: '.rpm' },
  { name: 'tar.gz', about: 'any Linux, unpacked anywhere', platform: 'linux', ending: '.tar.gz' },
  { name: 'AppImage', about: 'any Linux, one file', platform: 'linux', ending: '.AppImage' },
  { name: 'nsis', about: 'Windows, for one person', platform: 'win32', ending: '-setup.exe' },
  { name: 'dmg', about: 'macOS, Apple and Intel processors', platform: 'darwin', ending: '.dmg' },
];

/** What targets are built with. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  /** Whether the tools that electron-builder fetches for itself can be had: they lie on GitHub. */
  readonly reachesTools: boolean;
  hasProgram(name: string): boolean;
  /** Whether an environment variable is set. */
  hasVariable(name: string): boolean;
}

const SYSTEMS = { linux: 'Linux', win32: 'Windows', darwin: 'macOS' } as const;

/** Why a target cannot be built on a machine, as a sentence; null: it can. */
export function obstacle(target: Target, machine: Machine): string | null {
  if (target.platform !== machine.platform) {
    return `is built on ${SYSTEMS[target.platform]}, which the release workflow does.`;
  }
  switch (target.name) {
    case 'deb':
      return machine.hasProgram('dpkg-deb') ? null : 'needs dpkg-deb (Debian: apt-get install dpkg).';
    case 'rpm':
      return machine.hasProgram('rpmbuild') ? null : 'needs rpmbuild (Debian: apt-get install rpm).';
    case 'AppImage':
      if (machine.reachesTools || machine.hasVariable('APPIMAGE_TOOLS_PATH')) return null;
      return 'needs a runtime file from GitHub, which cannot be reached from here (APPIMAGE_TOOLS_PATH names a copy).';
    case 'tar.gz':
      if (machine.reachesTools || machine.hasProgram('7za')) return null;
      return 'needs 7za (Debian: apt-get install p7zip-full).';
    default:
      return null;
  }
}
