import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NotSigned } from '../process/signed.ts';
import { certificateProblem } from './certificate.ts';
import type { QuorumMessage } from './messages.ts';
import { Device, type End, receiptMessage, TABLE, TIMINGS, voteMessage } from './testing/devices.ts';
import { quickVerify } from './testing/keys.ts';

const SOLE: End = { term: 0, seq: 0, voterSets: [['ada']] };

describe('a table with one voter', () => {
  test('is hosted at once, without a message, and its own disk is the majority', () => {
    const ada = new Device('ada', { log: SOLE, isAwake: false });
    const done = ada.awake(true);
    expect(done.words).toEqual(['save', 'hostChanged', 'startTerm']);
    expect(ada.is).toMatchObject({ role: 'host', term: 1 });
    const own = ada.holds({ ...SOLE, term: 1, seq: 1 }).of('committed');
    expect(own).toHaveLength(1);
    const certificate = own[0]?.certificate;
    if (certificate)
      expect(certificateProblem(certificate, TABLE, ada.log.voterSets, quickVerify)).toBeNull();
  });

  test('wants no tick while nobody is linked, and beats for those who watch', () => {
    const ada = new Device('ada', { log: SOLE });
    ada.holds({ ...SOLE, term: 1, seq: 1 });
    expect(ada.quorum.dueMs()).toBeNull();
    expect(ada.linkUp('eve').words).toEqual(['beat to eve']);
    expect(ada.pass(TIMINGS.heartbeatMs).words).toContain('beat to eve');
    expect(ada.holds({ ...SOLE, term: 1, seq: 2 }).words).toEqual(['commit to eve', 'committed']);
  });

  test('is not hosted while it is at rest, by another, or while its voter may not vote', () => {
    const ada = new Device('ada', { log: SOLE, mayVote: false });
    expect(ada.is.role).toBe('follower');
    expect(ada.mayVote(true).of('startTerm')).toHaveLength(1);
    const eve = new Device('eve', { log: SOLE });
    expect(eve.pass(60_000).words).toEqual([]);
    const resting = new Device('ada', { log: SOLE, isAwake: false });
    expect(resting.holds({ ...SOLE, seq: 1 }).words).toEqual([]);
  });

  test('is hosted in a new term after a restart', () => {
    const ada = new Device('ada', {
      log: { ...SOLE, term: 3, seq: 8 },
      durable: { term: 4, votedFor: null },
    });
    expect(ada.is).toMatchObject({ role: 'host', term: 5 });
  });

  test('is hosted even by who has nobody in its journal but itself, and never without voters', () => {
    const ada = new Device('ada', { log: { term: 0, seq: 0, voterSets: [[]] } });
    expect(ada.pass(60_000).words).toEqual([]);
  });
});

describe('a forged word', () => {
  // Guards that readReceipt and readVote come before anything is changed.
  test('throws NotSigned and changes nothing', () => {
    const ada = new Device('ada');
    ada.pass(2_000);
    ada.hear('bob', { type: 'preVote', term: 1, granted: true, currentTerm: 0 });
    const { vote } = voteMessage('bob', 'ada', 1);
    const forged = { ...voteMessage('bob', 'ada', 1), vote: (vote as Uint8Array).with(-1, 0xff) };
    const before = { ...ada.is };
    expect(() => ada.hear('bob', forged)).toThrow(NotSigned);
    expect(() => ada.hear('bob', { ...forged, vote: new Uint8Array(70) })).toThrow();
    expect(ada.is).toEqual(before);
    expect(ada.linkUp('eve').words).toEqual([]);
    ada.hear('bob', voteMessage('bob', 'ada', 1));
    ada.holds({ term: 1, seq: 1 });
    const { receipt } = receiptMessage('bob', { term: 1, seq: 1 });
    expect(() => ada.hear('bob', { type: 'receipt', receipt: receipt.with(-1, 0xff) })).toThrow(NotSigned);
    expect(ada.is).toMatchObject({ role: 'host', committed: 0 });
    expect(ada.linkDown('eve').words).toEqual([]);
  });

  test('at a device that does not ask for it is not even read', () => {
    const bob = new Device('bob');
    expect(bob.hear('ada', { type: 'receipt', receipt: new Uint8Array(9) }).words).toEqual([]);
    expect(bob.hear('ada', { type: 'vote', term: 0, vote: new Uint8Array(9), currentTerm: 0 }).words).toEqual(
      [],
    );
  });
});

// Whatever others say: terms do not fall, one vote a term, no message that a save does not precede.
test('whatever is heard, terms never fall, votes never change, and saves come first', () => {
  const count = fc.integer({ min: 0, max: 6 });
  const from = fc.constantFrom('bob', 'cyd', 'eve');
  const end = fc.record({ term: count, lastTerm: count, lastSeq: count });
  const message: fc.Arbitrary<QuorumMessage> = fc.oneof(
    fc.record({ type: fc.constant('beat' as const), term: count, seq: count, committed: count }),
    fc.record({ type: fc.constant('beatReply' as const), term: count, seq: count }),
    end.map((asked) => ({ type: 'askPreVote' as const, ...asked })),
    fc.record({
      type: fc.constant('preVote' as const),
      term: count,
      granted: fc.boolean(),
      currentTerm: count,
    }),
    fc
      .tuple(end, fc.boolean())
      .map(([asked, handOver]) => ({ type: 'askVote' as const, ...asked, handOver })),
    fc.tuple(fc.constantFrom('bob', 'cyd'), count).map(([voter, term]) => voteMessage(voter, 'ada', term)),
    fc.record({ type: fc.constant('standNow' as const), term: count }),
  );
  const event = fc.oneof(fc.tuple(from, message), fc.integer({ min: 0, max: 1_500 }));
  fc.assert(
    fc.property(fc.array(event, { maxLength: 60 }), (events) => {
      const ada = new Device('ada', { links: ['bob', 'cyd', 'eve'] });
      const votes = new Map<number, string>();
      let durable: { term: number; votedFor: string | null } = { term: 0, votedFor: null };
      for (const happening of events) {
        const done = Array.isArray(happening) ? ada.hear(...happening) : ada.pass(happening as number);
        for (const effect of done.effects) {
          if (effect.type === 'save') {
            if (effect.durable.term < durable.term) return false;
            const isKept = effect.durable.term > durable.term || durable.votedFor === null;
            if (!isKept) return false;
            durable = effect.durable;
          }
          if (effect.type === 'send' && effect.message.type === 'vote' && effect.message.vote) {
            if (durable.term !== effect.message.term || durable.votedFor !== effect.to) return false;
            const earlier = votes.get(durable.term) ?? effect.to;
            if (earlier !== effect.to) return false;
            votes.set(durable.term, earlier);
          }
          const asks = effect.type === 'send' && effect.message.type === 'askVote' ? effect.message : null;
          if (asks && durable.term !== asks.term) return false;
          if (effect.type === 'startTerm' && durable.term !== effect.term) return false;
        }
        if (ada.quorum.role === 'host') ada.holds({ term: ada.quorum.term, seq: ada.log.seq + 1 });
        if (durable.term !== ada.quorum.term) return false;
      }
      return true;
    }),
    { numRuns: 500 },
  );
});
