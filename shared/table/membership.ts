import type { Seat } from '../poker/index.ts';
import type { Story } from '../process/effects.ts';
import { toHex } from '../process/hash.ts';
import { openElectorate, type VoterRequest } from './electorate.ts';
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
  bot: 'Bots play at practice tables only.',
  notMember: 'You are not a member of this table.',
  spectator: 'You came to watch. Ask for the link again to play.',
} as const;

export type MembershipRequest =
  | { readonly do: 'join'; readonly member: Member }
  | { readonly do: 'admit'; readonly device: string; readonly admit: boolean }
  | { readonly do: 'kick'; readonly device: string }
  | { readonly do: 'rename'; readonly device: string; readonly name: string; readonly avatar: number }
  | { readonly do: 'invite'; readonly invite: Invite }
  | { readonly do: 'end invite'; readonly key: string }
  | VoterRequest
  | { readonly do: 'vouch'; readonly by: string; readonly seat: Seat; readonly device: string };

/** What the membership needs of the desk. */
export interface DeskOfMembers {
  readonly seated: () => readonly Seated[];
  /** Cards are out, and the result does not stand yet. */
  readonly isHandPlayed: () => boolean;
  readonly isInHand: (seat: Seat) => boolean;
  readonly isLeaving: (seat: Seat) => boolean;
  readonly leave: (seat: Seat) => Story<void>;
  /** A seat, its stack and its account go to another device. */
  readonly reseat: (seat: Seat, member: Member) => Story<void>;
  /** A device's seat and account carry another name from now on. */
  readonly rename: (device: string, name: string) => void;
}

/**
 * Who belongs to the table: its members, its open invites, its voters, and whom the seated would give a lost device's
 * seat to. Everything is a plain variable; the checkpoint carries what lasts.
 */
export function openMembership(game: Game, desk: DeskOfMembers) {
  const members = new Map(game.members.map((member) => [member.device, { ...member }]));
  const invites = new Map(game.invites.map((invite) => [invite.key, invite]));
  const isIn = (device: string) => members.get(device)?.state === 'in';
  const vouches = openVouches(game.vouches, { seated: desk.seated, isIn });

  const hasSeat = (device: string) => desk.seated().some((player) => player.device === device);
  const electorate = openElectorate(game.voters, {
    practice: game.practice,
    memberOf: (device) => members.get(device),
    hasSeat,
    isLeaving: (device) => desk.seated().some((one) => one.device === device && desk.isLeaving(one.seat)),
    isHandPlayed: desk.isHandPlayed,
  });
  const fromOpener = <T>({ device }: Author, judge: () => T) => {
    if (game.practice) return { refuse: MEMBER_REFUSALS.practice };
    return device === game.opener ? judge() : { refuse: MEMBER_REFUSALS.notOpener };
  };
  const isNameFree = (name: string, device: string) =>
    [...members.values()].every(
      (member) => member.device === device || member.state === 'excluded' || member.name !== name,
    );

  /** Why this device may not take a seat; null: it may. */
  const seatRefusal = (device: string, bot: boolean): string | null => {
    if (game.practice) return null;
    if (bot) return MEMBER_REFUSALS.bot;
    const member = members.get(device);
    if (member?.state !== 'in') return MEMBER_REFUSALS.notMember;
    return member.role === 'player' ? null : MEMBER_REFUSALS.spectator;
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
    ...electorate.judges,
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
        const { device, name, avatar } = request;
        const member = members.get(device);
        if (!member) return;
        if (name !== member.name) yield* tell({ what: 'renamed', name, from: member.name });
        Object.assign(member, { name, avatar });
        desk.rename(device, name);
        return;
      }
      case 'invite':
        invites.set(request.invite.key, request.invite);
        return;
      case 'end invite':
        invites.delete(request.key);
        return;
      case 'voters':
      case 'readmit':
        electorate.grant(request);
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
      if (!member || !player || hasSeat(device) || desk.isInHand(seat)) continue;
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
    /** A seat is free again. */
    seatLeft: ({ seat, device }: Seated) => vouches.forget(seat, device),
    /** The name that a member goes by; null at a practice table. */
    nameOf: (device: string) => members.get(device)?.name ?? null,
    isVoter: electorate.isVoter,
    shown: () => ({
      practice: game.practice,
      opener: game.opener,
      ...electorate.shown(),
      members: [...members.values()],
      invites: [...invites.values()],
      vouches: vouches.shown(),
    }),
    kept: () => ({
      voters: electorate.kept(),
      members: [...members.values()],
      invites: [...invites.values()],
      vouches: vouches.kept(),
    }),
  };
}
