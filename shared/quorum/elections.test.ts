import { describe, expect, test } from 'vitest';
import { toHex } from '../process/hash.ts';
import { sameBytes } from '../process/plain.ts';
import { TERM_AHEAD_MAX } from './limits.ts';
import type { QuorumMessageOf } from './messages.ts';
import { Device, type Done, keyOf, signerOf, TIMINGS, voteMessage } from './testing/devices.ts';
import { quickVerify } from './testing/keys.ts';
import { readVote } from './votes.ts';

const { electionMinMs, electionMaxMs } = TIMINGS;
const asks = (
  term: number,
  lastTerm: number,
  lastSeq: number,
  handOver = false,
): QuorumMessageOf<'askVote'> => ({
  type: 'askVote',
  term,
  lastTerm,
  lastSeq,
  handOver,
});
const wonders = (term: number, lastTerm: number, lastSeq: number): QuorumMessageOf<'askPreVote'> => ({
  type: 'askPreVote',
  term,
  lastTerm,
  lastSeq,
});
const beat = (term: number, seq = 0) => ({ type: 'beat' as const, term, seq, committed: 0 });
const preVote = (term: number, currentTerm = term - 1, granted = true) => ({
  type: 'preVote' as const,
  term,
  granted,
  currentTerm,
});
const votedFor = (done: Done) => {
  const bytes = done.sent('vote')[0]?.vote;
  return bytes ? toHex(readVote(bytes, quickVerify).candidate) : null;
};
const isGranted = (done: Done) => done.sent('preVote')[0]?.granted;

describe('a device that hears no host', () => {
  test('asks for pre-votes after a random time between the limits, and raises no term', () => {
    for (const random of [0, 0.5, 0.999]) {
      const ada = new Device('ada', { random: () => random });
      const dueMs = electionMinMs + random * (electionMaxMs - electionMinMs);
      expect(ada.quorum.dueMs()).toBe(dueMs);
      expect(ada.pass(dueMs - 1).words).toEqual([]);
      expect(ada.pass(1).words).toEqual(['askPreVote to bob', 'askPreVote to cyd']);
      expect(ada.is).toMatchObject({ role: 'preCandidate', term: 0, host: null });
    }
  });

  test('waits again with each beat', () => {
    const bob = new Device('bob', { random: () => 0, log: { term: 1, seq: 1 } });
    for (let beats = 0; beats < 10; beats++) {
      bob.pass(electionMinMs - 1);
      expect(bob.hear('ada', beat(1)).sent('beatReply')).toHaveLength(1);
    }
    expect(bob.is).toMatchObject({ role: 'follower', term: 1, host: 'ada' });
    expect(bob.pass(electionMinMs).words).toEqual(['hostChanged', 'askPreVote to ada', 'askPreVote to cyd']);
  });

  test('asks again, at other random times, as long as nobody wins', () => {
    let random = 0;
    const ada = new Device('ada', { random: () => random });
    expect(ada.pass(electionMinMs).sent('askPreVote')).toHaveLength(2);
    random = 0.999;
    expect(ada.pass(electionMinMs).sent('askPreVote')).toHaveLength(2);
    expect(ada.pass(electionMinMs).words).toEqual([]);
  });

  test('asks whoever is linked later', () => {
    const ada = new Device('ada', { links: [] });
    expect(ada.pass(electionMaxMs).words).toEqual([]);
    expect(ada.linkUp('bob').words).toEqual(['askPreVote to bob']);
    expect(ada.linkUp('eve').words).toEqual([]);
    ada.hear('bob', preVote(1));
    expect(ada.linkUp('cyd').words).toEqual(['askVote to cyd']);
  });

  test('waits less long when the link to its host breaks', () => {
    const bob = new Device('bob', { random: () => 0.5 });
    bob.hear('ada', beat(1));
    bob.linkDown('cyd');
    expect(bob.quorum.dueMs()).toBe((electionMinMs + electionMaxMs) / 2);
    bob.linkDown('ada');
    expect(bob.quorum.dueMs()).toBe(electionMinMs / 2);
  });
});

describe('an election', () => {
  test("is won with a majority's pre-votes and votes", () => {
    const ada = new Device('ada', { log: { term: 2, seq: 9 } });
    ada.pass(electionMaxMs);
    const stands = ada.hear('bob', preVote(3));
    expect(stands.words).toEqual(['save', 'askVote to bob', 'askVote to cyd']);
    expect(stands.of('save')[0]?.durable).toEqual({ term: 3, votedFor: keyOf('ada') });
    expect(stands.sent('askVote')[0]).toMatchObject(asks(3, 2, 9));
    const wins = ada.hear('cyd', voteMessage('cyd', 'ada', 3));
    expect(wins.words).toEqual(['beat to bob', 'beat to cyd', 'hostChanged', 'startTerm']);
    const [start] = wins.of('startTerm');
    const votes = start?.votes.map((bytes) => readVote(bytes, quickVerify));
    expect(start?.term).toBe(3);
    expect(votes?.map(({ device }) => toHex(device))).toEqual([keyOf('ada'), keyOf('cyd')]);
    expect(
      votes?.every(({ term, candidate }) => term === 3 && sameBytes(candidate, signerOf('ada').publicKey)),
    ).toBe(true);
    expect(ada.is).toMatchObject({ role: 'host', host: 'ada', term: 3 });
  });

  test('is not won by pre-votes alone, nor by refusals, nor by words of another term', () => {
    const ada = new Device('ada');
    ada.pass(electionMaxMs);
    expect(ada.hear('bob', preVote(1, 0, false)).words).toEqual([]);
    expect(ada.hear('bob', preVote(2, 0)).words).toEqual([]);
    ada.hear('bob', preVote(1));
    expect(ada.quorum.role).toBe('candidate');
    expect(ada.hear('bob', { type: 'vote', term: 1, vote: null, currentTerm: 1 }).words).toEqual([]);
    expect(ada.hear('bob', voteMessage('bob', 'ada', 2)).words).toEqual([]);
    expect(ada.quorum.role).toBe('candidate');
  });

  // Guards each comparison in hearVote.
  test('does not count votes for another, of another term or table, nor ones that another device passes on', () => {
    const ada = new Device('ada', { log: { term: 0, seq: 0, voterSets: [['ada', 'bob', 'cyd', 'dan']] } });
    ada.pass(electionMaxMs);
    for (const from of ['bob', 'cyd']) ada.hear(from, preVote(1));
    ada.hear('cyd', voteMessage('cyd', 'ada', 1));
    expect(ada.quorum.role).toBe('candidate');
    expect(ada.hear('bob', voteMessage('bob', 'cyd', 1)).words).toEqual([]);
    expect(ada.hear('bob', { ...voteMessage('bob', 'ada', 2), term: 1 }).words).toEqual([]);
    expect(ada.hear('bob', voteMessage('bob', 'ada', 1, new Uint8Array(16))).words).toEqual([]);
    expect(ada.hear('bob', voteMessage('dan', 'ada', 1)).words).toEqual([]);
    expect(ada.hear('cyd', voteMessage('cyd', 'ada', 1)).words).toEqual([]);
    expect(ada.hear('bob', voteMessage('bob', 'ada', 1)).of('startTerm')).toHaveLength(1);
  });

  test('that another won makes a follower of a candidate', () => {
    const ada = new Device('ada');
    ada.pass(electionMaxMs);
    ada.hear('bob', preVote(1));
    ada.hear('cyd', beat(1));
    expect(ada.is).toMatchObject({ role: 'follower', host: 'cyd', term: 1 });
    expect(ada.hear('bob', voteMessage('bob', 'ada', 1)).words).toEqual([]);
  });

  test("that another won is also learned from that term's first entry", () => {
    const ada = new Device('ada');
    ada.pass(electionMaxMs);
    ada.hear('bob', preVote(1));
    ada.holds({ term: 1, seq: 1, host: 'cyd' });
    expect(ada.is).toMatchObject({ role: 'follower', host: 'cyd', term: 1 });
    ada.holds({ term: 4, seq: 2, host: 'bob' });
    expect(ada.is).toMatchObject({ host: 'bob', term: 4 });
  });
});

describe('a vote', () => {
  // Guards the order in which hearAskVote and stand tell their effects.
  test('is saved before it is sent', () => {
    const bob = new Device('bob');
    const votes = bob.hear('ada', asks(1, 0, 0));
    expect(votes.words).toEqual(['save', 'save', 'vote to ada']);
    expect(votes.of('save').at(-1)?.durable).toEqual({ term: 1, votedFor: keyOf('ada') });
    expect(votedFor(votes)).toBe(keyOf('ada'));
  });

  // Guards `isFree`.
  test('is given once a term, and again only to the same', () => {
    const bob = new Device('bob');
    bob.hear('ada', asks(1, 0, 0));
    expect(votedFor(bob.hear('cyd', asks(1, 5, 50)))).toBeNull();
    const again = bob.hear('ada', asks(1, 0, 0));
    expect(again.words).toEqual(['vote to ada']);
    expect(votedFor(again)).toBe(keyOf('ada'));
    expect(votedFor(bob.hear('cyd', asks(2, 0, 0)))).toBe(keyOf('cyd'));
  });

  test('is given once a term across a restart', () => {
    const before = new Device('bob');
    const durable = before
      .hear('ada', asks(1, 0, 0))
      .of('save')
      .at(-1)?.durable;
    const bob = new Device('bob', { ...(durable && { durable }), boot: 2 });
    expect(bob.quorum.term).toBe(1);
    expect(votedFor(bob.hear('cyd', asks(1, 0, 0)))).toBeNull();
    expect(votedFor(bob.hear('ada', asks(1, 0, 0)))).toBe(keyOf('ada'));
  });

  test('is not given by a candidate to another', () => {
    const ada = new Device('ada');
    ada.pass(electionMaxMs);
    ada.hear('bob', preVote(1));
    expect(votedFor(ada.hear('cyd', asks(1, 3, 30)))).toBeNull();
  });

  test('is refused for an older term, whose candidate learns of the newer', () => {
    const bob = new Device('bob', { durable: { term: 5, votedFor: null } });
    expect(bob.hear('ada', asks(4, 3, 3)).sent('vote')).toEqual([
      { type: 'vote', term: 4, vote: null, currentTerm: 5, to: 'ada' },
    ]);
    const ada = new Device('ada', { durable: { term: 3, votedFor: null } });
    ada.pass(electionMaxMs);
    ada.hear('bob', preVote(4));
    expect(ada.hear('bob', { type: 'vote', term: 4, vote: null, currentTerm: 5 }).words).toEqual(['save']);
    expect(ada.is).toMatchObject({ role: 'follower', term: 5 });
  });

  test('puts the own election off', () => {
    const bob = new Device('bob', { random: () => 0 });
    bob.pass(electionMinMs - 1);
    bob.hear('ada', asks(1, 0, 0));
    expect(bob.quorum.dueMs()).toBe(2 * electionMinMs - 1);
  });

  // Guards isHostAlive in hearAskVote: a device that hears a host keeps its term (Raft, 6).
  test('is refused while a host is heard, without taking the term over', () => {
    const bob = new Device('bob');
    bob.hear('ada', beat(1));
    bob.pass(electionMinMs - 1);
    expect(bob.hear('cyd', asks(2, 9, 9)).words).toEqual(['vote to cyd']);
    expect(bob.quorum.term).toBe(1);
    bob.pass(1);
    expect(votedFor(bob.hear('cyd', asks(2, 9, 9)))).toBe(keyOf('cyd'));
  });

  test('is given at once where the host asked for the election, or asks for votes itself', () => {
    const bob = new Device('bob');
    bob.hear('ada', beat(1));
    expect(votedFor(bob.hear('cyd', asks(2, 0, 0, true)))).toBe(keyOf('cyd'));
    const cyd = new Device('cyd');
    cyd.hear('ada', beat(1));
    expect(votedFor(cyd.hear('ada', asks(2, 0, 0)))).toBe(keyOf('ada'));
  });
});

describe('a pre-vote', () => {
  test('changes nothing at the device that gives it', () => {
    const bob = new Device('bob', { random: () => 0 });
    const dueMs = bob.quorum.dueMs();
    const gives = bob.hear('ada', wonders(1, 0, 0));
    expect(gives.words).toEqual(['preVote to ada']);
    expect(isGranted(gives)).toBe(true);
    expect(isGranted(bob.hear('cyd', wonders(1, 0, 0)))).toBe(true);
    expect(bob.quorum.term).toBe(0);
    expect(bob.quorum.dueMs()).toBe(dueMs);
  });

  // Guards isHostAlive in hearAskPreVote.
  test('is refused while a host is heard, and by the host itself', () => {
    const bob = new Device('bob');
    bob.hear('ada', beat(1));
    expect(isGranted(bob.hear('cyd', wonders(2, 9, 9)))).toBe(false);
    bob.pass(electionMinMs);
    expect(isGranted(bob.hear('cyd', wonders(2, 9, 9)))).toBe(true);
    const ada = new Device('ada');
    ada.win(['bob']);
    const asked = ada.hear('cyd', wonders(2, 9, 9));
    expect(isGranted(asked)).toBe(false);
    expect(asked.sent('beat').map(({ to }) => to)).toEqual(['cyd']);
  });

  test('is refused for a term that is not new, and to a journal that is behind', () => {
    const bob = new Device('bob', { log: { term: 2, seq: 5 }, durable: { term: 3, votedFor: null } });
    expect(isGranted(bob.hear('ada', wonders(3, 2, 5)))).toBe(false);
    expect(isGranted(bob.hear('ada', wonders(4, 2, 4)))).toBe(false);
    expect(isGranted(bob.hear('ada', wonders(4, 1, 9)))).toBe(false);
    expect(isGranted(bob.hear('ada', wonders(4, 2, 5)))).toBe(true);
  });

  // The whole reason for pre-votes: terms do not rise in a corner.
  test('keeps a device that was cut off from disturbing when it returns', () => {
    const cyd = new Device('cyd', { log: { term: 1, seq: 1 } });
    cyd.hear('ada', beat(1));
    for (const other of ['ada', 'bob']) cyd.linkDown(other);
    cyd.pass(60_000);
    expect(cyd.is).toMatchObject({ term: 1, role: 'preCandidate', host: null });

    const bob = new Device('bob');
    bob.hear('ada', beat(1));
    const [asked] = cyd.linkUp('bob').sent('askPreVote');
    expect(isGranted(bob.hear('cyd', asked as QuorumMessageOf<'askPreVote'>))).toBe(false);
    expect(bob.is).toMatchObject({ term: 1, host: 'ada' });
    cyd.linkUp('ada');
    cyd.hear('ada', beat(1));
    expect(cyd.is).toMatchObject({ term: 1, role: 'follower', host: 'ada' });
  });
});

describe('terms', () => {
  test('that are too far ahead are ignored, whatever names them', () => {
    const bob = new Device('bob');
    const far = TERM_AHEAD_MAX + 1;
    for (const message of [
      beat(far),
      asks(far, far, 1),
      asks(far, far, 1, true),
      { type: 'beatReply' as const, term: far, seq: 1 },
      preVote(1, far, false),
      { type: 'vote' as const, term: 1, vote: null, currentTerm: far },
    ]) {
      expect(bob.hear('ada', message).of('save'), message.type).toEqual([]);
    }
    expect(bob.quorum.term).toBe(0);
    expect(bob.hear('ada', asks(far - 1, 0, 0)).of('save')).toHaveLength(2);
  });

  // Guards isVoter in seeTerm.
  test('are not raised by a device that is no voter', () => {
    const bob = new Device('bob', { links: ['ada', 'cyd', 'eve'] });
    for (const message of [
      beat(9),
      asks(9, 9, 9),
      asks(9, 9, 9, true),
      { type: 'beatReply' as const, term: 9, seq: 1 },
      preVote(1, 9, false),
      { type: 'vote' as const, term: 1, vote: null, currentTerm: 9 },
    ]) {
      expect(bob.hear('eve', message).of('save'), message.type).toEqual([]);
    }
    expect(bob.quorum.term).toBe(0);
  });
});

describe('a device that is no voter', () => {
  const eve = () => new Device('eve', { links: ['ada', 'bob', 'cyd'] });

  test('never stands', () => {
    const device = eve();
    expect(device.quorum.dueMs()).toBeNull();
    device.hear('ada', beat(1));
    expect(device.pass(10_000).words).toEqual(['hostChanged']);
    expect(device.is).toMatchObject({ role: 'follower', host: null });
    device.hear('ada', beat(1));
    expect(device.hear('ada', { type: 'standNow', term: 1 }).words).toEqual([]);
  });

  // Guards isVoter(candidate) in mayVoteFor, and isVoter(from) in hearVote.
  test('gets no votes, and its own count for nobody', () => {
    // Whoever asks may know better who is a voter; it is for who counts to say.
    expect(votedFor(eve().hear('ada', asks(1, 0, 0)))).toBe(keyOf('ada'));
    const bob = new Device('bob', { links: ['ada', 'cyd', 'eve'] });
    expect(isGranted(bob.hear('eve', wonders(1, 5, 5)))).toBe(false);
    expect(votedFor(bob.hear('eve', asks(1, 5, 5)))).toBeNull();
    const ada = new Device('ada', { links: ['bob', 'cyd', 'eve'] });
    ada.pass(electionMaxMs);
    expect(ada.hear('eve', preVote(1)).words).toEqual([]);
    ada.hear('bob', preVote(1));
    expect(ada.hear('eve', voteMessage('eve', 'ada', 1)).words).toEqual([]);
    const [start] = ada.hear('bob', voteMessage('bob', 'ada', 1)).of('startTerm');
    const from = start?.votes.map((bytes) => toHex(readVote(bytes, quickVerify).device));
    expect(from).toEqual([keyOf('ada'), keyOf('bob')]);
  });
});

describe('a device that may not vote', () => {
  // Guards mayVote in mayStand and mayVoteFor: it cannot know how it voted (DESIGN.md 4.7).
  test('neither stands nor votes until it may', () => {
    const bob = new Device('bob', { mayVote: false });
    expect(bob.quorum.dueMs()).toBeNull();
    expect(isGranted(bob.hear('ada', wonders(1, 0, 0)))).toBe(false);
    expect(votedFor(bob.hear('ada', asks(1, 0, 0)))).toBeNull();
    expect(bob.quorum.term).toBe(1);
    bob.hear('ada', beat(1));
    expect(bob.hear('ada', { type: 'standNow', term: 1 }).words).toEqual([]);
    bob.mayVote(true);
    expect(bob.quorum.dueMs()).not.toBeNull();
    expect(votedFor(bob.hear('ada', asks(2, 0, 0)))).toBe(keyOf('ada'));
  });
});

describe('a voter that the host asks to stand', () => {
  test('stands at once and says so', () => {
    const bob = new Device('bob', { isAwake: false });
    bob.hear('ada', beat(1));
    const stands = bob.hear('ada', { type: 'standNow', term: 1 });
    expect(stands.words).toEqual(['save', 'hostChanged', 'askVote to ada', 'askVote to cyd']);
    expect(stands.sent('askVote')[0]).toMatchObject(asks(2, 0, 0, true));
  });

  test('does not stand for anybody else, nor in another term', () => {
    const bob = new Device('bob');
    bob.hear('ada', beat(1));
    expect(bob.hear('cyd', { type: 'standNow', term: 1 }).words).toEqual([]);
    expect(bob.hear('ada', { type: 'standNow', term: 0 }).words).toEqual([]);
    expect(bob.quorum.role).toBe('follower');
  });
});
