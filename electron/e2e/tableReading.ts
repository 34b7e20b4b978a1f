/** What a table's window shows, as the page itself tells it. */
export type TableReading = {
  tableId: string;
  seq: number;
  stateHash: string;
  isPaused: boolean;
  isMyTurn: boolean;
  picture: TablePicture;
};

/** The part of it that must be the same after a death: the hand, its cards, its chips and whose turn it is. */
export type TablePicture = {
  hand: number;
  phase: string;
  /** The seat to act, and the number of its turn; empty when nobody is to act. */
  actor: string;
  turn: string;
  pot: number;
  board: string[];
  myCards: string[];
  seats: { name: string; stack: number; bet: number; folded: boolean }[];
};

/** Reads the table on screen; null while there is none. Runs in the page, so it uses nothing from outside itself. */
export function readTable(): TableReading | null {
  const table = document.querySelector<HTMLElement>('[data-testid="table"]');
  if (table === null) return null;
  const all = (selector: string) => [...table.querySelectorAll<HTMLElement>(selector)];
  const cards = (selector: string) => all(`${selector} [data-card]`).map((card) => card.dataset.card ?? '');
  const { tableId = '', seq, stateHash = '', hand, phase = '', actor = '', turn = '' } = table.dataset;
  return {
    tableId,
    seq: Number(seq),
    stateHash,
    isPaused: table.dataset.paused === 'true',
    isMyTurn: table.dataset.myTurn === 'true',
    picture: {
      hand: Number(hand),
      phase,
      actor,
      turn,
      pot: Number(all('[data-testid="pot"]')[0]?.dataset.amount ?? 0),
      board: cards('[data-testid="board"] .dealt:not(:has(.card-ghost))'),
      myCards: cards('.seat-mine'),
      seats: all('[data-stack]').map((seat) => ({
        name: seat.querySelector('.seat-name')?.textContent ?? '',
        stack: Number(seat.dataset.stack),
        bet: Number(seat.dataset.bet),
        folded: seat.dataset.folded === 'true',
      })),
    },
  };
}
