import { beforeAll, expect, test, vi } from 'vitest';
import { tryContext } from '../../../shared/deck/contexts.ts';
import { loadGroup } from '../../../shared/deck/group.ts';
import { makeReady } from '../../../shared/deck/ready.ts';
import { seededBytes } from '../../../shared/deck/testing/seededBytes.ts';
import type { Body } from '../../../shared/process/effects.ts';
import { toHex } from '../../../shared/process/hash.ts';
import { signInput } from '../../../shared/process/input.ts';
import type { TableView } from '../../ipc.ts';
import { chipsOf, handOf, isSame } from '../testing/friendsTable.ts';
import { RawMember } from '../testing/rawMember.ts';
import { World, type WorldDevice } from '../testing/world.ts';
import type { MakingDeck } from './deckWork.ts';

beforeAll(loadGroup);

// All devices are in one process here: each check is made once.
vi.mock('../../../shared/deck/shuffleCheck.ts', async (load) => {
  const { rememberedCheck } = await import('../testing/rememberedProofs.ts');
  const all = await load<typeof import('../../../shared/deck/shuffleCheck.ts')>();
  return { ...all, checkedShuffle: rememberedCheck(all.checkedShuffle) };
});

const SAID_TWICE = "Cy's computer said two different things under one number. It takes no part any more.";

/**
 * Ada and Bo play with a Cy whose program is somebody else's, and who says of the deck that is begun, once it is waited for,
 * that it is ready: two different things, each of them sound.
 */
async function withTwoReadies(seed: number) {
  const world = new World(seed, { cards: 'devices' });
  const devices = [await world.device('Ada'), await world.device('Bo'), await world.device('Cy')];
  const [ada, bo, cy] = devices as [WorldDevice, WorldDevice, WorldDevice];
  const tableId = await world.table(devices);
  await world.playUntil(() => devices.every((device) => handOf(device) >= 2));
  let making: MakingDeck | null = null;
  ada.watch = {
    asked: (work) => {
      making = work.making;
    },
  };
  const raw = await RawMember.instead(world, cy, tableId, [ada, bo]);
  const isAwaited = () => making?.phase === 'ready' && making.awaited.includes(toHex(raw.signer.publicKey));
  await world.playUntil(isAwaited);
  const { number, attempt } = making as unknown as MakingDeck;
  const about = {
    number,
    attempt,
    tryOf: tryContext(raw.table, number, attempt),
    sender: raw.signer.publicKey,
  };
  const [first, second] = ['first', 'second'].map(
    (word) => makeReady(about, seededBytes(word)).message,
  ) as unknown as [Body, Body];
  const input = (body: Body, inputNumber: number) =>
    signInput({ table: raw.table, number: raw.boot + inputNumber, body }, raw.signer);
  return { world, ada, bo, raw, first, second, input };
}

// Case 43; guards `noteInput` of what is heard, and that who is proven to cheat holds no deck.
test('a member that says two different things about one deck under one number: told to everybody, excluded, and dealt no cards any more', async () => {
  const { world, ada, bo, raw, first, second, input } = await withTwoReadies(71);
  raw.say(ada, { type: 'input', input: input(first, 1) });
  raw.say(bo, { type: 'input', input: input(second, 1) });
  await world.playUntil(() => [ada, bo].every(({ people }) => people?.proofs.length === 1));
  for (const { people } of [ada, bo]) expect(people?.proofs).toEqual([SAID_TWICE]);
  await world.playUntil(() => !raw.isLinked(ada) && !raw.isLinked(bo));
  const hand = handOf(ada);
  await world.playUntil(() => handOf(ada) > hand + 1 && isSame([ada, bo]));
  const dealtIn = ada.view?.seats.filter(({ inHand }) => inHand).map(({ name }) => name);
  expect(dealtIn).toEqual(['Ada', 'Bo']);
  expect(chipsOf(ada.view as TableView)).toBe(300);
}, 120_000);
