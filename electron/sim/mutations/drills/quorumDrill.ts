import { World, type WorldSetup } from '../../../../shared/quorum/testing/world.ts';

const THREE: WorldSetup = { names: ['ada', 'bob', 'cyd'], voters: 3 };
/** The voters change while they play. */
const FIVE: WorldSetup = { names: ['ada', 'bob', 'cyd', 'dan', 'eve'], voters: 3 };
const TROUBLE_MS = 20_000;

/**
 * Devices that agree, without a game: they die between any two effects, are cut off and come back. The referee looks at every
 * step whether a term has two hosts or anything that was committed is lost, and in the end whether they agree again.
 */
export async function quorumDrill(seed: number): Promise<string | null> {
  const world = new World(seed, seed % 2 === 1 ? THREE : FIVE);
  try {
    world.trouble(TROUBLE_MS);
    world.calm();
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}
