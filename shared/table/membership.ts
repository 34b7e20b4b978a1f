import type { Story } from '../process/effects.ts';
import { toHex } from '../process/hash.ts';
import type { Game, Seated } from './game.ts';
import type { Author, Judges } from './inputs.ts';
import { INVITES_MAX, type Invite, MEMBERS_MAX, type Member } from './members.ts';
import { tell } from './tell.ts';
import { openVouches } from './vouches.ts';

export const MEMBER_REFUSALS = {
  practice: 'This is a practice table.',
  notOpener: 'Only the one who opened the table can do that.',
  noInvite: 'This invite is no longer open. Ask for a new link.',
  excluded: 'You were asked to leave this table.',
  known: 'You are known at this table already.',
  full: 'This table has no room for another device.',
  tooManyInvites: 'So many invites are open already. Close one first.',
  nobody: 'There is nobody like that at this table.',
  opener: 'The one who opened the table stays.',
  nameTaken: 'Somebody here has that name already. Please take another.',
  notMember: 'You are not a member of this table.',
  spectator: 'You came to watch. Ask for the link again to play.',
  voter: 'That device cannot vote here now.',
  lastVoter: 'Somebody must be left to vote.',
} as const;

export type MembershipRequest =
  | { readonly do: 'join'; readonly member: Member }
  | { readonly do: 'admit'; readonly device: string; readonly admit: boolean }
  | { readonly do: 'kick'; readonly device: string }
  | { readonly do: 'rename'; readonly device: string; readonly name: string; readonly avatar: number }
  | { readonly do: 'invite'; readonly invite: Invite }
  | { readonly do: 'end invite'; readonly key: string }
  | { readonly do: 'voters'; readonly voters: readonly string[] }
  | { readonly do: 'readmit' }
  | { readonly do: 'vouch'; readonly by: string; readonly seat: number; readonly device: string };

/** What the membership needs of the desk. */
export interface DeskOfMembers {
  readonly seated: () => readonly Seated[];
  /** Cards are out, and the result does not stand yet. */
  readonly isHandPlayed: () => boolean;
  readonly isInHand: (seat: number) => boolean;
  readonly leave: (seat: number) => Story<void>;
  readonly reseat: (seat: number, member: Member) => Story<void>;
}

/**
 * Who belongs to the table: its members, its open invites, its voters, and whom the seated would give a lost device's
 * seat to. Everything is a plain variable; the checkpoint carries what lasts.
 */
export function openMembership(game: Game, desk: DeskOfMembers) {
  const members = new Map(game.members.map((member) => [member.device, { ...member }]));
  const invites = new Map(game.invites.map((invite) => [invite.key, invite]));
  let voters: readonly string[] = game.voters;
  let readmissions = 0;
  const isIn = (device: string) => members.get(device)?.state === 'in';
  const vouches = openVouches({ seated: desk.seated, isIn });

  const people = () => desk.seated().filter(({ bot }) => !bot);
  const hasSeat = (device: string) => desk.seated().some((player) => player.device === device);
  const fromOpener = <T>({ device }: Author, judge: () => T) => {
    if (game.practice) return { refuse: MEMBER_REFUSALS.practice };
    return device === game.opener ? judge() : { refuse: MEMBER_REFUSALS.notOpener };
  };
  const isNameFree = (name: string, device: string) =>
    [...members.values()].every(
      (member) => member.device === device || member.state !== 'in' || member.name !== name,
    );

  /** Why this device may not take a seat; null: it may. */
  const seatRefusal = (device: string, name: string, bot: boolean): string | null => {
    if (game.practice) return null;
    const member = members.get(device);
    if (bot || member?.state !== 'in' || member.name !== name) return MEMBER_REFUSALS.notMember;
    return member.role === 'player' ? null : MEMBER_REFUSALS.spectator;
  };

  const addedVoter = (device: string): string | null => {
    if (game.practice || voters.includes(device) || desk.isHandPlayed()) return MEMBER_REFUSALS.voter;
    if (people().some((player) => player.device === device)) return null;
    const member = members.get(device);
    const witnesses = voters.filter((voter) => !hasSeat(voter)).length;
    const isWelcome =
      member?.state === 'in' && member.role === 'witness' && witnesses + 1 < voters.length - witnesses;
    return isWelcome ? null : MEMBER_REFUSALS.voter;
  };

  const judges: Judges<MembershipRequest> = {
    JOIN: ({ name, avatar, role, invite }, { device }) => {
      if (game.practice) return { refuse: MEMBER_REFUSALS.practice };
      const open = invites.get(toHex(invite));
      if (!open) return { refuse: MEMBER_REFUSALS.noInvite };
      const known = members.get(device);
      if (known?.state === 'excluded') return { refuse: MEMBER_REFUSALS.excluded };
      // Who came to watch may come again to play.
      if (known?.state === 'in' && (known.role === role || hasSeat(device)))
        return { refuse: MEMBER_REFUSALS.known };
      if (!known && members.size >= MEMBERS_MAX) return { refuse: MEMBER_REFUSALS.full };
      if (!isNameFree(name, device)) return { refuse: MEMBER_REFUSALS.nameTaken };
      const state = open.admission === 'auto' || known?.state === 'in' ? 'in' : 'asked';
      return { take: { do: 'join', member: { device, name, avatar, role, state } } };
    },
    RENAME: ({ name, avatar }, { device }) => {
      if (!isIn(device)) return { refuse: MEMBER_REFUSALS.notMember };
      if (!isNameFree(name, device)) return { refuse: MEMBER_REFUSALS.nameTaken };
      return { take: { do: 'rename', device, name, avatar } };
    },
    ADMIT: ({ device, admit }, author) =>
      fromOpener(author, () =>
        members.get(device)?.state === 'asked'
          ? { take: { do: 'admit', device, admit } }
          : { refuse: MEMBER_REFUSALS.nobody },
      ),
    KICK: ({ device }, author) =>
      fromOpener(author, () => {
        if (device === game.opener) return { refuse: MEMBER_REFUSALS.opener };
        const member = members.get(device);
        if (!member || member.state === 'excluded') return { refuse: MEMBER_REFUSALS.nobody };
        return { take: { do: 'kick', device } };
      }),
    INVITE: ({ key, admission }, author) =>
      fromOpener(author, () =>
        invites.size >= INVITES_MAX && !invites.has(key)
          ? { refuse: MEMBER_REFUSALS.tooManyInvites }
          : { take: { do: 'invite', invite: { key, admission } } },
      ),
    INVITE_END: ({ key }, author) =>
      fromOpener(author, () =>
        invites.has(key) ? { take: { do: 'end invite', key } } : { refuse: MEMBER_REFUSALS.noInvite },
      ),
    VOUCH: ({ seat, device }, author) => {
      const refuse = vouches.refusal(author.device, seat, device);
      return refuse ? { refuse } : { take: { do: 'vouch', by: author.device, seat, device } };
    },
    VOTERS: ({ add, remove }) => {
      if ((add === undefined) === (remove === undefined)) return { refuse: MEMBER_REFUSALS.voter };
      if (add !== undefined) {
        const refuse = addedVoter(add);
        return refuse ? { refuse } : { take: { do: 'voters', voters: [...voters, add] } };
      }
      const rest = voters.filter((voter) => voter !== remove);
      if (rest.length === voters.length) return { refuse: MEMBER_REFUSALS.voter };
      return rest.length === 0
        ? { refuse: MEMBER_REFUSALS.lastVoter }
        : { take: { do: 'voters', voters: rest } };
    },
    READMIT: () => ({ take: { do: 'readmit' } }),
  };

  function* grant(request: MembershipRequest): Story<void> {
    switch (request.do) {
      case 'join': {
        const { member } = request;
        members.set(member.device, member);
        if (member.state === 'in') yield* tell({ what: 'joins', name: member.name, role: member.role });
        return;
      }
      case 'admit': {
        const member = members.get(request.device);
        if (!member) return;
        if (!request.admit) {
          members.delete(request.device);
          return;
        }
        member.state = 'in';
        yield* tell({ what: 'joins', name: member.name, role: member.role });
        return;
      }
      case 'kick': {
        const member = members.get(request.device);
        if (!member) return;
        member.state = 'excluded';
        yield* tell({ what: 'kicked', name: member.name });
        const player = desk.seated().find(({ device }) => device === request.device);
        if (player) yield* desk.leave(player.seat);
        return;
      }
      case 'rename': {
        const member = members.get(request.device);
        if (member) Object.assign(member, { name: request.name, avatar: request.avatar });
        return;
      }
      case 'invite':
        invites.set(request.invite.key, request.invite);
        return;
      case 'end invite':
        invites.delete(request.key);
        return;
      case 'voters':
        voters = request.voters;
        return;
      case 'readmit':
        readmissions += 1;
        return;
      case 'vouch':
        vouches.add(request.by, request.seat, request.device);
        yield* giveSeats();
        return;
    }
  }

  /** Seats that enough vouch for go to their new devices, once no hand holds them. */
  function* giveSeats(): Story<void> {
    for (const { seat, device } of vouches.agreed()) {
      const member = members.get(device);
      const player = desk.seated().find((one) => one.seat === seat);
      if (!member || !player || desk.isInHand(seat)) continue;
      const lost = members.get(player.device);
      if (lost) lost.role = 'spectator';
      member.role = 'player';
      yield* desk.reseat(seat, member);
      vouches.clear(seat);
    }
  }

  return {
    judges,
    grant,
    giveSeats,
    seatRefusal,
    /** A seat's own device has said something: it is not lost. */
    heardFrom: (device: string) => {
      const player = desk.seated().find((one) => one.device === device);
      if (player) vouches.clear(player.seat);
    },
    isVoter: (device: string) => voters.includes(device),
    shown: () => ({
      practice: game.practice,
      opener: game.opener,
      voters: [...voters],
      members: [...members.values()],
      invites: [...invites.values()],
      vouches: vouches.shown(),
      readmissions,
    }),
    kept: () => ({
      voters: [...voters],
      members: [...members.values()],
      invites: [...invites.values()],
    }),
  };
}
