import { coreGroup } from './core/index.ts';
import { deckGroup } from './deck/index.ts';
import type { BenchGroup } from './figure.ts';
import { friendsGroup } from './friends/index.ts';
import { scaleGroup } from './scale/index.ts';

/** Every group, in the order in which `npm run bench` runs them. */
export const groups: readonly BenchGroup[] = [coreGroup, friendsGroup, deckGroup, scaleGroup];
