import { describe, expect, test } from 'vitest';
import { toHex } from '../../../shared/process/hash.ts';
import { readInput } from '../../../shared/process/input.ts';
import { signerOf } from '../keys.ts';
import { InputNumbers } from './inputNumbers.ts';
import { type Numbers, Outbox } from './outbox.ts';

const BOOT = 1_000;
const me = signerOf(new Uint8Array(32).fill(1));
const REBUY = { kind: 'REBUY', amount: 100 };
const LEAVE = { kind: 'LEAVE' };

/** A journal as far as an outbox looks at it. */
function journalWith(taken = 0): Numbers & { taken: number } {
  const journal = { table: new Uint8Array(16), taken, takenFrom: () => journal.taken };
  return journal;
}

const inputOf = (bytes: Uint8Array) => readInput(bytes, () => true);
const entryOf = (number: number) => ({ input: { device: me.publicKey, number } });

/** An outbox in which a rebuy waits that was said once. */
function saidOnce() {
  const outbox = new Outbox(new InputNumbers(BOOT));
  const journal = journalWith();
  const answers: (string | null)[] = [];
  void outbox.add(me, REBUY).then((answer) => answers.push(answer));
  const sign = (at = 0) => outbox.signOnce(outbox.waiting[at] as (typeof outbox.waiting)[number], journal);
  const first = sign();
  return { outbox, journal, answers, sign, first, number: inputOf(first).number };
}

describe('what this device says', () => {
  test('has one number for life: a host that takes an older copy, and hears it again, takes it once', () => {
    const { outbox, journal, sign, first, number } = saidOnce();
    // This device began a term, and lost it before that was agreed.
    journal.taken = outbox.nextNumber(me, journal);
    expect(journal.taken).toBeGreaterThan(number);
    expect(sign()).toBe(first);
  });

  // Guards the number's release in Outbox.committed.
  test('is signed anew once its number can never be taken any more', async () => {
    const { outbox, journal, answers, sign, first, number } = saidOnce();
    journal.taken = outbox.nextNumber(me, journal);
    expect(outbox.committed([entryOf(journal.taken)])).toBe(true);
    await Promise.resolve();
    expect(answers).toEqual([]);
    const again = sign();
    expect(again).not.toBe(first);
    expect(inputOf(again)).toMatchObject({ body: REBUY });
    expect(inputOf(again).number).toBeGreaterThan(journal.taken);
    expect(inputOf(again).number).toBeGreaterThan(number);
  });

  // Guards the match of device and number in Outbox.committed: a higher number alone once counted as done.
  test('is done when an entry has its very number, not when it has a higher one', async () => {
    const { outbox, answers, sign, number } = saidOnce();
    void outbox.add(me, LEAVE).then((answer) => answers.push(answer));
    const leave = inputOf(sign(1)).number;
    outbox.committed([entryOf(leave)]);
    await Promise.resolve();
    expect(answers).toEqual([null]);
    expect(outbox.waiting.map(({ body }) => body)).toEqual([REBUY]);
    expect(inputOf(sign()).number).toBeGreaterThan(leave);
    expect(leave).toBeGreaterThan(number);
  });

  test('is not done by an entry of another device with that number', () => {
    const { outbox, number } = saidOnce();
    const other = signerOf(new Uint8Array(32).fill(2));
    outbox.committed([{ input: { device: other.publicKey, number } }]);
    expect(outbox.waiting).toHaveLength(1);
  });

  test('after hands that were missed counts as done where the journal has passed its number: never twice', async () => {
    const { outbox, journal, answers, number } = saidOnce();
    journal.taken = number - 1;
    outbox.caughtUp(journal);
    expect(outbox.waiting).toHaveLength(1);
    journal.taken = number;
    outbox.caughtUp(journal);
    await Promise.resolve();
    expect(answers).toEqual([null]);
  });

  test('is answered in words when it is refused, by its number', async () => {
    const { outbox, answers, number } = saidOnce();
    outbox.refuse(toHex(me.publicKey), number + 1, 'Not this one.');
    outbox.refuse(toHex(me.publicKey), number, 'Too much.');
    await Promise.resolve();
    expect(answers).toEqual(['Too much.']);
  });
});

// Found by the simulator: a table whose disk had failed was opened again in the same run, and its device accused of two words.
test('a table that is opened again gives no number twice', () => {
  const numbers = new InputNumbers(BOOT);
  const journal = journalWith();
  const first = new Outbox(numbers).nextNumber(me, journal);
  expect(new Outbox(numbers).nextNumber(me, journal)).toBe(first + 1);
});
