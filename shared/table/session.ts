import { beside, chapter, look, now, type Story, until } from '../process/effects.ts';
import type { Opening } from '../process/program.ts';
import { dealtByDevices, standInDealing } from './dealing.ts';
import { openDesk } from './desk.ts';
import type { Game } from './game.ts';
import { playHand } from './hand.ts';
import { seatPlayers } from './seating.ts';

/** From the end of one hand to the end of the next: players come and go, then a hand is dealt. */
export const playSession = chapter('session', function* (game: Game, { table, hand }: Opening): Story<Game> {
  const desk = openDesk(game, yield* now());
  let { dealt, rotation } = game;
  yield* look(() => ({ opener: game.opener, dealt, rotation }));
  yield* beside('desk', desk.serve());
  const dealing =
    game.dealing.by === 'devices' ? dealtByDevices(game.dealing, table, desk) : standInDealing();
  yield* beside('dealing', dealing.prepare());

  const nextSeating = () =>
    seatPlayers(desk, desk.nextSettings() ?? desk.settings(), { dealt, rotation }, dealing.mayPlay);
  const canSeat = () => !desk.clock.isPaused() && nextSeating() !== null;
  const canDeal = () => canSeat() && dealing.isReady();
  while (!canDeal() && !desk.isFull()) {
    yield* until('players', () => canSeat() || desk.isFull());
    dealing.awaitFrom(yield* now());
    yield* until('deck', () => canDeal() || !canSeat() || desk.isFull());
    dealing.awaitFrom(null);
  }

  const seating = canDeal() ? nextSeating() : null;
  if (seating) {
    desk.adoptSettings();
    dealt += 1;
    rotation = seating.rotation;
    desk.deal(seating.start.players, seating.standings);
    const stacks = yield* playHand({ hand, ...seating.start }, desk, dealing);
    yield* desk.settle(stacks);
  }

  return {
    opener: game.opener,
    practice: game.practice,
    ...desk.membership(),
    settings: desk.settings(),
    nextSettings: desk.nextSettings(),
    paused: desk.clock.isPaused(),
    dealt,
    rotation,
    seated: [...desk.seated()],
    accounts: desk.accounts(),
    dealing: dealing.kept(),
  };
});
