import { expect, test } from 'vitest';
import type { OpenedCard } from '../../../shared/deck/openedCard.ts';
import { type Card, parseCards } from '../../../shared/poker/index.ts';
import { simulatedSigner } from '../../../shared/sim/keys.ts';
import { SHOW_TIME_MS } from '../../../shared/table/show.ts';
import { gameWith, HOST, Practice, stackedDeck } from '../../../shared/table/testing/practice.ts';
import type { TableDealer } from '../dealer.ts';
import { dealerIntents } from './dealerAgent.ts';
import type { Intent } from './intent.ts';

const host = simulatedSigner(HOST);
const [KINGS, ACES] = ['Ks As Kh Ah 2c 3d 4h 6s 7c', 'As Ks Ah Kh 2c 3d 4h 6s 7c'].map(
  (cards) => parseCards(cards) as Card[],
) as [Card[], Card[]];

/** Two players; dealing order: seat 1, seat 0. */
function dealt(top: readonly Card[]): Practice {
  const table = new Practice({ ...gameWith(), paused: true }, stackedDeck(top));
  table.sit(0);
  table.sit(1);
  table.say(HOST, 'RESUME');
  table.serve();
  return table;
}

function checkedDown(top: readonly Card[]): Practice {
  const table = dealt(top);
  table.move('call');
  for (let checks = 0; checks < 7; checks++) table.move('check');
  return table;
}

function intents(table: Practice): Promise<Intent[]> {
  const situation = {
    hand: table.hand,
    ask: table.ask,
    looks: table.process.looks(),
    timeMs: table.timeMs,
    deadlineMs: table.process.deadlineMs(),
    waitedMs: 0,
  };
  const open = async (_hand: number, places: readonly number[]) =>
    places.map((place) => table.deck[place] as OpenedCard);
  return dealerIntents(situation, host, { open } as unknown as TableDealer);
}

/** Says what the dealer would, when it would. */
async function say(table: Practice): Promise<void> {
  const [intent] = await intents(table);
  if (!intent) throw new Error('the dealer has nothing to say');
  table.timeMs += intent.afterMs;
  table.say(HOST, intent.body.kind, intent.body);
}

test('cards that must be shown are opened once their device has been silent for long enough', async () => {
  const table = checkedDown(KINGS);
  expect(table.ask).toMatchObject({ for: 'show', seat: 1, mustShow: true });
  table.timeMs += 1_000;
  const [intent] = await intents(table);
  expect(intent).toMatchObject({ afterMs: SHOW_TIME_MS - 1_000, body: { kind: 'OPEN', seat: 1 } });
  expect(() => table.say(HOST, 'OPEN', intent?.body ?? {}), 'too early').toThrow('not possible');
  await say(table);
  expect(table.events.at(-1)).toMatchObject({ what: 'shows', seat: 1 });
});

// Guards: who was cut off at the showdown must not lose a pot that they have won.
test('cards that may win are opened though they need not be shown', async () => {
  const table = checkedDown(KINGS);
  await say(table);
  expect(table.ask).toMatchObject({ for: 'show', seat: 0, mustShow: false });
  await say(table);
  table.serve();
  expect(table.game.seated.map(({ stack }) => stack)).toEqual([102, 98]);
});

test('cards that cannot win are left to the clock, which mucks them', async () => {
  const table = checkedDown(ACES);
  await say(table);
  expect(table.ask).toMatchObject({ for: 'show', seat: 0, mustShow: false });
  expect(await intents(table)).toEqual([]);
  table.timeout();
  expect(table.events.some(({ what, seat }) => what === 'mucks' && seat === 0)).toBe(true);
});

test('nothing is opened while the table is paused, nor anything else at any other time', async () => {
  const table = checkedDown(KINGS);
  table.say(HOST, 'PAUSE');
  expect(await intents(table)).toEqual([]);
  expect(await intents(dealt(KINGS)), 'somebody is to act').toEqual([]);
});
