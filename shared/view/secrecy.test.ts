import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatCard, type Seat } from '../poker/index.ts';
import type { Plain } from '../process/plain.ts';
import { Process } from '../process/process.ts';
import { tableProgram } from '../table/program.ts';
import { gameWith } from '../table/testing/practice.ts';
import { seatView } from './seatView.ts';
import { resultOf } from './tableLooks.ts';
import type { TableView } from './tableView.ts';
import { PLAY_TIMEOUT_MS, playRandomly } from './testing/randomTable.ts';
import { deviceAt, tableOf, type WatchedTable } from './testing/watchedTable.ts';

const RUNS = 25;
const RUNS_OF_THREE_VIEWS = 6;

/** Rank and suit as a word of its own, wherever it stands: in fields and inside sentences. */
const FACE = /\b[2-9TJQKA][cdhs]\b/g;

function facesIn(view: TableView): string[] {
  return JSON.stringify(view).match(FACE) ?? [];
}

/** What lies open to everybody. */
function openFaces(table: WatchedTable): Set<string> {
  const shown = (table.handLook?.shown ?? []).flatMap(([, cards]) => cards);
  const boards = (table.handLook?.boards ?? []).flat();
  const rabbit = resultOf(table.process.looks())?.rabbit ?? [];
  return new Set([...shown, ...boards, ...rabbit].map(formatCard));
}

function seatsOf(table: WatchedTable): Seat[] {
  return table.desk.seats.map(({ seat }) => seat);
}

test(
  'no face is in a view but the own, the shown and those on the boards',
  () => {
    let views = 0;
    let ownDealt = 0;
    let ownSeen = 0;
    fc.assert(
      fc.property(fc.nat(), (seed) =>
        playRandomly({ seed }, (table) => {
          const open = openFaces(table);
          const strange = facesIn(table.viewOfNobody()).filter((face) => !open.has(face));
          for (const seat of seatsOf(table)) {
            const own = (table.cardsOf(seat) ?? []).map(formatCard);
            const faces = facesIn(table.viewOf(seat));
            strange.push(...faces.filter((face) => !open.has(face) && !own.includes(face)));
            ownSeen += own.filter((face) => faces.includes(face)).length;
            ownDealt += own.length;
            views += 1;
          }
          if (strange.length > 0) expect(strange).toEqual([]);
        }),
      ),
      { numRuns: RUNS },
    );
    // The property is not empty: cards were dealt, and seen by their owners.
    expect(views).toBeGreaterThan(1_000);
    expect(ownDealt).toBeGreaterThan(1_000);
    expect(ownSeen).toBe(ownDealt);
  },
  PLAY_TIMEOUT_MS,
);

/** What the own cards may change in a view. */
function withoutOwn(view: TableView): unknown {
  const seats = view.seats.map((seat) => (seat.isMe ? { ...seat, cards: null, handWords: null } : seat));
  return { ...view, seats, myHandWords: null };
}

test(
  'two viewers with other own cards differ in nothing but these cards and their names',
  () => {
    fc.assert(
      fc.property(fc.nat(), (seed) =>
        playRandomly({ seed }, (table) => {
          for (const seat of seatsOf(table)) {
            const other = table.viewOf(seat, { ownCards: [50, 51] });
            const none = table.viewOf(seat, { ownCards: null });
            const view = table.viewOf(seat);
            expect(withoutOwn(other)).toEqual(withoutOwn(view));
            expect(withoutOwn(none)).toEqual(withoutOwn(view));
          }
        }),
      ),
      { numRuns: RUNS_OF_THREE_VIEWS },
    );
  },
  PLAY_TIMEOUT_MS,
);

/** What depends on whose view it is, besides the cards. */
function withoutViewer(view: TableView): unknown {
  return {
    ...view,
    seats: view.seats.map((seat) => ({ ...seat, isMe: null, cards: null, handWords: null })),
    ...{
      mySeat: null,
      legal: null,
      myHandWords: null,
      preActionsOffered: null,
      waitingFor: null,
      paused: null,
    },
    ...{
      spectator: null,
      freeSeats: null,
      ledger: { ...view.ledger, rows: view.ledger.rows.map((row) => ({ ...row, isMe: null })) },
    },
    ...{ canShow: null, canRunTwice: null, canRabbitHunt: null, canSkip: null, rebuy: null, topUpMax: null },
  };
}

test(
  'two viewers see the same table',
  () => {
    fc.assert(
      fc.property(fc.nat(), (seed) =>
        playRandomly({ seed }, (table) => {
          const expected = withoutViewer(table.viewOfNobody());
          for (const seat of seatsOf(table)) expect(withoutViewer(table.viewOf(seat))).toEqual(expected);
        }),
      ),
      { numRuns: RUNS_OF_THREE_VIEWS },
    );
  },
  PLAY_TIMEOUT_MS,
);

test('own cards are joined in for the own seat only, and only once it was dealt in', () => {
  const table = tableOf(3);
  const stranger = seatView(table.seen(), { device: 'stranger', ownCards: [0, 1], preAction: null });
  expect(facesIn(stranger)).toEqual([]);
  const tooEarly = table.viewOf(0, { ownCards: [0, 1] });
  expect(tooEarly.phase).toBe('dealing');
  expect(facesIn(tooEarly)).toEqual([]);
  table.serve();
  table.sit(4);
  expect(facesIn(table.viewOf(4, { ownCards: [0, 1] })), 'not in this hand').toEqual([]);
  expect(facesIn(table.viewOf(0))).toHaveLength(2);
});

test('two replicas with different secrets have equal state hashes', () => {
  const table = tableOf(3, { rabbitHunt: true });
  for (const act of ['call', 'call', 'check', 'check', 'check', 'check'] as const) table.move(act);
  table.move('raise', 20);
  table.move('fold');
  table.move('call');
  table.serve();

  // Each replica takes the same journal; each device knows its own cards only, and looks after every input.
  const game = { ...gameWith({ rabbitHunt: true }), paused: true } as unknown as Plain;
  const replicas = [0, 1].map((seat) => ({
    seat,
    process: new Process(tableProgram.play(game, { table: new Uint8Array(16), hand: 1 }), 1_000),
    views: [] as string[],
  }));
  for (const arrival of table.arrivals) {
    for (const { process, seat, views } of replicas) {
      process.take(arrival);
      if (process.result) continue;
      const seen = { ...table.seen(), looks: process.looks(), events: [] };
      const view = seatView(seen, { device: deviceAt(seat), ownCards: [seat, 10 + seat], preAction: null });
      views.push(JSON.stringify(view.seats.find(({ isMe }) => isMe)?.cards));
    }
    const [one, two] = replicas.map(({ process }) => process.stateHash);
    expect(one).toEqual(two);
  }
  expect(replicas[0]?.process.stateHash).toEqual(table.process.stateHash);
  expect(replicas[0]?.views).not.toEqual(replicas[1]?.views);
});
