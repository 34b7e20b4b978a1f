let loading: Promise<typeof import('./replica.ts')> | null = null;

/**
 * Brings Automerge's WebAssembly along: a lobby whose cards are all right is drawn without it. Asked for once, as a module that is there
 * already may still take real time to come.
 */
export function replicaModule(): Promise<typeof import('./replica.ts')> {
  loading ??= import('./replica.ts');
  return loading;
}
