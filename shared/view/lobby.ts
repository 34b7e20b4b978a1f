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
  const { seats, settings } = deskOf(looks);
  const inHand = playersOf(handOf(looks), roundOf(looks));
  return {
    players: seats.map((player) => ({
      name: player.name,
      stack: inHand.get(player.seat)?.stack ?? player.stack,
      isMe: player.device === device,
      isBot: player.bot,
    })),
    smallBlind: settings.smallBlind,
    bigBlind: settings.bigBlind,
    state: lobbyState(looks, device, isStanding),
  };
}

/** "Paused in the middle of a hand, pot 340. It is your turn.", "Between hands." */
export function lobbyState(looks: Looks, device: string, isStanding: boolean): string {
  const place = placeWords(looks);
  const isPaused = isStanding || deskOf(looks).paused;
  const state = isPaused ? `Paused ${place}` : place.charAt(0).toUpperCase() + place.slice(1);
  return isTurnOf(looks, device) ? `${state}. It is your turn.` : `${state}.`;
}

function placeWords(looks: Looks): string {
  const hand = handOf(looks);
  if (!hand || hand.awards.length > 0) return 'between hands';
  const inPlay = { hand, players: playersOf(hand, roundOf(looks)), isPaid: false };
  return `in the middle of a hand, pot ${totalPot(inPlay, potViews(inPlay))}`;
}

function isTurnOf(looks: Looks, device: string): boolean {
  const ask = askOf(looks);
  if (ask.for !== 'move') return false;
  return deskOf(looks).seats.find(({ seat }) => seat === ask.seat)?.device === device;
}
