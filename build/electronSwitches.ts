/** Chromium refuses to run as root with its sandbox; anybody else keeps it. */
export function sandboxSwitches(): string[] {
  return process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];
}

/** On a virtual display there is no graphics card to look for, and no desktop services to complain about. */
export const invisibleSwitches: readonly string[] = ['--disable-gpu', '--log-level=3'];
