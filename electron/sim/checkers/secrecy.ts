import type { Notice } from '../../ipc.ts';
import { type Checker, Violation } from './checker.ts';

const OPEN_PHASES: ReadonlySet<string> = new Set(['runout', 'showdown', 'result']);

/** No view shows another seat's cards before they are turned over, and none of the board before its street. */
export class Secrecy implements Checker {
  saw(device: string, notice: Notice): void {
    if (notice.type !== 'table') return;
    const { view } = notice;
    const seen = view.seats.flatMap(({ isMe, cards }) => (isMe ? [] : cards.filter((card) => card !== null)));
    if (seen.length > 0 && !OPEN_PHASES.has(view.phase)) {
      throw new Violation(
        `${device} shows ${seen.join(' ')} of others at entry ${view.seq}, on the ${view.phase}.`,
      );
    }
    const faces = [
      ...view.seats.flatMap(({ cards }) => cards.filter((card) => card !== null)),
      ...(view.boards[0] ?? []),
    ];
    if (new Set(faces).size !== faces.length) {
      throw new Violation(`${device} shows a card twice at entry ${view.seq}: ${faces.join(' ')}.`);
    }
  }
}
