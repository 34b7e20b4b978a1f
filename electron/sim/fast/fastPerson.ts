import { legalActions } from '../../../shared/poker/index.ts';
import type { Body } from '../../../shared/process/effects.ts';
import { toHex } from '../../../shared/process/hash.ts';
import type { Signer } from '../../../shared/process/ports.ts';
import { TIMINGS } from '../../../shared/protocol.ts';
import { askOf, type Looks, lookOf } from '../../../shared/table/asks.ts';
import type { Seated } from '../../../shared/table/game.ts';
import { openerOf } from '../../../shared/table/voters.ts';
import { clockIntents } from '../../host/agents/clockAgent.ts';
import { moveBody } from '../../host/agents/moveBody.ts';
import { showIntents } from '../../host/agents/showAgent.ts';
import { isPaused, seatOf } from '../../host/agents/tableSeats.ts';
import type { Agreement } from '../../host/agreement/agreement.ts';
import { StandInDealer } from '../../host/dealer/standInDealer.ts';
import type { WallClock } from '../../host/wallClock.ts';

const ASLEEP_MS = 40_000;
const DECK_SEED = new Uint8Array(32);

export interface FastPersonPorts {
  readonly device: Signer;
  readonly clock: WallClock;
  readonly random: () => number;
  /** How long a person thinks, at most; 0: everybody acts at once. */
  readonly thoughtMs: number;
  /** Whether what was said is done: null. */
  readonly answered: (body: Body, refused: string | null) => void;
}

/** Whoever plays at a simulated device, and its clock: what host/liveTable.ts has its agents say. */
export class FastPerson {
  readonly #ports: FastPersonPorts;
  readonly #agreement: Agreement;
  readonly #dealer: StandInDealer;
  readonly #me: string;
  #callOff = () => {};

  constructor(agreement: Agreement, ports: FastPersonPorts) {
    this.#agreement = agreement;
    this.#ports = ports;
    this.#me = toHex(ports.device.publicKey);
    this.#dealer = new StandInDealer(DECK_SEED, {
      say: (_, body) => this.#say(body),
      seen: () => {},
      convict: () => {},
      fail: (error) => {
        throw error;
      },
    });
  }

  /** After anything has been agreed. */
  async goOn(): Promise<void> {
    const agreement = this.#agreement;
    if (!agreement.isSettled) return;
    this.#callOff();
    const { journal, played } = agreement.replica;
    const looks = journal.looks();
    const ask = askOf(looks);
    const host = agreement.isHosting ? this.#me : null;
    this.#dealer.follow({
      hand: journal.hand,
      ask,
      looks,
      opening: journal.opening,
      played,
      devices: [this.#me],
      host,
      expected: [],
      isQuiet: false,
    });
    if (journal.isPlayed || agreement.saying.length > 0) return;
    if (isPaused(looks)) {
      if (openerOf(looks) === this.#me) this.#later({ kind: 'RESUME' });
      return;
    }
    const body = (await this.#wish(looks)) ?? this.#errand(looks);
    if (body) this.#later(body);
    else if (host !== null) this.#watchClock();
  }

  /** What the table waits for from here. */
  async #wish(looks: Looks): Promise<Body | null> {
    const seat = seatOf(looks, this.#me);
    if (seat === null) return null;
    const { journal } = this.#agreement.replica;
    const ask = askOf(looks);
    if (ask.for === 'move' && ask.seat === seat)
      return moveBody(journal.hand, ask.turn, ask.round, this.#choice(legalActions(ask.round)));
    if (ask.for === 'run twice' && ask.seats.includes(seat) && !ask.agreed.includes(seat))
      return { kind: 'RUN_TWICE', agree: this.#ports.random() < 0.5 };
    if (ask.for === 'rest' || ask.for === 'result')
      return ask.skippers.includes(seat) ? null : { kind: 'SKIP' };
    if (ask.for !== 'show' || ask.seat !== seat) return null;
    const situation = { hand: journal.hand, ask, looks, timeMs: 0, deadlineMs: null, waitedMs: 0 };
    const [shown] = await showIntents(situation, () => this.#ports.device, this.#dealer);
    return shown?.body ?? null;
  }

  /** What somebody does beside the hand: chips are bought again, who sat out comes back. */
  #errand(looks: Looks): Body | null {
    const seats = (lookOf(looks, 'desk')?.seats ?? []) as unknown as Seated[];
    const settings = lookOf(looks, 'desk')?.settings as { maxBuyIn: number } | undefined;
    const me = seats.find(({ device }) => device === this.#me);
    if (!me || askOf(looks).for !== 'players') return null;
    if (me.stack === 0 && settings) return { kind: 'TOP_UP', amount: settings.maxBuyIn };
    return me.sittingOut ? { kind: 'SIT_OUT', sitOut: false } : null;
  }

  #choice({ canCheck, minRaiseTo, maxRaiseTo }: ReturnType<typeof legalActions>) {
    const chosen = this.#ports.random();
    if (chosen < 0.15 && minRaiseTo !== null && maxRaiseTo !== null) {
      const part = this.#ports.random() ** 4;
      return { type: 'raise', to: minRaiseTo + Math.floor((maxRaiseTo - minRaiseTo) * part) } as const;
    }
    if (canCheck) return { type: 'check' } as const;
    return { type: chosen < 0.4 ? 'fold' : 'call' } as const;
  }

  #later(body: Body): void {
    const { random, thoughtMs, clock } = this.#ports;
    if (thoughtMs === 0) {
      void this.#say(body);
      return;
    }
    const isAsleep = random() < 0.01;
    const waitMs = isAsleep ? ASLEEP_MS : Math.floor(random() ** 2 * thoughtMs);
    if (isAsleep) this.#watchClock();
    const callOffClock = this.#callOff;
    const callOff = clock.after(waitMs, () => void this.#say(body));
    this.#callOff = () => {
      callOffClock();
      callOff();
    };
  }

  async #say(body: Body): Promise<string | null> {
    const refused = await this.#agreement.say(this.#ports.device, body);
    this.#ports.answered(body, refused);
    return refused;
  }

  /** The host's clock: it asks the others for as long as nothing has changed. */
  #watchClock(): void {
    const agreement = this.#agreement;
    const { journal } = agreement.replica;
    const timeMs = agreement.timeMs();
    const situation = { deadlineMs: journal.deadlineMs(), timeMs } as Parameters<typeof clockIntents>[0];
    const [intent] = clockIntents(situation, this.#ports.device);
    if (!intent) return;
    const { clock } = this.#ports;
    const ask = () => {
      void agreement.timeOut();
      this.#callOff = clock.after(TIMINGS.consentMs, ask);
    };
    this.#callOff = clock.after(intent.afterMs, ask);
  }
}
