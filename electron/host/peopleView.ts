import { lookOf } from '../../shared/table/asks.ts';
import type { Seated } from '../../shared/table/game.ts';
import { type Member, membersOf, openerOf, vouchesOf } from '../../shared/table/voters.ts';
import type { Admission, PeopleView, PersonView } from '../ipc.ts';
import type { LiveTable } from './liveTable.ts';

/** A broken link is said to be reconnecting for so long; after that its device is away. */
export const RECONNECTING_MS = 20_000;
/** Devices that are missing for so long can be carried on without. */
export const CARRY_ON_MS = 10_000;
/** For so long it is told who took over. */
export const TAKEOVER_TOLD_MS = 8_000;

/** Too few are left to let a device in again whose disk is an older copy (DESIGN.md 4.7). */
export const OLD_COPY_HERE_WORDS =
  'The disk of this computer is an older copy, and too few of the others are here to let it in again. The table waits for them; one of them can carry on without this computer.';
export function oldCopyWords(name: string): string {
  return `The disk of ${name}'s computer is an older copy, and too few others are here to let it in again. Everything is safe on this disk: wait for others, or carry on without ${name} at a new table, where there is a seat for them.`;
}

export interface PeopleSurroundings {
  readonly me: string;
  /** By the steady clock. */
  readonly nowMs: number;
  /** Ms since 1970. */
  readonly wallMs: number;
  readonly invite: { readonly link: string; readonly admission: Admission } | null;
  /** Who took over hosting from somebody, and when. */
  readonly takeover: { readonly host: string; readonly sinceMs: number } | null;
  /** What cannot be honest, a sentence each. */
  readonly proofs: readonly string[];
  readonly networkWords: string;
  /** Since when no majority is here, by the steady clock; null: one is. */
  readonly shortSinceMs: number | null;
  /** Why this device takes no part any more, as a sentence; null: it does. */
  readonly closedWords: string | null;
}

/** The devices of a friends' table, and how far they agree, in words. */
export function peopleView(table: LiveTable, around: PeopleSurroundings): PeopleView {
  const { me, nowMs } = around;
  const { agreement, replica } = table;
  const looks = replica.journal.looks();
  const members = membersOf(looks);
  const inside = members.filter(({ state }) => state === 'in');
  const nameOf = (device: string) => members.find((member) => member.device === device)?.name ?? 'Somebody';
  const seats = (lookOf(looks, 'desk')?.seats ?? []) as unknown as Seated[];
  const voters = agreement.voters;
  const opener = openerOf(looks);
  const { host } = agreement;
  const isOpener = opener === me;

  const person = ({ device, name, avatar, role }: Member): PersonView => ({
    device,
    name,
    avatar,
    role,
    seat: seats.find((player) => player.device === device)?.seat ?? null,
    isMe: device === me,
    isOpener: device === opener,
    isHost: device === host,
    isVoter: voters.includes(device),
    ...presenceOf(table, device, around),
    behind: behindOf(table, device, me),
  });
  return {
    tableId: table.tableId,
    people: inside.map(person),
    askers: isOpener
      ? members
          .filter(({ state }) => state === 'asked')
          .map(({ device, name, avatar, role }) => ({ device, name, avatar, role }))
      : [],
    host,
    hostWords: hostWords(host, me, nameOf),
    takeoverWords: takeoverWords(around, host, nameOf),
    savedOn: agreement.savedOn(),
    savedOf: inside.length,
    sending: sendingWords(table),
    waiting: waitingWords(table, around, nameOf),
    canCarryOn:
      around.shortSinceMs !== null &&
      nowMs - around.shortSinceMs >= CARRY_ON_MS &&
      voters.includes(me) &&
      !agreement.isOldCopy(me),
    invite: isOpener ? around.invite : null,
    isOpener,
    isHost: agreement.isHosting,
    myRole: inside.find(({ device }) => device === me)?.role ?? 'spectator',
    vouches: vouchesOf(looks).map(({ seat, device, by }) => ({
      seat,
      device,
      words: `${by.map(nameOf).join(', ')} would give seat ${seat + 1} to ${nameOf(device)}.`,
    })),
    proofs: [...around.proofs],
    networkWords: around.networkWords,
  };
}

/**
 * Who is missing for a majority, as devices; empty: enough are here. Who is here with an older copy of its disk counts as
 * missing: it may not vote until an entry lets it, and an entry needs a majority of the others.
 */
export function missingVoters({ agreement }: LiveTable, me: string): string[] {
  const { voters, peers } = agreement;
  const isHere = (voter: string) => voter === me || peers.get(voter) !== undefined;
  const missing = voters.filter((voter) => !isHere(voter) || agreement.isOldCopy(voter));
  const isEnough = voters.length - missing.length > voters.length / 2;
  return isEnough ? [] : missing;
}

function presenceOf(
  { agreement }: LiveTable,
  device: string,
  { me, nowMs, wallMs }: PeopleSurroundings,
): Pick<PersonView, 'presence' | 'presenceWords'> {
  if (device === me) return { presence: 'me', presenceWords: 'This device' };
  const peer = agreement.peers.get(device);
  if (peer) {
    const words = peer.link.path === 'relayed' ? 'Connected through a relay' : 'Connected directly';
    return { presence: 'here', presenceWords: words };
  }
  const lostMs = agreement.peers.lostSinceMs(device);
  if (lostMs === null) return { presence: 'away', presenceWords: 'Not here' };
  const goneMs = nowMs - lostMs;
  if (goneMs < RECONNECTING_MS) return { presence: 'reconnecting', presenceWords: 'Reconnecting…' };
  const since = new Date(wallMs - goneMs);
  const clock = `${since.getHours()}:${String(since.getMinutes()).padStart(2, '0')}`;
  return { presence: 'away', presenceWords: `Away since ${clock}` };
}

/** How far a device is behind, as its host hears from it; others hear of it too seldom to say. */
function behindOf({ agreement }: LiveTable, device: string, me: string): number | null {
  if (device === me || device === agreement.host) return 0;
  if (!agreement.isHosting) return null;
  const seq = agreement.peers.get(device)?.seq ?? null;
  return seq === null ? null : Math.max(0, agreement.committedSeq - seq);
}

function hostWords(host: string | null, me: string, nameOf: (device: string) => string): string {
  if (host === null) return 'No computer hosts the table right now.';
  return host === me ? 'Your computer is hosting.' : `${nameOf(host)}'s computer is hosting.`;
}

function takeoverWords(
  { takeover, nowMs, me }: PeopleSurroundings,
  host: string | null,
  nameOf: (device: string) => string,
): string | null {
  if (!takeover || takeover.host !== host || nowMs - takeover.sinceMs > TAKEOVER_TOLD_MS) return null;
  const whose = host === me ? 'Your' : `${nameOf(host)}'s`;
  return `${whose} computer took over hosting. The hand goes on.`;
}

function sendingWords({ agreement }: LiveTable): string | null {
  const move = agreement.saying.find(({ kind }) => kind === 'MOVE');
  if (!move) return null;
  const amount = typeof move.amount === 'number' ? move.amount : 0;
  switch (move.action) {
    case 'raise':
      return `raise to {${amount}}`;
    case 'call':
      return amount > 0 ? `call {${amount}}` : 'call';
    case 'fold':
      return 'fold';
    default:
      return 'check';
  }
}

function waitingWords(
  table: LiveTable,
  { me, closedWords }: PeopleSurroundings,
  nameOf: (device: string) => string,
): string | null {
  if (closedWords) return closedWords;
  if (table.isStanding) return null;
  const missing = missingVoters(table, me);
  const oldCopy = missing.find((device) => table.agreement.isOldCopy(device));
  if (oldCopy === me) return OLD_COPY_HERE_WORDS;
  if (oldCopy) return oldCopyWords(nameOf(oldCopy));
  if (missing.length > 0) {
    const whose = missing.map((device) => `${nameOf(device)}'s`);
    const last = whose.pop();
    const list = whose.length > 0 ? `${whose.join(', ')} or ${last}` : last;
    return `Waiting for ${list} computer to come back. Everything is safe on the disks that are here.`;
  }
  if (table.agreement.host === null && table.isPlaying) return 'Agreeing on whose computer hosts…';
  return null;
}
