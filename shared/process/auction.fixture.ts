import {
  announce,
  beside,
  chapter,
  look,
  now,
  receive,
  receiveUnless,
  type Story,
  until,
} from './effects.ts';
import { toHex } from './hash.ts';
import type { Plain } from './plain.ts';
import type { Process } from './process.ts';
import type { Opening, Program } from './program.ts';

/**
 * A tiny program, nothing to do with poker, that keeps its state in every way a program may: local variables,
 * a Map, a closure, a counter generator run half-way, a piece that runs beside.
 * Bidders join; a lot is auctioned until nobody bids for 10 s; the winner pays; purses go to the next lot.
 */
const BID_TIME_MS = 10_000;
const BIDDERS_MIN = 2;

export interface AuctionRules {
  readonly version: number;
  /** What a bid must at least add. */
  readonly step: number;
}

export function auction({ version, step }: AuctionRules): Program {
  const lot = chapter('lot', function* (purses: Map<string, number>, isClosed: () => boolean): Story<Plain> {
    let highest: { device: string; amount: number } | null = null;
    let endsMs = (yield* now()) + BID_TIME_MS;
    const lastBids = new Map<string, number>();
    const tickets = ticketNumbers();
    let ticket = tickets.next().value;
    yield* look(() => ({ highest, endsMs, lastBids: [...lastBids], ticket }));

    for (;;) {
      const bid = yield* receiveUnless<{ device: string; amount: number } | 'time'>({
        name: 'bid',
        deadlineMs: () => endsMs,
        unless: isClosed,
        judge: ({ device, body, timeMs }) => {
          if (body.kind === 'TIMEOUT') return timeMs < endsMs ? { refuse: 'Too early.' } : { take: 'time' };
          if (body.kind !== 'BID') return null;
          const amount = Number(body.amount);
          if (amount < (highest?.amount ?? 0) + step) return { refuse: 'Bid more.' };
          if (amount > (purses.get(device) ?? 0)) return { refuse: 'You cannot pay that.' };
          return { take: { device, amount } };
        },
      });
      if (bid === null || bid === 'time') break;
      highest = bid;
      lastBids.set(bid.device, bid.amount);
      endsMs = (yield* now()) + BID_TIME_MS;
      ticket = tickets.next().value;
      yield* announce({ bid: bid.amount, ticket });
    }
    if (highest) purses.set(highest.device, (purses.get(highest.device) ?? 0) - highest.amount);
    yield* announce({ sold: highest });
    return highest;
  });

  return {
    version,
    *play(game) {
      const purses = new Map(Object.entries(game as Record<string, number>));
      let closed = false;
      yield* beside(
        'door',
        door(purses, () => {
          closed = true;
        }),
      );
      yield* until('bidders', () => purses.size >= BIDDERS_MIN);
      yield* lot(purses, () => closed);
      return Object.fromEntries(purses);
    },
  };
}

/** Lets bidders in, and lets anybody close the lot, whatever the auction is doing. */
const door = chapter('door', function* (purses: Map<string, number>, close: () => void): Story<void> {
  yield* look(() => ({ purses: Object.fromEntries(purses) }));
  for (;;) {
    const arrived = yield* receive<{ device: string; purse: number | null }>({
      name: 'door',
      judge: ({ device, body }) => {
        if (body.kind === 'CLOSE') return { take: { device, purse: null } };
        if (body.kind !== 'JOIN') return null;
        return purses.has(device)
          ? { refuse: 'You are in.' }
          : { take: { device, purse: Number(body.purse) } };
      },
    });
    if (arrived.purse === null) close();
    else purses.set(arrived.device, arrived.purse);
  }
});

function* ticketNumbers(): Generator<number, never, void> {
  for (let a = 1, b = 1; ; [a, b] = [b, a + b]) yield a;
}

/** Everything that later behaviour depends on, for comparing two processes in tests. */
export function shownBy(process: Process<Plain>) {
  return { looks: Object.fromEntries(process.looks()), state: toHex(process.stateHash) };
}

export const OPENING: Opening = { table: new Uint8Array(16), hand: 1 };
