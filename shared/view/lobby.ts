import type { Chips } from '../poker/index.ts';
import { askOf, type Looks } from '../table/asks.ts';
import { potViews, totalPot } from './pots.ts';
import { playersOf } from './scene.ts';
import { deskOf, handOf, roundOf } from './tableLooks.ts';

/** A table as it stands in the lobby; the stacks are those of this moment of the hand. */
export interface LobbyView {
  players: { name: string; stack: Chips; isMe: boolean; isBot: boolean }[];
  smallBlind: Chips;
  bigBlind: Chips;
  /** A sentence or two; amounts plain, in chips. */
  state: string;
}

/**
 * @param device hex of the device whose lobby it is
 * @param isStanding nobody hosts the table at present
 */
export function lobbyView(looks: Looks, device: string, isStanding: boolean): LobbyView {
  const desk = deskOf(looks);
  const inHand = playersOf(handOf(looks), roundOf(looks));
  return {
    players: desk.seats.map((player) => ({
      name: player.name,
      stack: inHand.get(player.seat)?.stack ?? player.stack,
      isMe: player.device === device,
      isBot: player.bot,
    })),
    smallBlind: desk.settings.smallBlind,
    bigBlind: desk.settings.bigBlind,
    state: lobbyState(looks, device, isStanding),
  };
}

/** "Paused in the middle of a hand, pot 340. It is your turn.", "Between hands." */
export function lobbyState(looks: Looks, device: string, isStanding: boolean): string {
  const isPaused = isStanding || deskOf(looks).paused;
  const place = isPaused ? `Paused ${placeWords(looks)}` : capitalised(placeWords(looks));
  return isTurnOf(looks, device) ? `${place}. It is your turn.` : `${place}.`;
}

function placeWords(looks: Looks): string {
  const hand = handOf(looks);
  if (!hand || hand.awards.length > 0) return 'between hands';
  const round = roundOf(looks);
  const table = { hand, round, players: playersOf(hand, round), isPaid: false };
  return `in the middle of a hand, pot ${totalPot(table, potViews(table))}`;
}

function isTurnOf(looks: Looks, device: string): boolean {
  const ask = askOf(looks);
  if (ask.for !== 'move') return false;
  return deskOf(looks).seats.find(({ seat }) => seat === ask.seat)?.device === device;
}

function capitalised(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
