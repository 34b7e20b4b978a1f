import { describe, expect, test } from 'vitest';
import { toHex } from '../process/hash.ts';
import { gameSchema, newGame } from './game.ts';
import { INVITES_MAX, MEMBERS_MAX } from './members.ts';
import { MEMBER_REFUSALS } from './membership.ts';
import { ADA, BO, CY, DI, Friends, INVITE_KEY } from './testing/friends.ts';
import { HOST, Practice, SETTINGS } from './testing/practice.ts';

/** What is said is refused with this sentence, and nothing has changed. */
function refuses(table: Practice, say: () => unknown, sentence: string): void {
  const before = table.process.stateHash;
  expect(say).toThrow(sentence);
  expect(table.process.stateHash).toEqual(before);
}

const NOT_POSSIBLE = 'not possible';

function invited(admission: 'ask' | 'auto' = 'auto'): Friends {
  const table = new Friends();
  table.invite(admission);
  return table;
}

describe('invites', () => {
  test('are the opener’s to make, to change and to close', () => {
    const table = invited('ask');
    refuses(
      table,
      () => table.say(BO, 'INVITE', { key: toHex(INVITE_KEY), admission: 'auto' }),
      MEMBER_REFUSALS.notOpener,
    );
    refuses(table, () => table.say(BO, 'INVITE_END', { key: toHex(INVITE_KEY) }), MEMBER_REFUSALS.notOpener);
    table.invite('auto');
    expect(table.desk.invites).toEqual([{ key: toHex(INVITE_KEY), admission: 'auto' }]);
    table.say(ADA, 'INVITE_END', { key: toHex(INVITE_KEY) });
    expect(table.desk.invites).toEqual([]);
    refuses(table, () => table.say(ADA, 'INVITE_END', { key: toHex(INVITE_KEY) }), MEMBER_REFUSALS.noInvite);
  });

  test('are few', () => {
    const table = new Friends();
    const key = (at: number) => new Uint8Array(32).fill(at);
    for (let at = 0; at < INVITES_MAX; at++) table.invite('auto', key(at));
    refuses(table, () => table.invite('auto', key(INVITES_MAX)), MEMBER_REFUSALS.tooManyInvites);
    table.invite('ask', key(0));
  });

  test.each([
    { key: 'ab', admission: 'auto' },
    { key: toHex(INVITE_KEY), admission: 'all' },
    { key: 'A'.repeat(64), admission: 'ask' },
  ])('malformed ones are for nobody: %j', (body) => {
    const table = new Friends();
    refuses(table, () => table.say(ADA, 'INVITE', body), NOT_POSSIBLE);
  });
});

describe('coming in', () => {
  test('by an invite that lets in', () => {
    const table = invited();
    table.join(BO);
    expect(table.members).toEqual([
      { device: ADA, name: 'Ada', avatar: 1, role: 'player', state: 'in' },
      { device: BO, name: 'Bo', avatar: 2, role: 'player', state: 'in' },
    ]);
    expect(table.events.at(-1)).toEqual({ what: 'joins', name: 'Bo', role: 'player' });
  });

  test('by an invite that asks, once the opener says so', () => {
    const table = invited('ask');
    table.join(CY, 'spectator');
    expect(table.memberOf(CY)?.state).toBe('asked');
    refuses(table, () => table.sitDown(CY, 2), MEMBER_REFUSALS.notMember);
    refuses(table, () => table.say(BO, 'ADMIT', { device: CY, admit: true }), MEMBER_REFUSALS.notOpener);
    refuses(table, () => table.say(CY, 'ADMIT', { device: CY, admit: true }), MEMBER_REFUSALS.notOpener);
    refuses(table, () => table.say(ADA, 'ADMIT', { device: BO, admit: true }), MEMBER_REFUSALS.nobody);
    table.say(ADA, 'ADMIT', { device: CY, admit: true });
    expect(table.memberOf(CY)?.state).toBe('in');
    refuses(table, () => table.say(ADA, 'ADMIT', { device: CY, admit: true }), MEMBER_REFUSALS.nobody);
  });

  test('who is turned away may ask again; who was asked to leave may not', () => {
    const table = invited('ask');
    table.join(BO);
    table.say(ADA, 'ADMIT', { device: BO, admit: false });
    expect(table.memberOf(BO)).toBeUndefined();
    table.join(BO);
    table.say(ADA, 'KICK', { device: BO });
    refuses(table, () => table.join(BO), MEMBER_REFUSALS.excluded);
    refuses(table, () => table.say(ADA, 'KICK', { device: BO }), MEMBER_REFUSALS.nobody);
  });

  test('who asks may ask again under another name, and is asked for once', () => {
    const table = invited('ask');
    table.join(BO);
    table.join(BO, 'witness', 'Bobby');
    expect(table.members.slice(1)).toMatchObject([
      { device: BO, name: 'Bobby', role: 'witness', state: 'asked' },
    ]);
  });

  test('without an open invite nobody comes in', () => {
    const table = new Friends();
    refuses(table, () => table.join(BO), MEMBER_REFUSALS.noInvite);
    table.invite();
    refuses(
      table,
      () => table.join(BO, 'player', 'Bo', new Uint8Array(32).fill(8)),
      MEMBER_REFUSALS.noInvite,
    );
    table.say(ADA, 'INVITE_END', { key: toHex(INVITE_KEY) });
    refuses(table, () => table.join(BO), MEMBER_REFUSALS.noInvite);
  });

  test('once: a member is known, but who came to watch may come again to play', () => {
    const table = invited();
    table.join(BO, 'spectator');
    refuses(table, () => table.join(BO, 'spectator'), MEMBER_REFUSALS.known);
    refuses(table, () => table.sitDown(BO, 1), MEMBER_REFUSALS.spectator);
    table.join(BO, 'player');
    table.sitDown(BO, 1);
    refuses(table, () => table.join(BO, 'spectator'), MEMBER_REFUSALS.known);
  });

  test('so many devices and no more; those who were turned away make room', () => {
    const table = invited('ask');
    const device = (at: number) => at.toString(16).padStart(64, '0');
    for (let at = 1; at < MEMBERS_MAX; at++) table.join(device(at), 'player', `P${at}`);
    expect(table.members).toHaveLength(MEMBERS_MAX);
    refuses(table, () => table.join(device(MEMBERS_MAX), 'player', 'One more'), MEMBER_REFUSALS.full);
    table.say(ADA, 'ADMIT', { device: device(1), admit: false });
    table.join(device(MEMBERS_MAX), 'player', 'One more');
  });

  test.each([
    ['another role', { role: 'host' }],
    ['an avatar that there is not', { avatar: 64 }],
    ['a short proof', { proof: new Uint8Array(63) }],
    ['no invite', { invite: null }],
    ['more than is asked for', { state: 'in' }],
  ])('malformed is for nobody: %s', (_, change) => {
    const table = invited();
    const join = { name: 'Bo', avatar: 2, role: 'player', invite: INVITE_KEY, proof: new Uint8Array(64) };
    refuses(table, () => table.say(BO, 'JOIN', { ...join, ...change }), NOT_POSSIBLE);
  });

  test('a practice table has no door', () => {
    const table = new Practice(
      newGame(HOST, SETTINGS, { name: 'Host', avatar: 0, practice: true, standIn: true }),
    );
    const invite = { key: toHex(INVITE_KEY), admission: 'auto' };
    const join = { name: 'Bo', avatar: 2, role: 'player', invite: INVITE_KEY, proof: new Uint8Array(64) };
    refuses(table, () => table.say(HOST, 'INVITE', invite), MEMBER_REFUSALS.practice);
    refuses(table, () => table.say(BO, 'JOIN', join), MEMBER_REFUSALS.practice);
    refuses(table, () => table.say(HOST, 'KICK', { device: BO }), MEMBER_REFUSALS.practice);
    refuses(table, () => table.say(BO, 'RENAME', { name: 'Bo', avatar: 1 }), MEMBER_REFUSALS.notMember);
  });
});

describe('names', () => {
  test.each([
    ['10,000 characters', 'x'.repeat(10_000)],
    ['control characters', 'Bo\u0000'],
    ['two lines', 'Bo\nAda wins'],
    ['a change of direction', 'Bo\u202eoB'],
    ['braces', '{100}'],
    ['nothing to see', '   '],
  ])('of %s come in by no input', (_, name) => {
    const table = invited();
    refuses(table, () => table.join(BO, 'player', name), NOT_POSSIBLE);
    refuses(table, () => table.say(ADA, 'RENAME', { name, avatar: 1 }), NOT_POSSIBLE);
    refuses(table, () => table.sitDown(ADA, 0, { name }), NOT_POSSIBLE);
  });

  test('two devices have two names, those at the door included', () => {
    const table = invited('ask');
    refuses(table, () => table.join(BO, 'player', 'Ada'), MEMBER_REFUSALS.nameTaken);
    table.join(BO);
    refuses(table, () => table.join(CY, 'player', 'Bo'), MEMBER_REFUSALS.nameTaken);
    refuses(table, () => table.say(ADA, 'RENAME', { name: 'Bo', avatar: 1 }), MEMBER_REFUSALS.nameTaken);
  });

  test('of who was asked to leave is free again', () => {
    const table = invited();
    table.join(BO);
    table.say(ADA, 'KICK', { device: BO });
    table.join(CY, 'player', 'Bo');
    expect(table.memberOf(CY)?.name).toBe('Bo');
  });

  test('a member is renamed with seat and account, in the middle of a hand too', () => {
    const table = Friends.playing([ADA, BO]);
    table.say(BO, 'RENAME', { name: 'Bobby', avatar: 5 });
    expect(table.memberOf(BO)).toMatchObject({ name: 'Bobby', avatar: 5 });
    expect(table.playerAt(1)?.name).toBe('Bobby');
    expect(table.accountOf(BO)?.name).toBe('Bobby');
    expect(table.events.at(-1)).toEqual({ what: 'renamed', name: 'Bobby', from: 'Bo' });
    refuses(table, () => table.say(CY, 'RENAME', { name: 'Cy', avatar: 5 }), MEMBER_REFUSALS.notMember);
  });

  // Guards: nobody sits under a name that is not their own.
  test('a member sits under the name that it came in with, whatever its SIT says', () => {
    const table = invited();
    table.join(BO);
    table.sitDown(BO, 1, { name: 'Ada' });
    expect(table.playerAt(1)?.name).toBe('Bo');
  });
});

describe('sitting down', () => {
  test('is for members who came to play', () => {
    const table = invited();
    refuses(table, () => table.sitDown(BO, 1), MEMBER_REFUSALS.notMember);
    table.join(BO, 'witness');
    refuses(table, () => table.sitDown(BO, 1), MEMBER_REFUSALS.spectator);
    refuses(table, () => table.sitDown(ADA, 0, { bot: true }), MEMBER_REFUSALS.bot);
    table.sitDown(ADA, 0);
  });
});

describe('being asked to leave', () => {
  test('between hands: at once, with the chips', () => {
    const table = Friends.seated([ADA, BO, CY]);
    table.say(ADA, 'KICK', { device: CY });
    expect(table.playerAt(2)).toBeUndefined();
    expect(table.accountOf(CY)).toMatchObject({ boughtIn: 100, cashedOut: 100 });
    expect(table.memberOf(CY)?.state).toBe('excluded');
    refuses(table, () => table.sitDown(CY, 2), MEMBER_REFUSALS.notMember);
  });

  test('in a hand: folds in turn, and goes at its end with what is left', () => {
    const table = Friends.playing([ADA, BO, CY]);
    expect(table.ask).toMatchObject({ for: 'move', seat: 0 });
    table.say(ADA, 'KICK', { device: CY });
    expect(table.desk.leaving).toEqual([2]);
    refuses(table, () => table.say(CY, 'TOP_UP', { amount: 10 }), 'leaving');
    table.move('call');
    table.move('call');
    expect(table.events.at(-1), 'Cy is not waited for').toMatchObject({
      what: 'acts',
      seat: 2,
      action: 'fold',
    });
    table.foldRound();
    expect(table.game.seated.map(({ device }) => device)).toEqual([ADA, BO]);
    expect(table.accountOf(CY)).toMatchObject({ boughtIn: 100, cashedOut: 98 });
    expect(table.game.members.find(({ device }) => device === CY)?.state).toBe('excluded');
  });

  test('all-in: the hand is played out and what it won is taken along', () => {
    const table = Friends.playing([ADA, BO]);
    table.move('raise', 100);
    table.say(ADA, 'KICK', { device: BO });
    table.serve();
    expect(table.game.seated.map(({ device }) => device)).toEqual([ADA]);
    const { boughtIn, cashedOut } = table.accountOf(BO) ?? { boughtIn: 0, cashedOut: 0 };
    expect((table.game.seated[0]?.stack ?? 0) + cashedOut).toBe(100 + boughtIn);
  });

  test('is nothing for the opener, nor for others to say', () => {
    const table = Friends.seated([ADA, BO, CY]);
    refuses(table, () => table.say(ADA, 'KICK', { device: ADA }), MEMBER_REFUSALS.opener);
    refuses(table, () => table.say(BO, 'KICK', { device: CY }), MEMBER_REFUSALS.notOpener);
    refuses(table, () => table.say(ADA, 'KICK', { device: DI }), MEMBER_REFUSALS.nobody);
  });
});

test('the next hand starts with the members, invites, voters and vouches of this one', () => {
  const table = Friends.playing([ADA, BO, CY]);
  table.join(DI, 'spectator');
  // Cy, in the big blind, is not asked when the others fold: the device stays unheard.
  table.say(ADA, 'VOUCH', { seat: 2, device: DI });
  const { members, invites, voters, vouches } = table.desk;
  table.foldRound();
  expect(gameSchema.parse(table.game)).toEqual(table.game);
  table.nextHand();
  expect(table.desk).toMatchObject({ members, invites, voters, vouches });
});
