import { boardIndex, holeIndex } from '../deck/indexMap.ts';
import { isCommitted } from '../deck/standIn.ts';
import { chapter, look, receive, type Story } from '../process/effects.ts';
import { areFor, DECK_REFUSALS, type Deck } from './deck.ts';
import { on } from './inputs.ts';

/** Waits for the deck of a table that is only simulated: its order is known to whoever made it. */
export const standInDeck = chapter('shuffle', function* (players: readonly string[]): Story<Deck> {
  yield* look(() => ({ waitsFor: 'deck' }));
  return yield* receive<Deck>({
    name: 'deck',
    judge: on<Deck>({ STAND_IN_DECK: ({ commitments }) => ({ take: deckOf(commitments, players) }) }),
  });
});

function deckOf(commitments: Uint8Array, players: readonly string[]): Deck {
  return {
    holeCard: (device, round) => holeIndex(round, players.indexOf(device), players.length),
    boardCard: (place, run) => boardIndex(place, run, players.length),
    *serve() {},
    *deliver() {},
    ask: () => {},
    isVoid: () => false,
    refusal: (opened, places) => {
      if (!areFor(opened, places)) return DECK_REFUSALS.otherCards;
      return opened.every((card) => isCommitted(commitments, card)) ? null : DECK_REFUSALS.notCommitted;
    },
  };
}
