import { z } from 'zod';
import { MAX_CHIPS, MAX_SEATS } from '../poker/index.ts';
import type { Arrival, Taken } from '../process/effects.ts';
import { PUBLIC_KEY_BYTES, SIGNATURE_BYTES } from '../process/ports.ts';
import { deckInputSchemas, opened } from './deckInputs.ts';
import { AVATARS_MAX, roleSchema } from './members.ts';
import { isFitName } from './names.ts';
import { settingsSchema } from './settings.ts';

const SIGNED_WORDS_MAX = 32;
const SIGNED_WORD_BYTES_MAX = 1_024;

const chips = z.int().min(0).max(MAX_CHIPS);
const seat = z
  .int()
  .min(0)
  .max(MAX_SEATS - 1);
const count = z.int().min(0);
const bytes = (length: number) => z.instanceof(Uint8Array).refine((value) => value.length === length);
const name = z.string().refine(isFitName);

const avatar = z
  .int()
  .min(0)
  .max(AVATARS_MAX - 1);
/** Hex of a public key. */
const device = z.string().regex(/^[0-9a-f]{64}$/);
/** Votes or consents, a few hundred bytes each. */
const signedWords = z
  .array(
    z.custom<Uint8Array>((value) => value instanceof Uint8Array && value.length <= SIGNED_WORD_BYTES_MAX),
  )
  .max(SIGNED_WORDS_MAX);

/** Everything that can be said at a table. */
const inputSchemas = {
  // The host: a term begins, its clock has run out.
  // What they hold is checked where the journal is (shared/quorum): here it only has its place.
  TERM_START: z.strictObject({ kind: z.literal('TERM_START'), votes: signedWords.optional() }),
  TIMEOUT: z.strictObject({ kind: z.literal('TIMEOUT'), consents: signedWords.optional() }),
  VOTERS: z.strictObject({
    kind: z.literal('VOTERS'),
    add: device.optional(),
    remove: device.optional(),
  }),
  READMIT: z.strictObject({ kind: z.literal('READMIT'), device, boot: count }),

  // The deck: it is made, cards are opened.
  ...deckInputSchemas,

  // A player in the hand.
  MOVE: z.strictObject({
    kind: z.literal('MOVE'),
    hand: count,
    turn: count,
    action: z.enum(['fold', 'check', 'call', 'raise']),
    /** A call: the chips to add. A raise: the player's own total on this street. Otherwise 0. */
    amount: chips,
  }),
  SHOW: z.strictObject({ kind: z.literal('SHOW'), cards: z.array(opened).length(2) }),
  MUCK: z.strictObject({ kind: z.literal('MUCK') }),
  RUN_TWICE: z.strictObject({ kind: z.literal('RUN_TWICE'), agree: z.boolean() }),
  RABBIT: z.strictObject({ kind: z.literal('RABBIT') }),
  SKIP: z.strictObject({ kind: z.literal('SKIP') }),

  // A player at the table.
  SIT: z.strictObject({ kind: z.literal('SIT'), seat, name, buyIn: chips.min(1), bot: z.boolean() }),
  LEAVE: z.strictObject({ kind: z.literal('LEAVE') }),
  SIT_OUT: z.strictObject({ kind: z.literal('SIT_OUT'), sitOut: z.boolean() }),
  STRADDLE: z.strictObject({ kind: z.literal('STRADDLE'), straddle: z.boolean() }),
  TOP_UP: z.strictObject({ kind: z.literal('TOP_UP'), amount: chips.min(1) }),

  // A device of a friends' table.
  JOIN: z.strictObject({
    kind: z.literal('JOIN'),
    name,
    avatar,
    role: roleSchema,
    /** The invite's public key, and its signature over table and device (guard.ts). */
    invite: bytes(PUBLIC_KEY_BYTES),
    proof: bytes(SIGNATURE_BYTES),
  }),
  RENAME: z.strictObject({ kind: z.literal('RENAME'), name, avatar }),
  VOUCH: z.strictObject({ kind: z.literal('VOUCH'), seat, device }),

  // The opener.
  INVITE: z.strictObject({ kind: z.literal('INVITE'), key: device, admission: z.enum(['ask', 'auto']) }),
  INVITE_END: z.strictObject({ kind: z.literal('INVITE_END'), key: device }),
  ADMIT: z.strictObject({ kind: z.literal('ADMIT'), device, admit: z.boolean() }),
  KICK: z.strictObject({ kind: z.literal('KICK'), device }),
  SETTINGS: z.strictObject({ kind: z.literal('SETTINGS'), settings: settingsSchema }),
  PAUSE: z.strictObject({ kind: z.literal('PAUSE') }),
  RESUME: z.strictObject({ kind: z.literal('RESUME') }),
};

export type InputKind = keyof typeof inputSchemas;
export type TableInputOf<K extends InputKind> = z.infer<(typeof inputSchemas)[K]>;
export type TableInput = { [K in InputKind]: TableInputOf<K> }[InputKind];

/** Who said it, and when. */
export type Author = Omit<Arrival, 'body'>;

/** Kinds that only the host may say. */
const HOST_KINDS: ReadonlySet<string> = new Set<InputKind>([
  'TERM_START',
  'TIMEOUT',
  'VOTERS',
  'READMIT',
  'HAND_OPEN',
  'RESTART',
  'CONVICT',
  'FACES',
  'STAND_IN_DECK',
]);

export type Judges<T> = { [K in InputKind]?: (input: TableInputOf<K>, author: Author) => Taken<T> };

/**
 * A wait's judge, by kind of input: kinds without a judge are not for this wait. Malformed inputs, and what
 * only a host may say from anybody else, are for nobody.
 */
export function on<T>(judges: Judges<T>): (arrival: Arrival) => Taken<T> {
  return ({ body, ...author }) => {
    const kind = body.kind as InputKind;
    const judge = Object.hasOwn(judges, kind) ? judges[kind] : undefined;
    if (!judge || (HOST_KINDS.has(kind) && author.device !== author.host)) return null;
    const input = inputSchemas[kind].safeParse(body);
    return input.success ? (judge as (input: unknown, author: Author) => Taken<T>)(input.data, author) : null;
  };
}
