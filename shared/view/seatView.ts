/**
 * The one gate of secrecy: what the table's program shows, and one seat's own cards, become what that seat
 * may see. Nothing else reaches a screen or a bot.
 *
 * Invariants of this room
 *  V1  A face in a view is the viewer's own, shown by its owner, or on a board.   secrecy.test "no face"
 *  V2  What two viewers see differs only in whose view it is.                     secrecy.test "two viewers"
 *  V3  Own cards are joined in here and nowhere earlier: with other secrets, the same state hashes.
 *                                                                                secrecy.test "different secrets"
 *  V4  Stacks, bets and pots in a view are all the chips on the table.            seatView.test "all the chips"
 *  V5  What is offered is accepted, and what is not is refused.                   offers.test, actions.test
 *  V6  A recorded hand replays to its finishing stacks.                           phhOfRecord.test
 */
import { actorView, legalView, preActionsOffered } from './actions.ts';
import { facesOf, handWords } from './faces.ts';
import { ledgerView } from './ledger.ts';
import { logLines } from './log.ts';
import { offers } from './offers.ts';
import { potViews, totalPot } from './pots.ts';
import { winners } from './result.ts';
import { readScene, type Scene, type SeenTable, type Viewer } from './scene.ts';
import { seatViews } from './seats.ts';
import { resultOf } from './tableLooks.ts';
import type { TableView } from './tableView.ts';
import { pausedWords, waitingWords } from './waiting.ts';
import { cardTexts } from './words.ts';

export type { SeenTable, Viewer } from './scene.ts';

/**
 * What one device may see of a table: its own seat's view, or a spectator's if it has none.
 * @throws RangeError when the looks are of no table.
 */
export function seatView(table: SeenTable, viewer: Viewer): TableView {
  const scene = readScene(table, viewer);
  const { desk, hand, mySeat, phase, story } = scene;
  const pots = potViews(scene);
  const pot = totalPot(scene, pots);
  return {
    tableId: table.tableId,
    name: table.name,
    handNumber: table.hand,
    phase,
    paused: pausedWords(scene),
    waitingFor: waitingWords(scene),
    practice: table.practice,
    seats: seatViews(scene),
    mySeat,
    button: hand?.button ?? null,
    smallBlindSeat: posterOf(scene, 'small-blind'),
    bigBlindSeat: posterOf(scene, 'big-blind'),
    boards: hand ? hand.boards.map(cardTexts) : [[]],
    rabbit: cardTexts(resultOf(table.looks)?.rabbit ?? []),
    pots,
    totalPot: pot,
    actor: actorView(scene),
    legal: legalView(scene, pot),
    myHandWords: myHandWords(scene),
    preActionsOffered: preActionsOffered(scene),
    preAction: viewer.preAction,
    winners: winners(story),
    ...offers(scene),
    settings: desk.settings,
    nextSettings: desk.nextSettings,
    log: logLines(table.events, story),
    seq: table.seq,
    stateHash: table.stateHash,
    dealingLine: table.dealingLine,
    spectator: mySeat === null,
    freeSeats: freeSeats(scene),
    ledger: ledgerView(scene),
  };
}

/** The seats that this device may sit down on. */
function freeSeats({ desk, mySeat, viewer }: Scene): number[] {
  const me = desk.members.find(({ device }) => device === viewer.device);
  if (mySeat !== null || me?.state !== 'in' || me.role !== 'player') return [];
  const seats = Array.from({ length: desk.settings.maxSeats }, (_, seat) => seat);
  return seats.filter((seat) => !desk.seats.some((player) => player.seat === seat));
}

function posterOf({ hand }: Scene, kind: 'small-blind' | 'big-blind'): number | null {
  return hand?.posts.find((post) => post.kind === kind)?.seat ?? null;
}

function myHandWords(scene: Scene): string | null {
  const { hand, mySeat, players } = scene;
  if (!hand || mySeat === null || players.get(mySeat)?.folded) return null;
  const faces = facesOf(scene, mySeat);
  return faces ? handWords(faces, hand.boards) : null;
}
