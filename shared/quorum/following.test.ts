import { describe, expect, test } from 'vitest';
import { sameBytes } from '../process/plain.ts';
import { CERTIFICATES_WAITING_MAX } from './limits.ts';
import { readReceipt } from './receipts.ts';
import {
  certificateOf,
  commitMessage,
  Device,
  type Done,
  type End,
  logOf,
  TIMINGS,
} from './testing/devices.ts';
import { quickVerify } from './testing/keys.ts';

const { electionMinMs, electionMaxMs, hostSilentMs } = TIMINGS;
const beat = (term: number, seq = 1, committed = seq) => ({ type: 'beat' as const, term, seq, committed });
const start: End = { term: 1, seq: 1 };
const second: End = { term: 1, seq: 2 };
const third: End = { term: 1, seq: 3 };
const receiptOf = (done: Done) => {
  const bytes = done.sent('receipt')[0]?.receipt;
  return bytes ? readReceipt(bytes, quickVerify) : null;
};

/** Bob follows Ada, who hosts in term 1; her TERM_START is on his disk. */
function following(setup: ConstructorParameters<typeof Device>[1] = {}) {
  const bob = new Device('bob', setup);
  bob.hear('ada', beat(1, 0, 0));
  bob.holds(start);
  return bob;
}

describe('a follower', () => {
  test('gives its host a receipt for what is on its disk, in its term', () => {
    const bob = following();
    const done = bob.holds(second);
    expect(done.words).toEqual(['receipt to ada']);
    expect(receiptOf(done)).toMatchObject({ seq: 2, term: 1, entry: logOf(second).entry, boot: 1 });
  });

  test('gives it again with each beat until it is committed, and when the link opens anew', () => {
    const bob = following();
    bob.holds(second);
    expect(bob.hear('ada', beat(1, 2, 1)).words).toEqual(['beatReply to ada', 'receipt to ada']);
    expect(bob.hear('ada', beat(1, 2, 2)).words).toEqual(['beatReply to ada']);
    bob.linkDown('ada');
    expect(bob.linkUp('ada').words).toEqual(['receipt to ada']);
    expect(bob.linkUp('cyd').words).toEqual([]);
  });

  // Guards `log.term !== term` in ReceiptBook: figure 8 begins with such a receipt.
  test('gives none for an entry of an older term than its own', () => {
    const bob = following();
    bob.hear('cyd', beat(2, 5));
    expect(bob.holds(second).words).toEqual([]);
    expect(bob.hear('cyd', beat(2, 5, 0)).words).toEqual(['beatReply to cyd']);
    expect(bob.holds({ term: 2, seq: 3, host: 'cyd' }).words).toEqual(['receipt to cyd']);
  });

  test('gives none that takes back an earlier one', () => {
    const bob = following();
    bob.holds(third);
    expect(bob.holds({ ...third, branch: 'other' }).words).toEqual([]);
    expect(bob.holds({ ...second, branch: 'other' }).words).toEqual([]);
    expect(receiptOf(bob.holds(third))).toMatchObject({ seq: 3 });
    expect(bob.holds({ term: 1, seq: 4 }).words).toEqual(['receipt to ada']);
  });

  test('gives none by itself when it sees that it is no voter, unless the host waits; and none to itself', () => {
    const eve = new Device('eve', { links: ['ada', 'bob'] });
    eve.hear('ada', beat(1));
    expect(eve.holds(start).words).toEqual([]);
    expect(eve.holds(second).words).toEqual([]);
    expect(eve.hear('ada', beat(1, 2, 2)).words).toEqual(['beatReply to ada']);
    expect(eve.hear('ada', beat(1, 2, 1)).words).toEqual(['beatReply to ada', 'receipt to ada']);
    const ada = new Device('ada', { log: start });
    expect(ada.holds(second).words).toEqual([]);
  });

  // Guards mayVote in ReceiptBook: it might have promised a later host that it has no such entry.
  test('gives none while it may not vote, and then at once', () => {
    const bob = following({ mayVote: false });
    expect(bob.holds(second).words).toEqual([]);
    expect(bob.hear('ada', beat(1, 2, 1)).words).toEqual(['beatReply to ada']);
    const done = bob.mayVote(true);
    expect(receiptOf(done)).toMatchObject({ seq: 2 });
  });

  test('tells a former host of the newer term', () => {
    const bob = following();
    bob.hear('cyd', beat(2));
    expect(bob.hear('ada', beat(1)).sent('beatReply')[0]).toMatchObject({ term: 2, seq: 1, to: 'ada' });
    expect(bob.is).toMatchObject({ host: 'cyd', term: 2 });
  });

  test('has forgotten nothing of its own hosting after a restart: nobody hosts that term', () => {
    const ada = new Device('ada', { log: start });
    expect(ada.is).toMatchObject({ role: 'follower', host: null });
    expect(ada.hear('bob', beat(1)).words).toEqual([]);
    ada.holds(second);
    expect(ada.is.host).toBeNull();
  });
});

describe('who hosts', () => {
  test("is proven by the term's first entry: another's beat is ignored", () => {
    const bob = following({ random: () => 0 });
    bob.pass(electionMinMs - 1);
    expect(bob.hear('cyd', beat(1)).words).toEqual([]);
    expect(bob.is.host).toBe('ada');
    expect(bob.pass(1).words).toContain('askPreVote to cyd');
  });

  test('is, before that entry comes, the first voter to say so', () => {
    const bob = new Device('bob', { links: ['ada', 'cyd', 'eve'] });
    expect(bob.hear('eve', beat(1)).words).toEqual([]);
    expect(bob.hear('cyd', beat(1)).words).toContain('beatReply to cyd');
    expect(bob.hear('ada', beat(1)).words).toEqual([]);
    expect(bob.is.host).toBe('cyd');
    bob.holds(start);
    expect(bob.is.host).toBe('ada');
  });

  // Guards isFreshClaim: one voter that only says that it hosts would stop the table for good.
  test('is not for long who never shows that entry', () => {
    const bob = new Device('bob');
    for (let ms = 0; ms <= hostSilentMs; ms += 200) {
      bob.hear('cyd', beat(1));
      expect(bob.is.host).toBe('cyd');
      bob.pass(200);
    }
    const words = Array.from({ length: 10 }, () => {
      bob.hear('cyd', beat(1));
      return bob.pass(200).words;
    });
    expect(words.flat()).toContain('askPreVote to ada');
  });

  test('is nobody once it has been silent for too long', () => {
    const bob = following();
    const [changed] = bob.pass(electionMaxMs).of('hostChanged');
    expect(changed).toMatchObject({ host: null, term: 1 });
  });

  test('is not whose old entry somebody passes on', () => {
    const bob = following();
    bob.pass(electionMaxMs);
    expect(bob.is).toMatchObject({ role: 'preCandidate', host: null });
    bob.holds(second);
    expect(bob.is).toMatchObject({ role: 'preCandidate', host: null });
  });
});

describe('a certificate', () => {
  test('commits the entry and all before it, whoever brings it', () => {
    const bob = following();
    bob.holds(third);
    const done = bob.hear('cyd', commitMessage(third, 'ada', 'cyd'));
    expect(done.words).toEqual(['committed']);
    expect(done.of('committed')[0]?.certificate.seq).toBe(3);
    expect(bob.hear('ada', commitMessage(third, 'ada', 'cyd')).words).toEqual([]);
    expect(bob.hear('ada', commitMessage(second, 'ada', 'cyd')).words).toEqual([]);
  });

  test('for an entry before the last, in its term, commits that', () => {
    const bob = following();
    bob.holds(third);
    bob.hear('ada', commitMessage(second, 'ada', 'cyd'));
    expect(bob.is.committed).toBe(2);
  });

  test('waits for its entry', () => {
    const bob = following();
    expect(bob.hear('ada', commitMessage(third, 'ada', 'cyd')).words).toEqual([]);
    expect(bob.holds(second).words).toEqual(['receipt to ada']);
    expect(bob.holds(third).words).toEqual(['receipt to ada', 'committed']);
  });

  test('waits for its branch: of another entry in that place it says nothing', () => {
    const bob = new Device('bob', { log: { term: 1, seq: 5 } });
    bob.hear('cyd', beat(2, 4));
    const newer = { term: 2, seq: 4, host: 'cyd' };
    expect(bob.hear('cyd', commitMessage(newer, 'ada', 'cyd')).words).toEqual([]);
    expect(bob.holds(newer).words).toContain('committed');
    expect(bob.is.committed).toBe(4);
  });

  // Guards `term !== state.log.term` in take: which entry stands there is not certain.
  test('of an older term than the end of the journal is left to the next commit', () => {
    const bob = following();
    bob.holds({ term: 2, seq: 3, host: 'cyd' });
    expect(bob.hear('ada', commitMessage(second, 'ada', 'cyd')).words).toEqual([]);
    expect(bob.hear('cyd', commitMessage({ term: 2, seq: 3, host: 'cyd' }, 'ada', 'cyd')).words).toEqual([
      'committed',
    ]);
  });

  test('for another entry than the last, or without a majority, or forged, commits nothing', () => {
    const bob = following();
    bob.holds(second);
    const good = certificateOf(second, 'ada', 'cyd');
    const forged = good.receipts.map((receipt, at) => (at === 0 ? receipt : receipt.with(-1, 0xff)));
    for (const certificate of [
      certificateOf({ ...second, branch: 'other' }, 'ada', 'cyd'),
      certificateOf(second, 'ada'),
      certificateOf(second, 'ada', 'eve'),
      certificateOf(second),
      { ...good, receipts: forged },
      { ...good, entry: logOf(start).entry },
      { ...good, seq: 1 },
    ]) {
      expect(bob.hear('ada', { type: 'commit', certificate }).words).toEqual([]);
    }
    expect(bob.is.committed).toBe(0);
    expect(sameBytes(good.entry, bob.log.entry)).toBe(true);
    expect(bob.hear('ada', { type: 'commit', certificate: good }).words).toEqual(['committed']);
  });

  test("that waits is not pushed out by another device's", () => {
    const bob = following({ links: ['ada', 'cyd', 'eve'] });
    bob.hear('ada', commitMessage(third, 'ada', 'cyd'));
    for (let seq = 10; seq < 10 + 3 * CERTIFICATES_WAITING_MAX; seq++) {
      bob.hear('eve', commitMessage({ term: 1, seq }, 'eve'));
    }
    expect(bob.holds(third).words).toContain('committed');
  });
});
