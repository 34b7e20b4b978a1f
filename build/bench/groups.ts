import { coreGroup } from './core/index.ts';
import type { BenchGroup } from './figure.ts';

/** Every group, in the order in which `npm run bench` runs them. */
export const groups: readonly BenchGroup[] = [coreGroup];
