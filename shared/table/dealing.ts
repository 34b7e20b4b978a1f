import { dealsContext, deckContext, handIdOf, tryContext } from '../deck/contexts.ts';
import {
  BOX_BYTES,
  type Deal,
  HOLDERS_MIN,
  POINT_BYTES,
  type PublicDeck,
  type Ready,
  thresholdOf,
} from '../deck/messages.ts';
import { publicDeckBytes } from '../deck/publicDeck.ts';
import { chapter, look, now, receiveUnless, type Story, until } from '../process/effects.ts';
import { hash } from '../process/hash.ts';
import { type Plain, sameBytes, toBytes } from '../process/plain.ts';
import type { Deck } from './deck.ts';
import type { Desk } from './desk.ts';
import type { Game } from './game.ts';
import { type Judges, on, type TableInputOf } from './inputs.ts';
import { sealedDeck } from './sealedDeck.ts';
import { standInDeck } from './standInDeck.ts';
import { tell } from './tell.ts';

/** How long a device may take for its part once the table waits for the deck (DECK.md, end of section 3). */
export const DEAL_TIME_MS = 3_000;
export const SHUFFLE_TIME_MS = 5_000;

export const DEALING_REFUSALS = {
  otherDeck: 'That is of another deck.',
  notYours: 'That is not yours to say about this deck.',
  again: 'That has been said about this deck.',
  otherWords: 'That does not fit what the others said about this deck.',
} as const;

type Kept = Extract<Game['dealing'], { readonly by: 'devices' }>;

/** Where a table's decks come from. */
export interface Dealing {
  /** Runs beside the game: makes the deck of the next deal. */
  prepare(): Story<void>;
  /** Whether a device may be dealt in with the next deck. */
  mayPlay(device: string): boolean;
  /** The deck of the next deal is there. */
  isReady(): boolean;
  /** From this time on the table waits for the deck, and devices are timed; null: it does not wait. */
  awaitFrom(timeMs: number | null): void;
  /** The deck of the hand that begins. @param players devices, in dealing order */
  take(players: readonly string[]): Story<Deck>;
  /** What the next hand goes on from. */
  kept(): Game['dealing'];
}

/** The cards of a simulated table: no device has a part in them. */
export function standInDealing(): Dealing {
  return {
    *prepare() {},
    mayPlay: () => true,
    isReady: () => true,
    awaitFrom: () => {},
    take: standInDeck,
    kept: () => ({ by: 'stand-in' }),
  };
}

/** The deck has to be made anew, without who is to blame for it. */
class StartAgain {
  constructor(readonly blamed: { readonly silent: readonly string[]; readonly faulty: readonly string[] }) {}
}

/**
 * All devices of a table make the deck of the next deal together, while this one is played (DECK.md, steps 1 to 6). The
 * program sees to the order: who says what, when. Whether proofs are right is arithmetic: each device's dealer checks them
 * before its device acknowledges the deck, and nothing is opened until all have.
 */
export function dealtByDevices(kept: Kept, table: Uint8Array, desk: Desk): Dealing {
  let { number, attempt, unfinished, silent, faulty, deck } = kept;
  /** The deck as it is shown: worked out once. */
  let shown = deck && publicDeckBytes(deck);
  /** What was said about this deck that others build on, now or in the hand before. */
  const words = new Map(kept.words.map(({ of, hash }) => [of, hash]));
  let phase = 'ready';
  let roster: readonly string[] = [];
  let handId: Uint8Array | null = null;
  let awaited: () => readonly string[] = () => [];
  /** Covers all that was said about this deck. */
  let said = hash('deck');
  let phaseMs = 0;
  let limitMs: number | null = null;
  let awaitedFromMs: number | null = null;

  /** Devices that sit here and mean to stay. */
  const devices = () =>
    desk
      .seated()
      .filter(({ seat }) => !desk.isLeaving(seat))
      .map(({ device }) => device);
  const isSeated = (device: string) => devices().includes(device);
  /** It has no part in any deck that is begun from here on; one that stands stays (case 38). */
  function* exclude(device: string): Story<void> {
    if (faulty.includes(device)) return;
    faulty = [...faulty, device];
    const player = desk.seated().find((one) => one.device === device);
    if (player) yield* tell({ what: 'cheats', seat: player.seat, name: player.name });
  }
  const isOut = (device: string) => silent.includes(device) || faulty.includes(device);
  /** Those who hold the deck are those who sit here, but for who was silent or cheated. */
  const fits = (holders: readonly string[]) =>
    holders.every(isSeated) && devices().every((device) => holders.includes(device) || isOut(device));
  const timer = () =>
    limitMs === null || awaitedFromMs === null
      ? null
      : desk.clock.timer(Math.max(phaseMs, awaitedFromMs), limitMs);

  function* begin(name: string, devices: () => readonly string[], timeMs: number | null): Story<void> {
    phase = name;
    awaited = devices;
    limitMs = timeMs;
    phaseMs = yield* now();
  }

  /** Waits for what the judges take; throws StartAgain when it is not worth waiting for any more. */
  function* next<T>(judges: Judges<T>): Story<T> {
    const taken = yield* receiveUnless<T | StartAgain>({
      name: ['deck', phase, number, attempt],
      deadlineMs: () => timer()?.endsMs() ?? null,
      unless: () => phase !== 'ready' && (!fits(roster) || roster.some((device) => faulty.includes(device))),
      judge: on<T | StartAgain>({
        ...judges,
        TIMEOUT: (_, { timeMs }) =>
          timer()?.isOver(timeMs) ? { take: new StartAgain({ silent: awaited(), faulty: [] }) } : null,
        RESTART: ({ number: of, attempt: at, convicted }) => {
          if (of !== number || at !== attempt) return { refuse: DEALING_REFUSALS.otherDeck };
          return convicted.every(isSeated)
            ? { take: new StartAgain({ silent: [], faulty: convicted }) }
            : { refuse: DEALING_REFUSALS.notYours };
        },
      }),
    });
    if (taken === null) throw new StartAgain({ silent: [], faulty: [] });
    if (taken instanceof StartAgain) throw taken;
    return taken;
  }

  const wordsOf = (message: { readonly kind: string }, device: string) => ({
    of: `${message.kind}/${device}`,
    hash: hash('words', toBytes(message as unknown as Plain)),
  });
  /** It was said otherwise before the last hand ended. */
  function isOther(message: { readonly kind: string }, device: string): boolean {
    const now = wordsOf(message, device);
    const before = words.get(now.of);
    return before !== undefined && !sameBytes(before, now.hash);
  }
  function keepWords(message: { readonly kind: string }, device: string): void {
    const { of, hash } = wordsOf(message, device);
    words.set(of, hash);
  }

  function note(message: object): void {
    said = hash('deck', said, toBytes(message as Plain));
  }

  /** Step 1: devices say that they take part, until the host opens the deck with those who have. */
  function* gather(): Story<readonly Ready[]> {
    const readies = new Map<string, Ready>();
    const holders = () => devices().filter((device) => readies.has(device) && !faulty.includes(device));
    const idOf = (ordered: readonly string[]) =>
      handIdOf(
        tryContext(table, number, attempt),
        ordered,
        ordered.map((device) => readies.get(device) as Ready),
      );
    for (;;) {
      yield* begin(
        'ready',
        () => devices().filter((device) => !readies.has(device) && !faulty.includes(device)),
        null,
      );
      const opened = yield* next<Uint8Array | { readonly device: string; readonly ready: Ready }>({
        READY: (ready, { device }) => {
          if (!isSeated(device) || faulty.includes(device)) return { refuse: DEALING_REFUSALS.notYours };
          if (ready.number !== number || ready.attempt !== attempt)
            return { refuse: DEALING_REFUSALS.otherDeck };
          if (readies.has(device)) return { refuse: DEALING_REFUSALS.again };
          return { take: { device, ready } };
        },
        HAND_OPEN: (open) => {
          const isThis = open.number === number && open.attempt === attempt;
          const all = holders();
          const isAll =
            all.length >= HOLDERS_MIN &&
            all.length === open.roster.length &&
            all.every((device, at) => device === open.roster[at]);
          if (!isThis || !isAll) return { refuse: DEALING_REFUSALS.otherDeck };
          return sameBytes(idOf(all), open.handId)
            ? { take: open.handId }
            : { refuse: DEALING_REFUSALS.otherWords };
        },
      });
      if (opened instanceof Uint8Array) {
        roster = holders();
        handId = opened;
        silent = devices().filter((device) => !roster.includes(device) && !faulty.includes(device));
        // A set-up that the hand before had to leave goes on only with the same devices, in the same words.
        if (unfinished && !sameBytes(unfinished, opened)) throw new StartAgain({ silent: [], faulty: [] });
        return roster.map((device) => readies.get(device) as Ready);
      }
      note(opened.ready);
      readies.set(opened.device, opened.ready);
    }
  }

  /** Takes a message of one kind from every holder, in any order. */
  function* fromEach<K extends 'DEAL' | 'ACK' | 'DECK_ACK'>(
    kind: K,
    isFit: (message: TableInputOf<K>) => boolean,
  ): Story<readonly TableInputOf<K>[]> {
    type Said = { readonly device: string; readonly message: TableInputOf<K> };
    const all = new Map<string, TableInputOf<K>>();
    while (all.size < roster.length) {
      yield* begin(kind, () => roster.filter((device) => !all.has(device)), DEAL_TIME_MS);
      const judges = {
        [kind]: (message: TableInputOf<K>, { device }: { readonly device: string }) => {
          if (!isThisDeck(message.handId)) return { refuse: DEALING_REFUSALS.otherDeck };
          if (!roster.includes(device)) return { refuse: DEALING_REFUSALS.notYours };
          if (all.has(device)) return { refuse: DEALING_REFUSALS.again };
          return isFit(message) && !isOther(message, device)
            ? { take: { device, message } }
            : { refuse: DEALING_REFUSALS.otherWords };
        },
        // It is judged by every device; who is convicted is out once a majority says so.
        COMPLAIN: (message: TableInputOf<'COMPLAIN'>, { device }: { readonly device: string }) => {
          if (kind !== 'ACK' || !isThisDeck(message.handId)) return { refuse: DEALING_REFUSALS.otherDeck };
          if (!roster.includes(device) || message.accused >= roster.length)
            return { refuse: DEALING_REFUSALS.notYours };
          return all.has(device) ? { refuse: DEALING_REFUSALS.again } : { take: { device, message } };
        },
      } as unknown as Judges<Said>;
      const { device, message } = yield* next<Said>(judges);
      note(message);
      if (kind === 'DEAL') keepWords(message, device);
      all.set(device, message);
      if ((message.kind as string) === 'COMPLAIN') yield* complained();
    }
    return roster.map((device) => all.get(device) as TableInputOf<K>);
  }

  /** A deck with a complaint is never finished. */
  function* complained(): Story<void> {
    yield* begin('complaint', () => [], null);
    for (;;) yield* next<never>({});
  }

  /** Step 5: everybody shuffles, one after the other. */
  function* shuffles(): Story<Uint8Array> {
    let cards = new Uint8Array(0);
    for (const [step, shuffler] of roster.entries()) {
      yield* begin('SHUFFLE', () => [shuffler], SHUFFLE_TIME_MS);
      const shuffle = yield* next<TableInputOf<'SHUFFLE'>>({
        SHUFFLE: (message, { device }) => {
          if (!isThisDeck(message.handId) || message.step !== step)
            return { refuse: DEALING_REFUSALS.otherDeck };
          if (device !== shuffler) return { refuse: DEALING_REFUSALS.notYours };
          return isOther(message, device) ? { refuse: DEALING_REFUSALS.otherWords } : { take: message };
        },
      });
      note(shuffle);
      keepWords(shuffle, shuffler);
      cards = new Uint8Array(shuffle.deck);
    }
    return cards;
  }

  function isThisDeck(id: Uint8Array): boolean {
    return handId !== null && sameBytes(id, handId);
  }

  /** Steps 1 to 6. */
  function* make(): Story<PublicDeck> {
    const readies = yield* gather();
    const id = handId as Uint8Array;
    const n = roster.length;
    const sizes = { commitments: thresholdOf(n) * POINT_BYTES, boxes: (n - 1) * BOX_BYTES };
    const deals: readonly Deal[] = yield* fromEach(
      'DEAL',
      ({ commitments, boxes }) => commitments.length === sizes.commitments && boxes.length === sizes.boxes,
    );
    const ctxK = dealsContext(id, deals);
    yield* fromEach('ACK', (ack) => sameBytes(ack.deals, ctxK));
    const cards = yield* shuffles();
    const ctxD = deckContext(ctxK, cards);
    yield* fromEach('DECK_ACK', (ack) => sameBytes(ack.deck, ctxD));
    return {
      number,
      attempt,
      handId: id,
      deals: ctxK,
      roster,
      blinds: readies.map(({ blinds }) => blinds),
      commitments: deals.map(({ commitments }) => commitments),
      cards,
    };
  }

  function* startOver(blamed: StartAgain['blamed'] | null): Story<void> {
    attempt = blamed ? attempt + 1 : 1;
    unfinished = null;
    silent = [...new Set([...silent, ...(blamed?.silent ?? [])])];
    for (const device of blamed?.faulty ?? []) yield* exclude(device);
    roster = [];
    handId = null;
    words.clear();
    said = hash('deck');
  }

  const isReady = () => deck !== null && fits(deck.roster);

  const prepare = chapter('dealing', function* (): Story<void> {
    yield* look(() => ({
      number,
      attempt,
      phase,
      roster,
      handId,
      awaited: awaited(),
      said,
      silent,
      faulty,
      unfinished,
      deck: deck && shown,
      isAwaited: awaitedFromMs !== null,
      endsMs: timer()?.endsMs() ?? null,
    }));
    for (;;) {
      if (deck === null) {
        try {
          deck = yield* make();
          shown = publicDeckBytes(deck);
          unfinished = null;
          yield* begin('done', () => [], null);
        } catch (thrown) {
          if (!(thrown instanceof StartAgain)) throw thrown;
          yield* startOver(thrown.blamed);
        }
        continue;
      }
      yield* until('deck used', () => deck === null || !fits(deck.roster));
      if (deck !== null) {
        deck = null;
        yield* startOver({ silent: [], faulty: [] });
      }
    }
  });

  return {
    prepare,
    mayPlay: (device) => (deck ? deck.roster.includes(device) : !isOut(device)),
    isReady,
    awaitFrom: (timeMs) => {
      awaitedFromMs = timeMs;
    },
    take: function* () {
      const taken = deck as PublicDeck;
      deck = null;
      number += 1;
      yield* startOver(null);
      yield* tell({ what: 'shuffled', holders: taken.roster.length });
      return sealedDeck(taken, desk.clock, exclude);
    },
    kept: () => {
      const isBegun = handId !== null && deck === null && fits(roster) && phase !== 'complaint';
      return {
        by: 'devices',
        number,
        attempt,
        unfinished: isBegun ? handId : unfinished,
        words: isBegun || unfinished ? [...words].map(([of, hash]) => ({ of, hash })) : [],
        silent,
        faulty,
        deck,
      };
    },
  };
}
