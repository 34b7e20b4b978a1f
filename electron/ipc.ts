/**
 * Every message between page, main and table host. The page sends commands and receives notices; main
 * checks commands against these schemas before they go on, and drops and logs what does not fit.
 */
import { z } from 'zod';
import { settingsSchema } from '../shared/table/settings.ts';
import type { PreAction, TableView } from '../shared/view/tableView.ts';
import { LINK_TEXT_MAX } from './linkLimit.ts';

export type * from '../shared/view/tableView.ts';
export { LINK_TEXT_MAX };

export const NAME_MAX_LENGTH = 24;
export const TABLE_NAME_MAX_LENGTH = 40;
/** 2^40: far beyond any home game, far below the edge of exact integers. */
export const CHIPS_MAX = 1_099_511_627_776;

/** How many avatars there are to choose from. */
export const AVATARS = 24;
export const CHAT_LENGTH_MAX = 280;
export const BOOTSTRAP_NODES_MAX = 8;

const chips = z.number().int().min(0).max(CHIPS_MAX);
/** Printable, no control characters, no line breaks; braces mark amounts in words that are shown. */
const line = (maxLength: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(maxLength)
    .regex(/^[^\p{C}\p{Zl}\p{Zp}{}]*$/u);
/** What a person goes by. */
export const nameSchema = line(NAME_MAX_LENGTH);
export const tableNameSchema = line(TABLE_NAME_MAX_LENGTH);
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

const device = z.string().regex(/^[0-9a-f]{64}$/);
/** What a member of a table is there for. */
export const roleSchema = z.enum(['player', 'spectator', 'witness']);
export type Role = z.infer<typeof roleSchema>;
/** Whether those who bring the link are asked for, or let in at once. */
export const admissionSchema = z.enum(['ask', 'auto']);
export type Admission = z.infer<typeof admissionSchema>;
export const emoteSchema = z.enum([
  'nice-hand',
  'thank-you',
  'good-luck',
  'laugh',
  'wow',
  'sigh',
  'hurry',
  'cheers',
]);
export type Emote = z.infer<typeof emoteSchema>;

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
export const profileSchema = z.strictObject({
  name: line(NAME_MAX_LENGTH),
  /** Which of the drawn avatars; see renderer/ui/Avatar. */
  avatar: z
    .int()
    .min(0)
    .max(AVATARS - 1)
    .default(0),
});
export type Profile = z.infer<typeof profileSchema>;

export const commandSchema = z.discriminatedUnion('type', [
  /** The page is there and wants everything it should draw. */
  z.strictObject({ type: z.literal('hello') }),
  z.strictObject({
    type: z.literal('setProfile'),
    name: line(NAME_MAX_LENGTH),
    avatar: z
      .int()
      .min(0)
      .max(AVATARS - 1)
      .optional(),
  }),
  z.strictObject({ type: z.literal('setPreferences'), preferences: preferencesSchema }),
  z.strictObject({
    type: z.literal('newPracticeTable'),
    name: line(TABLE_NAME_MAX_LENGTH),
    bots: z.number().int().min(1).max(9),
    buyIn: chips.min(1),
    settings: settingsSchema,
  }),
  /** Open a table for friends; its opener takes the first seat, or with no buy-in none, and keeps the table as a witness. */
  z.strictObject({
    type: z.literal('newFriendsTable'),
    name: line(TABLE_NAME_MAX_LENGTH),
    buyIn: chips.min(1).nullable(),
    settings: settingsSchema,
  }),
  /** Look whose table a link leads to: answered by `door` notices. Any text that was pasted or clicked. */
  z.strictObject({ type: z.literal('followLink'), link: z.string().max(LINK_TEXT_MAX) }),
  /** Go in at the door that is being shown. */
  z.strictObject({ type: z.literal('join'), link: z.string().max(LINK_TEXT_MAX), as: roleSchema }),
  /** Turn away from the door. */
  z.strictObject({ type: z.literal('leaveDoor') }),
  /** Nodes of an own DHT, "host:port" each; empty: the public ones. Takes effect at the next start. */
  z.strictObject({
    type: z.literal('setBootstrap'),
    nodes: z.array(z.string().max(260)).max(BOOTSTRAP_NODES_MAX),
  }),

  // At a friends' table.
  z.strictObject({ type: z.literal('sit'), tableId, seat: z.int().min(0).max(9), buyIn: chips.min(1) }),
  /** Who came to watch would play: comes in again by the same link, as a player. */
  z.strictObject({ type: z.literal('askToPlay'), tableId }),
  /** Open the door: those with the link are asked for, or let in at once. Answered in `people`. */
  z.strictObject({ type: z.literal('invite'), tableId, admission: admissionSchema }),
  z.strictObject({ type: z.literal('revokeInvite'), tableId }),
  z.strictObject({ type: z.literal('admit'), tableId, device, admit: z.boolean() }),
  z.strictObject({ type: z.literal('kick'), tableId, device }),
  z.strictObject({ type: z.literal('handHosting'), tableId, device }),
  /** Give the seat of a lost device to another one; done once a majority of the seated says so. */
  z.strictObject({ type: z.literal('vouch'), tableId, seat: z.int().min(0).max(9), device }),
  /** Open a new table from the last finished hand, without those who are missing. */
  z.strictObject({ type: z.literal('carryOn'), tableId }),
  z.strictObject({ type: z.literal('chat'), tableId, words: line(CHAT_LENGTH_MAX) }),
  z.strictObject({ type: z.literal('emote'), tableId, emote: emoteSchema }),
  /** Put text on the clipboard. Done by main; it never reaches the host. */
  z.strictObject({ type: z.literal('copy'), text: z.string().max(20_000) }),
  /** Write a table into a file that main asks the person for. */
  z.strictObject({ type: z.literal('exportTable'), tableId, name: line(TABLE_NAME_MAX_LENGTH) }),
  z.strictObject({ type: z.literal('exportAll') }),
  /** Bring in the tables of a file that main asks the person for. */
  z.strictObject({ type: z.literal('importFile') }),
  /** Whether Evertable starts with the person's session, its window hidden. */
  z.strictObject({ type: z.literal('setLaunchAtLogin'), on: z.boolean() }),
  /** Show the folder of crash reports. */
  z.strictObject({ type: z.literal('showReports') }),
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
  z.strictObject({ type: z.literal('callOff'), tableId }),
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

/** A member of a friends' table as the people panel shows it. */
export interface PersonView {
  /** Hex of the device's key. */
  device: string;
  name: string;
  avatar: number;
  role: Role;
  /** Null: no seat. */
  seat: number | null;
  isMe: boolean;
  isOpener: boolean;
  isHost: boolean;
  /** Its receipt counts. */
  isVoter: boolean;
  /** `me`; `here`: a link is open; `reconnecting`: it broke a moment ago; `away`: for longer. */
  presence: 'me' | 'here' | 'reconnecting' | 'away';
  /** "Direct connection", "Through a relay", "Reconnecting for 12 s", "Away since 21:40", in words. */
  presenceWords: string;
  /** Entries that it does not have on its disk yet; null: unknown. */
  behind: number | null;
}

/** Somebody at the door who waits for the opener's word. */
export interface AskerView {
  device: string;
  name: string;
  avatar: number;
  role: Role;
}

/** The devices of a friends' table, and how far they agree. It changes apart from the cards. */
export interface PeopleView {
  tableId: string;
  people: PersonView[];
  /** Who asks to come in; empty but for the opener. */
  askers: AskerView[];
  /** The device whose machine orders the inputs now; null: none at the moment. */
  host: string | null;
  /** "Ada's computer is hosting", "Bo's computer took over hosting", in words. */
  hostWords: string;
  /** Whose machine took over a moment ago, to be told once; null: nothing to tell. */
  takeoverWords: string | null;
  /** On how many disks the last committed action is, of how many members' devices. */
  savedOn: number;
  savedOf: number;
  /** This device's own input that is on its way ("raises to {120}"); null: none. */
  sending: string | null;
  /** Why the table waits for devices, and for whose ("Waiting for Bo's or Cy's computer to come back"); null: it does not. */
  waiting: string | null;
  /** Enough are missing for long enough that going on without them is offered. */
  canCarryOn: boolean;
  /** The open invite; null: the door is closed. */
  invite: { link: string; admission: Admission } | null;
  isOpener: boolean;
  isHost: boolean;
  myRole: Role;
  /** Seats that members vouch to give to another device, in words. */
  vouches: { seat: number; device: string; words: string }[];
  /** What devices did that cannot be honest, a sentence each. */
  proofs: string[];
  /** "Connected to 2 of 2 friends, directly", "No internet; your local network is used", in words. */
  networkWords: string;
}

export interface ChatLine {
  /** Rises with every line here. */
  id: number;
  device: string;
  name: string;
  isMe: boolean;
  words: string;
  emote: Emote | null;
}

/** What a link leads to. */
export type DoorView =
  | { state: 'looking'; words: string }
  | {
      state: 'found' | 'asked';
      words: string;
      tableId: string;
      tableName: string;
      openerName: string;
      smallBlind: number;
      bigBlind: number;
      minBuyIn: number;
      maxBuyIn: number;
      seats: { seat: number; name: string | null; stack: number }[];
      admission: Admission;
    }
  /** In; the table's first view follows. */
  | { state: 'admitted'; tableId: string; words: string }
  | { state: 'refused'; words: string };

export interface DesktopState {
  /** Null: this start cannot know what would have to be started (it is no installed app). */
  launchesAtLogin: boolean | null;
  /** How many crash reports there are to be sent. */
  reports: number;
}

export type Notice =
  | { type: 'people'; people: PeopleView }
  | { type: 'chat'; tableId: string; lines: ChatLine[] }
  | { type: 'door'; link: string; door: DoorView }
  /** A link was clicked or came with the start: the page goes to its door. */
  | { type: 'linkOpened'; link: string }
  | { type: 'host'; state: HostState }
  | {
      type: 'lobby';
      profile: Profile | null;
      preferences: Preferences;
      tables: LobbyTable[];
      /** The own DHT's nodes; empty: the public ones. */
      bootstrap: string[];
      /** Sentences about the whole folder (keys without a keychain, damage), newest last. */
      remarks: string[];
    }
  /** How the app lives on this desktop. */
  | { type: 'desktop'; desktop: DesktopState }
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
