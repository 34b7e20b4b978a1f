/**
 * No-limit hold'em as functions over plain values: what a move may be, who plays from where, what a hand is worth, who gets the chips.
 * Nothing here keeps state, draws a card or knows what a table is; the room imports no other.
 *
 * 1. Chips are whole, none appears or vanishes, no stack goes below zero.
 *    wholeHand.test.ts "chips are conserved, nobody goes below zero and every offered bound is exact in random whole hands"
 * 2. What legalActions offers is exactly what act accepts; a refusal says why and changes nothing.
 *    wholeHand.test.ts (the same), betting.test.ts "a refused action says why and changes nothing"
 * 3. Whether a raise is open to a player depends on what that player faces since last acting.
 *    betting.test.ts "several short all-ins: each player is judged by what that player faces since last acting"
 * 4. Antes and made-up small blinds are dead: in the pot, and no part of what a caller has matched.
 *    betting.test.ts "antes: dead money, never part of what a caller has matched", pots.test.ts "antes: always in the pot, and in the main one"
 * 5. A pot is won by those who put in every chip of it; folded chips stay where they were matched.
 *    pots.test.ts "side pots agree with laying out every single chip"
 * 6. Nobody posts the big blind twice running, plays a free hand between the blinds, or holds the button while away.
 *    button.test.ts "moving button: the invariants hold whoever comes and goes", and the same for the dead button
 * 7. Strengths order hands as the rules do, 7,462 of them, and hands have one name exactly if they tie.
 *    strength.test.ts "all 2,598,960 five-card hands fall into 7,462 strengths with the known counts, ordered as the rules order them",
 *    handName.test.ts "each of the 7,462 strengths has a name of its own"
 * 8. A choice made before one's turn never costs more than it said.
 *    preAction.test.ts "pre-set action: "call 500" does not become "call 9000"" and "a check that was chosen never turns into a call"
 *
 * phh.ts and phhPosts.ts are imported by their own names: the files' TOML parser is nothing that the table program needs.
 */

export * from './betting.ts';
export * from './button.ts';
export * from './cards.ts';
export { CATEGORIES, type Category } from './handClass.ts';
export * from './handName.ts';
export * from './odds.ts';
export * from './posts.ts';
export * from './pots.ts';
export * from './preAction.ts';
export * from './runout.ts';
export * from './seats.ts';
export * from './showdown.ts';
export * from './strength.ts';
