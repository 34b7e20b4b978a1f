import { describe, expect, test } from 'vitest';
import { STOP_REASONS } from './quorum.ts';
import { commitMessage, Device, type End, receiptMessage, TIMINGS, voteMessage } from './testing/devices.ts';

const { heartbeatMs, electionMaxMs } = TIMINGS;
const THREE = ['ada', 'bob', 'cyd'];
const FOUR = [...THREE, 'dan'];
const start: End = { term: 1, seq: 1, voterSets: [THREE] };
const adding: End = { term: 1, seq: 2, voterSets: [THREE, FOUR] };
const reply = (seq: number) => ({ type: 'beatReply' as const, term: 1, seq });
const preVote = (term: number) => ({ type: 'preVote' as const, term, granted: true, currentTerm: term - 1 });

function hosting(voters: readonly string[], votes: readonly string[]) {
  const ada = new Device('ada', { log: { term: 0, seq: 0, voterSets: [voters] } });
  const end = { ...start, voterSets: [voters] };
  ada.linkUp('dan');
  ada.win(votes, end);
  for (const from of votes) ada.hear(from, receiptMessage(from, end));
  expect(ada.is.committed).toBe(1);
  return ada;
}

describe('while a voter is added', () => {
  // Guards isMajorityOfEach in isMajority: old and new.
  test('the commit needs a majority of the old and of the new voters', () => {
    const ada = hosting(THREE, ['bob']);
    ada.holds(adding);
    expect(ada.hear('dan', receiptMessage('dan', adding)).words).toEqual([]);
    expect(ada.hear('bob', receiptMessage('bob', adding)).of('committed')).toHaveLength(1);
    const other = hosting(THREE, ['bob']);
    other.holds(adding);
    expect(other.hear('bob', receiptMessage('bob', adding)).words).toEqual([]);
    expect(other.hear('cyd', receiptMessage('cyd', adding)).of('committed')).toHaveLength(1);
  });

  test('an election needs both', () => {
    const ada = new Device('ada', { log: adding });
    ada.pass(electionMaxMs);
    ada.hear('dan', preVote(2));
    ada.hear('dan', preVote(2));
    expect(ada.is.role).toBe('preCandidate');
    ada.hear('bob', preVote(2));
    expect(ada.is.role).toBe('candidate');
    expect(ada.hear('bob', voteMessage('bob', 'ada', 2)).words).toEqual([]);
    expect(ada.hear('dan', voteMessage('dan', 'ada', 2)).of('startTerm')).toHaveLength(1);
  });

  test('a certificate needs both, and then the new ones are enough', () => {
    const bob = new Device('bob', { log: start });
    bob.hear('ada', { type: 'beat', term: 1, seq: 1, committed: 1 });
    bob.holds(adding);
    expect(bob.hear('ada', commitMessage(adding, 'ada', 'dan')).words).toEqual([]);
    expect(bob.hear('ada', commitMessage(adding, 'ada', 'bob', 'dan')).words).toEqual(['committed']);
  });

  test('the newcomer may stand and vote as soon as the change is in its journal', () => {
    const dan = new Device('dan', { log: adding });
    expect(dan.quorum.dueMs()).not.toBeNull();
    const done = dan.hear('bob', { type: 'askVote', term: 2, lastTerm: 1, lastSeq: 2, handOver: false });
    expect(done.sent('vote')[0]?.vote).not.toBeNull();
  });
});

describe('while a voter is removed', () => {
  const removing: End = { term: 1, seq: 2, voterSets: [THREE, ['ada', 'bob']] };

  test('the commit needs a majority of the old and of the new voters', () => {
    const ada = hosting(THREE, ['bob']);
    ada.holds(removing);
    expect(ada.hear('cyd', receiptMessage('cyd', removing)).words).toEqual([]);
    expect(ada.hear('bob', receiptMessage('bob', removing)).of('committed')).toHaveLength(1);
  });

  test('who is removed still votes and gives receipts, but does not stand', () => {
    const cyd = new Device('cyd', { log: start });
    cyd.hear('ada', { type: 'beat', term: 1, seq: 1, committed: 1 });
    expect(cyd.holds(removing).words).toEqual(['receipt to ada']);
    cyd.pass(10_000);
    expect(cyd.is).toMatchObject({ role: 'follower', host: null });
    const asks = { type: 'askVote' as const, term: 2, lastTerm: 1, lastSeq: 2, handOver: false };
    expect(cyd.hear('bob', asks).sent('vote')[0]?.vote).not.toBeNull();
    expect(cyd.hear('bob', { type: 'standNow', term: 2 }).words).toEqual([]);
  });

  // Its TERM_START would be refused everywhere, here as well: it is no voter where that entry would stand.
  test('who learns that while it stands, stands no longer', () => {
    const cyd = new Device('cyd', { log: start });
    cyd.pass(electionMaxMs);
    cyd.hear('bob', preVote(2));
    expect(cyd.is.role).toBe('candidate');
    cyd.holds(removing);
    expect(cyd.hear('bob', voteMessage('bob', 'cyd', 2)).words).toEqual([]);
    expect(cyd.is.role).toBe('follower');
  });

  // Its word may still be needed by who does not know of the commit.
  test('who was removed by a commit gets no votes and does not stand, but answers', () => {
    const cyd = new Device('cyd', { log: start });
    cyd.holds(removing);
    cyd.hear('ada', commitMessage(removing, 'ada', 'bob'));
    expect(cyd.is.committed).toBe(2);
    expect(cyd.quorum.dueMs()).toBeNull();
    const asks = { type: 'askVote' as const, term: 2, lastTerm: 1, lastSeq: 2, handOver: false };
    expect(cyd.hear('bob', asks).sent('vote')[0]?.vote).not.toBeNull();
    const bob = new Device('bob', { log: start });
    bob.holds(removing);
    bob.hear('ada', commitMessage(removing, 'ada', 'bob'));
    expect(bob.hear('cyd', asks).sent('vote')[0]?.vote).toBeNull();
  });
});

// Guards voterSetsAt: what came before a change was agreed by the voters before it.
test('a certificate for an entry before the change needs the voters before it alone', () => {
  const bob = new Device('bob', { log: { term: 1, seq: 1, voterSets: [THREE] } });
  bob.hear('ada', { type: 'beat', term: 1, seq: 1, committed: 0 });
  bob.holds({ ...adding, seq: 4, changedAtSeq: 3 });
  expect(bob.hear('ada', commitMessage({ term: 1, seq: 2 }, 'ada', 'cyd')).words).toEqual(['committed']);
  expect(bob.hear('ada', commitMessage({ term: 1, seq: 3 }, 'ada', 'cyd')).words).toEqual([]);
  expect(bob.hear('ada', commitMessage({ term: 1, seq: 3 }, 'ada', 'cyd', 'dan')).words).toEqual([
    'committed',
  ]);
  // From here on the new voters are enough.
  expect(bob.hear('ada', commitMessage({ ...adding, seq: 4 }, 'bob', 'cyd', 'dan')).words).toEqual([
    'committed',
  ]);
});

// Guards voterSets in QuorumState: the driver tells of new sets only with the next entry.
test('once the change is committed, the old voters are asked no longer', () => {
  const gone: End = { term: 1, seq: 2, voterSets: [['ada', 'bob'], ['ada']] };
  const ada = hosting(['ada', 'bob'], ['bob']);
  ada.holds(gone);
  ada.hear('bob', receiptMessage('bob', gone));
  expect(ada.is.committed).toBe(2);
  ada.linkDown('bob');
  expect(ada.pass(60_000).of('stopHosting')).toEqual([]);
  expect(ada.is.role).toBe('host');

  const bob = new Device('bob', { log: { ...start, voterSets: [['ada', 'bob']] } });
  const left = { ...gone, voterSets: [['ada', 'bob'], ['bob']] };
  bob.holds(left);
  // Alone now, it hosts at once.
  const done = bob.hear('ada', commitMessage(left, 'ada', 'bob'));
  expect(done.words).toEqual(['committed', 'save', 'beat to ada', 'hostChanged', 'startTerm']);
  expect(bob.is).toMatchObject({ role: 'host', term: 2 });
});

describe('a host that removes itself', () => {
  const leaving: End = { term: 1, seq: 2, voterSets: [THREE, ['bob', 'cyd']] };

  // Guards leave (thesis 4.2.2).
  test('hosts until that is committed, then the most advanced voter stands and it stops', () => {
    const ada = hosting(THREE, ['bob']);
    ada.holds(leaving);
    ada.hear('bob', reply(1));
    expect(ada.hear('bob', receiptMessage('bob', leaving)).words).toEqual([]);
    const done = ada.hear('cyd', receiptMessage('cyd', leaving));
    expect(done.words).toEqual([
      'commit to bob',
      'commit to cyd',
      'commit to dan',
      'committed',
      'standNow to bob',
      'stopHosting',
      'hostChanged',
    ]);
    expect(done.of('stopHosting')[0]?.why).toBe(STOP_REASONS.removed);
    expect(ada.quorum.dueMs()).toBeNull();
    expect(ada.pass(10_000).words).toEqual([]);
  });

  test('is still followed by those who do not know yet, and not after', () => {
    const bob = new Device('bob', { log: leaving });
    expect(bob.hear('ada', { type: 'beat', term: 1, seq: 2, committed: 1 }).words).toContain(
      'receipt to ada',
    );
    bob.hear('ada', commitMessage(leaving, 'bob', 'cyd'));
    expect(bob.hear('ada', { type: 'standNow', term: 1 }).words).toContain('askVote to cyd');
  });

  test('does not count itself among the new voters', () => {
    const ada = hosting(['ada', 'bob'], ['bob']);
    const gone: End = { term: 1, seq: 2, voterSets: [['ada', 'bob'], ['bob']] };
    expect(ada.holds(gone).words).toEqual([]);
    ada.pass(heartbeatMs);
    expect(ada.hear('bob', receiptMessage('bob', gone)).of('committed')).toHaveLength(1);
  });
});
