/** For tests: a folder on the real disk that is gone after the test. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** The path of a new, empty folder. */
export function temporaryFolder(): string {
  const path = mkdtempSync(join(tmpdir(), 'evertable-disk-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}
