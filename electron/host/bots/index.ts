/**
 * Bots: what a person would do at a practice table, as pure functions of what their seat may see. The table host
 * gives them keys, asks them once for each question, waits as long as they think, and sends what they decide like
 * anybody's command. Chance comes in from outside: same view, same random numbers, same decision.
 *
 * Invariants of this room
 *  1. A bot knows its own seat's view and nothing else.       bots.test "see no other cards"
 *  2. A decision is legal, whatever the turn.                 decide.test, sizing.test "within the limits"
 *  3. What can be checked is never folded, nor are the nuts.  decide.test "never folded", "never folds the nuts"
 *  4. A table of bots never stands still.                     bots.test "every hand comes to its end"
 */
export type { Random } from './chance.ts';
export { type BotDecision, decide } from './decide.ts';
export { thinkingTimeMs } from './delay.ts';
export { BOT_CHARACTERS, BOTS_MAX, type BotCharacter, chooseBots, temperamentOf } from './names.ts';
export { type Ask, type Question, questionOf } from './question.ts';
export { TRAITS, type Traits } from './temperament.ts';
