/** How long some work took, in ms: of this process's processor, and by the clock. */
export interface Times {
  readonly cpuMs: number;
  readonly wallMs: number;
}

const MICROS_PER_MS = 1_000;

export function timesOf<T>(work: () => T): Times & { readonly result: T } {
  const startMs = performance.now();
  const startCpu = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(startCpu);
  return { result, cpuMs: (user + system) / MICROS_PER_MS, wallMs: performance.now() - startMs };
}
