/**
 * The table program: a poker table as straight-line code. Read session.ts first, then hand.ts; each file is
 * a chapter of the game. Who sits is the desk's, who belongs here at all the membership's (desk.ts, membership.ts).
 *
 * Invariants of this room
 *  T1  Chips are conserved after every input: stacks, bets and pots are what was bought in less what was
 *      cashed out.                                                 program.test "chips are conserved"
 *  T2  A card's face enters only as what the deck was made with.   program.test "sealed cards"
 *  T3  A move counts only for its hand, its turn and its amount.   program.test "a move names"
 *  T4  Two replicas with different secrets have equal state hashes. program.test "different secrets"
 *  T5  What touches a player in the hand waits for its end.        desk.test
 *  T6  A finished hand is replayed to the same end for ever.       golden.test
 *  T7  Among friends whoever is dealt in votes, and nobody begins to vote while cards are to come.
 *                                                                  electorate.test
 *  T8  Nobody comes in without an invite's proof, nor twice.       guard.test, membership.test
 *  T9  A device has one seat, a seat one device; the chips go with it.  friendsEvening.test, vouches.test
 *  T10 A name is judged alike by every engine.                     names.test
 *  T11 What is asked for in a hand is bounded.                     desk.test "so many requests in one hand"
 */
import { BadCheckpoint } from '../process/checkpoint.ts';
import type { Program } from '../process/program.ts';
import { gameSchema } from './game.ts';
import { playSession } from './session.ts';

/** Goes up with every change that would replay a finished hand differently. */
export const TABLE_PROGRAM_VERSION = 2;

export const tableProgram: Program = {
  version: TABLE_PROGRAM_VERSION,
  /** @throws BadCheckpoint for what is no table. */
  *play(value, opening) {
    const game = gameSchema.safeParse(value);
    if (!game.success) throw new BadCheckpoint('this is no table that can be played');
    return yield* playSession(game.data, opening);
  },
};
