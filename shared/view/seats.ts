import { HOLE_CARDS, type PostKind, type Seat, type Standing } from '../poker/index.ts';
import type { TableEvent } from '../table/events.ts';
import type { Seated } from '../table/game.ts';
import { facesOf, handWords, isDealt } from './faces.ts';
import type { Scene } from './scene.ts';
import type { SeatView } from './tableView.ts';
import { actionWords, cardTexts } from './words.ts';

/** Every seat of the table, the empty ones too. */
export function seatViews(scene: Scene): SeatView[] {
  const { desk, table } = scene;
  const highest = Math.max(...desk.seats.map(({ seat }) => seat), desk.settings.maxSeats - 1);
  const last = lastActions(table.events);
  return Array.from({ length: highest + 1 }, (_, seat) => {
    const player = desk.seats.find((seated) => seated.seat === seat);
    return player ? seatView(scene, player, last.get(seat) ?? null) : emptySeat(seat);
  });
}

function seatView(scene: Scene, player: Seated, lastAction: string | null): SeatView {
  const { hand, desk, mySeat, players } = scene;
  const { seat, name, bot, sittingOut, straddles } = player;
  const { stack, bet, folded } = players.get(seat) ?? { stack: player.stack, bet: 0, folded: false };
  const inHand = players.has(seat);
  const allIn = inHand && !folded && stack === 0;
  const faces = facesOf(scene, seat);
  return {
    seat,
    name,
    isMe: seat === mySeat,
    isBot: bot,
    stack,
    bet,
    inHand,
    folded,
    allIn,
    sittingOut,
    straddles,
    leaving: desk.leaving.includes(seat),
    waitingFor: inHand ? null : waitingFor(scene, player),
    cards: faces ? cardTexts(faces) : new Array(holdsCards(scene, seat) ? HOLE_CARDS : 0).fill(null),
    lastAction: lastAction ?? (allIn ? 'all-in' : null),
    handWords: faces && !folded && hand ? handWords(faces, hand.boards) : null,
    won: hand?.awards.find(([winner]) => winner === seat)?.[1] ?? 0,
  };
}

function emptySeat(seat: Seat): SeatView {
  return {
    seat,
    name: null,
    isMe: false,
    isBot: false,
    stack: 0,
    bet: 0,
    inHand: false,
    folded: false,
    allIn: false,
    sittingOut: false,
    straddles: false,
    leaving: false,
    waitingFor: null,
    cards: [],
    lastAction: null,
    handWords: null,
    won: 0,
  };
}

/** Whether cards lie in front of a seat: dealt, and neither folded nor mucked. */
function holdsCards({ hand, players, story }: Scene, seat: Seat): boolean {
  return isDealt(hand, seat) && !players.get(seat)?.folded && !story.mucked.has(seat);
}

const OWED_WORDS: Readonly<Record<Exclude<Standing, 'paid-up'>, string>> = {
  newcomer: 'owes the big blind',
  'missed-big': 'owes the big blind',
  'missed-small': 'owes the small blind',
  'missed-both': 'owes both blinds',
};

/** Why a player at the table is in no hand. */
function waitingFor({ hand, desk }: Scene, { device, stack, sittingOut, standing }: Seated): string | null {
  if (sittingOut) return null;
  if (stack === 0) return 'out of chips';
  if (!desk.practice && !desk.voters.includes(device)) return 'sits in with the next hand';
  if (standing === 'paid-up') return hand ? 'waits for the next hand' : null;
  const { newcomers } = desk.nextSettings ?? desk.settings;
  return newcomers === 'wait' ? 'waits for the big blind' : OWED_WORDS[standing];
}

const POST_WORDS: Readonly<Record<PostKind, string>> = {
  ante: 'ante',
  'big-blind-ante': 'ante',
  'small-blind': 'small blind',
  'big-blind': 'big blind',
  straddle: 'straddle',
  'missed-big-blind': 'posts the big blind',
  'missed-small-blind': 'posts the small blind',
};

/** What each seat did last on the street that is played, in words. */
function lastActions(events: readonly TableEvent[]): Map<Seat, string> {
  const last = new Map<Seat, string>();
  const from = events.findLastIndex(({ what }) => what === 'street' || what === 'hand');
  for (const event of events.slice(Math.max(0, from))) {
    switch (event.what) {
      case 'posts':
        // Of several posts the blind counts: it is what lies in front of the seat.
        if (!last.has(event.seat) || last.get(event.seat) === POST_WORDS.ante) {
          last.set(event.seat, POST_WORDS[event.kind]);
        }
        break;
      case 'acts':
        last.set(event.seat, actionWords(event).replace(/^is /, ''));
        break;
      case 'shows':
        last.set(event.seat, 'shows');
        break;
      case 'mucks':
        last.set(event.seat, 'mucks');
        break;
    }
  }
  return last;
}
