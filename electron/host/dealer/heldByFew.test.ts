import { describe, expect, test, vi } from 'vitest';
import { thresholdOf } from '../../../shared/deck/messages.ts';
import type { DealerDevice } from '../testing/dealerDevice.ts';
import { DealersTable } from '../testing/dealersTable.ts';

// The same deck is made for every phase.
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
vi.mock('../../../shared/deck/sealedCards.ts', async (load) => {
  const { rememberedShares } = await import('../testing/rememberedProofs.ts');
  const all = await load<typeof import('../../../shared/deck/sealedCards.ts')>();
  return { ...all, areRightShares: rememberedShares(all.areRightShares) };
});

type Phase = (table: DealersTable) => boolean;

const sharesTaken = (table: DealersTable) =>
  (table.look('shares')?.taken ?? []) as { readonly kind: string; readonly from: readonly string[] }[];
const isMoveOn = (boardCards: number): Phase => {
  return (table) => table.ask.for === 'move' && boardOf(table).length === boardCards;
};
const isAsking = (boardCards: number): Phase => {
  return (table) =>
    table.ask.for === 'board' && table.ask.seat === null && boardOf(table).length === boardCards;
};
const isShowdown: Phase = (table) => table.ask.for === 'show';

const BETTING: Readonly<Record<string, Phase>> = {
  'before any share of it': (table) => sharesTaken(table).some(({ from }) => from.length === 0),
  'while hole cards are shared': (table) => sharesTaken(table).some(({ from }) => from.length === 1),
  'before the flop': isMoveOn(0),
  'on the flop': isMoveOn(3),
  'on the river': isMoveOn(5),
  'at the showdown': isShowdown,
};
function boardOf(table: DealersTable): readonly number[] {
  return (table.look('hand')?.boards as number[][] | undefined)?.[0] ?? [];
}

/** So many devices play a hand; the host and others, all that are not needed, die when it has come to that. */
async function playTo(count: number, goesAllIn: boolean, phase: Phase | null) {
  const table = new DealersTable(count, count, {
    goesAllIn,
    isLost: (_, { kind, number }) => kind === 'HAND_OPEN' && number === 2,
  });
  const killed: DealerDevice[] = [];
  if (phase) {
    await table.playUntil(() => phase(table));
    expect(table.isOver, 'the phase is come to').toBe(false);
    killed.push(...table.devices.slice(0, count - thresholdOf(count)));
    for (const one of killed) one.kill();
  }
  let board: readonly number[] = [];
  await table.playUntil(() => {
    const now = boardOf(table);
    if (now.length > board.length) board = now;
    return false;
  });
  const stacks = table.game.seated.map(({ stack }) => stack);
  return { table, killed, board, stacks };
}

// Cases 34, 40; guards that t holders are enough for every card, whoever they are.
describe.each([4, 5, 6])(
  'once the deck of %i stands, the host and others, all but t, are killed',
  (count) => {
    for (const [words, phase] of Object.entries(BETTING)) {
      test(`${words}: the hand ends on the others with its cards`, async () => {
        const { table, killed, board, stacks } = await playTo(count, false, phase);
        expect(killed.length).toBe(count - thresholdOf(count));
        expect(killed.some(({ isOn }) => isOn)).toBe(false);
        expect(new Set(board).size).toBe(5);
        expect(stacks.reduce((sum, stack) => sum + stack, 0)).toBe(100 * count);
        expect(table.events).not.toContain('void');
      });
    }
  },
);

test('when all five are all-in, and all but t die before the flop: everybody gets what it would have got', async () => {
  const undisturbed = await playTo(5, true, null);
  const { board, stacks } = await playTo(5, true, isAsking(0));
  expect(board).toEqual(undisturbed.board);
  expect(stacks).toEqual(undisturbed.stacks);
});
