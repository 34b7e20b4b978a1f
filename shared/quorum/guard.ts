import { HAND_END } from '../process/checkpoint.ts';
import { toHex } from '../process/hash.ts';
import { type Guard, type Petition, TERM_START } from '../process/journal.ts';
import { type Plain, sameBytes } from '../process/plain.ts';
import type { Verify } from '../process/ports.ts';
import { type ConsentKind, consentAbout, readConsent } from './consents.ts';
import { SIGNED_WORDS_MAX } from './limits.ts';
import type { SignedWord } from './signedWord.ts';
import { isMajority, type VoterSet } from './voters.ts';
import { readVote } from './votes.ts';

/** The host's clock has run out for somebody; carries `consents`. */
export const TIMEOUT = 'TIMEOUT';
/** The deck is made again without who is convicted; carries `consents`. */
export const RESTART = 'RESTART';
/** The host changes who the voters are. */
export const VOTERS = 'VOTERS';
/** The host lets a device vote again that could not know how it had voted. */
export const READMIT = 'READMIT';

/** What only the device that hosts may say. */
const HOST_ONLY: ReadonlySet<string> = new Set([TERM_START, TIMEOUT, RESTART, VOTERS, READMIT, HAND_END]);

/** Sentences for whose input, or entry, is turned down. */
export const GUARD_REFUSALS = {
  noTerm: 'Nobody hosts before the first term.',
  oldTerm: 'Another device hosts by now.',
  otherHost: 'Another device hosts in this term.',
  noTermStart: 'A new term begins with the votes for its host.',
  termAgain: 'This term has begun already.',
  hostOnly: 'Only the device that hosts can say that.',
  hostNoVoter: 'A device that is no voter cannot host.',
  tooFewVotes: 'Too few of the voters voted for this host.',
  tooFewConsents: 'Too few of the voters agree to that.',
} as const;

export interface GuardOptions {
  readonly verify: Verify;
  /** The voters (hex of their keys), by what the program shows. */
  readonly votersOf: (looks: ReturnType<Petition['looks']>) => VoterSet;
}

/**
 * Judges by the journal's bytes alone whether an entry's signer hosts and whether a majority consented, so that every
 * device judges alike (DESIGN.md 5.6; Raft, 5.1 and 5.2).
 */
export function quorumGuard({ verify, votersOf }: GuardOptions): Guard {
  return ({ input, term, host, position, looks }) => {
    const { table, device, body } = input;
    const isHosts = sameBytes(device, host);
    // No key can sign as the zeroes that stand for the host before the first entry; some verifiers let one try.
    if (term < 1) return GUARD_REFUSALS.noTerm;
    if (term < position.term) return GUARD_REFUSALS.oldTerm;
    if (term > position.term) {
      if (body.kind !== TERM_START || !isHosts) return GUARD_REFUSALS.noTermStart;
      const voters = votersOf(looks());
      if (!voters.includes(toHex(host))) return GUARD_REFUSALS.hostNoVoter;
      const votes = givenBy(body.votes, voters, (bytes) => {
        const vote = readVote(bytes, verify);
        const isForThis =
          vote.term === term && sameBytes(vote.candidate, host) && sameBytes(vote.table, table);
        return isForThis ? vote : null;
      });
      return isMajority(votes, voters) ? null : GUARD_REFUSALS.tooFewVotes;
    }
    if (!sameBytes(host, position.host)) return GUARD_REFUSALS.otherHost;
    if (HOST_ONLY.has(body.kind) && !isHosts) return GUARD_REFUSALS.hostOnly;
    if (body.kind === TERM_START) return GUARD_REFUSALS.termAgain;
    if (body.kind !== TIMEOUT && body.kind !== RESTART) return null;
    const what: ConsentKind = body.kind;
    const about = consentAbout(body);
    const voters = votersOf(looks());
    const consents = givenBy(body.consents, voters, (bytes) => {
      const consent = readConsent(bytes, verify);
      const isForThis = sameBytes(consent.after, position.id) && sameBytes(consent.table, table);
      return isForThis && consent.what === what && sameBytes(consent.about, about) ? consent : null;
    });
    return isMajority(consents, voters) ? null : GUARD_REFUSALS.tooFewConsents;
  };
}

/** The voters among those who signed a word of the list that is meant; a list that is none, or too long, counts for nothing. */
function givenBy(
  list: Plain | undefined,
  voters: VoterSet,
  read: (bytes: Uint8Array) => SignedWord | null,
): ReadonlySet<string> {
  const given = new Set<string>();
  if (!Array.isArray(list) || list.length > SIGNED_WORDS_MAX) return given;
  for (const bytes of list as readonly Plain[]) {
    if (!(bytes instanceof Uint8Array)) continue;
    const word = wordOrNull(bytes, read);
    const device = word && toHex(word.device);
    if (device && voters.includes(device)) given.add(device);
  }
  return given;
}

function wordOrNull(bytes: Uint8Array, read: (bytes: Uint8Array) => SignedWord | null): SignedWord | null {
  try {
    return read(bytes);
  } catch {
    return null;
  }
}
