import type { Seat } from '../poker/index.ts';
import { lookOf } from '../table/asks.ts';
import { isDealt } from './faces.ts';
import type { Scene } from './scene.ts';
import { resultOf } from './tableLooks.ts';
import type { TableView } from './tableView.ts';

type Offers = Pick<
  TableView,
  'canShow' | 'canRunTwice' | 'canRabbitHunt' | 'canCallOff' | 'canSkip' | 'rebuy' | 'topUpMax'
>;

const NOTHING: Offers = {
  canShow: false,
  canRunTwice: false,
  canRabbitHunt: false,
  canCallOff: false,
  canSkip: false,
  rebuy: null,
  topUpMax: 0,
};

/** What the viewer may ask for besides a move. */
export function offers(scene: Scene): Offers {
  const { mySeat } = scene;
  if (mySeat === null) return NOTHING;
  return {
    canShow: canShow(scene, mySeat),
    canRunTwice: canRunTwice(scene, mySeat),
    canRabbitHunt: canRabbitHunt(scene, mySeat),
    canCallOff: canCallOff(scene, mySeat),
    canSkip: canSkip(scene, mySeat),
    rebuy: rebuy(scene, mySeat),
    topUpMax: topUpMax(scene, mySeat),
  };
}

/** At the showdown in its turn, later whoever was dealt in and has not shown. */
function canShow({ ask, hand, story }: Scene, mySeat: Seat): boolean {
  if (ask.for === 'show') return ask.seat === mySeat;
  return ask.for === 'result' && isDealt(hand, mySeat) && !story.shown.has(mySeat);
}

function canRunTwice({ ask }: Scene, mySeat: Seat): boolean {
  return ask.for === 'run twice' && ask.seats.includes(mySeat) && !ask.agreed.includes(mySeat);
}

function canRabbitHunt({ ask, hand, table }: Scene, mySeat: Seat): boolean {
  return ask.for === 'result' && isDealt(hand, mySeat) && (resultOf(table.looks)?.toCome ?? 0) > 0;
}

/** The hand's cards have been waited for so long that its players may end it; who has said so has. */
function canCallOff({ hand, table, viewer }: Scene, mySeat: Seat): boolean {
  const shares = lookOf(table.looks, 'shares');
  if (!hand || shares?.isStalled !== true || !isDealt(hand, mySeat)) return false;
  return !(shares.calledOffBy as readonly string[]).includes(viewer.device);
}

/** A moment's rest may be skipped; so may, among bots, a hand that goes on without the viewer. */
function canSkip({ ask, hand, players, table }: Scene, mySeat: Seat): boolean {
  if (ask.for === 'rest' || ask.for === 'result') return !ask.skippers.includes(mySeat);
  return table.practice && hand !== null && (players.get(mySeat)?.folded ?? true);
}

/** Chips can be bought when the last ones are lost: not while they may still come back from a pot. */
function rebuy(scene: Scene, mySeat: Seat): Offers['rebuy'] {
  const { desk, players, isPaid } = scene;
  const isInPlay = players.has(mySeat) && !isPaid;
  const isAsked = desk.topUps.some(([seat]) => seat === mySeat);
  if (isInPlay || isAsked || isLeaving(scene, mySeat) || stackOf(scene, mySeat) > 0) return null;
  return { min: desk.settings.minBuyIn, max: desk.settings.maxBuyIn };
}

function topUpMax(scene: Scene, mySeat: Seat): number {
  if (isLeaving(scene, mySeat)) return 0;
  return Math.max(0, scene.desk.settings.maxBuyIn - stackOf(scene, mySeat));
}

function isLeaving({ desk }: Scene, seat: Seat): boolean {
  return desk.leaving.includes(seat);
}

/** A seat's chips with what it has bet on this street. */
function stackOf({ desk, players }: Scene, seat: Seat): number {
  const player = players.get(seat);
  if (player) return player.stack + player.bet;
  return desk.seats.find((seated) => seated.seat === seat)?.stack ?? 0;
}
