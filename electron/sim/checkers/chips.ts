import { chipsOf } from '../../host/testing/friendsTable.ts';
import type { Notice } from '../../ipc.ts';
import { type Checker, Violation } from './checker.ts';

/** No chip comes from nowhere or goes there: what lies on the table is what was brought less what was taken away. */
export class Chips implements Checker {
  saw(device: string, notice: Notice): void {
    if (notice.type !== 'table') return;
    const { view } = notice;
    const rows = view.ledger.rows;
    const brought = rows.reduce((sum, { boughtIn, cashedOut }) => sum + boughtIn - cashedOut, 0);
    const there = chipsOf(view);
    if (there !== brought) {
      throw new Violation(
        `${device} shows ${there} chips at entry ${view.seq}, and ${brought} were brought.`,
      );
    }
    const least = Math.min(...view.seats.map(({ stack, bet }) => Math.min(stack, bet)));
    if (least < 0) throw new Violation(`${device} shows a stack of ${least} chips at entry ${view.seq}.`);
  }
}
