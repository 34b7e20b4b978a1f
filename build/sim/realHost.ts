import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'vite';
import { root } from '../root.ts';

/** What the host of a torture run is made of; the dealer's thread is started from beside it. */
const INPUT = { host: 'electron/sim/real/host.ts', dealer: 'electron/host/dealer/dealerWorker.ts' };
/** As the app has them, see vite.config.ts. */
const NOT_BUNDLED = ['@automerge/automerge', 'fs-native-extensions', 'hyperdht'];

/**
 * Does work with a torture host that nobody else's build touches meanwhile.
 * @param work is given the path of its script
 */
export async function withSimHost<T>(work: (hostScript: string) => Promise<T>): Promise<T> {
  // Beneath the checkout: what is not bundled is found from there.
  const outDir = join(root, 'out', `sim-${process.pid}`);
  try {
    await build({
      configFile: false,
      root,
      logLevel: 'warn',
      ssr: { noExternal: true, external: NOT_BUNDLED },
      build: {
        ssr: true,
        target: 'node20.18',
        outDir,
        emptyOutDir: true,
        rolldownOptions: {
          input: INPUT,
          output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'shared-[hash].js' },
        },
      },
    });
    return await work(join(outDir, 'host.js'));
  } finally {
    await rm(outDir, { recursive: true, force: true });
  }
}
