import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { lacksDisplay, openDisplay } from './display.ts';

const onLinux = process.platform === 'linux';

test('a display that is there is used', async () => {
  const display = await openDisplay({ DISPLAY: ':7' });
  expect(display).toMatchObject({ invisible: false, env: {}, report: null });
  expect(lacksDisplay({ WAYLAND_DISPLAY: 'wayland-0' })).toBe(false);
});

test.runIf(onLinux && hasXvfb())('two virtual displays get numbers of their own', async () => {
  const [one, other] = await Promise.all([openDisplay({}), openDisplay({})]);
  try {
    expect(one).toMatchObject({ invisible: true, env: { DISPLAY: expect.stringMatching(/^:\d+$/) } });
    expect(other.env.DISPLAY).not.toBe(one.env.DISPLAY);
  } finally {
    one.close();
    other.close();
  }
});

function hasXvfb(): boolean {
  try {
    execFileSync('which', ['Xvfb']);
    return true;
  } catch {
    return false;
  }
}
