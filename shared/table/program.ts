/**
 * The table program: a poker table as straight-line code. Read session.ts first, then hand.ts; each file is
 * a chapter of the game.
 *
 * Invariants of this room
 *  T1  Chips are conserved after every input: stacks, bets and pots are what was bought in less what was
 *      cashed out.                                                 program.test "chips are conserved"
 *  T2  A card's face enters only through DECK's commitments.       program.test "sealed cards"
 *  T3  A move counts only for its hand, its turn and its amount.   program.test "a move names"
 *  T4  Two replicas with different secrets have equal state hashes. program.test "different secrets"
 *  T5  What touches a player in the hand waits for its end.        desk.test
 *  T6  A finished hand is replayed to the same end for ever.       golden.test
 */
import type { Program } from '../process/program.ts';
import { gameSchema } from './game.ts';
import { playSession } from './session.ts';

/** Goes up with every change that would replay a finished hand differently. */
export const TABLE_PROGRAM_VERSION = 1;

export const tableProgram: Program = {
  version: TABLE_PROGRAM_VERSION,
  *play(game, { hand }) {
    return yield* playSession(gameSchema.parse(game), hand);
  },
};
