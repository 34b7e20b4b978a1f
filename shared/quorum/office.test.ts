import { describe, expect, test } from 'vitest';
import { toHex } from '../process/hash.ts';
import { certificateProblem } from './certificate.ts';
import { STOP_REASONS } from './quorum.ts';
import { readReceipt } from './receipts.ts';
import { Device, type End, keyOf, receiptMessage, TABLE, TIMINGS } from './testing/devices.ts';
import { quickVerify } from './testing/keys.ts';

const { heartbeatMs, electionMinMs, electionMaxMs, hostSilentMs } = TIMINGS;
const reply = (seq: number, term = 1) => ({ type: 'beatReply' as const, term, seq });
const start: End = { term: 1, seq: 1 };
const second: End = { term: 1, seq: 2 };

/** Ada hosts in term 1, by Bob's vote; her TERM_START is committed with Bob's receipt. */
function hosting(links = ['bob', 'cyd']) {
  const ada = new Device('ada', { links });
  ada.win(['bob']);
  ada.hear('bob', receiptMessage('bob', start));
  expect(ada.is).toEqual({ role: 'host', term: 1, host: 'ada', committed: 1 });
  return ada;
}

describe('a host', () => {
  test('commits its entry once a majority has it, and sends everybody the proof first', () => {
    const ada = hosting(['bob', 'cyd', 'eve']);
    expect(ada.holds(second).words).toEqual([]);
    const done = ada.hear('cyd', receiptMessage('cyd', second));
    expect(done.words).toEqual(['commit to bob', 'commit to cyd', 'commit to eve', 'committed']);
    const [committed] = done.of('committed');
    const certificate = committed?.certificate;
    expect(certificate).toMatchObject({ seq: 2, term: 1, entry: ada.log.entry });
    expect(done.sent('commit').map((message) => message.certificate)).toEqual([
      certificate,
      certificate,
      certificate,
    ]);
    if (certificate)
      expect(certificateProblem(certificate, TABLE, ada.log.voterSets, quickVerify)).toBeNull();
    const by = certificate?.receipts.map((bytes) => toHex(readReceipt(bytes, quickVerify).device));
    expect(by).toEqual([keyOf('ada'), keyOf('cyd')]);
    expect(ada.hear('bob', receiptMessage('bob', second)).words).toEqual([]);
  });

  // Guards each comparison in hearReceipt.
  test.each([
    ['for another entry', receiptMessage('bob', { ...second, branch: 'other' })],
    ['for another place', receiptMessage('bob', start)],
    ['given in an older term', receiptMessage('bob', second, { term: 0 })],
    ['given in a newer term', receiptMessage('bob', second, { term: 2 })],
    ['for another table', receiptMessage('bob', second, { table: new Uint8Array(16) })],
    ['that somebody else passes on', receiptMessage('cyd', second)],
  ])('does not count a receipt %s', (_, message) => {
    const ada = hosting();
    ada.holds(second);
    expect(ada.hear('bob', message).words).toEqual([]);
    expect(ada.is.committed).toBe(1);
    expect(ada.hear('bob', receiptMessage('bob', second)).of('committed')).toHaveLength(1);
  });

  test('does not count the receipt of a device that is no voter, nor one twice', () => {
    const ada = new Device('ada', {
      log: { term: 0, seq: 0, voterSets: [['ada', 'bob', 'cyd', 'dan', 'fay']] },
      links: ['bob', 'cyd', 'dan', 'eve', 'fay'],
    });
    const end = { ...start, voterSets: [['ada', 'bob', 'cyd', 'dan', 'fay']] };
    ada.win(['bob', 'cyd'], end);
    for (const from of ['eve', 'bob', 'bob', 'eve'])
      expect(ada.hear(from, receiptMessage(from, end)).words).toEqual([]);
    expect(ada.hear('cyd', receiptMessage('cyd', end)).of('committed')).toHaveLength(1);
  });

  test('beats every device that is linked, at once and then in time', () => {
    const ada = hosting(['bob', 'cyd', 'eve']);
    ada.hear('bob', reply(1));
    const beats = ada.pass(heartbeatMs).sent('beat');
    expect(beats.map(({ to }) => to)).toEqual(['bob', 'cyd', 'eve']);
    expect(beats[0]).toMatchObject({ term: 1, seq: 1, committed: 1 });
    expect(ada.pass(heartbeatMs - 1).words).toEqual([]);
    expect(ada.linkUp('fay').words).toEqual(['beat to fay']);
  });

  test('becomes a follower when it learns of a newer term', () => {
    for (const message of [
      reply(1, 2),
      { type: 'beat' as const, term: 2, seq: 1, committed: 0 },
      { type: 'askVote' as const, term: 2, lastTerm: 1, lastSeq: 1, handOver: true },
      { type: 'preVote' as const, term: 2, granted: false, currentTerm: 2 },
    ]) {
      const ada = hosting();
      const done = ada.hear('cyd', message);
      expect(done.words.slice(0, 3), message.type).toEqual(['save', 'stopHosting', 'hostChanged']);
      expect(done.of('stopHosting')[0]?.why).toBe(STOP_REASONS.newerTerm);
      expect(ada.is).toMatchObject({ role: 'follower', term: 2 });
      expect(ada.hear('bob', receiptMessage('bob', start)).words).toEqual([]);
      // It gives the newer host time.
      expect(ada.quorum.dueMs()).toBeGreaterThanOrEqual(ada.nowMs + electionMinMs);
    }
  });

  test("becomes a follower when a newer term's entry is on its own disk", () => {
    const ada = hosting();
    expect(ada.holds({ term: 3, seq: 2, host: 'cyd' }).words).toEqual([
      'save',
      'stopHosting',
      'hostChanged',
      'hostChanged',
      'receipt to cyd',
    ]);
    expect(ada.is).toMatchObject({ role: 'follower', term: 3, host: 'cyd' });
  });

  test('learns nothing from a device that is no voter', () => {
    const ada = hosting(['bob', 'cyd', 'eve']);
    for (const message of [
      reply(1, 2),
      { type: 'beat' as const, term: 2, seq: 1, committed: 0 },
      { type: 'askVote' as const, term: 2, lastTerm: 9, lastSeq: 9, handOver: true },
    ]) {
      ada.hear('eve', message);
      expect(ada.is).toMatchObject({ role: 'host', term: 1 });
    }
  });
});

describe('a host steps down', () => {
  // Guards isHeard in whyStop (thesis 6.2).
  test('when it has not heard a majority for too long', () => {
    const ada = hosting();
    const done = ada.pass(hostSilentMs + heartbeatMs + 1);
    expect(done.of('stopHosting')[0]?.why).toBe(STOP_REASONS.unheard);
    expect(ada.is).toMatchObject({ role: 'follower', host: null, term: 1 });
  });

  test('not as long as a majority answers', () => {
    const ada = hosting();
    for (let round = 0; round < 50; round++) {
      expect(ada.pass(heartbeatMs).of('stopHosting')).toEqual([]);
      ada.hear('cyd', reply(1));
    }
    expect(ada.is.role).toBe('host');
  });

  test('when only devices that are no voters answer', () => {
    const ada = hosting(['bob', 'cyd', 'eve']);
    const stops = Array.from({ length: 15 }, () => {
      ada.hear('eve', reply(1));
      return ada.pass(heartbeatMs).of('stopHosting').length;
    });
    expect(stops).toContain(1);
  });

  // Guards standstill in whyStop (DESIGN.md 5.6): its disk, or its entry, is not what others can save.
  test('when a majority answers but does not save its entry', () => {
    const ada = hosting();
    ada.holds(second);
    const whys = Array.from({ length: 15 }, () => {
      for (const other of ['bob', 'cyd']) ada.hear(other, reply(1));
      return ada.pass(heartbeatMs).of('stopHosting')[0]?.why;
    });
    expect(whys.filter((why) => why)).toEqual([STOP_REASONS.uncommitted]);
  });

  test('not while somebody still catches up', () => {
    const ada = new Device('ada', { log: { term: 0, seq: 40 } });
    ada.win(['bob']);
    for (let seq = 0; seq <= 40; seq++) {
      ada.hear('bob', reply(seq));
      expect(ada.pass(heartbeatMs).of('stopHosting')).toEqual([]);
    }
    expect(ada.is.role).toBe('host');
  });

  test('when it wakes from a sleep of the machine', () => {
    const ada = hosting();
    ada.nowMs += 3_600_000;
    expect(ada.pass(0).words).toEqual(['stopHosting', 'hostChanged']);
  });
});

describe('handing over', () => {
  test('asks a voter that has all entries to stand, at once', () => {
    const ada = hosting();
    expect(ada.handOver('bob').words).toEqual(['standNow to bob']);
    expect(ada.handOver('bob').sent('standNow')[0]).toMatchObject({ term: 1 });
    expect(ada.is.role).toBe('host');
  });

  test('waits until the other has all entries', () => {
    const ada = hosting();
    expect(ada.handOver('cyd').words).toEqual([]);
    expect(ada.hear('cyd', reply(0)).words).toEqual([]);
    expect(ada.hear('cyd', receiptMessage('cyd', start)).words).toEqual(['standNow to cyd']);
    expect(ada.hear('cyd', reply(1)).words).toEqual([]);
  });

  test('is given up after about the time of an election', () => {
    const ada = hosting();
    ada.handOver('cyd');
    for (let ms = 0; ms <= electionMaxMs + 2 * heartbeatMs; ms += heartbeatMs) {
      ada.hear('bob', reply(1));
      ada.pass(heartbeatMs);
    }
    expect(ada.hear('cyd', receiptMessage('cyd', start)).words).toEqual([]);
    expect(ada.is.role).toBe('host');
  });

  test('does nothing for a device that is no voter, is not linked, or is this one; nor at a follower', () => {
    const ada = hosting(['bob', 'eve']);
    for (const to of ['eve', 'cyd', 'ada']) {
      ada.handOver(to);
      expect(ada.hear('bob', reply(1)).words).toEqual([]);
    }
    expect(new Device('bob').handOver('ada').words).toEqual([]);
  });

  test('ends with the other hosting: the host votes for it', () => {
    const ada = hosting();
    ada.handOver('bob');
    const done = ada.hear('bob', { type: 'askVote', term: 2, lastTerm: 1, lastSeq: 1, handOver: true });
    expect(done.words).toEqual(['save', 'stopHosting', 'hostChanged', 'save', 'vote to bob']);
    expect(done.sent('vote')[0]?.vote).not.toBeNull();
  });
});

describe('a table at rest', () => {
  // Guards isAwake in dueMs (DESIGN.md 5.12).
  test('sends nothing by itself, whoever hosts it', () => {
    const ada = hosting();
    ada.awake(false);
    expect(ada.quorum.dueMs()).toBeNull();
    const bob = new Device('bob', { isAwake: false });
    bob.hear('ada', { type: 'beat', term: 1, seq: 1, committed: 1 });
    expect(bob.quorum.dueMs()).toBeNull();
    expect(bob.linkUp('cyd').words).toEqual([]);
    expect(ada.linkUp('eve').words).toEqual([]);
  });

  test('still commits what was said before, then rests', () => {
    const ada = hosting();
    ada.awake(false);
    ada.holds(second);
    expect(ada.pass(heartbeatMs).sent('beat')).toHaveLength(2);
    expect(ada.hear('bob', receiptMessage('bob', second)).of('committed')).toHaveLength(1);
    expect(ada.quorum.dueMs()).toBeNull();
  });

  // Guards isFromRest in appended: nobody was asked to answer while the table rested.
  test('commits what is said after a long rest: its host does not take the silence for its end', () => {
    const ada = hosting();
    ada.awake(false);
    ada.nowMs += 3_600_000;
    ada.holds(second);
    ada.pass(heartbeatMs);
    expect(ada.quorum.role).toBe('host');
    expect(ada.hear('bob', receiptMessage('bob', second)).of('committed')).toHaveLength(1);
    expect(ada.quorum.dueMs()).toBeNull();
  });

  test('is woken by its host without an election, however long it rested', () => {
    const ada = hosting();
    ada.awake(false);
    ada.nowMs += 3_600_000;
    ada.awake(true);
    expect(ada.pass(0).words).toEqual(['beat to bob', 'beat to cyd']);
    ada.hear('bob', reply(1));
    expect(ada.pass(heartbeatMs).of('stopHosting')).toEqual([]);
  });

  test('has a host that answers who asks for it', () => {
    const ada = hosting();
    ada.awake(false);
    ada.nowMs += 3_600_000;
    const asked = ada.hear('cyd', { type: 'askPreVote', term: 2, lastTerm: 1, lastSeq: 1 });
    expect(asked.sent('preVote')[0]?.granted).toBe(false);
    expect(asked.sent('beat').map(({ to }) => to)).toEqual(['cyd']);
  });

  test('gets another host where its own is gone', () => {
    const bob = new Device('bob', { isAwake: false, log: start });
    bob.hear('ada', { type: 'beat', term: 1, seq: 1, committed: 1 });
    bob.nowMs += 3_600_000;
    expect(
      bob.hear('cyd', { type: 'askPreVote', term: 2, lastTerm: 1, lastSeq: 1 }).sent('preVote')[0]?.granted,
    ).toBe(true);
    bob.awake(true);
    expect(bob.pass(electionMinMs - 1).words).toEqual([]);
    expect(bob.pass(electionMaxMs).sent('askPreVote')).not.toEqual([]);
  });

  test('stops an election that has begun', () => {
    const bob = new Device('bob');
    bob.pass(electionMaxMs);
    expect(bob.is.role).toBe('preCandidate');
    bob.awake(false);
    expect(bob.is.role).toBe('follower');
    expect(bob.hear('ada', { type: 'preVote', term: 1, granted: true, currentTerm: 0 }).words).toEqual([]);
  });
});

// Guards `isRivals` in Quorum.logChanged and the host in ReceiptBook.
describe('a second host of one term, with valid votes', () => {
  test('makes the first step down: nothing of the other is counted as its own, and no receipt is given to it', () => {
    const ada = hosting();
    const done = ada.holds({ term: 1, seq: 2, host: 'bob', branch: 'b' });
    expect(done.of('stopHosting')).toEqual([{ type: 'stopHosting', why: STOP_REASONS.rival }]);
    expect(done.sent('receipt')).toEqual([]);
    expect(ada.is).toEqual({ role: 'follower', term: 1, host: null, committed: 1 });
  });

  test('gets no receipt from who gave one to the first', () => {
    const cyd = new Device('cyd', { links: ['ada', 'bob'] });
    expect(cyd.holds(start).sent('receipt')).toHaveLength(1);
    expect(cyd.holds({ term: 1, seq: 2, host: 'bob', branch: 'b' }).sent('receipt')).toEqual([]);
  });
});
