/**
 * Every message between page, main and table host. The page sends commands and receives notices; main
 * checks commands against these schemas before they go on, and drops and logs what does not fit.
 */
import { z } from 'zod';
import { settingsSchema } from '../shared/table/settings.ts';
import type { PreAction, TableView } from '../shared/view/tableView.ts';

export type * from '../shared/view/tableView.ts';

export const NAME_MAX_LENGTH = 24;
export const TABLE_NAME_MAX_LENGTH = 40;
/** 2^40: far beyond any home game, far below the edge of exact integers. */
export const CHIPS_MAX = 1_099_511_627_776;

const chips = z.number().int().min(0).max(CHIPS_MAX);
/** Printable, no control characters, no line breaks; braces mark amounts in words that are shown. */
const line = (maxLength: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(maxLength)
    .regex(/^[^\p{C}\p{Zl}\p{Zp}{}]*$/u);
const tableId = z.string().regex(/^[0-9a-f]{32}$/);

const actionSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('fold') }),
  z.strictObject({ type: z.literal('check') }),
  z.strictObject({ type: z.literal('call') }),
  z.strictObject({ type: z.literal('raise'), to: chips }),
]);

const preActionSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('check-fold') }),
  z.strictObject({ type: z.literal('check') }),
  z.strictObject({ type: z.literal('call'), amount: chips }),
  z.strictObject({ type: z.literal('call-any') }),
  z.strictObject({ type: z.literal('fold') }),
]) satisfies z.ZodType<PreAction>;

/** How a bot plays. */
export const temperamentSchema = z.enum(['calm', 'wild', 'sly']);
export type Temperament = z.infer<typeof temperamentSchema>;

export const preferencesSchema = z.strictObject({
  sound: z.boolean(),
  fourColours: z.boolean(),
  amountsInBigBlinds: z.boolean(),
});
export type Preferences = z.infer<typeof preferencesSchema>;

/** Who sits at this device. */
export const profileSchema = z.strictObject({ name: line(NAME_MAX_LENGTH) });
export type Profile = z.infer<typeof profileSchema>;

export const commandSchema = z.discriminatedUnion('type', [
  /** The page is there and wants everything it should draw. */
  z.strictObject({ type: z.literal('hello') }),
  z.strictObject({ type: z.literal('setProfile'), name: line(NAME_MAX_LENGTH) }),
  z.strictObject({ type: z.literal('setPreferences'), preferences: preferencesSchema }),
  z.strictObject({
    type: z.literal('newPracticeTable'),
    name: line(TABLE_NAME_MAX_LENGTH),
    bots: z.number().int().min(1).max(9),
    buyIn: chips.min(1),
    settings: settingsSchema,
  }),
  /** Look at a table from the lobby; it stays paused until resumed. */
  z.strictObject({ type: z.literal('openTable'), tableId }),
  /** Back to the lobby; the table pauses. */
  z.strictObject({ type: z.literal('closeTable'), tableId }),
  z.strictObject({ type: z.literal('resume'), tableId }),
  z.strictObject({ type: z.literal('pause'), tableId }),
  z.strictObject({
    type: z.literal('act'),
    tableId,
    hand: z.number().int().min(0),
    turn: z.number().int().min(0),
    action: actionSchema,
  }),
  z.strictObject({ type: z.literal('setPreAction'), tableId, preAction: preActionSchema.nullable() }),
  z.strictObject({ type: z.literal('show'), tableId }),
  z.strictObject({ type: z.literal('muck'), tableId }),
  z.strictObject({ type: z.literal('runTwice'), tableId, agree: z.boolean() }),
  z.strictObject({ type: z.literal('rabbitHunt'), tableId }),
  z.strictObject({ type: z.literal('nextHand'), tableId }),
  z.strictObject({ type: z.literal('sitOut'), tableId, sitOut: z.boolean() }),
  z.strictObject({ type: z.literal('straddle'), tableId, straddle: z.boolean() }),
  z.strictObject({ type: z.literal('topUp'), tableId, amount: chips.min(1) }),
  z.strictObject({ type: z.literal('setSettings'), tableId, settings: settingsSchema }),
  /** Stand up for good; the table leaves the lobby, its history stays on disk. */
  z.strictObject({ type: z.literal('leave'), tableId }),
]);
export type Command = z.infer<typeof commandSchema>;

const lobbyAmount = z.int().min(0);

/** A table as it stands in the lobby. */
export const lobbyTableSchema = z.strictObject({
  tableId,
  name: z.string(),
  practice: z.boolean(),
  handNumber: lobbyAmount,
  players: z.array(
    z.strictObject({ name: z.string(), stack: lobbyAmount, isMe: z.boolean(), isBot: z.boolean() }),
  ),
  smallBlind: lobbyAmount,
  bigBlind: lobbyAmount,
  /** Wall clock, ms since 1970. */
  lastPlayedMs: z.number(),
  /** "Paused in the middle of a hand, pot 340", in words. */
  state: z.string(),
  /** What is damaged, in words, else null. */
  damage: z.string().nullable(),
});
export type LobbyTable = z.infer<typeof lobbyTableSchema>;

export type HostState =
  | { type: 'starting' }
  | { type: 'running' }
  /** The host died; main is starting it again and every open table comes back by replay. */
  | { type: 'restarting'; words: string }
  | { type: 'failed'; words: string };

export type Notice =
  | { type: 'host'; state: HostState }
  | {
      type: 'lobby';
      profile: Profile | null;
      preferences: Preferences;
      tables: LobbyTable[];
      /** Sentences about the whole folder (keys without a keychain, damage), newest last. */
      remarks: string[];
    }
  | { type: 'table'; view: TableView }
  /** The table is no longer open in the host; the page goes back to the lobby. */
  | { type: 'tableClosed'; tableId: string; words: string | null }
  /** Something was refused or went wrong: one sentence for a person. */
  | { type: 'message'; tableId: string | null; kind: 'refused' | 'warning' | 'error'; words: string };

/** What preload puts on `window`. */
export interface EvertableBridge {
  send(command: Command): void;
  /** Returns a function that stops listening. */
  onNotice(listener: (notice: Notice) => void): () => void;
}
