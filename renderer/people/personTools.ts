import type { PeopleView, PersonView } from '../../electron/ipc.ts';

export type PersonTool = 'handHosting' | 'vouch' | 'kick';

/** What can be done about a person from here; the host decides, this only spares what it would refuse anyway. */
export function toolsFor(person: PersonView, people: PeopleView): PersonTool[] {
  if (person.isMe) return [];
  const tools: PersonTool[] = [];
  if (people.isHost && person.isVoter && person.presence === 'here') tools.push('handHosting');
  if (isLost(person) && isSeated(people) && heirs(people).length > 0) tools.push('vouch');
  if (people.isOpener) tools.push('kick');
  return tools;
}

/** Who could take over the seat of a lost device: players here without a seat. */
export function heirs(people: PeopleView): PersonView[] {
  return people.people.filter(
    ({ role, seat, presence }) => role === 'player' && seat === null && presence !== 'away',
  );
}

function isLost({ seat, presence }: PersonView): boolean {
  return seat !== null && presence === 'away';
}

function isSeated(people: PeopleView): boolean {
  return people.people.some(({ isMe, seat }) => isMe && seat !== null);
}
