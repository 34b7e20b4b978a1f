import type { Card, Seat } from '../../poker/index.ts';
import type { TableEvent } from '../../table/events.ts';
import type { Settings } from '../../table/settings.ts';
import { gameWith, HOST, Practice, stackedDeck } from '../../table/testing/practice.ts';
import { type SeenTable, seatView, type Viewer } from '../seatView.ts';
import { type DeskLook, deskOf, type HandLook, handOf } from '../tableLooks.ts';
import type { TableView } from '../tableView.ts';

export const deviceAt = (seat: Seat) => `device${seat}`;
export const SPECTATOR = 'spectator';

/** A table run by hand, looked at from its seats. */
export class WatchedTable extends Practice {
  /** Called after everything that is said. */
  watch: (table: WatchedTable) => void = () => {};
  #handFrom = 0;

  override say(...said: Parameters<Practice['say']>): ReturnType<Practice['say']> {
    const step = super.say(...said);
    if (!this.process.result) this.watch(this);
    return step;
  }

  override nextHand(): void {
    this.#handFrom = this.events.length;
    super.nextHand();
    this.watch(this);
  }

  /** What the open hand has told. */
  get handEvents(): TableEvent[] {
    return this.events.slice(this.#handFrom) as unknown as TableEvent[];
  }

  get desk(): DeskLook {
    return deskOf(this.process.looks());
  }

  get handLook(): HandLook | null {
    return handOf(this.process.looks());
  }

  /** The faces that a seat's own device knows. */
  cardsOf(seat: Seat): Card[] | null {
    const places = this.handLook?.holeCards.find(([owner]) => owner === seat)?.[1] ?? [];
    return places.length > 0 ? places.map((place) => this.deck[place]?.card as Card) : null;
  }

  seen(change: Partial<SeenTable> = {}): SeenTable {
    return { ...seenOf(this), events: this.handEvents, ...change };
  }

  viewOf(seat: Seat, viewer: Partial<Viewer> = {}, table: Partial<SeenTable> = {}): TableView {
    return seatView(this.seen(table), {
      device: deviceAt(seat),
      ownCards: this.cardsOf(seat),
      preAction: null,
      ...viewer,
    });
  }

  viewOfNobody(): TableView {
    return seatView(this.seen(), { device: SPECTATOR, ownCards: null, preAction: null });
  }

  /** Why the table would refuse this from a seat; null: it would take it. */
  refusal(seat: Seat, kind: string, rest: Parameters<Practice['say']>[2] = {}): string | null {
    const { timeMs } = this;
    const offer = this.process.offer({ device: deviceAt(seat), host: HOST, timeMs, body: { kind, ...rest } });
    return 'refuse' in offer ? offer.refuse : null;
  }
}

/** A table with so many players, seats 0 upwards, about to play. */
export function tableOf(count: number, settings: Partial<Settings> = {}, top: readonly Card[] = []) {
  const table = new WatchedTable({ ...gameWith(settings), paused: true }, stackedDeck(top));
  for (let seat = 0; seat < count; seat++) table.sit(seat);
  table.say(HOST, 'RESUME');
  return table;
}

/** A table run by hand as its host would show it in its first hand. */
export function seenOf(table: Practice): SeenTable {
  const looks = table.process.looks();
  return {
    tableId: 'a'.repeat(32),
    name: 'Practice',
    practice: deskOf(looks).practice,
    hand: table.hand,
    looks,
    events: table.events as unknown as TableEvent[],
    seq: table.arrivals.length,
    stateHash: hex(table.process.stateHash),
    timeMs: table.timeMs,
    standing: null,
    dealingLine: 'Every device here is yours.',
  };
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
