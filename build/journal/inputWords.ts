import type { Card } from '../../shared/poker/index.ts';
import { HAND_END } from '../../shared/process/checkpoint.ts';
import { toHex } from '../../shared/process/hash.ts';
import type { Input } from '../../shared/process/input.ts';
import type { TableEvent } from '../../shared/table/events.ts';
import { type InputKind, on } from '../../shared/table/inputs.ts';
import { actionWords, cardsInWords, chips } from '../../shared/view/words.ts';
import type { Names } from './names.ts';
import { counted } from './report.ts';

/** Who speaks when the host's device does not speak for its own person. */
const PARTS: Readonly<Record<string, string>> = {
  TERM_START: 'host',
  [HAND_END]: 'host',
  TIMEOUT: "host's clock",
  VOTERS: 'host',
  READMIT: 'host',
  HAND_OPEN: 'host',
  RESTART: 'host',
  CONVICT: 'dealer',
  FACES: 'dealer',
  STAND_IN_DECK: 'dealer',
} satisfies Partial<Record<InputKind | typeof HAND_END, string>>;

/** The author of an input, by name where it is known. */
export function authorOf({ device, body }: Input, names: Names): string {
  return PARTS[body.kind] ?? names.of(toHex(device));
}

/** What an input says, as it follows the author's name: "raises to {120}". */
export function inputWords({ device, body }: Input, events: readonly TableEvent[], names: Names): string {
  if (body.kind === HAND_END) return 'closes the hand';
  const author = toHex(device);
  const acted = events.find((event) => event.what === 'acts');
  const words = on<string>({
    TERM_START: ({ votes }) => take(`a term begins on the device of ${names.of(author)}${votesWords(votes)}`),
    TIMEOUT: ({ consents }) => take(`time is over${consentsWords(consents)}`),
    VOTERS: ({ add, remove }) =>
      take([...voterWords('lets', add, names), ...voterWords('lets no longer', remove, names)].join(' and ')),
    READMIT: ({ device, boot }) => take(`lets the device of ${names.of(device)} vote again, start ${boot}`),
    READY: ({ number, attempt }) => take(`has a part in deck ${number}, try ${attempt}`),
    HAND_OPEN: ({ roster }) =>
      take(`begins a deck held by ${roster.map((device) => names.of(device)).join(', ')}`),
    DEAL: () => take('shares out its part of the key'),
    ACK: () => take('has checked all parts of the key'),
    COMPLAIN: ({ accused }) => take(`complains about the part of holder ${accused + 1}`),
    SHUFFLE: () => take('shuffles'),
    DECK_ACK: () => take('has checked all shuffles'),
    RESTART: ({ convicted, consents }) =>
      take(
        `begins the deck again without ${convicted.map((device) => names.of(device)).join(', ')}${consentsWords(consents)}`,
      ),
    CONVICT: ({ device }) => take(`has proof that the shares of ${names.of(device)} are wrong`),
    HOLE: () => take('sends its shares of the hole cards'),
    BOARD: ({ cards }) => take(`sends its shares of ${counted(cards.length, 'card')} of the board`),
    OPEN: () => take('sends its shares of the cards of a silent seat'),
    FACES: ({ cards }) => take(`opens ${faces(cards)}`),
    VOID: () => take('calls the hand off'),
    STAND_IN_DECK: () => take('makes the deck'),
    MOVE: ({ action, amount }) => take(acted ? actionWords(acted) : MOVE_WORDS[action](amount)),
    SHOW: ({ cards }) => take(`shows ${faces(cards)}`),
    MUCK: () => take('mucks'),
    RUN_TWICE: ({ agree }) => take(agree ? 'agrees to run it twice' : 'does not want to run it twice'),
    RABBIT: () => take('asks for the cards that would have come'),
    SKIP: () => take('has seen enough'),
    SIT: ({ seat, name, buyIn, bot }) =>
      take(`sits down at seat ${seat + 1} as ${name}${bot ? ', a bot,' : ''} with ${chips(buyIn)}`),
    LEAVE: () => take('leaves'),
    SIT_OUT: ({ sitOut }) => take(sitOut ? 'sits out' : 'is back'),
    STRADDLE: ({ straddle }) => take(straddle ? 'will straddle' : 'will not straddle any more'),
    TOP_UP: ({ amount }) => take(`wants to add ${chips(amount)}`),
    JOIN: ({ name, role, invite }) =>
      take(`asks to come in as ${name}, a ${role}, by invite ${toHex(invite).slice(0, KEY_DIGITS)}`),
    RENAME: ({ name }) => take(`is called ${name} now`),
    VOUCH: ({ seat, device }) => take(`would give seat ${seat + 1} to the device of ${names.of(device)}`),
    INVITE: ({ key, admission }) =>
      take(`opens invite ${key.slice(0, KEY_DIGITS)}, which ${admission === 'auto' ? 'lets in' : 'asks'}`),
    INVITE_END: ({ key }) => take(`closes invite ${key.slice(0, KEY_DIGITS)}`),
    ADMIT: ({ device, admit }) => take(`${admit ? 'lets in' : 'turns away'} ${names.of(device)}`),
    KICK: ({ device }) => take(`asks ${names.of(device)} to leave`),
    SETTINGS: ({ settings }) =>
      take(`chooses settings: blinds ${chips(settings.smallBlind)}/${chips(settings.bigBlind)}`),
    PAUSE: () => take('pauses the table'),
    RESUME: () => take('lets the table go on'),
  })({ device: author, host: author, timeMs: 0, body });
  return words && 'take' in words ? words.take : `says ${body.kind}`;
}

/** What the input's own words tell already: it need not be told a second time as its consequence. */
export function isRestated({ what }: TableEvent, { body }: Input): boolean {
  return RESTATED[body.kind]?.includes(what) ?? false;
}

const RESTATED: Readonly<Record<string, readonly TableEvent['what'][]>> = {
  MOVE: ['acts'],
  FACES: ['street', 'rabbit', 'shows'],
  SHOW: ['shows'],
  MUCK: ['mucks'],
  SIT: ['sits'],
  SIT_OUT: ['sits out'],
  PAUSE: ['pause'],
  RESUME: ['pause'],
  SETTINGS: ['settings'],
  RENAME: ['renamed'],
  KICK: ['kicked'],
} satisfies Partial<Record<InputKind, readonly TableEvent['what'][]>>;

const MOVE_WORDS = {
  fold: () => 'folds',
  check: () => 'checks',
  call: (amount: number) => `calls ${chips(amount)}`,
  raise: (amount: number) => `raises to ${chips(amount)}`,
} as const;

/** So many digits of a key are enough to tell it from the others of a table. */
const KEY_DIGITS = 8;

function votesWords(votes: readonly unknown[] = []): string {
  return votes.length === 0 ? '' : `, with ${counted(votes.length, 'vote')}`;
}

function consentsWords(consents: readonly unknown[] = []): string {
  return consents.length === 0 ? '' : `, with ${counted(consents.length, 'consent')}`;
}

function voterWords(what: string, device: string | undefined, names: Names): string[] {
  return device === undefined ? [] : [`${what} the device of ${names.of(device)} vote`];
}

function take(words: string): { readonly take: string } {
  return { take: words };
}

function faces(cards: readonly { readonly card: Card }[]): string {
  return cardsInWords(cards.map(({ card }) => card));
}
