/**
 * The figures of the deck that nobody can read: the app's own arithmetic in one thread (shuffle, hands), and the real table
 * host with its dealer's thread and disk (practice, hostLoop).
 */
import type { BenchGroup } from '../figure.ts';
import { measureHands } from './hands.ts';
import { measureHostLoop } from './hostLoop.ts';
import { measurePractice } from './practice.ts';
import { measureShuffle } from './shuffle.ts';

export const deckGroup: BenchGroup = {
  name: 'deck',
  about: 'the deck that all devices make together',
  benches: [
    { name: 'shuffle', measure: measureShuffle },
    { name: 'hands', measure: measureHands },
    { name: 'practice', measure: measurePractice },
    { name: 'hostLoop', measure: measureHostLoop },
  ],
};
