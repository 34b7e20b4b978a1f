import { describe, expect, test } from 'vitest';
import { World, type WorldSetup } from './testing/world.ts';

/*
 * Whole worlds from seeds. A failure names the seed: EVERTABLE_SEED=n runs that one alone. What was broken on purpose, to
 * see that a world notices it, stands at the end; these were tried by hand as well, each found within a few hundred
 * seeds.
 */

const ONLY = process.env.EVERTABLE_SEED;
const FIRST = Number(ONLY ?? 1);
const TROUBLE_MS = 20_000;
/** They take a few seconds on a machine that does nothing else. */
const LIMIT_MS = 60_000;

/** The first seed whose world breaks a promise, and how; null: none does. */
function firstFault(setup: WorldSetup, seeds: number, count: (world: World) => void = () => {}) {
  for (let seed = FIRST; seed < FIRST + seeds; seed++) {
    const world = new World(seed, setup);
    try {
      world.trouble(TROUBLE_MS);
      world.calm();
    } catch (error) {
      return `EVERTABLE_SEED=${seed}: ${(error as Error).message}`;
    }
    count(world);
  }
  return null;
}

const three: WorldSetup = { names: ['ada', 'bob', 'cyd'], voters: 3 };
const five: WorldSetup = { names: ['ada', 'bob', 'cyd', 'dan', 'eve'], voters: 3 };

describe.each([
  ['three devices', three, 80],
  ['five devices', five, 60],
])('%s that die, are cut off and come back', (_, setup, seeds) => {
  test(
    'never have two hosts in a term, never lose what is committed, and agree again when it is calm',
    () => {
      let terms = 0;
      let entries = 0;
      const fault = firstFault(setup, ONLY ? 1 : seeds, ({ referee }) => {
        terms += referee.terms;
        entries += referee.committed.seq;
      });
      expect(fault).toBeNull();
      // It was no walk in the park, and they did play.
      if (!ONLY) {
        expect(terms / seeds).toBeGreaterThan(3);
        expect(entries / seeds).toBeGreaterThan(20);
      }
    },
    LIMIT_MS,
  );
});

// The referee is not blind.
test.each([
  ['votes are not saved', 'hosts'],
  ['entries are not saved', 'committed'],
] as const)(
  'where %s a promise is broken',
  (sabotage, words) => {
    expect(firstFault({ ...three, sabotage }, 300)).toContain(words);
  },
  LIMIT_MS,
);
