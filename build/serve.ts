import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { readServeOptions, SERVE_USAGE } from '../electron/serve/options.ts';
import { buildApp } from './appBuild.ts';
import { runCommand } from './command.ts';
import { onOrphaned } from './orphan.ts';
import { root } from './root.ts';

/** `npm run serve`: builds the app when its sources changed, and runs what the build made, in this process. */
await runCommand(`npm run ${SERVE_USAGE.trim()}`, async (args) => {
  readServeOptions(args);
  const built = await buildApp();
  if (built !== null) console.error(built);
  if (process.env.npm_lifecycle_event !== undefined) onOrphaned(() => process.kill(process.pid, 'SIGTERM'));
  await import(pathToFileURL(join(root, 'out', 'app', 'serve.js')).href);
  return Number(process.exitCode ?? 0);
});
