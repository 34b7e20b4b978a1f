import { describe, expect, test } from 'vitest';
import { HAND_END, type Position } from '../process/checkpoint.ts';
import { toHex } from '../process/hash.ts';
import type { Petition } from '../process/journal.ts';
import type { Plain } from '../process/plain.ts';
import type { Signer } from '../process/ports.ts';
import { simulatedSigner, simulatedVerify } from '../sim/keys.ts';
import { type Consent, consentAbout, signConsent } from './consents.ts';
import { GUARD_REFUSALS, quorumGuard } from './guard.ts';
import { signVote, type Vote } from './votes.ts';

const ada = simulatedSigner('ada');
const bob = simulatedSigner('bob');
const cyd = simulatedSigner('cyd');
const eve = simulatedSigner('eve');
const hex = (...signers: Signer[]) => signers.map(({ publicKey }) => toHex(publicKey));
const table = new Uint8Array(16).fill(7);
const id = new Uint8Array(32).fill(9);

/** Ada hosts in term 4. */
const position: Position = { seq: 12, id, state: id, term: 4, timeMs: 0, host: ada.publicKey };
const first: Position = { ...position, seq: 0, term: 0, host: new Uint8Array(32) };

interface Asked {
  readonly kind: string;
  readonly rest?: { readonly [field: string]: Plain };
  readonly author?: Signer;
  readonly host?: Signer | { publicKey: Uint8Array };
  readonly term?: number;
  readonly position?: Position;
  readonly voters?: readonly string[];
}

function refusal({
  kind,
  rest = {},
  author = ada,
  host = ada,
  term = 4,
  position: at = position,
  voters = hex(ada, bob, cyd),
}: Asked) {
  const guard = quorumGuard({
    verify: simulatedVerify,
    votersOf: (looks) => looks.get('desk')?.voters as string[],
  });
  const looks: Petition['looks'] = () => new Map([['desk', { voters }]]);
  const input = { table, device: author.publicKey, number: 1, body: { kind, ...rest } };
  return guard({ input, term, host: host.publicKey, position: at, looks });
}

const vote = (signer: Signer, candidate: Signer, change: Partial<Vote> = {}) =>
  signVote({ table, term: 5, candidate: candidate.publicKey, boot: 1, ...change }, signer);
const TIME_IS_OVER = consentAbout({ kind: 'TIMEOUT' });

const consent = (signer: Signer, change: Partial<Consent> = {}) =>
  signConsent({ table, after: id, what: 'TIMEOUT', about: TIME_IS_OVER, boot: 1, ...change }, signer);
const bobStarts = (votes: Plain, change: Partial<Asked> = {}) =>
  refusal({ kind: 'TERM_START', rest: { votes }, author: bob, host: bob, term: 5, ...change });
const timeOut = (consents: Plain, change: Partial<Asked> = {}) =>
  refusal({ kind: 'TIMEOUT', rest: { consents }, ...change });

describe('in a term', () => {
  test('its host orders whatever anybody says', () => {
    expect(refusal({ kind: 'MOVE' })).toBeNull();
    expect(refusal({ kind: 'MOVE', author: eve })).toBeNull();
  });

  test('nobody else does', () => {
    expect(refusal({ kind: 'MOVE', host: bob })).toBe(GUARD_REFUSALS.otherHost);
    expect(refusal({ kind: 'MOVE', host: bob, author: bob })).toBe(GUARD_REFUSALS.otherHost);
  });

  test('a second start is refused', () => {
    const votes = [vote(ada, ada, { term: 4 }), vote(bob, ada, { term: 4 })];
    expect(refusal({ kind: 'TERM_START', rest: { votes } })).toBe(GUARD_REFUSALS.termAgain);
  });

  test('an older host is refused', () => {
    expect(refusal({ kind: 'MOVE', term: 3 })).toBe(GUARD_REFUSALS.oldTerm);
    const votes = [vote(bob, bob, { term: 3 }), vote(cyd, bob, { term: 3 })];
    expect(bobStarts(votes, { term: 3 })).toBe(GUARD_REFUSALS.oldTerm);
  });

  test.each(['VOTERS', 'READMIT', 'TIMEOUT', HAND_END])('%s by another than the host is refused', (kind) => {
    const consents = [consent(ada), consent(bob)];
    expect(refusal({ kind, author: bob, rest: { consents } })).toBe(GUARD_REFUSALS.hostOnly);
    expect(refusal({ kind, rest: { consents } })).toBeNull();
  });
});

describe('a new term', () => {
  const both = [vote(bob, bob), vote(cyd, bob)];

  test("begins with a majority's votes", () => {
    expect(bobStarts(both)).toBeNull();
    expect(bobStarts([...both, vote(ada, bob)])).toBeNull();
  });

  test('may leave terms out', () => {
    const votes = [vote(bob, bob, { term: 9 }), vote(cyd, bob, { term: 9 })];
    expect(bobStarts(votes, { term: 9 })).toBeNull();
  });

  test('begins with nothing else', () => {
    expect(refusal({ kind: 'MOVE', author: bob, host: bob, term: 5 })).toBe(GUARD_REFUSALS.noTermStart);
    expect(refusal({ kind: HAND_END, author: ada, host: ada, term: 5 })).toBe(GUARD_REFUSALS.noTermStart);
  });

  test('is begun by its host alone', () => {
    expect(bobStarts(both, { author: cyd })).toBe(GUARD_REFUSALS.noTermStart);
  });

  // Guards each comparison of a vote, and the Set in givenBy.
  test.each<[string, Plain]>([
    ['none', []],
    ['a minority', [vote(bob, bob)]],
    ['one voter twice', [vote(bob, bob), vote(bob, bob), vote(bob, bob, { boot: 2 })]],
    ['one who is no voter', [vote(bob, bob), vote(eve, bob)]],
    ['votes for another', [vote(bob, bob), vote(cyd, ada)]],
    ['votes of another term', [vote(bob, bob), vote(cyd, bob, { term: 4 })]],
    ['votes at another table', [vote(bob, bob), vote(cyd, bob, { table: new Uint8Array(16) })]],
    ['a forged vote', [vote(bob, bob), vote(cyd, bob).with(-1, 0xff)]],
    ['another kind of word', [vote(bob, bob), consent(cyd)]],
    ['garbage', [vote(bob, bob), new Uint8Array(9), 'x', null, 3]],
    ['more than the bound', [...both, ...Array.from({ length: 31 }, () => vote(bob, bob))]],
    ['no list', null],
    ['a record', { first: vote(bob, bob), second: vote(cyd, bob) }],
  ])('with %s is refused', (_, votes) => {
    expect(bobStarts(votes)).toBe(GUARD_REFUSALS.tooFewVotes);
  });

  test('without the field is refused', () => {
    expect(refusal({ kind: 'TERM_START', author: bob, host: bob, term: 5 })).toBe(GUARD_REFUSALS.tooFewVotes);
  });

  test('of a device that is no voter is refused, whoever voted for it', () => {
    const votes = [vote(ada, eve), vote(bob, eve), vote(cyd, eve)];
    expect(bobStarts(votes, { author: eve, host: eve })).toBe(GUARD_REFUSALS.hostNoVoter);
  });

  test('without voters is refused', () => {
    expect(bobStarts(both, { voters: [] })).toBe(GUARD_REFUSALS.hostNoVoter);
  });

  test('is the only way to the first entry', () => {
    const own = [vote(ada, ada, { term: 1 })];
    const opens = { kind: 'TERM_START', rest: { votes: own }, term: 1, position: first, voters: hex(ada) };
    expect(refusal(opens)).toBeNull();
    expect(refusal({ ...opens, kind: 'SIT' })).toBe(GUARD_REFUSALS.noTermStart);
  });

  // Guards `term < 1`: the zeroes are a point of small order, for which a signature can be found.
  test('is never term 0', () => {
    const host = { publicKey: new Uint8Array(32) };
    expect(refusal({ kind: 'SIT', term: 0, position: first, host })).toBe(GUARD_REFUSALS.noTerm);
  });
});

describe('a TIMEOUT', () => {
  test("needs a majority's consents", () => {
    expect(timeOut([consent(ada), consent(cyd)])).toBeNull();
    expect(timeOut([consent(ada)], { voters: hex(ada) })).toBeNull();
  });

  test.each<[string, Plain]>([
    ['none', []],
    ['a minority', [consent(ada)]],
    ['one voter twice', [consent(ada), consent(ada, { boot: 2 })]],
    ['one who is no voter', [consent(ada), consent(eve)]],
    ['consents to another wait', [consent(ada), consent(bob, { after: new Uint8Array(32) })]],
    ['consents at another table', [consent(ada), consent(bob, { table: new Uint8Array(16) })]],
    ['consents to something else', [consent(ada), consent(bob, { about: new Uint8Array(32) })]],
    ['consents to a restart', [consent(ada), consent(bob, { what: 'RESTART' })]],
    ['a forged consent', [consent(ada), consent(bob).with(-1, 0xff)]],
    ['another kind of word', [consent(ada), vote(bob, ada)]],
    ['more than the bound', Array.from({ length: 33 }, (_, i) => consent(i % 2 ? ada : bob))],
    ['no list', 7],
  ])('with %s is refused', (_, consents) => {
    expect(timeOut(consents)).toBe(GUARD_REFUSALS.tooFewConsents);
  });
});

describe('case 36: a deck that is begun again', () => {
  const body = { number: 3, attempt: 1, convicted: ['c'.repeat(64)] };
  const about = consentAbout({ kind: 'RESTART', ...body });
  const agrees = (signer: Signer, change: Partial<Consent> = {}) =>
    consent(signer, { what: 'RESTART', about, ...change });
  const restart = (consents: Plain, rest: object = body) =>
    refusal({ kind: 'RESTART', rest: { ...rest, consents } });

  test("needs a majority's consents to just that", () => {
    expect(restart([agrees(ada), agrees(cyd)])).toBeNull();
    expect(restart([agrees(ada)]), 'a minority').toBe(GUARD_REFUSALS.tooFewConsents);
    expect(restart([consent(ada), consent(cyd)]), 'that a time is over').toBe(GUARD_REFUSALS.tooFewConsents);
    const others = { ...body, convicted: ['d'.repeat(64)] };
    expect(restart([agrees(ada), agrees(cyd)], others), 'somebody else').toBe(GUARD_REFUSALS.tooFewConsents);
  });
});
