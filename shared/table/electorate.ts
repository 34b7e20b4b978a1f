import type { Judges } from './inputs.ts';
import type { Member } from './members.ts';

export const VOTER_REFUSALS = {
  voter: 'That device cannot vote here now.',
  lastVoter: 'Somebody must be left to vote.',
} as const;

export type VoterRequest =
  | { readonly do: 'voters'; readonly voters: readonly string[] }
  | { readonly do: 'readmit' };

/** What the electorate needs to know of the table. */
export interface ElectorateSurroundings {
  readonly practice: boolean;
  readonly memberOf: (device: string) => Member | undefined;
  readonly hasSeat: (device: string) => boolean;
  readonly isLeaving: (device: string) => boolean;
  /** Cards are out, and the result does not stand yet. */
  readonly isHandPlayed: () => boolean;
}

/**
 * Whose receipts commit: the seated, and fewer witnesses than seats (DESIGN.md 5.9). The host says who; that a change is
 * committed before the next one is the quorum's to see to.
 */
export function openElectorate(opened: readonly string[], around: ElectorateSurroundings) {
  let voters = opened;
  let readmissions = 0;

  const mayBeAdded = (device: string): boolean => {
    if (around.practice || voters.includes(device) || around.isHandPlayed()) return false;
    const member = around.memberOf(device);
    if (member?.state !== 'in') return false;
    if (around.hasSeat(device)) return !around.isLeaving(device);
    const witnesses = voters.filter((voter) => !around.hasSeat(voter)).length;
    return member.role === 'witness' && witnesses + 1 < voters.length - witnesses;
  };

  const judges: Judges<VoterRequest> = {
    VOTERS: ({ add, remove }) => {
      const isOneChange = (add === undefined) !== (remove === undefined);
      if (!isOneChange) return { refuse: VOTER_REFUSALS.voter };
      if (add !== undefined) {
        return mayBeAdded(add)
          ? { take: { do: 'voters', voters: [...voters, add] } }
          : { refuse: VOTER_REFUSALS.voter };
      }
      const rest = voters.filter((voter) => voter !== remove);
      if (rest.length === voters.length) return { refuse: VOTER_REFUSALS.voter };
      if (rest.length === 0) return { refuse: VOTER_REFUSALS.lastVoter };
      return { take: { do: 'voters', voters: rest } };
    },
    READMIT: () => ({ take: { do: 'readmit' } }),
  };

  return {
    judges,
    grant: (request: VoterRequest) => {
      if (request.do === 'voters') voters = request.voters;
      else readmissions += 1;
    },
    isVoter: (device: string) => voters.includes(device),
    kept: () => [...voters],
    shown: () => ({ voters: [...voters], readmissions }),
  };
}
