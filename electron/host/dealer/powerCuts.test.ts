import { expect, test, vi } from 'vitest';
import type { DealerDevice } from '../testing/dealerDevice.ts';
import { DealersTable } from '../testing/dealersTable.ts';
import { filesOf, rawSecrets, secretFiles, secretsOf } from '../testing/deckReader.ts';
import type { DeviceSecrets } from './deckSecrets.ts';

// The same hand is played many times over.
vi.mock('../../../shared/deck/shuffle.ts', async (load) => {
  const { rememberedShuffle } = await import('../testing/rememberedProofs.ts');
  const all = await load<typeof import('../../../shared/deck/shuffle.ts')>();
  return { ...all, shuffleDeck: rememberedShuffle(all.shuffleDeck) };
});
vi.mock('../../../shared/deck/shuffleCheck.ts', async (load) => {
  const { rememberedCheck } = await import('../testing/rememberedProofs.ts');
  const all = await load<typeof import('../../../shared/deck/shuffleCheck.ts')>();
  return { ...all, checkedShuffle: rememberedCheck(all.checkedShuffle) };
});

const FIRST_DECK = { number: 1, attempt: 1 };
/** Moments that follow each other directly are cut in different rounds, so that each is seen to be got over by itself. */
const ROUNDS = 4;

/**
 * A device that hosts and another make a deck, play a hand with it and begin the next. The power of the first goes at each
 * moment for which `isCut` says so, and each time it is started again.
 */
async function playThrough(isCut: (moment: string) => boolean) {
  const table = new DealersTable(2, 5, {
    comesBack: true,
    isLost: (_, { kind, number }) => kind === 'HAND_OPEN' && number === 2,
  });
  const [ada, bo] = table.devices as [DealerDevice, DealerDevice];
  const dealing = () => table.look('dealing');
  ada.losesPower = (moment) => {
    const { ask } = table;
    const cards = ask.for === 'board' ? ask.places : '';
    return isCut(`${dealing()?.number} ${dealing()?.phase} ${ask.for} ${cards}: ${moment}`);
  };
  await table.playUntil(() => table.ask.for === 'move');
  const secrets = await secretsOf(ada, table.tableId, FIRST_DECK);
  await table.playUntil();
  const { seated } = table.game;
  table.nextHand();
  await table.playUntil(() => (dealing()?.awaited as string[] | undefined)?.length === 0);
  return { table, ada, bo, secrets: secrets as DeviceSecrets, seated };
}

// K1, K4, case 44; guards `secrets.save()` before a word, `known.deal ??` and its like, and how files of secrets are written.
test('the power goes at every call to the disk and before every word: nothing is lost, contradicted or left behind', async () => {
  const moments = new Map<string, number>();
  const placeOf = (moment: string) => {
    const place = moments.get(moment) ?? moments.size;
    moments.set(moment, place);
    return place;
  };
  await playThrough((moment) => placeOf(moment) < 0);
  const all = [...moments.keys()];
  expect(all.length, 'a deck, a hand, and the next').toBeGreaterThan(80);
  const cut = new Set<string>();
  const repeated = new Set<string>();
  for (let round = 0; round < ROUNDS; round++) {
    const { table, ada, bo, secrets, seated } = await playThrough((moment) => {
      const isNow = placeOf(moment) % ROUNDS === round && !cut.has(moment);
      if (isNow) cut.add(moment);
      return isNow;
    });
    expect([...ada.contradictions, ...bo.contradictions]).toEqual([]);
    for (const kind of ada.repeated) repeated.add(kind);
    // One deck, made at the first try, with nobody left out; and the hand is played to its end.
    expect(secrets.acknowledged).not.toBeNull();
    expect(table.look('dealing')).toMatchObject({ number: 2, attempt: 1, silent: [], faulty: [] });
    expect(seated.reduce((sum, { stack }) => sum + stack, 0)).toBe(200);
    expect(await secretFiles(ada, table.tableId)).toEqual(['deck-2-1.key', 'deck-2-1.secrets']);
    const bytes = Buffer.concat([...(await filesOf(ada)).values()]);
    expect(rawSecrets(secrets).filter((secret) => bytes.includes(secret))).toEqual([]);
  }
  expect(all.filter((moment) => !cut.has(moment))).toEqual([]);
  expect([...repeated]).toEqual(
    expect.arrayContaining(['READY', 'HAND_OPEN', 'DEAL', 'ACK', 'SHUFFLE', 'DECK_ACK', 'HOLE', 'BOARD']),
  );
}, 120_000);
