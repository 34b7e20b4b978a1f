import { describe, expect, test } from 'vitest';
import { crowdedPeople, people, person } from '../fixtures/friends.ts';
import { heirs, toolsFor } from './personTools.ts';

describe('what can be done about a person', () => {
  const crowd = crowdedPeople();
  const tools = (index: number, view = crowd) => {
    const at = view.people[index];
    return at === undefined ? [] : toolsFor(at, view);
  };

  test('nothing about oneself', () => {
    expect(tools(0)).toEqual([]);
  });

  test('the opener removes people, nobody else does', () => {
    expect(tools(6)).toEqual(['kick']);
    expect(tools(1, people())).toEqual([]);
  });

  test('whoever hosts hands hosting to a voter that is here, not to one that is reconnecting or no voter', () => {
    expect(tools(1)).toContain('handHosting');
    expect(tools(2)).not.toContain('handHosting');
    expect(tools(6)).not.toContain('handHosting');
    expect(tools(1, { ...crowd, isHost: false })).not.toContain('handHosting');
  });

  test('the seat of a device that is away can be given on by a seated player, if somebody could take it', () => {
    expect(tools(3)).toEqual(['vouch', 'kick']);
    expect(tools(2)).not.toContain('vouch');
    const noHeir = { ...crowd, people: crowd.people.filter((at) => at.seat !== null) };
    expect(tools(3, noHeir)).not.toContain('vouch');
    const unseated = crowd.people.map((at) => (at.isMe ? { ...at, seat: null } : at));
    expect(tools(3, { ...crowd, people: unseated })).not.toContain('vouch');
  });

  test('a seat goes to a player without one who is here', () => {
    expect(heirs(crowd).map((at) => at.name)).toEqual(['Dmitri']);
    const away = person(4, { seat: null, presence: 'away' });
    expect(heirs({ ...crowd, people: [person(0), away] })).toEqual([]);
  });
});
