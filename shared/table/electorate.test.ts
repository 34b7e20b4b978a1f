import { describe, expect, test } from 'vitest';
import { VOTER_REFUSALS } from './electorate.ts';
import { newGame } from './game.ts';
import { ADA, BO, CY, DI, Friends } from './testing/friends.ts';
import { HOST, Practice, SETTINGS } from './testing/practice.ts';
import { votersOf } from './voters.ts';

/** Ada sits, Bo sits and does not vote. */
function withNewcomer(): Friends {
  const table = new Friends();
  table.invite();
  table.sitDown(ADA, 0);
  table.join(BO);
  table.sitDown(BO, 1);
  return table;
}

test('a player is dealt in only once its device votes', () => {
  const table = withNewcomer();
  expect(table.look('hand')).toBeUndefined();
  table.addVoter(BO);
  expect(table.look('hand')?.clockwise).toEqual([1, 0]);
});

test('a player whose device votes no more ends the hand, and is dealt into no other', () => {
  const table = Friends.playing([ADA, BO, CY]);
  table.say(HOST, 'VOTERS', { remove: CY });
  table.move('fold');
  table.move('call');
  table.move('check');
  expect(table.ask.for, 'still in this one').toBe('board');
  table.foldRound();
  table.nextHand();
  table.serve();
  expect(table.look('hand')?.clockwise).toHaveLength(2);
});

describe('a voter is added', () => {
  test('not while cards are out; from when the result stands', () => {
    const table = Friends.playing([ADA, BO]);
    table.join(CY);
    table.sitDown(CY, 2);
    expect(() => table.addVoter(CY)).toThrow(VOTER_REFUSALS.voter);
    table.foldToResult();
    table.addVoter(CY);
    expect(table.voters).toEqual([ADA, BO, CY]);
    table.serve();
    expect(table.game.voters).toEqual([ADA, BO, CY]);
    expect(votersOf(table.process.looks()), 'known to the end').toEqual([ADA, BO, CY]);
  });

  test('not while the deck is made', () => {
    const table = withNewcomer();
    table.addVoter(BO);
    expect(table.ask.for).toBe('deck');
    table.join(CY);
    table.sitDown(CY, 2);
    expect(() => table.addVoter(CY)).toThrow(VOTER_REFUSALS.voter);
  });

  test('only if it sits here, and stays', () => {
    const table = withNewcomer();
    table.join(CY);
    for (const device of [CY, DI, ADA]) expect(() => table.addVoter(device)).toThrow(VOTER_REFUSALS.voter);
    const leave = (one: Friends) => one.say(CY, 'LEAVE');
    const kick = (one: Friends) => one.say(ADA, 'KICK', { device: CY });
    for (const goes of [leave, kick]) {
      const playing = Friends.playing([ADA, BO, CY]);
      playing.say(HOST, 'VOTERS', { remove: CY });
      goes(playing);
      playing.foldToResult();
      expect(() => playing.addVoter(CY), 'on the way out').toThrow(VOTER_REFUSALS.voter);
    }
  });

  test('as a witness, while these stay fewer than the seated who vote', () => {
    const table = Friends.seated([ADA, BO]);
    table.join(CY, 'witness');
    table.join(DI, 'witness');
    table.addVoter(CY);
    expect(() => table.addVoter(DI)).toThrow(VOTER_REFUSALS.voter);
    table.say(HOST, 'VOTERS', { remove: CY });
    table.say(ADA, 'KICK', { device: DI });
    expect(() => table.addVoter(DI), 'asked to leave').toThrow(VOTER_REFUSALS.voter);
    const alone = Friends.seated([ADA]);
    alone.join(CY, 'witness');
    expect(() => alone.addVoter(CY)).toThrow(VOTER_REFUSALS.voter);
  });

  test('never as a spectator', () => {
    const table = Friends.seated([ADA, BO]);
    table.join(CY, 'spectator');
    expect(() => table.addVoter(CY)).toThrow(VOTER_REFUSALS.voter);
  });
});

describe('a voter is removed', () => {
  test('at any time', () => {
    const table = Friends.playing([ADA, BO, CY]);
    table.say(HOST, 'VOTERS', { remove: BO });
    expect(table.voters).toEqual([ADA, CY]);
  });

  test('never the last one', () => {
    const table = Friends.seated([ADA]);
    expect(() => table.say(HOST, 'VOTERS', { remove: ADA })).toThrow(VOTER_REFUSALS.lastVoter);
    expect(() => table.say(HOST, 'VOTERS', { remove: BO })).toThrow(VOTER_REFUSALS.voter);
  });
});

test('only the host changes who votes, one at a time', () => {
  const table = withNewcomer();
  for (const device of [ADA, BO]) {
    expect(() => table.say(device, 'VOTERS', { add: BO })).toThrow('not possible');
    expect(() => table.say(device, 'READMIT', { device: BO, boot: 1 })).toThrow('not possible');
  }
  expect(() => table.say(HOST, 'VOTERS', {})).toThrow(VOTER_REFUSALS.voter);
  expect(() => table.say(HOST, 'VOTERS', { add: BO, remove: ADA })).toThrow(VOTER_REFUSALS.voter);
  expect(() => table.say(HOST, 'VOTERS', { add: 'Bo' })).toThrow('not possible');
});

test('a readmission changes nothing but its count', () => {
  const table = Friends.playing([ADA, BO]);
  const { readmissions, requests, ...before } = table.desk;
  table.say(HOST, 'READMIT', { device: BO, boot: 3 });
  expect(table.desk).toEqual({
    ...before,
    readmissions: Number(readmissions) + 1,
    requests: Number(requests) + 1,
  });
  expect(() => table.say(HOST, 'READMIT', { device: 'Bo', boot: 3 })).toThrow('not possible');
});

test('at a practice table the opener alone votes', () => {
  const table = new Practice({
    ...newGame(HOST, SETTINGS, { name: 'Host', avatar: 0, practice: true, standIn: true }),
    paused: false,
  });
  table.sit(0);
  table.sit(1);
  expect(table.look('hand')).toBeDefined();
  expect(() => table.say(HOST, 'VOTERS', { add: 'a'.repeat(64) })).toThrow(VOTER_REFUSALS.voter);
  expect(votersOf(table.process.looks())).toEqual([HOST]);
});
