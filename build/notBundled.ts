/**
 * Packages that the app reads from node_modules when it runs: a WebAssembly package that finds its binary beside itself, and
 * native ones. Every other package is bundled into out/app.
 */
export const READ_AT_RUN_TIME: readonly string[] = [
  '@automerge/automerge',
  'fs-native-extensions',
  'hyperdht',
];
