import { describe, expect, test } from 'vitest';
import { simulatedSigner, simulatedVerify } from '../sim/keys.ts';
import { auction } from './auction.fixture.ts';
import { BadCheckpoint, certify, firstCheckpoint } from './checkpoint.ts';
import { readEntry, signEntry } from './entry.ts';
import { toHex } from './hash.ts';
import { signInput } from './input.ts';
import { BadEntry, Divergence, DUPLICATE, HAND_IS_OVER, Journal, OTHER_TABLE } from './journal.ts';
import { fromBytes, NotCanonical, type Plain, sameBytes, toBytes } from './plain.ts';
import { Refused } from './process.ts';
import { type Opening, Programs, UnknownProgram } from './program.ts';
import { NotSigned } from './signed.ts';

const host = simulatedSigner('host');
const ada = simulatedSigner('ada');
const bob = simulatedSigner('bob');
const options = {
  programs: new Programs([auction({ version: 1, step: 1 })]),
  verify: simulatedVerify,
  guard: (asked: { host: Uint8Array }) =>
    sameBytes(asked.host, host.publicKey) ? null : 'That device does not host.',
};
const first = firstCheckpoint({ name: 'Friday', createdMs: 1_000 }, {});
const { table } = first;
const open = (checkpoint = certify(first, null)) => new Journal(checkpoint, 1, options);
const says = (signer: typeof ada, number: number, kind: string, rest: Record<string, Plain> = {}) =>
  signInput({ table, number, body: { kind, ...rest } }, signer);

/** A hand with two bidders and two bids, and its entries. */
function playedHand() {
  const journal = open();
  const append = (input: Uint8Array, timeMs: number) => journal.append(input, timeMs, 1, host).bytes;
  const entries = [
    append(says(ada, 1, 'JOIN', { purse: 100 }), 1_100),
    append(says(bob, 1, 'JOIN', { purse: 100 }), 1_200),
    append(says(ada, 2, 'BID', { amount: 5 }), 1_300),
    append(says(bob, 2, 'BID', { amount: 7 }), 1_400),
  ];
  return { journal, entries };
}

/** The last entry again with something changed, signed anew by `signer`. */
function resigned(bytes: Uint8Array, change: object, signer = host): Uint8Array {
  const { id, host: _, ...entry } = readEntry(bytes, simulatedVerify);
  return signEntry({ ...entry, ...change }, signer).bytes;
}

describe('a journal', () => {
  test('is replayed to the same place', () => {
    const { journal, entries } = playedHand();
    const again = open();
    for (const entry of entries) again.replay(entry);
    expect(again.position).toEqual(journal.position);
    expect(again.looks()).toEqual(journal.looks());
  });

  test('forged, reordered and replayed entries are never played', () => {
    const { entries } = playedHand();
    const [a, b, c, d] = entries as [Uint8Array, Uint8Array, Uint8Array, Uint8Array];
    const replayed = (...list: Uint8Array[]) => {
      const journal = open();
      return () => {
        for (const entry of list) journal.replay(entry);
      };
    };
    const flipped = (bytes: Uint8Array, at: number) => bytes.map((byte, i) => (i === at ? byte ^ 1 : byte));
    // Guards isSignedBy in readEntry: any changed byte of payload or signature.
    for (let at = 0; at < d.length; at++) {
      expect(replayed(a, b, c, flipped(d, at)), `byte ${at}`).toThrow();
    }
    expect(replayed(a, a), 'twice').toThrow(BadEntry);
    expect(replayed(b), 'without the one before').toThrow(BadEntry);
    expect(replayed(a, b, d), 'one left out').toThrow(BadEntry);
    expect(replayed(a, b, c, resigned(d, { prev: new Uint8Array(32) })), 'prev').toThrow(BadEntry);
    expect(replayed(a, b, c, resigned(d, { seq: 9 })), 'seq').toThrow(BadEntry);
    expect(replayed(a, b, c, resigned(d, { hand: 2 })), 'hand').toThrow(BadEntry);
    expect(replayed(a, b, c, resigned(d, { term: 0 })), 'term').toThrow(BadEntry);
    expect(replayed(a, b, c, resigned(d, { timeMs: 1_299 })), 'time').toThrow(BadEntry);
    expect(replayed(a, b, c, resigned(d, { table: new Uint8Array(16) })), 'table').toThrow(BadEntry);
    expect(replayed(a, b, c, resigned(d, {}, bob)), 'not the host').toThrow(BadEntry);
    // Guards the author's signature: an input with its signature changed, in an entry well signed by the host.
    const forged = says(bob, 2, 'BID', { amount: 7 });
    forged[forged.length - 1] = (forged.at(-1) ?? 0) ^ 1;
    expect(replayed(a, b, c, resigned(d, { input: forged })), 'forged input').toThrow(NotSigned);
    expect(replayed(a, b, c, resigned(d, { input: says(bob, 2, 'BID', { amount: 101 }) }))).toThrow(BadEntry);
    expect(replayed(a, b, c, d), 'the real ones').not.toThrow();
  });

  test('a resend is a duplicate for ever, also in later hands', () => {
    const { journal } = playedHand();
    expect(() => journal.append(says(ada, 2, 'BID', { amount: 9 }), 1_500, 1, host)).toThrow(DUPLICATE);
    journal.append(says(host, 1, 'TIMEOUT'), 20_000, 1, host);
    journal.append(journal.handEndInput(2, host), 20_000, 1, host);
    const next = open(journal.nextHand().checkpoint);
    expect(() => next.append(says(ada, 2, 'BID', { amount: 9 }), 1_500, 1, host)).toThrow(DUPLICATE);
    next.append(says(ada, 3, 'BID', { amount: 9 }), 1_500, 1, host);
  });

  test('an input for another table is refused', () => {
    const other = signInput({ table: new Uint8Array(16), number: 1, body: { kind: 'JOIN' } }, ada);
    expect(() => open().append(other, 0, 1, host)).toThrow(OTHER_TABLE);
  });

  test('a refused input leaves the journal as it was', () => {
    const { journal } = playedHand();
    const { position } = journal;
    expect(() => journal.append(says(ada, 3, 'BID', { amount: 1 }), 1_500, 1, host)).toThrow(Refused);
    expect(journal.position).toEqual(position);
    expect(journal.takenFrom(ada.publicKey)).toBe(2);
  });

  test('a divergence names the entry and the field, and nothing is played on', () => {
    const { entries } = playedHand();
    const stricter = { ...options, programs: new Programs([auctionThatTakesTicketsTwice()]) };
    const journal = new Journal(certify(first, null), 1, stricter);
    const replay = () => {
      for (const entry of entries) journal.replay(entry);
    };
    expect(replay).toThrow(Divergence);
    expect(replay).toThrow();
    try {
      const again = new Journal(certify(first, null), 1, stricter);
      for (const entry of entries) again.replay(entry);
    } catch (error) {
      expect(error).toMatchObject({ seq: 3, field: 'lot.endsMs' });
    }
  });

  test('table time never goes back, whatever the clock says', () => {
    const { journal } = playedHand();
    journal.append(says(ada, 3, 'BID', { amount: 9 }), 5, 1, host);
    expect(journal.position.timeMs).toBe(1_400);
  });

  test('ends with HAND_END, and the next hand starts from its checkpoint', () => {
    const { journal, entries } = playedHand();
    expect(() => journal.append(says(bob, 3, 'HAND_END'), 20_000, 1, host), 'too early').toThrow(Refused);
    entries.push(journal.append(says(host, 1, 'TIMEOUT'), 20_000, 1, host).bytes);
    expect(journal.isPlayed).toBe(true);
    expect(() => journal.append(says(ada, 3, 'BID', { amount: 9 }), 20_000, 1, host)).toThrow(HAND_IS_OVER);
    entries.push(journal.append(journal.handEndInput(2, host), 20_000, 1, host).bytes);
    const next = open(journal.nextHand().checkpoint);
    expect(next.hand).toBe(2);
    expect(next.position).toEqual(journal.position);

    const again = open();
    for (const entry of entries) again.replay(entry);
    expect(again.nextHand()).toEqual(journal.nextHand());
  });

  test('a checkpoint that its certificate does not name is refused', () => {
    const { journal } = playedHand();
    journal.append(says(host, 1, 'TIMEOUT'), 20_000, 1, host);
    journal.append(journal.handEndInput(2, host), 20_000, 1, host);
    const { checkpoint, handEnd } = fromBytes(journal.nextHand().checkpoint) as {
      checkpoint: Record<string, Plain>;
      handEnd: Uint8Array;
    };
    const richer = { ...checkpoint, game: { [toHex(ada.publicKey)]: 1_000_000 } };
    expect(() => open(toBytes({ checkpoint: richer, handEnd }))).toThrow(BadCheckpoint);
    expect(() =>
      open(toBytes({ checkpoint: { ...checkpoint, table: new Uint8Array(16) }, handEnd })),
    ).toThrow(BadCheckpoint);
    expect(() => open(toBytes({ checkpoint, handEnd: says(host, 1, 'HAND_END') }))).toThrow(NotSigned);
    expect(() => open(Uint8Array.of(1, 2, 3))).toThrow(NotCanonical);
  });

  test('a hand of an unknown program version is not played', () => {
    expect(() => new Journal(certify(first, null), 7, options)).toThrow(UnknownProgram);
  });
});

/** The auction with a fault: the same version, but every bid runs two seconds longer. */
function auctionThatTakesTicketsTwice() {
  const real = auction({ version: 1, step: 1 });
  return {
    version: 1,
    *play(game: Plain, opening: Opening) {
      const story = real.play(game, opening);
      let reply: unknown;
      for (;;) {
        const next = story.next(reply as never);
        if (next.done) return next.value;
        reply = yield next.value;
        if (next.value.effect === 'now') reply = (reply as number) + (laterThanOpening(reply) ? 2_000 : 0);
      }
    },
  };
}

function laterThanOpening(timeMs: unknown): boolean {
  return (timeMs as number) >= 1_300;
}
