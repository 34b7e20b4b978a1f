import { execFile } from 'node:child_process';
import { join } from 'node:path';

// Node's fetch, which Electron's installer uses, gives up connecting after ten seconds; a download that has begun may
// take its time on a slow line.
const DOWNLOAD_LIMIT_MS = 20 * 60_000;

/** Runs Electron's own installer, which downloads the runtime or takes it from its cache, and checks its hash. */
export function downloadOfficialRuntime(packageFolder: string): Promise<{ error: string | null }> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [join(packageFolder, 'install.js')],
      { timeout: DOWNLOAD_LIMIT_MS },
      (failure, _stdout, stderr) => {
        resolve({ error: failure === null ? null : (stderr.split('\n', 1)[0] ?? '') || failure.message });
      },
    );
  });
}
