/** What a key means at the table. One map, read by the key handler and printed by the help sheet. */

export type TableKey =
  | { type: 'fold' }
  | { type: 'checkOrCall' }
  | { type: 'raise' }
  | { type: 'more' }
  | { type: 'less' }
  | { type: 'preset'; index: number }
  | { type: 'confirm' }
  | { type: 'cancel' }
  | { type: 'nextHand' }
  | { type: 'pause' }
  | { type: 'log' }
  | { type: 'chat' }
  | { type: 'mute' }
  | { type: 'help' };

/** Where the focus was when the key went down. */
export type KeyTarget =
  /** Nothing that wants keys. */
  | 'table'
  /** The field where a raise is typed: digits are its own; letters are not, no amount has any of ours. */
  | 'amount'
  /** The raise slider. */
  | 'slider'
  /** A button: Enter and space press it. */
  | 'button'
  /** Any other field: every key is its own. */
  | 'field';

export interface KeyPress {
  key: string;
  /** Ctrl, Alt or Meta is down: never ours. */
  modified: boolean;
  /** The key is held down. */
  repeat: boolean;
  target: KeyTarget;
}

const LETTERS: Readonly<Record<string, TableKey>> = {
  f: { type: 'fold' },
  c: { type: 'checkOrCall' },
  r: { type: 'raise' },
  n: { type: 'nextHand' },
  p: { type: 'pause' },
  l: { type: 'log' },
  t: { type: 'chat' },
  m: { type: 'mute' },
  '?': { type: 'help' },
};

const ARROWS: Readonly<Record<string, 'more' | 'less'>> = {
  ArrowUp: 'more',
  ArrowRight: 'more',
  ArrowDown: 'less',
  ArrowLeft: 'less',
};

/** The help sheet's lines: the keys and what they do. */
export const KEY_HELP: readonly { keys: readonly string[]; words: string }[] = [
  { keys: ['F'], words: 'Fold' },
  { keys: ['C'], words: 'Check or call' },
  { keys: ['R'], words: 'Get ready to bet or raise: type how much' },
  { keys: ['↑', '↓'], words: 'Raise more or less, by a big blind' },
  { keys: ['1', '…', '9'], words: 'Take a preset amount' },
  { keys: ['Enter'], words: 'Bet or raise the amount that is ready' },
  { keys: ['Esc'], words: 'Not this raise after all; close a sheet' },
  { keys: ['N'], words: 'Next hand: skip what is left of this one' },
  { keys: ['P'], words: 'Pause and resume' },
  { keys: ['L'], words: 'Fold the log in and out' },
  { keys: ['T'], words: "Talk: the chat of a friends' table" },
  { keys: ['M'], words: 'Sounds on and off' },
  { keys: ['?'], words: 'This help' },
];

/** The meaning of a key press at the table, or null. A held key repeats only the arrows: nobody acts by leaning. */
export function readKey({ key, modified, repeat, target }: KeyPress): TableKey | null {
  if (modified || target === 'field') return null;
  const arrow = ARROWS[key];
  if (arrow !== undefined) {
    const movesCaret = target === 'amount' && (key === 'ArrowLeft' || key === 'ArrowRight');
    return movesCaret ? null : { type: arrow };
  }
  if (repeat) return null;
  if (key === 'Enter') return target === 'button' ? null : { type: 'confirm' };
  if (key === 'Escape') return { type: 'cancel' };
  if (/^[1-9]$/.test(key)) return target === 'amount' ? null : { type: 'preset', index: Number(key) - 1 };
  return LETTERS[key.toLowerCase()] ?? null;
}
