import { describe, expect, test } from 'vitest';
import { mayOpen } from '../deck/mayOpen.ts';
import { SCALAR_BYTES, type Shares } from '../deck/messages.ts';
import { seededBytes } from '../deck/testing/seededBytes.ts';
import type { Plain } from '../process/plain.ts';
import { cardFactsOf } from './cardFacts.ts';
import type { Settings } from './settings.ts';
import { DealtTable, deviceOf } from './testing/dealtTable.ts';
import { HOST } from './testing/practice.ts';

const KINDS: readonly Shares['kind'][] = ['HOLE', 'BOARD', 'OPEN'];

/** What may be opened now, by the rule alone. */
function allowed(table: DealtTable): { kind: Shares['kind']; place: number }[] {
  const facts = cardFactsOf(table.process.looks());
  const places = Array.from({ length: 52 }, (_, place) => place);
  return facts
    ? KINDS.flatMap((kind) =>
        places.filter((place) => mayOpen(kind, place, facts)).map((place) => ({ kind, place })),
      )
    : [];
}

/** What the program takes shares of, but for hole cards, which their owners may have all through the hand. */
function taken(table: DealtTable): { kind: string; place: number }[] {
  const all = (table.look('shares')?.taken ?? []) as { kind: string; places: number[] }[];
  return all.flatMap(({ kind, places }) => places.map((place) => ({ kind, place })));
}

const SETTINGS: readonly Partial<Settings>[] = [
  {},
  { rabbitHunt: true },
  { runItTwice: true },
  { bombPotEvery: 2, bombPotAnte: 4 },
];

/** Plays on at random by one word: who acts, who is silent at showdown, who hunts the rabbit. */
function playOn(table: DealtTable, below: (limit: number) => number, seen: Set<string>, folds: number): void {
  const { ask } = table;
  const roster = table.seated();
  if (ask.for === 'hole cards') {
    const [hole] = (table.look('shares')?.taken ?? []) as { from: string[] }[];
    const from = hole?.from ?? [];
    table.share(roster.find((device) => !from.includes(device)) as string);
  } else if (ask.for === 'board') {
    seen.add(ask.seat === null ? 'board' : 'silent');
    if (table.look('result')) seen.add('rabbit');
    const cards = ask.places.map((index) => ({ index, card: index, proof: new Uint8Array(0) }));
    table.say(HOST, 'FACES', { cards: cards as unknown as Plain });
  } else if (ask.for === 'move') {
    const choice = below(8);
    const own = ask.round.seats.find(({ seat }) => seat === ask.seat);
    const isFree = ask.round.level === (own?.bet ?? 0);
    if (choice < folds) table.move('fold');
    else if (choice === 7 && own && own.bet + own.stack > ask.round.level)
      tryRaise(table, own.bet + own.stack);
    else table.move(isFree ? 'check' : 'call');
  } else if (ask.for === 'show' && below(2) === 0) {
    const cards = ask.places.map((index) => ({ index, card: index, proof: new Uint8Array(SCALAR_BYTES) }));
    table.say(table.deviceAt(ask.seat), 'SHOW', { cards: cards as unknown as Plain });
  } else if (ask.for === 'run twice') {
    const seat = ask.seats.find((one) => !ask.agreed.includes(one)) as number;
    seen.add('run twice');
    table.say(table.deviceAt(seat), 'RUN_TWICE', { agree: below(4) > 0 });
  } else if (ask.for === 'result' && below(2) === 0 && (table.look('result')?.toCome as number) > 0) {
    table.say(deviceOf(0), 'RABBIT');
  } else table.timeout();
}

function tryRaise(table: DealtTable, to: number): void {
  try {
    table.move('raise', to);
  } catch {
    table.move('call');
  }
}

describe('the rule and the program agree', () => {
  for (const [at, settings] of SETTINGS.entries()) {
    test(`whatever is played, with ${JSON.stringify(settings)}`, () => {
      const random = seededBytes(`card facts ${at}`);
      const below = (limit: number) => (random(1)[0] ?? 0) % limit;
      const seen = new Set<string>();
      for (let round = 0; round < 12; round++) {
        const table = new DealtTable(3, settings);
        table.resume();
        table.makeDeck(() => table.look('hand') !== undefined);
        for (let words = 0; words < 200 && !table.process.result; words++) {
          if (table.look('hand')) {
            const asked = taken(table);
            const may = allowed(table);
            expect(may).toEqual(expect.arrayContaining(asked));
            // For everybody nothing but what is asked for, while it is asked for.
            if (asked.some(({ kind }) => kind !== 'HOLE')) {
              const forAll = may.filter(({ kind }) => kind !== 'HOLE');
              expect(forAll.map(({ place }) => place)).toEqual(
                asked.filter(({ kind }) => kind !== 'HOLE').map(({ place }) => place),
              );
            }
            if (table.ask.for === 'move' || table.ask.for === 'hole cards') {
              expect(may.every(({ kind }) => kind === 'HOLE')).toBe(true);
            }
          }
          if (table.ask.for === 'players' || table.ask.for === 'deck') break;
          playOn(table, below, seen, round % 2 === 0 ? 1 : 5);
        }
      }
      const wanted = ['board', 'silent'];
      if (settings.rabbitHunt) wanted.push('rabbit');
      if (settings.runItTwice) wanted.push('run twice');
      expect([...seen]).toEqual(expect.arrayContaining(wanted));
    });
  }

  test('there is nothing to be opened while no hand is played', () => {
    expect(allowed(new DealtTable(3))).toEqual([]);
  });
});
