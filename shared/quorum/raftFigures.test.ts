import { describe, expect, test } from 'vitest';
import {
  Device,
  type DeviceSetup,
  type End,
  receiptMessage,
  TIMINGS,
  voteMessage,
} from './testing/devices.ts';

/*
 * The figures of "In Search of an Understandable Consensus Algorithm (Extended Version)", by Ongaro and Ousterhout. Its
 * servers S1 to S5 are Ada, Bob, Cyd, Dan and Eve here.
 */

const FIVE = ['ada', 'bob', 'cyd', 'dan', 'eve'];
const end = (term: number, seq: number, host = 'ada'): End => ({ term, seq, host, voterSets: [FIVE] });
const device = (name: string, log: End, setup: DeviceSetup = {}) => new Device(name, { log, ...setup });
const asks = (term: number, { term: lastTerm, seq: lastSeq }: End) => ({
  type: 'askVote' as const,
  term,
  lastTerm,
  lastSeq,
  handOver: false,
});
const hasVote = (voter: Device, from: string, message: ReturnType<typeof asks>) =>
  (voter.hear(from, message).sent('vote')[0]?.vote ?? null) !== null;

describe('figure 2', () => {
  test('persistent state: a device starts in the term that it saved, whatever its journal says', () => {
    const ada = device('ada', end(3, 9), { durable: { term: 7, votedFor: null } });
    expect(ada.is).toMatchObject({ role: 'follower', term: 7, host: null });
  });

  test('all servers: a higher term in any message is adopted, saved, and makes a follower', () => {
    for (const message of [
      { type: 'beat' as const, term: 5, seq: 9, committed: 9 },
      { type: 'beatReply' as const, term: 5, seq: 9 },
      asks(5, end(1, 1)),
      { type: 'vote' as const, term: 4, vote: null, currentTerm: 5 },
      { type: 'preVote' as const, term: 5, granted: false, currentTerm: 5 },
    ]) {
      const ada = device('ada', end(3, 9));
      const done = ada.hear('bob', message);
      expect(done.of('save')[0]?.durable, message.type).toEqual({ term: 5, votedFor: null });
      expect(ada.is, message.type).toMatchObject({ role: 'follower', term: 5 });
    }
  });

  test('RequestVote 1: a candidate of an older term is refused', () => {
    const bob = device('bob', end(3, 9), { durable: { term: 5, votedFor: null } });
    expect(hasVote(bob, 'ada', asks(4, end(4, 99)))).toBe(false);
  });

  test('RequestVote 2: a vote is given where none was given to another, to a journal as good as the own', () => {
    const bob = device('bob', end(3, 9));
    expect(hasVote(bob, 'cyd', asks(4, end(3, 8)))).toBe(false);
    expect(hasVote(bob, 'ada', asks(4, end(3, 9)))).toBe(true);
    expect(hasVote(bob, 'cyd', asks(4, end(3, 10)))).toBe(false);
  });

  test('candidates: the term rises, the own vote is saved, all others are asked', () => {
    const ada = device('ada', end(3, 9));
    ada.pass(TIMINGS.electionMaxMs);
    const preVote = { type: 'preVote' as const, term: 4, granted: true, currentTerm: 3 };
    ada.hear('bob', preVote);
    const done = ada.hear('cyd', preVote);
    expect(done.words).toEqual([
      'save',
      'askVote to bob',
      'askVote to cyd',
      'askVote to dan',
      'askVote to eve',
    ]);
    expect(done.of('save')[0]?.durable.term).toBe(4);
  });

  test('candidates: a new election begins when one ends without a winner', () => {
    const ada = device('ada', end(3, 9));
    ada.pass(TIMINGS.electionMaxMs);
    for (const from of ['bob', 'cyd'])
      ada.hear(from, { type: 'preVote', term: 4, granted: true, currentTerm: 3 });
    ada.hear('bob', voteMessage('bob', 'ada', 4));
    expect(ada.is).toMatchObject({ role: 'candidate', term: 4 });
    expect(ada.pass(TIMINGS.electionMaxMs).sent('askPreVote')[0]).toMatchObject({ term: 5 });
  });

  test('leaders: beats go out at once upon election, and again in idle times', () => {
    const ada = device('ada', end(3, 9));
    ada.pass(TIMINGS.electionMaxMs);
    for (const from of ['bob', 'cyd'])
      ada.hear(from, { type: 'preVote', term: 4, granted: true, currentTerm: 3 });
    ada.hear('bob', voteMessage('bob', 'ada', 4));
    expect(ada.hear('cyd', voteMessage('cyd', 'ada', 4)).sent('beat')).toHaveLength(4);
    expect(ada.pass(TIMINGS.heartbeatMs).sent('beat')).toHaveLength(4);
  });
});

describe('figure 7', () => {
  // The leader's journal ends in (6, 10). (a) to (f) as drawn: the term of the last entry, and its number.
  const leader = end(6, 10);
  const followers: readonly [string, End, boolean][] = [
    ['a', end(6, 9), true],
    ['b', end(4, 4), true],
    ['c', end(6, 11), false],
    ['d', end(7, 12), false],
    ['e', end(4, 7), true],
    ['f', end(3, 11), true],
  ];

  // Guards isBehind in mayVoteFor.
  test.each(followers)(
    '(%s) votes for the leader only where its own journal ends no later',
    (_, log, isGiven) => {
      const bob = device('bob', log, { durable: { term: 7, votedFor: null } });
      expect(hasVote(bob, 'ada', asks(8, leader))).toBe(isGiven);
    },
  );

  test('who may be elected: (a), (c) and (d), but not (b), (e) and (f)', () => {
    const logs = [leader, ...followers.map(([, log]) => log)];
    const votesFor = (candidate: End) =>
      logs.filter((log) =>
        hasVote(device('bob', log, { durable: { term: 7, votedFor: null } }), 'ada', asks(8, candidate)),
      ).length;
    const isElectable = followers.filter(([, log]) => 2 * votesFor(log) > logs.length).map(([name]) => name);
    expect(isElectable).toEqual(['a', 'c', 'd']);
  });
});

describe('figure 8', () => {
  const old = end(2, 2);

  /** (c): Ada hosts again, in term 4; her entry of term 2 is on Bob's and now on Cyd's disk. */
  function stageC() {
    const ada = device('ada', old, { durable: { term: 3, votedFor: null } });
    ada.pass(2 * TIMINGS.electionMaxMs);
    for (const from of ['bob', 'cyd'])
      ada.hear(from, { type: 'preVote', term: 4, granted: true, currentTerm: 3 });
    for (const from of ['bob', 'cyd']) ada.hear(from, voteMessage('bob' === from ? 'bob' : 'cyd', 'ada', 4));
    expect(ada.is).toMatchObject({ role: 'host', term: 4 });
    return ada;
  }

  // Guards `term !== state.term` in commitIfAgreed, and `log.term !== term` in ReceiptBook.
  test('(c): an entry of an older term on a majority of disks is not committed', () => {
    const ada = stageC();
    for (const from of ['bob', 'cyd', 'dan']) {
      // Receipts as given in term 2, and as nobody gives them: in term 4 for the entry of term 2.
      expect(ada.hear(from, receiptMessage(from, old)).words).toEqual([]);
      expect(ada.hear(from, receiptMessage(from, old, { term: 4 })).words).toEqual([]);
    }
    expect(ada.holds(old).words).toEqual([]);
    expect(ada.is.committed).toBe(0);
    const cyd = device('cyd', end(1, 1), { durable: { term: 3, votedFor: null } });
    cyd.hear('ada', { type: 'beat', term: 4, seq: 2, committed: 0 });
    expect(cyd.holds(old).words).toEqual([]);
  });

  test('(d): it may still be lost, as Eve, whose journal ends in term 3, can be elected', () => {
    const eve = end(3, 2, 'eve');
    const voters = ['bob', 'cyd', 'dan'].map((name) =>
      device(name, name === 'dan' ? end(1, 1) : old, { durable: { term: 4, votedFor: null } }),
    );
    expect(voters.map((voter) => hasVote(voter, 'eve', asks(5, eve)))).toEqual([true, true, true]);
  });

  test("(e): with an entry of Ada's own term on a majority it is committed, and Eve cannot be elected", () => {
    const ada = stageC();
    const own = end(4, 3);
    ada.holds(own);
    expect(ada.hear('bob', receiptMessage('bob', own)).words).toEqual([]);
    const [committed] = ada.hear('cyd', receiptMessage('cyd', own)).of('committed');
    expect(committed?.certificate).toMatchObject({ seq: 3, term: 4 });
    const eve = end(3, 2, 'eve');
    const given = ['bob', 'cyd', 'dan'].map((name) =>
      hasVote(
        device(name, name === 'dan' ? end(1, 1) : own, { durable: { term: 4, votedFor: null } }),
        'eve',
        asks(5, eve),
      ),
    );
    expect(given).toEqual([false, false, true]);
  });
});
