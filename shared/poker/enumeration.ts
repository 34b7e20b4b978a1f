import { DECK_SIZE } from './cards.ts';
import { CATEGORIES, type Category } from './handClass.ts';
import { categoryOf, STRONGEST, strength7 } from './strength.ts';

/** Ranks all 133,784,560 seven-card hands (some seconds) and counts the categories: the full check of the evaluator's tables. */
export function countSevenCardCategories(): Record<Category, number> {
  const hands = new Int32Array(STRONGEST + 1);
  for (let a = 0; a < DECK_SIZE; a++)
    for (let b = a + 1; b < DECK_SIZE; b++)
      for (let c = b + 1; c < DECK_SIZE; c++)
        for (let d = c + 1; d < DECK_SIZE; d++)
          for (let e = d + 1; e < DECK_SIZE; e++)
            for (let f = e + 1; f < DECK_SIZE; f++)
              for (let g = f + 1; g < DECK_SIZE; g++) (hands[strength7(a, b, c, d, e, f, g)] as number)++;
  const counts = Object.fromEntries(CATEGORIES.map((category) => [category, 0])) as Record<Category, number>;
  for (let strength = 1; strength <= STRONGEST; strength++) {
    counts[categoryOf(strength)] += hands[strength] as number;
  }
  return counts;
}
