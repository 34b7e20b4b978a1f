import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { READ_AT_RUN_TIME } from './build/notBundled.ts';

// One configuration for what is built and what is tested. `vite build --app` writes the whole app into one folder:
// main.js, host.js, dealer.js, preload.cjs and renderer/. The targets are the older of the two runtimes that the app runs on.
const PAGE_TARGET = 'chrome130';
const NODE_TARGET = 'node20.18';

const NOT_BUNDLED = ['electron', ...READ_AT_RUN_TIME];

const E2E_LIMIT_MS = 120_000;

export default defineConfig({
  base: './',
  plugins: [react()],
  build: { outDir: 'out/app', emptyOutDir: false, sourcemap: true },
  environments: {
    client: {
      build: {
        target: PAGE_TARGET,
        assetsDir: 'renderer/assets',
        modulePreload: { polyfill: false },
        rolldownOptions: { input: 'renderer/index.html' },
      },
    },
    node: {
      consumer: 'server',
      resolve: { noExternal: true, external: NOT_BUNDLED },
      build: {
        target: NODE_TARGET,
        rolldownOptions: {
          input: {
            main: 'electron/main.ts',
            serve: 'electron/serve.ts',
            host: 'electron/host/main.ts',
            dealer: 'electron/host/dealer/dealerWorker.ts',
          },
          output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'shared-[hash].js' },
        },
      },
    },
    preload: {
      consumer: 'server',
      resolve: { noExternal: true, external: NOT_BUNDLED },
      build: {
        target: NODE_TARGET,
        rolldownOptions: {
          input: { preload: 'electron/preload.ts' },
          // A sandboxed preload script is loaded by `require` and can require nothing but Electron.
          output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
        },
      },
    },
  },
  builder: {
    buildApp: async (builder) => {
      for (const environment of Object.values(builder.environments)) await builder.build(environment);
    },
  },
  test: {
    // The machines that run the suites have two cores.
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        // A busy machine is no fault of a test's.
        test: { name: 'unit', include: ['{shared,renderer}/**/*.test.{ts,tsx}'], testTimeout: 60_000 },
      },
      {
        extends: true,
        test: {
          name: 'host',
          include: ['{electron,build}/**/*.test.ts'],
          exclude: ['electron/e2e/**', 'electron/sim/**'],
          testTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: { name: 'sim', include: ['electron/sim/**/*.test.ts'], testTimeout: 300_000 },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['electron/e2e/**/*.test.ts'],
          exclude: ['electron/e2e/package/**'],
          globalSetup: 'build/setup/vitestGlobal.ts',
          fileParallelism: false,
          testTimeout: E2E_LIMIT_MS,
          hookTimeout: E2E_LIMIT_MS,
        },
      },
      {
        extends: true,
        test: {
          name: 'package',
          include: ['electron/e2e/package/**/*.test.ts'],
          globalSetup: 'build/setup/vitestPackage.ts',
          fileParallelism: false,
          testTimeout: E2E_LIMIT_MS,
          hookTimeout: E2E_LIMIT_MS,
        },
      },
    ],
  },
});
