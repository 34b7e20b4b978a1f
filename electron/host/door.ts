import { toHex } from '../../shared/process/hash.ts';
import { readInput } from '../../shared/process/input.ts';
import type { Message, MessageOf } from '../../shared/protocol.ts';
import { lookOf } from '../../shared/table/asks.ts';
import type { Seated } from '../../shared/table/game.ts';
import type { Settings } from '../../shared/table/settings.ts';
import { invitesOf, membersOf, openerOf } from '../../shared/table/voters.ts';
import { isInviteProof } from '../inviteLink.ts';
import { deviceBytes } from './agreement/comingBack.ts';
import type { LiveTable } from './liveTable.ts';
import type { Link } from './swarm/link.ts';

/*
 * The door of a table, as any of its devices can answer it: whoever proves an open invite inside the link's own session
 * is shown whose table it is.
 */

/** What a knock is answered with. */
export function answerKnock(table: LiveTable, link: Link, knock: MessageOf<'knock'>): Message {
  const { journal } = table.replica;
  const looks = journal.looks();
  const closed = (reason: MessageOf<'closed'>['reason']): Message => ({
    type: 'closed',
    table: journal.table,
    reason,
  });
  const member = membersOf(looks).find(({ device }) => device === link.device);
  if (member?.state === 'excluded') return closed('excluded');
  const invite = invitesOf(looks).find(({ key }) => key === toHex(knock.invite));
  if (!invite) return closed('revoked');
  const says = { table: journal.table, handshake: link.handshake, device: deviceBytes(link.device) };
  if (!isInviteProof(knock.invite, knock.proof, says)) return closed('refused');
  link.proven();

  const settings = lookOf(looks, 'desk')?.settings as unknown as Settings;
  const seats = (lookOf(looks, 'desk')?.seats ?? []) as unknown as Seated[];
  const opener = openerOf(looks);
  return {
    type: 'door',
    table: journal.table,
    charter: journal.charter,
    opener: membersOf(looks).find(({ device }) => device === opener)?.name ?? 'Somebody',
    smallBlind: settings.smallBlind,
    bigBlind: settings.bigBlind,
    minBuyIn: settings.minBuyIn,
    maxBuyIn: settings.maxBuyIn,
    seats: Array.from({ length: settings.maxSeats }, (_, seat) => {
      const player = seats.find((one) => one.seat === seat);
      return { seat, name: player?.name ?? null, stack: player?.stack ?? 0 };
    }),
    admission: invite.admission,
    members: membersOf(looks)
      .filter(({ state }) => state === 'in')
      .map(({ device }) => deviceBytes(device)),
    taken: journal.takenFrom(deviceBytes(link.device)),
  };
}

/** All that a stranger may say to a table: that it wants to come in. */
export function isJoin(bytes: Uint8Array, device: string): boolean {
  try {
    const input = readInput(bytes, () => true);
    return input.body.kind === 'JOIN' && toHex(input.device) === device;
  } catch {
    return false;
  }
}
