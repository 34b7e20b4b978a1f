import type { Card, Chips, PreAction, Round, Seat } from '../poker/index.ts';
import { type Ask, askOf, type Looks } from '../table/asks.ts';
import type { TableEvent } from '../table/events.ts';
import { type HandStory, handStory } from './handStory.ts';
import { phaseOf } from './phase.ts';
import { chapterOf, type DeskLook, deskOf, type HandLook, handOf, roundOf } from './tableLooks.ts';
import type { HandPhase } from './tableView.ts';

/** A table as its program stands, and what its host says about it: the same for every seat. */
export interface SeenTable {
  /** Hex. */
  readonly tableId: string;
  readonly name: string;
  /** Everybody here is this device's person or a bot. */
  readonly practice: boolean;
  readonly hand: number;
  /** Of the open hand's process, which has not ended. */
  readonly looks: Looks;
  /** What the open hand has told so far, its opening included, in order. */
  readonly events: readonly TableEvent[];
  /** The last entry's number. */
  readonly seq: number;
  /** Hex, after that entry. */
  readonly stateHash: string;
  /** Table time now. */
  readonly timeMs: number;
  /** Why nobody hosts the table at present, as a sentence; null: it is hosted. */
  readonly standing: string | null;
  readonly dealingLine: string;
}

/** Who looks, and what that device alone knows. */
export interface Viewer {
  /** Hex of the device's key. */
  readonly device: string;
  /** The hole cards of this device's seat in the open hand; null while it has none, or is no player. */
  readonly ownCards: readonly Card[] | null;
  readonly preAction: PreAction | null;
}

/** A player's chips as they lie now. */
export interface Chipped {
  readonly stack: Chips;
  /** On this street. */
  readonly bet: Chips;
  readonly folded: boolean;
}

/** A table read once, for one viewer: what every part of the view starts from. */
export interface Scene {
  readonly table: SeenTable;
  readonly viewer: Viewer;
  readonly mySeat: Seat | null;
  readonly desk: DeskLook;
  readonly hand: HandLook | null;
  /** The betting round that is being played. */
  readonly round: Round | null;
  readonly ask: Ask;
  readonly phase: HandPhase;
  readonly story: HandStory;
  /** Who was dealt in, in dealing order, with the chips they have now. */
  readonly players: ReadonlyMap<Seat, Chipped>;
  /** The pots have been pushed to their winners. */
  readonly isPaid: boolean;
}

export function readScene(table: SeenTable, viewer: Viewer): Scene {
  const { looks, events } = table;
  const desk = deskOf(looks);
  const hand = handOf(looks);
  const round = roundOf(looks);
  return {
    table,
    viewer,
    mySeat: desk.seats.find(({ device }) => device === viewer.device)?.seat ?? null,
    desk,
    hand,
    round,
    ask: askOf(looks),
    phase: phaseOf(chapterOf(looks), hand),
    story: handStory(events),
    players: playersOf(hand, round),
    isPaid: hand !== null && hand.awards.length > 0,
  };
}

/** The name at a seat, as in "Waiting for Ada". */
export function nameAt({ desk, story }: Pick<Scene, 'desk' | 'story'>, seat: Seat): string {
  return (
    story.names.get(seat) ?? desk.seats.find((player) => player.seat === seat)?.name ?? `seat ${seat + 1}`
  );
}

export function playersOf(hand: HandLook | null, round: Round | null): Map<Seat, Chipped> {
  if (round) return new Map(round.seats.map((player) => [player.seat, player]));
  const players = (hand?.stacks ?? []).map(([seat, stack]): [Seat, Chipped] => [
    seat,
    { stack, bet: 0, folded: hand?.folded.includes(seat) ?? false },
  ]);
  return new Map(players);
}
