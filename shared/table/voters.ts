import type { Seat } from '../poker/index.ts';
import { type Looks, lookOf } from './asks.ts';
import type { Invite, Member } from './members.ts';

export type { Invite, Member } from './members.ts';

/** Who belongs to a table, read from its looks. */

/** The devices (hex) whose receipts commit. */
export function votersOf(looks: Looks): readonly string[] {
  return (deskOf(looks)?.voters ?? []) as string[];
}

export function membersOf(looks: Looks): readonly Member[] {
  return (deskOf(looks)?.members ?? []) as unknown as Member[];
}

export function invitesOf(looks: Looks): readonly Invite[] {
  return (deskOf(looks)?.invites ?? []) as unknown as Invite[];
}

/** By seat and heir: who would give a lost device's seat to another one. */
export function vouchesOf(looks: Looks): readonly { seat: Seat; device: string; by: string[] }[] {
  return (deskOf(looks)?.vouches ?? []) as unknown as { seat: Seat; device: string; by: string[] }[];
}

/** The device (hex) that opened the table. */
export function openerOf(looks: Looks): string | null {
  const opener = deskOf(looks)?.opener;
  return typeof opener === 'string' ? opener : null;
}

function deskOf(looks: Looks) {
  return lookOf(looks, 'desk');
}
