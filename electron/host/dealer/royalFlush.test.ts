import { expect, test } from 'vitest';
import { type Card, parseCards } from '../../../shared/poker/index.ts';
import type { TableView } from '../../ipc.ts';
import { chipsOf, handOf } from '../testing/friendsTable.ts';
import { World } from '../testing/world.ts';

const cards = (text: string) => parseCards(text) as Card[];

/** Hole cards of Ada, Bo and Cy, first round and second, then the board (shared/deck/indexMap.ts). */
const STACKED = [...cards('2c As 7d'), ...cards('3h Ks 8c'), ...cards('Qs Js Ts 4d 9h')];

test('a royal flush of a player whose device dies all-in is paid', async () => {
  const world = new World(31, { cards: 'devices' });
  // Only because all shuffle in an agreed order are these cards known: two leave them as they are, the last stacks them.
  const inOrder = Array.from({ length: 52 }, (_, card) => card);
  const stacked = [...STACKED, ...inOrder.filter((card) => !STACKED.includes(card))];
  const devices = [];
  for (const name of ['Ada', 'Bo', 'Cy']) {
    devices.push(
      await world.device(name, (device) => {
        device.stacks = name === 'Cy' ? stacked : inOrder;
      }),
    );
  }
  const [ada, bo, cy] = devices as [(typeof devices)[0], (typeof devices)[0], (typeof devices)[0]];
  await world.table(devices);
  await world.playUntil(
    () => handOf(ada) >= 2 && (ada.view?.seats.filter(({ inHand }) => inHand).length ?? 0) === 3,
  );
  await world.playUntil(() => bo.view?.legal?.maxRaiseTo != null && ada.view?.boards[0]?.length === 0);
  const hand = handOf(ada);
  expect(bo.view?.seats[1]?.cards).toEqual(['As', 'Ks']);
  expect(ada.view?.seats[1]?.cards).not.toEqual(['As', 'Ks']);
  await bo.raise(bo.view?.legal?.maxRaiseTo as number);
  await world.until(() => ada.view?.seats[1]?.stack === 0 && cy.view?.seats[1]?.stack === 0);
  bo.kill();

  let shown: TableView | null = null;
  await world.playUntil(() => {
    if (ada.view?.seats[1]?.cards.length === 2 && ada.view.boards[0]?.length === 5) shown = ada.view;
    return shown !== null && ada.view?.seats[1]?.stack === 300;
  });
  const { seats, boards, handNumber } = shown as unknown as TableView;
  expect(handNumber).toBe(hand);
  expect(boards).toEqual([['Qs', 'Js', 'Ts', '4d', '9h']]);
  expect(seats[1]?.cards).toEqual(['As', 'Ks']);
  expect(ada.view?.winners).toMatchObject([{ seat: 1, why: 'royal flush' }]);
  expect(chipsOf(ada.view as TableView)).toBe(300);
}, 240_000);
