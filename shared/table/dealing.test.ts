import { describe, expect, test } from 'vitest';
import { DEAL_TIME_MS, DEALING_REFUSALS, SHUFFLE_TIME_MS } from './dealing.ts';
import { SHARE_REFUSALS, STALL_MS } from './sealedDeck.ts';
import { DealtTable, deviceOf, sharesOf } from './testing/dealtTable.ts';
import { HOST } from './testing/practice.ts';

const [A, B, C, D] = [0, 1, 2, 3].map(deviceOf) as [string, string, string, string];

/** Three players, the first deck made, the first hand dealt: its hole cards are waited for. */
function dealt(seats = 3): DealtTable {
  const table = new DealtTable(seats);
  table.resume();
  table.makeDeck(() => table.look('hand') !== undefined);
  return table;
}

describe('a deck is made by all devices together', () => {
  test('in the order of its steps, and the hand begins with it', () => {
    const table = new DealtTable(3);
    expect(table.dealing).toMatchObject({ phase: 'ready', awaited: [A, B, C], number: 1, attempt: 1 });
    table.makeDeck(() => table.dealing.phase === 'SHUFFLE');
    expect(table.roster).toEqual([A, B, C]);
    expect(table.awaited, 'one after the other').toEqual([A]);
    table.makeDeck();
    expect(table.look('hand'), 'the table is paused').toBeUndefined();
    table.resume();
    expect(table.look('hand')).toBeDefined();
    expect(table.dealing, 'the next deck is begun at once').toMatchObject({ phase: 'ready', number: 2 });
  });

  test('nobody says what is not its own to say, says it twice, or about another deck', () => {
    const table = new DealtTable(3);
    const ready = table.message(A);
    table.sayMessage(A, ready);
    expect(() => table.sayMessage(A, ready)).toThrow(DEALING_REFUSALS.again);
    expect(() => table.sayMessage(D, table.message(D))).toThrow(DEALING_REFUSALS.notYours);
    expect(() => table.sayMessage(B, { ...(table.message(B) as { kind: 'READY' }), attempt: 2 })).toThrow(
      DEALING_REFUSALS.otherDeck,
    );
    expect(() => table.open([A, B]), 'without all that are ready').toThrow(DEALING_REFUSALS.otherDeck);
    table.makeDeck(() => table.dealing.phase === 'SHUFFLE');
    expect(() => table.sayMessage(B, table.message(B)), 'not its turn').toThrow(DEALING_REFUSALS.notYours);
    table.makeDeck(() => table.dealing.phase === 'DECK_ACK');
    const ack = table.message(A) as { kind: 'DECK_ACK' };
    expect(() => table.sayMessage(A, { ...ack, deck: new Uint8Array(32) })).toThrow(
      DEALING_REFUSALS.otherWords,
    );
    expect(() => table.sayMessage(D, ack), 'case 39: no holder').toThrow(DEALING_REFUSALS.notYours);
  });

  test('case 26: blinds that change after the deck was opened are not taken', () => {
    const table = new DealtTable(3);
    const ready = table.message(A) as { kind: 'READY' };
    table.makeDeck(() => table.dealing.phase === 'DEAL');
    const { handId } = table.dealing;
    expect(() => table.say(A, 'READY', { ...ready, blinds: new Uint8Array(64).fill(9) })).toThrow(
      'not possible',
    );
    expect(table.dealing.handId).toEqual(handId);
  });

  test('case 28: a second deck for one step, or a second acknowledgement, is not taken', () => {
    const table = new DealtTable(3);
    table.makeDeck(() => table.dealing.phase === 'SHUFFLE');
    const shuffle = table.message(A) as { kind: 'SHUFFLE' };
    table.sayMessage(A, shuffle);
    expect(() => table.sayMessage(A, { ...shuffle, deck: new Uint8Array(3_328).fill(9) })).toThrow(
      DEALING_REFUSALS.otherDeck,
    );
    table.makeDeck(() => table.dealing.phase === 'DECK_ACK');
    const ack = table.message(A) as { kind: 'DECK_ACK' };
    table.sayMessage(A, ack);
    expect(() => table.sayMessage(A, ack)).toThrow(DEALING_REFUSALS.again);
  });

  // Guards: `serve` of the deck, which begins only with a deck that all have acknowledged.
  test('case 29: shares of hole cards before all have acknowledged the deck are not taken', () => {
    const table = new DealtTable(3);
    table.resume();
    table.makeDeck(() => table.dealing.phase === 'DECK_ACK' && table.awaited.length === 1);
    const handId = table.dealing.handId as Uint8Array;
    expect(() => table.say(A, 'HOLE', sharesOf(handId, [0, 1, 2, 3, 4, 5]))).toThrow('not possible');
  });

  // Guards: `for (shuffler of roster)` and DECK_ACK of all (a majority would let two decks be opened).
  test('case 38: while one acknowledgement is missing there is no deck', () => {
    const table = new DealtTable(3);
    table.resume();
    table.makeDeck(() => table.dealing.phase === 'DECK_ACK' && table.awaited.length === 1);
    expect(table.look('hand')).toBeUndefined();
    expect(table.dealing.deck).toBeNull();
    table.makeDeck(() => table.look('hand') !== undefined);
    expect(table.look('hand')).toBeDefined();
  });

  test('case 38: a deck that all have acknowledged is not made again', () => {
    const table = new DealtTable(3);
    table.makeDeck();
    expect(() => table.say(HOST, 'RESTART', { number: 1, attempt: 1, convicted: [C] })).toThrow(
      'not possible',
    );
  });
});

describe('who is not heard', () => {
  test('is waited for as long as the table does not wait for the deck', () => {
    const table = new DealtTable(3);
    table.makeDeck(() => table.dealing.phase === 'DEAL');
    expect(table.process.deadlineMs()).toBeNull();
    table.resume();
    expect(table.process.deadlineMs()).toBe(table.timeMs + DEAL_TIME_MS);
  });

  test('has no part in the deck that is begun instead, and is not dealt in', () => {
    const table = new DealtTable(3);
    table.resume();
    table.makeDeck(() => table.dealing.phase === 'SHUFFLE' && table.awaited[0] === B);
    expect(table.process.deadlineMs()).toBe(table.timeMs + SHUFFLE_TIME_MS);
    table.timeout();
    expect(table.dealing).toMatchObject({ attempt: 2, phase: 'ready', silent: [B] });
    for (const device of [A, C]) table.sayMessage(device, table.message(device));
    table.open([A, C]);
    table.makeDeck(() => table.look('hand') !== undefined);
    expect(table.look('hand')?.clockwise).toEqual([2, 0]);
  });

  test('is in again as soon as it says that it is ready for the next deck', () => {
    const table = new DealtTable(3);
    table.resume();
    for (const device of [A, C]) table.sayMessage(device, table.message(device));
    table.open([A, C]);
    expect(table.dealing.silent).toEqual([B]);
    table.makeDeck(() => table.look('hand') !== undefined);
    table.makeDeck();
    expect(table.dealing).toMatchObject({ number: 2, silent: [], roster: [A, B, C] });
  });
});

test('who is convicted by a majority has no part any more', () => {
  const table = new DealtTable(3);
  table.makeDeck(() => table.dealing.phase === 'DECK_ACK');
  expect(() => table.say(A, 'RESTART', { number: 1, attempt: 1, convicted: [C] })).toThrow('not possible');
  expect(() => table.say(HOST, 'RESTART', { number: 1, attempt: 2, convicted: [C] })).toThrow(
    DEALING_REFUSALS.otherDeck,
  );
  table.say(HOST, 'RESTART', { number: 1, attempt: 1, convicted: [C] });
  expect(table.dealing).toMatchObject({ attempt: 2, faulty: [C], phase: 'ready' });
  expect(() => table.sayMessage(C, table.message(C))).toThrow(DEALING_REFUSALS.notYours);
});

test('after a complaint the deck is not finished', () => {
  const table = new DealtTable(3);
  table.makeDeck(() => table.dealing.phase === 'ACK');
  const { handId } = table.dealing;
  const complaint = {
    handId: handId ?? null,
    accused: 1,
    key: new Uint8Array(32),
    proof: new Uint8Array(64),
  };
  table.say(A, 'COMPLAIN', complaint);
  expect(table.dealing.phase).toBe('complaint');
  table.say(HOST, 'RESTART', { number: 1, attempt: 1, convicted: [B] });
  expect(table.dealing).toMatchObject({ attempt: 2, faulty: [B] });
});

// Guards: `unless: !fits(roster)` and `until('deck used')`.
test('case 46: who sits down or leaves makes the deck begin anew', () => {
  const table = new DealtTable(3);
  table.makeDeck(() => table.dealing.phase === 'SHUFFLE');
  table.sitAt(3);
  expect(table.dealing).toMatchObject({ attempt: 2, phase: 'ready' });
  table.makeDeck();
  expect(table.roster).toEqual([A, B, C, D]);
  table.say(D, 'LEAVE');
  expect(table.dealing).toMatchObject({ attempt: 3, phase: 'ready', deck: null });
});

describe('at the end of a hand', () => {
  /** The hand folded to its end, and the table in the hand after it. */
  function over(table: DealtTable): DealtTable {
    for (const device of [A, B]) table.share(device);
    for (let acts = 0; acts < 2; acts++) table.move('fold');
    table.timeout();
    return table;
  }

  test('a finished deck is dealt at once by the next hand', () => {
    const table = dealt();
    table.makeDeck();
    over(table).nextHand();
    expect(table.look('hand')).toBeDefined();
    expect(table.dealing).toMatchObject({ number: 3, attempt: 1 });
  });

  test('an unfinished one goes on in the same words', () => {
    const table = dealt();
    table.makeDeck(() => table.dealing.phase === 'SHUFFLE');
    const { handId } = table.dealing;
    over(table).nextHand();
    expect(table.dealing).toMatchObject({ number: 2, attempt: 1, phase: 'ready', unfinished: handId });
    table.makeDeck(() => table.dealing.phase === 'DEAL');
    expect(table.dealing.handId).toEqual(handId);
  });

  // Guards `isOther`: others have answered what was said first. A share of one deal would fit no other, and an honest
  // shuffle of one deck would be a false one of the next.
  test('in an unfinished one nobody says something else than before', () => {
    const table = dealt();
    table.makeDeck(() => table.awaited[0] === B && table.dealing.phase === 'SHUFFLE');
    over(table).nextHand();
    table.makeDeck(() => table.dealing.phase === 'DEAL');
    const deal = table.message(A) as { readonly kind: string; readonly proof: Uint8Array };
    const otherProof = deal.proof.map((byte) => byte ^ 1);
    expect(() => table.sayMessage(A, { ...deal, proof: otherProof })).toThrow(DEALING_REFUSALS.otherWords);
    table.makeDeck(() => table.dealing.phase === 'SHUFFLE');
    const shuffle = table.message(A) as { readonly kind: string; readonly deck: Uint8Array };
    const otherDeck = shuffle.deck.map((byte) => byte ^ 1);
    expect(() => table.sayMessage(A, { ...shuffle, deck: otherDeck })).toThrow(DEALING_REFUSALS.otherWords);
    table.sayMessage(A, shuffle);
    // B had not been heard before.
    const first = table.message(B) as { readonly kind: string; readonly deck: Uint8Array };
    table.sayMessage(B, { ...first, deck: first.deck.map((byte) => byte ^ 1) });
    expect(table.awaited).toEqual([C]);
  });

  test('an unfinished one begins anew if somebody has come meanwhile', () => {
    const table = dealt();
    table.makeDeck(() => table.dealing.phase === 'SHUFFLE');
    over(table).nextHand();
    table.sitAt(3);
    table.makeDeck(() => table.dealing.attempt === 2);
    table.makeDeck(() => table.dealing.phase === 'DEAL');
    expect(table.roster).toEqual([A, B, C, D]);
  });
});

describe('cards are opened by shares', () => {
  test('a hand begins once t holders have sent theirs of the hole cards', () => {
    const table = dealt();
    expect(table.ask.for).toBe('hole cards');
    table.share(A);
    expect(table.ask.for).toBe('hole cards');
    expect(() => table.share(A), 'case 40: one does not count twice').toThrow(SHARE_REFUSALS.again);
    expect(() => table.share(D)).toThrow(SHARE_REFUSALS.noHolder);
    table.share(B);
    expect(table.ask.for).toBe('move');
    table.share(C);
  });

  test('case 41: none are taken of cards that are not to be opened', () => {
    const table = dealt();
    for (const device of [A, B]) table.share(device);
    const handId = table.handIdOf(new Uint8Array());
    const flop = sharesOf(handId, [6, 7, 8]);
    expect(() => table.say(A, 'BOARD', flop), 'before its street').toThrow(SHARE_REFUSALS.otherCards);
    table.move('call');
    table.move('call');
    table.move('check');
    expect(table.ask).toMatchObject({ for: 'board', places: [6, 7, 8] });
    expect(() => table.say(A, 'BOARD', sharesOf(handId, [6, 7, 8, 9])), 'with the turn').toThrow(
      SHARE_REFUSALS.otherCards,
    );
    expect(() => table.say(A, 'OPEN', flop), 'of another kind').toThrow(SHARE_REFUSALS.otherCards);
    expect(() => table.say(A, 'BOARD', { ...flop, handId: new Uint8Array(32) })).toThrow(
      SHARE_REFUSALS.otherDeck,
    );
    table.say(A, 'BOARD', flop);
    const faces = [6, 7, 8].map((index) => ({ index, card: index, proof: new Uint8Array(0) }));
    expect(() => table.say(A, 'FACES', { cards: faces }), 'the host says them').toThrow('not possible');
    table.say(HOST, 'FACES', { cards: faces });
    expect(table.look('hand')?.boards).toEqual([[6, 7, 8]]);
    expect(() => table.say(B, 'BOARD', flop), 'they are open').toThrow(SHARE_REFUSALS.otherCards);
  });
});

describe('a holder whose shares are proven wrong', () => {
  const HOLE = [0, 1, 2, 3, 4, 5];
  const convict = (table: DealtTable, device: string, by = HOST) =>
    table.say(by, 'CONVICT', { device, of: 'HOLE', cards: HOLE });

  test('has no part in the deck that is being made, and none in any after it', () => {
    const table = dealt();
    for (const device of [A, B, C]) table.share(device);
    table.makeDeck(() => table.dealing.phase === 'SHUFFLE');
    convict(table, C);
    expect(table.dealing).toMatchObject({ number: 2, attempt: 2, faulty: [C], phase: 'ready' });
    expect(() => table.sayMessage(C, table.message(C))).toThrow(DEALING_REFUSALS.notYours);
    expect(table.events.at(-1)).toEqual({ what: 'cheats', seat: 2, name: 'P2' });
    for (const device of [A, B]) table.sayMessage(device, table.message(device));
    table.open([A, B]);
    table.makeDeck();
    expect(table.dealing).toMatchObject({ roster: [A, B], phase: 'done' });
  });

  test('even if it was ready for the next deck before', () => {
    const table = dealt();
    for (const device of [A, B, C]) table.share(device);
    for (const device of [A, B, C]) table.sayMessage(device, table.message(device));
    convict(table, C);
    expect(() => table.open([A, B, C])).toThrow(DEALING_REFUSALS.otherDeck);
    table.open([A, B]);
    expect(table.roster).toEqual([A, B]);
  });

  test('case 38: holds on to a deck that all have acknowledged', () => {
    const table = dealt();
    for (const device of [A, B, C]) table.share(device);
    table.makeDeck();
    convict(table, C);
    expect(table.dealing).toMatchObject({ number: 2, attempt: 1, phase: 'done', faulty: [C] });
    expect(table.dealing.deck).not.toBeNull();
  });

  test('counts for nothing in this hand: what it sent, and what it would send', () => {
    const table = dealt();
    table.share(A);
    table.share(C);
    expect(table.ask.for).toBe('move');
    convict(table, C);
    expect(table.look('shares')).toMatchObject({ convicted: [C], taken: [{ from: [A] }] });
    expect(() => table.share(C)).toThrow(SHARE_REFUSALS.noHolder);
    table.share(B);
    expect(table.look('shares')).toMatchObject({ taken: [{ from: [A, B] }], isStalled: false });
  });

  test('is not convicted of what it has not sent, nor twice, nor by a guest', () => {
    const table = dealt();
    table.share(A);
    expect(() => convict(table, B)).toThrow(SHARE_REFUSALS.notSent);
    expect(() => convict(table, A, B)).toThrow('not possible');
    convict(table, A);
    expect(() => convict(table, A)).toThrow(SHARE_REFUSALS.notSent);
  });

  // Guards `isHopeless`, and `unless: isVoid` of a turn.
  test('does not keep two players in a hand that nobody can read', () => {
    const table = dealt(2);
    for (const device of [A, B]) table.share(device);
    expect(() => table.say(A, 'VOID')).toThrow(SHARE_REFUSALS.notStalled);
    table.say(HOST, 'CONVICT', { device: B, of: 'HOLE', cards: [0, 1, 2, 3] });
    expect(table.look('shares')?.isStalled).toBe(true);
    expect(() => table.say(B, 'VOID')).toThrow(SHARE_REFUSALS.noPlayer);
    table.say(A, 'VOID');
    expect(table.events.map(({ what }) => what)).toContain('void');
    expect(table.game.seated.map(({ stack }) => stack)).toEqual([100, 100]);
  });
});

describe('a hand whose cards cannot be opened', () => {
  /** The blinds are in, the deck stands, and only one holder of three sends its shares. */
  function stuck(): DealtTable {
    const table = dealt();
    table.share(A);
    return table;
  }

  // Guards: `isStalled` (who unplugs must not cancel a hand that goes on).
  test('is not called off as long as cards may be on their way', () => {
    const table = stuck();
    expect(() => table.say(A, 'VOID')).toThrow(SHARE_REFUSALS.notStalled);
    expect(table.process.deadlineMs()).toBe(table.timeMs + STALL_MS);
    table.timeout();
    expect(table.look('shares')?.isStalled).toBe(true);
    expect(() => table.say(D, 'VOID')).toThrow(SHARE_REFUSALS.noPlayer);
  });

  test('is called off by all players who are there, and everybody has what it began with', () => {
    const table = stuck();
    table.timeout();
    table.say(B, 'VOID');
    expect(table.look('hand'), 'A is there and has not agreed').toBeDefined();
    table.say(A, 'VOID');
    expect(table.game.seated.map(({ stack }) => stack)).toEqual([100, 100, 100]);
    expect(table.events.at(-1)?.what).toBe('void');
  });

  test('goes on as soon as the cards come after all', () => {
    const table = stuck();
    table.timeout();
    table.share(B);
    expect(table.ask.for).toBe('move');
    expect(table.look('shares')).toMatchObject({ isStalled: false, calledOffBy: [] });
    expect(() => table.say(A, 'VOID')).toThrow(SHARE_REFUSALS.notStalled);
  });
});
