import {
  bombPotPositions,
  bombPotPosts,
  forcedPosts,
  nextPositions,
  type Rotation,
  type Seat,
  type Standing,
  straddleSeat,
} from '../poker/index.ts';
import type { Desk } from './desk.ts';
import type { HandStart } from './hand.ts';
import { type Settings, stakesOf } from './settings.ts';

/** What the next hand goes on from: how many were dealt, and where the last blinds lay. */
export interface LastHand {
  readonly dealt: number;
  readonly rotation: Rotation | null;
}

/** Who plays the next hand, from where, for what. */
export interface Seating {
  readonly start: Omit<HandStart, 'hand'>;
  readonly rotation: Rotation | null;
  readonly standings: readonly { seat: Seat; standing: Standing }[];
}

/**
 * The next hand's seating under these settings; null while too few can play.
 * @param mayPlay whether a device has a part in the deck
 */
export function seatPlayers(
  desk: Desk,
  settings: Settings,
  { dealt, rotation }: LastHand,
  mayPlay: (device: string) => boolean,
): Seating | null {
  const { bombPotEvery, bombPotAnte, buttonRule, smallBlind, bigBlind } = settings;
  const seats = desk
    .waiting()
    .map((waiting) => ({ ...waiting, ready: waiting.ready && mayPlay(desk.deviceAt(waiting.seat)) }));
  if (!hasCompany(desk)) return null;
  const around = {
    rule: buttonRule,
    previous: rotation,
    firstButton: seats.find(({ ready }) => ready)?.seat ?? 0,
    seats,
  };
  const players = (dealtIn: readonly Seat[]) => dealtIn.map((seat) => desk.playerAt(seat));

  if (bombPotEvery > 0 && (dealt + 1) % bombPotEvery === 0) {
    const bomb = bombPotPositions(around);
    if (!bomb) return null;
    const dealtIn = players(bomb.dealtIn);
    const posts = bombPotPosts(dealtIn, bombPotAnte);
    const start = { players: dealtIn, button: bomb.button, smallBlind, bigBlind, posts, bombPot: true };
    return { start, rotation, standings: [] };
  }

  const positions = nextPositions(around);
  if (!positions) return null;
  const dealtIn = players(positions.dealtIn);
  const { bigBlind: bigBlindSeat, button, owed } = positions;
  const straddler = settings.straddle ? straddleSeat({ seats: dealtIn, bigBlind: bigBlindSeat }) : null;
  const posts = forcedPosts({
    stakes: stakesOf(settings),
    seats: dealtIn,
    smallBlind: positions.smallBlind,
    bigBlind: bigBlindSeat,
    owed,
    straddle: straddler !== null && desk.playerAt(straddler).straddles,
  });
  const start = { players: dealtIn, button, smallBlind, bigBlind, posts, bombPot: false };
  return { start, rotation: positions.rotation, standings: positions.standings };
}

/** Bots play with people only: while no person is ready they wait. */
function hasCompany(desk: Desk): boolean {
  const people = desk.people();
  const hasBots = people.length < desk.seated().length;
  return !hasBots || desk.waiting().some(({ seat, ready }) => ready && people.includes(seat));
}
