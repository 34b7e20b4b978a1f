import type { Seat } from '../poker/index.ts';
import type { Seated } from './game.ts';
import type { Vouch } from './members.ts';

/** One player alone takes no seat from another, however few sit. */
export const VOUCHES_MIN = 2;

export const VOUCH_REFUSALS = {
  notSeated: 'Only players at the table can give a seat to another device.',
  own: 'That is your own seat.',
  noSeat: 'Nobody sits there.',
  noHeir: 'The seat can go to a member of this table who has none.',
} as const;

export interface VouchSurroundings {
  readonly seated: () => readonly Seated[];
  readonly isIn: (device: string) => boolean;
}

/**
 * What the seated say about the seat of a lost device: a majority of the others, two at least, gives it to a new one.
 */
export function openVouches(open: readonly Vouch[], { seated, isIn }: VouchSurroundings) {
  let vouches = [...open];
  const others = (seat: Seat) => seated().filter((player) => !player.bot && player.seat !== seat);
  const isHeir = (device: string) => isIn(device) && !seated().some((player) => player.device === device);

  return {
    /** Why this device cannot vouch for that; null: it can. */
    refusal: (by: string, seat: Seat, device: string): string | null => {
      const author = seated().find((player) => player.device === by);
      if (!author || author.bot) return VOUCH_REFUSALS.notSeated;
      if (author.seat === seat) return VOUCH_REFUSALS.own;
      if (!seated().some((player) => player.seat === seat && !player.bot)) return VOUCH_REFUSALS.noSeat;
      return isHeir(device) ? null : VOUCH_REFUSALS.noHeir;
    },
    /** A device vouches for one heir a seat; its last word counts. */
    add: (by: string, seat: Seat, device: string) => {
      vouches = [...vouches.filter((vouch) => vouch.by !== by || vouch.seat !== seat), { by, seat, device }];
    },
    clear: (seat: Seat) => {
      vouches = vouches.filter((vouch) => vouch.seat !== seat);
    },
    /** A seat is free again: what was said about it, and by its device, is past. */
    forget: (seat: Seat, device: string) => {
      vouches = vouches.filter((vouch) => vouch.seat !== seat && vouch.by !== device);
    },
    /** The seats for which a majority of the others says the same. */
    agreed: (): { seat: Seat; device: string }[] => {
      const asked = new Map(vouches.map(({ seat, device }) => [`${seat}/${device}`, { seat, device }]));
      return [...asked.values()].filter(({ seat, device }) => {
        const voters = others(seat);
        const count = voters.filter((player) =>
          vouches.some(
            (vouch) => vouch.by === player.device && vouch.seat === seat && vouch.device === device,
          ),
        ).length;
        return isHeir(device) && count >= VOUCHES_MIN && count * 2 > voters.length;
      });
    },
    kept: (): Vouch[] => vouches.map((vouch) => ({ ...vouch })),
    /** By seat and heir: who vouches. */
    shown: (): { seat: Seat; device: string; by: string[] }[] => {
      const grouped = new Map<string, { seat: Seat; device: string; by: string[] }>();
      for (const { by, seat, device } of vouches) {
        const key = `${seat}/${device}`;
        const group = grouped.get(key) ?? { seat, device, by: [] };
        group.by.push(by);
        grouped.set(key, group);
      }
      return [...grouped.values()];
    },
  };
}
