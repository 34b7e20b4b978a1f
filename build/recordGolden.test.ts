import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { root } from './root.ts';

function record(...args: string[]): Promise<{ code: number; errors: string }> {
  return new Promise((resolve) => {
    const command = ['--import', 'tsx', 'build/recordGolden.ts', ...args];
    execFile(process.execPath, command, { cwd: root }, (error, _, errors) =>
      resolve({ code: error ? Number(error.code) : 0, errors }),
    );
  });
}

test('golden journals of a version are recorded once; --force records the same again', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'evertable-golden-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  expect(await record('--to', folder)).toEqual({ code: 0, errors: '' });
  const [name = ''] = readdirSync(folder);
  const first = readFileSync(join(folder, name));

  // One of them is enough to refuse, whatever is in it.
  writeFileSync(join(folder, name), 'mine');
  const refused = await record('--to', folder);
  expect(refused.code).toBe(1);
  expect(refused.errors).toContain('not overwritten');
  expect(readFileSync(join(folder, name), 'utf8')).toBe('mine');

  expect(await record('--to', folder, '--force')).toEqual({ code: 0, errors: '' });
  expect(readFileSync(join(folder, name))).toEqual(first);
});
