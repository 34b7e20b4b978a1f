import { parse, stringify, TomlError } from 'smol-toml';
import { type Card, formatCard } from './cards.ts';
import { formatAction, type PhhAction, parseAction } from './phhAction.ts';
import { findKey, findStrings, findTable, lineAt, nextTable } from './phhText.ts';
import { type Chips, MAX_CHIPS, MAX_SEATS, MIN_SEATS } from './seats.ts';

export type { PhhAction, PhhCard } from './phhAction.ts';

/**
 * A no-limit hold'em hand in the open poker-hand-history format. Lists go by player: 0 is the first seat left of the button, the last
 * one is the button.
 */
export interface PhhHand {
  antes: Chips[];
  /** [small, big, straddle...] as the file lists them. Heads-up, player 0 pays the big blind and player 1, the button, the small. */
  blindsOrStraddles: Chips[];
  minBet: Chips;
  startingStacks: Chips[];
  actions: PhhAction[];
  /** As the file has them, so half chips are possible; null if it does not say. */
  finishingStacks: number[] | null;
  /** The file's note on whether antes are equal; our antes are dead either way. */
  anteTrimming: boolean;
  /** Everything else that the file says (players, event, hand number...), as it says it. */
  other: { [key: string]: unknown };
}

/** Why a document is not a hand: the line, counted from 1, and what was expected there. */
export class PhhError extends Error {
  readonly line: number;
  readonly expected: string;

  constructor(line: number, expected: string) {
    super(`line ${line}: expected ${expected}`);
    this.name = 'PhhError';
    this.line = line;
    this.expected = expected;
  }
}

const VARIANT = 'NT';
const EXPECTED_VARIANT = `variant = '${VARIANT}' (no-limit hold'em)`;
const EXPECTED_TABLES = 'hands in tables [1], [2], ...';
const EXPECTED_CHIPS = 'a whole number of chips, 0 to 2^40';
const EXPECTED_POSITIVE = 'a whole number of chips, 1 to 2^40';

/** Reads one .phh document. Throws PhhError. */
export function parsePhh(text: string): PhhHand {
  return new HandReader(parseToml(text), () => ({ text, from: 0 })).hand();
}

/** Reads a .phhs document: many hands, each in a table of its own, [1], [2] and so on. Throws PhhError. */
export function parsePhhs(text: string): PhhHand[] {
  const tables = Object.entries(parseToml(text));
  const names = new Set(tables.map(([name]) => name));
  return tables.map(([name, table]) => {
    if (!isTable(table)) throw new PhhError(lineAt(text, findKey(text, name, 0) ?? 0), EXPECTED_TABLES);
    return new HandReader(table, () => tablePart(text, name, names)).hand();
  });
}

/** Writes one .phh document; parsePhh reads it back as an equal value. */
export function formatPhh(hand: PhhHand): string {
  const lines = [
    `variant = '${VARIANT}'`,
    `ante_trimming_status = ${hand.anteTrimming}`,
    `antes = [${hand.antes.join(', ')}]`,
    `blinds_or_straddles = [${hand.blindsOrStraddles.join(', ')}]`,
    `min_bet = ${hand.minBet}`,
    `starting_stacks = [${hand.startingStacks.join(', ')}]`,
    'actions = [',
    ...hand.actions.map((action) => `  '${formatAction(action)}',`),
    ']',
  ];
  if (hand.finishingStacks !== null) lines.push(`finishing_stacks = [${hand.finishingStacks.join(', ')}]`);
  const other = stringify(hand.other).trim();
  return `${[...lines, ...(other === '' ? [] : [other])].join('\n')}\n`;
}

/** Writes a .phhs document of hands without tables of their own; parsePhhs reads it back. */
export function formatPhhs(hands: readonly PhhHand[]): string {
  return hands.map((hand, at) => `[${at + 1}]\n${formatPhh(hand)}`).join('\n');
}

type TomlTable = { [key: string]: unknown };

function parseToml(text: string): TomlTable {
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    throw new PhhError(error.line, `TOML (${error.message.split('\n')[0]})`);
  }
}

function isTable(value: unknown): value is TomlTable {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

/** Where a table of fields stands: from an offset to the end of the text. */
interface Part {
  text: string;
  from: number;
}

/** The part of the table of that name: up to the next of the tables. */
function tablePart(text: string, name: string, names: ReadonlySet<string>): Part {
  const from = findTable(text, name) ?? 0;
  return { text: text.slice(0, nextTable(text, names, from)), from };
}

/** Reads one table of fields. Where it stands is asked for only to name a line: a document may hold thousands of hands. */
class HandReader {
  private readonly fields: TomlTable;
  private readonly part: () => Part;

  constructor(fields: TomlTable, part: () => Part) {
    this.fields = fields;
    this.part = part;
  }

  hand(): PhhHand {
    const {
      variant,
      antes,
      blinds_or_straddles,
      min_bet,
      starting_stacks,
      actions,
      finishing_stacks,
      ante_trimming_status,
      ...other
    } = this.fields;
    if (variant !== VARIANT) this.fail('variant', EXPECTED_VARIANT);
    const stacks = this.positiveChips('starting_stacks', starting_stacks);
    const players = stacks.length;
    if (players < MIN_SEATS || players > MAX_SEATS) {
      this.fail('starting_stacks', `${MIN_SEATS} to ${MAX_SEATS} players`);
    }
    if (!isPositive(min_bet)) this.fail('min_bet', EXPECTED_POSITIVE);
    if (ante_trimming_status !== undefined && typeof ante_trimming_status !== 'boolean') {
      this.fail('ante_trimming_status', 'true or false');
    }
    return {
      antes: this.chipsByPlayer('antes', antes, players),
      blindsOrStraddles: this.chipsByPlayer('blinds_or_straddles', blinds_or_straddles, players),
      minBet: min_bet,
      startingStacks: stacks,
      actions: this.actions(actions, players),
      finishingStacks:
        finishing_stacks === undefined ? null : this.finishingStacks(finishing_stacks, players),
      anteTrimming: ante_trimming_status ?? false,
      other,
    };
  }

  private positiveChips(key: string, value: unknown): Chips[] {
    if (!Array.isArray(value) || !value.every(isPositive)) this.fail(key, `a list of ${EXPECTED_POSITIVE}`);
    return value;
  }

  private chipsByPlayer(key: string, value: unknown, players: number): Chips[] {
    if (!Array.isArray(value) || value.length !== players || !value.every(isChips)) {
      this.fail(key, `a list of ${players}, each ${EXPECTED_CHIPS}`);
    }
    return value;
  }

  private finishingStacks(value: unknown, players: number): number[] {
    const isStack = (stack: unknown) =>
      typeof stack === 'number' && stack >= 0 && stack <= MAX_CHIPS * MAX_SEATS;
    if (!Array.isArray(value) || value.length !== players || !value.every(isStack)) {
      this.fail('finishing_stacks', `a list of ${players} stacks, none below 0`);
    }
    return value;
  }

  private actions(value: unknown, players: number): PhhAction[] {
    if (!Array.isArray(value) || !value.every((text) => typeof text === 'string')) {
      this.fail('actions', 'a list of actions in quotes');
    }
    const holders = new CardHolders();
    return value.flatMap((text, at) => {
      const action = parseAction(text, players);
      if (action === null) return [];
      if ('expected' in action) return this.failAction(at, `${action.expected}; got '${text}'`);
      const twice = holders.take(action);
      if (twice !== null)
        return this.failAction(at, `each card once; ${formatCard(twice)} is already elsewhere`);
      return [action];
    });
  }

  private fail(key: string, expected: string): never {
    const { text, from } = this.part();
    const at = findKey(text, key, from);
    throw new PhhError(
      lineAt(text, at ?? from),
      at === null ? `${key}: ${expected}` : `${expected} for ${key}`,
    );
  }

  private failAction(index: number, expected: string): never {
    const { text, from } = this.part();
    const actions = findKey(text, 'actions', from) ?? from;
    throw new PhhError(lineAt(text, findStrings(text, actions)[index] ?? actions), expected);
  }
}

/** Who holds which card, to find one that is in two places. */
class CardHolders {
  private readonly holderOf = new Map<Card, number>();
  private static readonly BOARD = -1;

  /** Notes the action's cards; returns one that somebody else, or the board, already has. */
  take(action: PhhAction): Card | null {
    if (action.type !== 'deal-board' && action.type !== 'deal-hole' && action.type !== 'show') return null;
    const holder = action.type === 'deal-board' ? CardHolders.BOARD : action.player;
    const known = (action.cards ?? []).filter((card) => card !== null);
    if (new Set(known).size < known.length) return known[0] ?? null;
    for (const card of known) {
      const before = this.holderOf.get(card);
      if (before !== undefined && (before !== holder || action.type !== 'show')) return card;
      this.holderOf.set(card, holder);
    }
    return null;
  }
}

function isChips(value: unknown): value is Chips {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= MAX_CHIPS;
}

function isPositive(value: unknown): value is Chips {
  return isChips(value) && value > 0;
}
