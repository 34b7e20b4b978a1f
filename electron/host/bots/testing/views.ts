import { legalActions, type Round } from '../../../../shared/poker/index.ts';
import { PLAIN_RULES } from '../../../../shared/table/settings.ts';
import type { LegalView, SeatView, SettingsView, TableView } from '../../../../shared/view/tableView.ts';

export const ME = 0;

const SETTINGS: SettingsView = {
  ...PLAIN_RULES,
  maxSeats: 6,
  smallBlind: 1,
  bigBlind: 2,
  minBuyIn: 40,
  maxBuyIn: 400,
  runItTwice: true,
  actionClockMs: 30_000,
  timeBankMs: 60_000,
};

/** A seat that plays the hand with 200 chips behind. */
export function seatAt(seat: number, over: Partial<SeatView> = {}): SeatView {
  return {
    seat,
    name: `P${seat}`,
    isMe: seat === ME,
    isBot: seat === ME,
    stack: 200,
    bet: 0,
    inHand: true,
    folded: false,
    allIn: false,
    sittingOut: false,
    straddles: false,
    leaving: false,
    waitingFor: null,
    cards: [null, null],
    lastAction: null,
    handWords: null,
    won: 0,
    ...over,
  };
}

/** A view of seat 0 between two hands, where nothing is asked. */
export function viewWith(over: Partial<TableView> = {}): TableView {
  return {
    tableId: '0'.repeat(32),
    name: 'Practice',
    handNumber: 7,
    phase: 'waiting',
    paused: null,
    waitingFor: '',
    practice: true,
    spectator: false,
    freeSeats: [],
    ledger: { rows: [], payments: [], text: '' },
    seats: [seatAt(0), seatAt(1), seatAt(2)],
    mySeat: ME,
    button: 2,
    smallBlindSeat: 0,
    bigBlindSeat: 1,
    boards: [[]],
    rabbit: [],
    pots: [],
    totalPot: 0,
    actor: null,
    legal: null,
    myHandWords: null,
    preActionsOffered: [],
    preAction: null,
    winners: [],
    canShow: false,
    canRunTwice: false,
    canRabbitHunt: false,
    canCallOff: false,
    canSkip: false,
    rebuy: null,
    topUpMax: 0,
    settings: SETTINGS,
    nextSettings: null,
    log: [],
    seq: 1,
    stateHash: '',
    dealingLine: '',
    ...over,
  };
}

export interface TurnSpec {
  /** "AsAd" */
  readonly hole: string;
  /** "2c7dKs", empty before the flop. */
  readonly board?: string;
  /** Chips in front of seat 0, 1, 2... on this street. */
  readonly bets: readonly number[];
  /** Chips behind; 200 each unless told. */
  readonly stacks?: readonly number[];
  /** Chips from earlier streets. */
  readonly gathered?: number;
  readonly button?: number;
  readonly folded?: readonly number[];
  readonly remainingMs?: number | null;
}

/** A view in which it is seat 0's turn. */
export function turnWith(turn: TurnSpec): TableView {
  const { hole, board = '', bets, stacks = [], gathered = 0, folded = [], remainingMs = null } = turn;
  const seats = bets.map((bet, seat) => {
    const stack = stacks[seat] ?? 200;
    const cards = seat === ME ? twos(hole) : [null, null];
    return seatAt(seat, { bet, stack, cards, allIn: stack === 0, folded: folded.includes(seat) });
  });
  const boardCards = twos(board);
  return viewWith({
    phase: (['preflop', 'flop', 'turn', 'river'] as const)[Math.max(0, boardCards.length - 2)] ?? 'preflop',
    seats,
    boards: [boardCards],
    button: turn.button ?? bets.length - 1,
    pots: gathered === 0 ? [] : [{ amount: gathered, eligible: seats.map(({ seat }) => seat) }],
    totalPot: gathered + bets.reduce((sum, bet) => sum + bet, 0),
    actor: { seat: ME, turn: 3, remainingMs, totalMs: remainingMs, timeBankMs: 0 },
    legal: legalOf(seats, boardCards.length === 0 ? SETTINGS.bigBlind : 0),
  });
}

function legalOf(seats: readonly SeatView[], levelMin: number): LegalView {
  const level = Math.max(levelMin, ...seats.map(({ bet }) => bet));
  const round: Round = {
    bigBlind: SETTINGS.bigBlind,
    level,
    fullRaise: Math.max(SETTINGS.bigBlind, level - levelMin),
    seats: seats.map(({ seat, stack, bet, folded }) => ({ seat, stack, bet, folded, actedAt: null })),
    actor: ME,
    aggressor: null,
  };
  const { actor: _, ...legal } = legalActions(round);
  return { ...legal, presets: [] };
}

function twos(cards: string): string[] {
  return cards.match(/../g) ?? [];
}
