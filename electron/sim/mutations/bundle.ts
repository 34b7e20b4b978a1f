import { rm } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { build } from 'vite';
import { mutated, StaleEdit } from './mutation.ts';
import type { Edit } from './protection.ts';

const TOP = resolve(import.meta.dirname, '../../..');
const ENTRY = join(TOP, 'electron/sim/mutations/drillProcess.ts');
const TARGET = 'node20.18';

/**
 * Bundles the drills with the app as it is once the edits are made.
 * @param name of the folder to write to
 * @returns the path of the script to run
 * @throws StaleEdit when an edit does not fit, or its file is no part of the drills
 */
export async function bundleDrills(name: string, edits: readonly Edit[]): Promise<string> {
  // In the tree: packages are found from there.
  const outDir = join(TOP, 'out', 'mutations', name);
  const unmade = new Set(edits.map(({ file }) => file));
  await build({
    configFile: false,
    root: TOP,
    logLevel: 'error',
    plugins: [
      {
        name: 'mutations',
        enforce: 'pre',
        transform(source, id) {
          const file = relative(TOP, id.split('?', 1)[0] as string).replaceAll('\\', '/');
          if (!unmade.delete(file)) return null;
          return { code: mutated(file, source, edits), map: null };
        },
      },
    ],
    build: {
      ssr: true,
      outDir,
      emptyOutDir: true,
      target: TARGET,
      minify: false,
      rolldownOptions: { input: { drills: ENTRY }, output: { entryFileNames: '[name].js' } },
    },
  });
  if (unmade.size > 0) {
    await rm(outDir, { recursive: true, force: true });
    throw new StaleEdit(`No drill uses ${[...unmade].join(', ')}.`);
  }
  return join(outDir, 'drills.js');
}
