import { z } from 'zod';
import { HOLDERS_MAX } from '../deck/messages.ts';
import { publicDeckSchema } from '../deck/publicDeck.ts';
import { MAX_CHIPS, MAX_SEATS, type Rotation, type Standing } from '../poker/index.ts';
import { INVITES_MAX, inviteSchema, MEMBERS_MAX, type Member, memberSchema, vouchSchema } from './members.ts';
import { isFitName } from './names.ts';
import { type Settings, settingsSchema } from './settings.ts';

const chips = z.int().min(0).max(MAX_CHIPS);
const count = z.int().min(0);
/** A table's first checkpoint comes from whoever opened it: it is looked at like any input. */
const name = z.string().refine(isFitName);

/** A player at the table, between two hands. */
const seatedSchema = z.strictObject({
  seat: count,
  /** Hex of the device's key. */
  device: z.string(),
  name,
  bot: z.boolean(),
  stack: chips,
  sittingOut: z.boolean(),
  standing: z.enum([
    'paid-up',
    'newcomer',
    'missed-small',
    'missed-big',
    'missed-both',
  ]) satisfies z.ZodType<Standing>,
  /** Straddles when it may. */
  straddles: z.boolean(),
  timeBankMs: count,
});
export type Seated = z.infer<typeof seatedSchema>;

/** What a device brought to the table and took away, over its whole life. */
const accountSchema = z.strictObject({
  device: z.string(),
  name,
  boughtIn: chips,
  cashedOut: chips,
});
export type Account = z.infer<typeof accountSchema>;

/** Members who have ever sat, and at a practice table the person and the bots. */
const ACCOUNTS_MAX = MEMBERS_MAX;

/** Where the next deck comes from. */
const dealingSchema = z.discriminatedUnion('by', [
  /** Only simulated tables: whoever makes the deck can read it. */
  z.strictObject({ by: z.literal('stand-in') }),
  z.strictObject({
    by: z.literal('devices'),
    /** Which deal the next deck is for, and which try of it this is. */
    number: count.min(1),
    attempt: count.min(1),
    /** A deck that is being made: its inputs are journalled again. */
    unfinished: z.custom<Uint8Array>((value) => value instanceof Uint8Array).nullable(),
    /** What was said about that deck, by kind and device: it is said again in the same bytes, or not at all. */
    words: z
      .array(
        z.strictObject({
          of: z.string(),
          hash: z.custom<Uint8Array>((value) => value instanceof Uint8Array),
        }),
      )
      .max(2 * HOLDERS_MAX),
    /** Devices (hex) that had no part in the last deck, as they were not heard. */
    silent: z.array(z.string()).max(MEMBERS_MAX),
    /** Devices (hex) that were convicted of cheating in a deck. */
    faulty: z.array(z.string()).max(MEMBERS_MAX),
    deck: publicDeckSchema.nullable(),
  }),
]);

/** What one hand hands to the next: everything a table remembers between hands. */
export const gameSchema = z.strictObject({
  /** Hex of the device that opened the table and sets its rules. */
  opener: z.string(),
  /** Everybody else here is a bot of the opener's device. */
  practice: z.boolean(),
  /** Devices (hex) whose receipts commit. */
  voters: z.array(z.string()).min(1).max(MEMBERS_MAX),
  members: z.array(memberSchema).max(MEMBERS_MAX),
  invites: z.array(inviteSchema).max(INVITES_MAX),
  vouches: z.array(vouchSchema).max(MAX_SEATS * MAX_SEATS),
  settings: settingsSchema,
  /** Settings for the next hand, once chosen. */
  nextSettings: settingsSchema.nullable(),
  paused: z.boolean(),
  /** Hands dealt so far. */
  dealt: count,
  rotation: z
    .strictObject({ button: count, smallBlind: count, bigBlind: count })
    .nullable() satisfies z.ZodType<Rotation | null>,
  seated: z.array(seatedSchema).max(MAX_SEATS),
  accounts: z.array(accountSchema).max(ACCOUNTS_MAX),
  dealing: dealingSchema,
});
export type Game = z.infer<typeof gameSchema>;

/** The device that opens a table, and for what. */
export interface Opening {
  readonly name: string;
  readonly avatar: number;
  readonly practice: boolean;
  /** What the opener is there for, `player` unless it is said. */
  readonly role?: Member['role'];
  /** The table is only simulated: its cards come from a stand-in. */
  readonly standIn?: boolean;
}

/** A table before its first hand: nobody sits. A practice table is paused until the opener says go. */
export function newGame(opener: string, settings: Settings, opening: Opening): Game {
  const { name, avatar, practice, role = 'player', standIn = false } = opening;
  return {
    opener,
    practice,
    voters: [opener],
    members: practice ? [] : [{ device: opener, name, avatar, role, state: 'in' }],
    invites: [],
    vouches: [],
    settings,
    nextSettings: null,
    paused: practice,
    dealt: 0,
    rotation: null,
    seated: [],
    accounts: [],
    dealing: standIn
      ? { by: 'stand-in' }
      : {
          by: 'devices',
          number: 1,
          attempt: 1,
          unfinished: null,
          words: [],
          silent: [],
          faulty: [],
          deck: null,
        },
  };
}

/** A player who has just sat down; at a table's first hand nobody owes a post. */
export function newcomer(
  who: Pick<Seated, 'seat' | 'device' | 'name' | 'bot' | 'stack'>,
  game: { readonly dealt: number; readonly settings: Settings },
): Seated {
  return {
    ...who,
    standing: game.dealt === 0 ? 'paid-up' : 'newcomer',
    sittingOut: false,
    straddles: false,
    timeBankMs: game.settings.timeBankMs,
  };
}
