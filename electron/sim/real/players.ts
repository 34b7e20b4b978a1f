import type { Random } from '../../host/bots/chance.ts';
import type { TableView } from '../../ipc.ts';
import { actionOf, type Device, turnOf, type Wish } from './device.ts';
import type { DoneMove, Testimony } from './testimony.ts';

/** Chances of each wish, of a hundred. */
const WISHES: readonly { readonly wish: Wish; readonly weight: number }[] = [
  { wish: 'call', weight: 66 },
  { wish: 'fold', weight: 17 },
  { wish: 'raise', weight: 14 },
  { wish: 'all in', weight: 3 },
];
/** A table that stands is asked to go on no more often than this. */
const RESUME_PACE_MS = 1_000;
/** A question that was lost with a dying host is put again after this. */
const AGAIN_PACE_MS = 2_000;

interface Player {
  readonly device: Device;
  /** Turns that this player has answered in some life of its device. */
  readonly tried: Set<string>;
  /** An answer of this life whose end has not been shown yet. */
  pending: (DoneMove & { readonly turnName: string }) | null;
  resumedMs: number;
  boughtMs: number;
}

/** People who act at once, buy in again when they are broke, and want to go on when the table stands. */
export class Players {
  readonly #players: readonly Player[];
  readonly #random: Random;
  readonly #testimony: Testimony;

  constructor(devices: readonly Device[], random: Random, testimony: Testimony) {
    this.#players = devices.map((device) => ({
      device,
      tried: new Set<string>(),
      pending: null,
      resumedMs: 0,
      boughtMs: 0,
    }));
    this.#random = random;
    this.#testimony = testimony;
  }

  /** Lets each player do what is to do now; called after every report. */
  act(): void {
    for (const player of this.#players)
      if (player.device.isOn && player.device.view) this.#actOne(player, player.device.view);
  }

  /** The device has died: what it had answered may or may not be done. */
  died(device: Device): void {
    for (const player of this.#players) if (player.device === device) player.pending = null;
  }

  #actOne(player: Player, view: TableView): void {
    const { device } = player;
    const { pending } = player;
    if (pending && turnOf(view) !== pending.turnName) {
      const { turnName: _, ...move } = pending;
      this.#testimony.acknowledged(move);
      player.pending = null;
    }
    const nowMs = performance.now();
    if (view.paused !== null && nowMs - player.resumedMs > RESUME_PACE_MS) {
      player.resumedMs = nowMs;
      device.send({ type: 'resume', tableId: view.tableId });
    }
    if (view.rebuy && nowMs - player.boughtMs > AGAIN_PACE_MS) {
      player.boughtMs = nowMs;
      device.send({ type: 'topUp', tableId: view.tableId, amount: view.rebuy.max });
    }
    device.hurry();
    const { openTurn } = device;
    if (openTurn?.legal && openTurn.actor) this.#answer(player, openTurn);
  }

  #answer(player: Player, view: TableView): void {
    const { actor, legal, handNumber: hand } = view;
    if (!actor || !legal) return;
    const turnName = turnOf(view);
    const wish = this.#wish();
    const action = actionOf(wish, legal).type;
    player.device.answerTurn(wish);
    // What an earlier life said of this turn may be what was done.
    const isFirst = !player.tried.has(turnName);
    player.tried.add(turnName);
    player.pending = isFirst ? { hand, seat: actor.seat, turn: actor.turn, action, turnName } : null;
  }

  #wish(): Wish {
    let left = this.#random() * WISHES.reduce((sum, { weight }) => sum + weight, 0);
    for (const { wish, weight } of WISHES) {
      left -= weight;
      if (left < 0) return wish;
    }
    return 'call';
  }
}
