import { seededRandom } from '../host/testing/seededRandom.ts';
import type { World, WorldDevice } from '../host/testing/world.ts';
import type { Command, LegalView, TableView } from '../ipc.ts';

/** How long a person thinks, at most; now and then so long that the clock acts for them. */
const THOUGHT_MS_MAX = 900;
const ASLEEP_MS = 45_000;
/** Nothing came of it: they try again. */
const AGAIN_MS = 6_000;

/** Somebody who plays at one device, as the seed makes them: plays loosely, thinks, dreams, buys in again, sits out and back. */
export class Person {
  readonly #world: World;
  readonly #device: WorldDevice;
  readonly #tableId: string;
  readonly #random: () => number;
  /** What was done last, and until when nothing is done again about it. */
  readonly #done = new Map<string, { readonly about: string; readonly untilMs: number }>();

  constructor(world: World, device: WorldDevice, tableId: string, seed: number) {
    this.#world = world;
    this.#device = device;
    this.#tableId = tableId;
    this.#random = seededRandom(seed);
  }

  /** Looks at the table, and does what there is to do. */
  look(): void {
    const { view, isOn } = this.#device;
    if (!isOn || view === null) return;
    const { handNumber: hand, actor, seq } = view;
    if (view.legal && actor) this.#once('turn', `${hand}/${actor.turn}`, () => this.#act(hand, actor.turn));
    if (view.paused) this.#once('paused', view.paused, () => this.#send({ type: 'resume' }));
    if (view.canCallOff) this.#once('call off', `${hand}`, () => this.#send({ type: 'callOff' }));
    if (view.canRunTwice) {
      const agree = this.#random() < 0.5;
      this.#once('run twice', `${hand}`, () => this.#send({ type: 'runTwice', agree }));
    }
    if (view.canShow) this.#once('show', `${hand}/${seq}`, () => this.#send({ type: 'show' }));
    const { rebuy } = view;
    if (rebuy) this.#once('rebuy', `${hand}`, () => this.#send({ type: 'topUp', amount: rebuy.max }));
    this.#perhapsSit(view);
  }

  #perhapsSit(view: TableView): void {
    const me = view.seats.find(({ isMe }) => isMe);
    if (!me) return;
    if (me.sittingOut)
      this.#once('back', `${view.handNumber}`, () => this.#send({ type: 'sitOut', sitOut: false }));
    else if (view.phase === 'result')
      this.#once('out', `${view.handNumber}`, () => {
        if (this.#random() < 0.05) this.#send({ type: 'sitOut', sitOut: true });
      });
  }

  #once(what: string, about: string, work: () => void): void {
    const { clock } = this.#world;
    const nowMs = clock.steadyMs();
    const last = this.#done.get(what);
    if (last?.about === about && nowMs < last.untilMs) return;
    const dreams = last?.about !== about && this.#random() < 0.02;
    const thoughtMs = dreams ? ASLEEP_MS : Math.floor(this.#random() ** 2 * THOUGHT_MS_MAX);
    this.#done.set(what, { about, untilMs: nowMs + thoughtMs + AGAIN_MS });
    clock.after(thoughtMs, work);
  }

  #act(hand: number, turn: number): void {
    const { view, isOn } = this.#device;
    if (!isOn || view?.handNumber !== hand || view.actor?.turn !== turn || !view.legal) return;
    const { tableId } = view;
    void this.#device.send({ type: 'act', tableId, hand, turn, action: this.#choice(view.legal) });
  }

  #choice({ canCheck, minRaiseTo, maxRaiseTo }: LegalView): Extract<Command, { type: 'act' }>['action'] {
    const choice = this.#random();
    if (choice < 0.12 && minRaiseTo !== null && maxRaiseTo !== null) {
      // Small ones mostly, everything now and then.
      const part = this.#random() < 0.15 ? 1 : this.#random() ** 3;
      return { type: 'raise', to: minRaiseTo + Math.floor((maxRaiseTo - minRaiseTo) * part) };
    }
    if (canCheck) return { type: 'check' };
    return { type: choice < 0.55 ? 'fold' : 'call' };
  }

  #send(
    command:
      | { readonly type: 'resume' | 'callOff' | 'show' }
      | { readonly type: 'runTwice'; readonly agree: boolean }
      | { readonly type: 'topUp'; readonly amount: number }
      | { readonly type: 'sitOut'; readonly sitOut: boolean },
  ): void {
    if (this.#device.isOn) void this.#device.send({ ...command, tableId: this.#tableId });
  }
}
