import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toHex } from '../process/hash.ts';
import { readInput, signInput } from '../process/input.ts';
import type { Petition } from '../process/journal.ts';
import type { Plain } from '../process/plain.ts';
import { simulatedSigner, simulatedVerify } from '../sim/keys.ts';
import { joinProof, NO_INVITE_PROOF, tableGuard } from './guard.ts';
import { INVITES_MAX } from './members.ts';
import { MEMBER_REFUSALS } from './membership.ts';
import { Friends } from './testing/friends.ts';

const TABLE = new Uint8Array(16).fill(1);
const [invite, otherInvite, bo, eve] = ['invite', 'other invite', 'Bo', 'Eve'].map(simulatedSigner) as [
  ...[ReturnType<typeof simulatedSigner>, ReturnType<typeof simulatedSigner>],
  ...[ReturnType<typeof simulatedSigner>, ReturnType<typeof simulatedSigner>],
];
const guard = tableGuard(simulatedVerify);

/** A table with this invite open. */
function opened(): Friends {
  const table = new Friends();
  table.invite('auto', invite.publicKey);
  return table;
}

/** What the guard says when Bo says this. */
function refusal(body: { readonly kind: string; readonly [field: string]: Plain }, table = opened()) {
  const input = readInput(signInput({ table: TABLE, number: 1, body }, bo), simulatedVerify);
  const position = {} as Petition['position'];
  return guard({ input, term: 1, host: bo.publicKey, position, looks: () => table.process.looks() });
}

const join = (change: { readonly [field: string]: Plain } = {}) => ({
  kind: 'JOIN',
  ...{ name: 'Bo', avatar: 2, role: 'player', invite: invite.publicKey },
  proof: joinProof(invite, TABLE, bo.publicKey),
  ...change,
});

describe('a JOIN', () => {
  test('with the proof of an open invite may be played', () => {
    expect(refusal(join())).toBeNull();
  });

  test.each([
    ['for another device', joinProof(invite, TABLE, eve.publicKey)],
    ['for another table', joinProof(invite, new Uint8Array(16).fill(2), bo.publicKey)],
    ['by another invite', joinProof(otherInvite, TABLE, bo.publicKey)],
    ['of zeroes', new Uint8Array(64)],
    ['too short', joinProof(invite, TABLE, bo.publicKey).slice(1)],
    ['that is no bytes', 'proof'],
    ['that is nothing', null],
  ])('is refused with a proof %s', (_, proof) => {
    expect(refusal(join({ proof }))).toBe(NO_INVITE_PROOF);
  });

  test.each([
    ['too short', invite.publicKey.slice(1)],
    ['no bytes', toHex(invite.publicKey)],
    ['a list', [1]],
  ])('is refused with an invite that is %s', (_, key) => {
    expect(refusal(join({ invite: key }))).toBe(NO_INVITE_PROOF);
  });

  test('by an invite that is not open is left to the program, which has the sentence', () => {
    const table = opened();
    const own = { invite: eve.publicKey, proof: joinProof(eve, TABLE, bo.publicKey) };
    expect(refusal(join(own), table)).toBeNull();
    expect(() => table.say(toHex(bo.publicKey), 'JOIN', join(own))).toThrow(MEMBER_REFUSALS.noInvite);
  });

  // Guards: at the seam of two hands a JOIN is carried over, so its proof must be judged there like anywhere.
  test('is judged alike when the hand has been played', () => {
    const table = opened();
    const filler = (at: number) => table.say(table.members[0]?.device ?? '', at % 2 ? 'PAUSE' : 'RESUME');
    for (let at = 0; !table.process.result; at++) filler(at);
    expect(refusal(join(), table)).toBeNull();
    expect(refusal(join({ proof: new Uint8Array(64) }), table)).toBe(NO_INVITE_PROOF);
  });

  test('no bytes that nobody signed are a proof', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 64, maxLength: 64 }), (proof) => {
        expect(refusal(join({ proof }))).toBe(NO_INVITE_PROOF);
      }),
      { numRuns: 50 },
    );
  });
});

test('each of several open invites lets in', () => {
  const table = opened();
  const more = Array.from({ length: INVITES_MAX - 1 }, (_, at) => simulatedSigner(`invite ${at}`));
  for (const one of more) table.invite('auto', one.publicKey);
  for (const one of [invite, ...more]) {
    const proof = joinProof(one, TABLE, bo.publicKey);
    expect(refusal(join({ invite: one.publicKey, proof }), table)).toBeNull();
  }
});

test('whatever else is said is not this guard’s', () => {
  for (const kind of ['SIT', 'TIMEOUT', 'INVITE', 'HAND_END', 'NONSENSE'])
    expect(refusal({ kind })).toBeNull();
});
