import type { Card, Seat } from '../poker/index.ts';
import type { TableEvent } from '../table/events.ts';

/** An event of one kind. */
export type EventOf<W extends TableEvent['what']> = Extract<TableEvent, { what: W }>;

/** What the events of a hand come to, up to the last of them. */
export interface HandStory {
  readonly names: ReadonlyMap<Seat, string>;
  /** One board, or two once it is run twice. */
  readonly boards: readonly (readonly Card[])[];
  /** Shown by their owners; what others hold is in no event. */
  readonly shown: ReadonlyMap<Seat, readonly Card[]>;
  readonly mucked: ReadonlySet<Seat>;
  readonly folded: ReadonlySet<Seat>;
  readonly wins: readonly EventOf<'wins'>[];
}

export function handStory(events: readonly TableEvent[]): HandStory {
  const names = new Map<Seat, string>();
  const shown = new Map<Seat, readonly Card[]>();
  const mucked = new Set<Seat>();
  const folded = new Set<Seat>();
  const wins: EventOf<'wins'>[] = [];
  let boards: Card[][] = [[]];
  for (const event of events) {
    switch (event.what) {
      case 'hand':
        for (const { seat, name } of event.players) names.set(seat, name);
        break;
      case 'acts':
        if (event.action === 'fold') folded.add(event.seat);
        break;
      case 'street':
        boards[event.run]?.push(...event.cards);
        break;
      case 'runs twice':
        boards = [boards[0] ?? [], [...(boards[0] ?? [])]];
        break;
      case 'shows':
        shown.set(event.seat, event.cards);
        break;
      case 'mucks':
        mucked.add(event.seat);
        break;
      case 'wins':
        wins.push(event);
        break;
    }
  }
  return { names, boards, shown, mucked, folded, wins };
}

/** Whether everybody but one seat has folded. */
export function isWonByFolds({ names, folded }: HandStory): boolean {
  return names.size - folded.size <= 1;
}
