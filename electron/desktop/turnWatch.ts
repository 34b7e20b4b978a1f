import type { Notice, TableView } from '../ipc.ts';

/*
 * What a computer does while it is this person's turn.
 *
 *  N1  The computer is kept awake while it is this person's turn at some table, and at no other time.  turnWatch.test "awake"
 *  N2  A turn that comes while the window is hidden is told once.                                   turnWatch.test "told once"
 */

export interface TurnWatchPorts {
  readonly keepAwake: () => void;
  readonly letSleep: () => void;
  /** Whether the person cannot see the window. */
  readonly isHidden: () => boolean;
  readonly tell: (words: string, tableId: string) => void;
}

/** Follows whose turn it is at every table that is shown. */
export class TurnWatch {
  readonly #ports: TurnWatchPorts;
  /** The turns that are this person's now, by table. */
  readonly #turns = new Map<string, string>();

  constructor(ports: TurnWatchPorts) {
    this.#ports = ports;
  }

  /** Takes what the page is told as well. */
  hear(notice: Notice): void {
    if (notice.type === 'table') this.#see(notice.view);
    else if (notice.type === 'tableClosed') this.#turns.delete(notice.tableId);
    else if (notice.type === 'host' && notice.state.type !== 'running') this.#turns.clear();
    else return;
    if (this.#turns.size > 0) this.#ports.keepAwake();
    else this.#ports.letSleep();
  }

  #see({ tableId, name, handNumber, actor, legal, paused }: TableView): void {
    const turn = legal !== null && paused === null ? `${handNumber}/${actor?.turn}` : null;
    if (turn === null) {
      this.#turns.delete(tableId);
      return;
    }
    if (this.#turns.get(tableId) === turn) return;
    this.#turns.set(tableId, turn);
    if (this.#ports.isHidden()) this.#ports.tell(`It is your turn at ${name}.`, tableId);
  }
}
