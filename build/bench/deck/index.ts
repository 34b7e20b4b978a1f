/** The figures of the deck that nobody can read: the app's own arithmetic, in one thread. */
import type { BenchGroup } from '../figure.ts';
import { measureHands } from './hands.ts';
import { measureShuffle } from './shuffle.ts';

export const deckGroup: BenchGroup = {
  name: 'deck',
  about: 'the deck that all devices make together',
  benches: [
    { name: 'shuffle', measure: measureShuffle },
    { name: 'hands', measure: measureHands },
  ],
};
