import type { Card, Round, Seat } from '../../../../../shared/poker/index.ts';
import { hash, toHex } from '../../../../../shared/process/hash.ts';
import type { Journal } from '../../../../../shared/process/journal.ts';
import { type Plain, toBytes } from '../../../../../shared/process/plain.ts';
import { askOf, lookOf } from '../../../../../shared/table/asks.ts';
import type { Game } from '../../../../../shared/table/game.ts';
import { holePlaces, nextToShow, players, rowOf } from '../hand.ts';
import type { Rows } from '../rows.ts';
import { boardPlaces } from '../takeInput.ts';

/** What a table waits for, and the chips and cards in it, in one shape for both designs. */
type TableState = { readonly [field: string]: Plain };

/** Names a state; where two differ, the fields tell in what. */
export function stateHash(state: TableState): string {
  return toHex(hash('bench/state', toBytes(state)));
}

/** The state that the rows of a stateless server hold. */
export function stateOfRows(rows: Rows): TableState {
  const { table, seats } = rows;
  const { phase, hand } = table;
  const stacks = seats.map(({ seat, device, stack }) => [seat, device, stack]);
  if (phase === 'players' || phase === 'over') return { phase, hand, stacks };
  if (phase === 'deck') return { phase, hand, button: table.button };
  const all = players(rows);
  return {
    phase,
    hand,
    button: table.button,
    turns: table.turn,
    board: [...table.board],
    deadlineMs: table.deadlineMs,
    waitsFor: waitsFor(rows),
    players: all.map(({ seat, stack, gathered, folded }) => [seat, stack, gathered, folded]),
    shown: all.flatMap(({ seat, shown }) => (shown ? [[seat, [...shown]]] : [])),
    won: all.flatMap(({ seat, won }) => (won > 0 ? [[seat, won]] : [])),
    round: phase === 'move' ? roundState(table.level, table.fullRaise, all) : null,
  };
}

/** The state that a table process shows while its hand is not played out. */
export function stateOfProcess(journal: Journal): TableState {
  const { hand } = journal;
  const looks = journal.looks();
  const ask = askOf(looks);
  const seats = (lookOf(looks, 'desk')?.seats ?? []) as unknown as Game['seated'];
  const stacks = [...seats]
    .sort((a, b) => a.seat - b.seat)
    .map(({ seat, device, stack }) => [seat, device, stack]);
  if (ask.for === 'players') return { phase: 'players', hand, stacks };
  const look = lookOf(looks, 'hand') as unknown as HandLook;
  if (ask.for === 'deck') return { phase: 'deck', hand, button: look.button };
  const round = ask.for === 'move' ? ask.round : null;
  const of = (list: readonly (readonly [Seat, number])[], seat: Seat) =>
    list.find(([at]) => at === seat)?.[1] ?? 0;
  const own = (seat: Seat) => round?.seats.find((one) => one.seat === seat);
  return {
    phase: ask.for,
    hand,
    button: look.button,
    turns: look.turns,
    board: [...(look.boards[0] ?? [])],
    deadlineMs: journal.deadlineMs(),
    waitsFor: 'places' in ask ? [...ask.places] : 'turn' in ask ? ask.seat : null,
    players: look.clockwise.map((seat) => [
      seat,
      own(seat)?.stack ?? of(look.stacks, seat),
      of(look.gathered, seat),
      own(seat)?.folded ?? look.folded.includes(seat),
    ]),
    shown: look.clockwise.flatMap((seat) => {
      const cards = look.shown.find(([at]) => at === seat)?.[1];
      return cards ? [[seat, [...cards]]] : [];
    }),
    won: look.clockwise.flatMap((seat) => (of(look.awards, seat) > 0 ? [[seat, of(look.awards, seat)]] : [])),
    round: round && roundState(round.level, round.fullRaise, round.seats),
  };
}

interface HandLook {
  readonly button: Seat;
  readonly turns: number;
  readonly boards: readonly (readonly Card[])[];
  readonly clockwise: readonly Seat[];
  readonly stacks: readonly (readonly [Seat, number])[];
  readonly gathered: readonly (readonly [Seat, number])[];
  readonly awards: readonly (readonly [Seat, number])[];
  readonly folded: readonly Seat[];
  readonly shown: readonly (readonly [Seat, readonly Card[]])[];
}

function waitsFor(rows: Rows): Plain {
  const { phase, actor } = rows.table;
  if (phase === 'move') return actor;
  if (phase === 'board') return boardPlaces(rows);
  const asked = phase === 'show' ? nextToShow(rows) : null;
  return asked && holePlaces(rows, rowOf(rows.seats, asked.seat));
}

function roundState(
  level: number,
  fullRaise: number,
  seats: readonly Pick<Round['seats'][number], 'seat' | 'bet' | 'actedAt'>[],
): Plain {
  return { level, fullRaise, seats: seats.map(({ seat, bet, actedAt }) => [seat, bet, actedAt]) };
}
