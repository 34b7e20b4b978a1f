import type { Body } from '../../../shared/process/effects.ts';
import { TIMINGS } from '../../../shared/protocol.ts';
import { type Looks, lookOf } from '../../../shared/table/asks.ts';
import type { Seated } from '../../../shared/table/game.ts';
import { membersOf, votersOf } from '../../../shared/table/voters.ts';
import { isHandPlayed, isPaused } from '../agents/tableSeats.ts';
import type { Peers } from './peers.ts';

export interface VoterSurroundings {
  readonly peers: Peers;
  readonly me: string;
  /** By the steady clock. */
  readonly nowMs: number;
  readonly committedSeq: number;
  /** Was shown to cheat (DESIGN.md 5.11). */
  readonly isExcluded: (device: string) => boolean;
}

/**
 * The change that the host should make to the voters now; null: none (DESIGN.md 5.9). Who sits here and has all that is
 * committed becomes one between hands; who is gone for long while the others play is none any more where the rest can do
 * without, and so is who was shown to cheat. At a table that rests nobody loses the vote by going to bed.
 */
export function dueVoterChange(
  looks: Looks,
  { peers, me, nowMs, committedSeq, isExcluded }: VoterSurroundings,
): Body | null {
  const voters = votersOf(looks);
  const seated = seatedPeople(looks);
  const isPlayed = isHandPlayed(looks);
  const isHere = (device: string) => device === me || peers.get(device) !== undefined;
  const isUpToDate = (device: string) => device === me || (peers.get(device)?.seq ?? -1) >= committedSeq;

  if (!isPlayed) {
    const newcomer = seated.find(
      (device) => !voters.includes(device) && isUpToDate(device) && !isExcluded(device),
    );
    if (newcomer) return { kind: 'VOTERS', add: newcomer };
    const witness = membersOf(looks).find(
      ({ device, role, state }) =>
        role === 'witness' &&
        state === 'in' &&
        !voters.includes(device) &&
        isUpToDate(device) &&
        !isExcluded(device),
    );
    const witnesses = voters.filter((voter) => !seated.includes(voter));
    const seatedVoters = voters.length - witnesses.length;
    if (witness && witnesses.length + 1 < seatedVoters) return { kind: 'VOTERS', add: witness.device };
  }

  const rest = (gone: string) => voters.filter((voter) => voter !== gone && isHere(voter)).length;
  const canDoWithout = (gone: string) =>
    voters.length > 2 && rest(gone) > Math.floor((voters.length - 1) / 2);
  const cheat = voters.find((voter) => voter !== me && isExcluded(voter) && canDoWithout(voter));
  if (cheat) return { kind: 'VOTERS', remove: cheat };
  const stoodUp = voters.find(
    (voter) => voter !== me && !seated.includes(voter) && !isWitness(looks, voter) && canDoWithout(voter),
  );
  if (stoodUp) return { kind: 'VOTERS', remove: stoodUp };
  if (!isPlayed || isPaused(looks)) return null;
  const lost = voters.find((voter) => {
    const sinceMs = peers.lostSinceMs(voter);
    return sinceMs !== null && nowMs - sinceMs > TIMINGS.absenceMs && canDoWithout(voter);
  });
  return lost ? { kind: 'VOTERS', remove: lost } : null;
}

function seatedPeople(looks: Looks): string[] {
  const seats = (lookOf(looks, 'desk')?.seats ?? []) as unknown as Seated[];
  return seats.filter(({ bot }) => !bot).map(({ device }) => device);
}

function isWitness(looks: Looks, device: string): boolean {
  return membersOf(looks).some(
    (member) => member.device === device && member.role === 'witness' && member.state === 'in',
  );
}
