import type { CommitCertificate } from '../certificate.ts';
import type { QuorumMessage } from '../messages.ts';
import { type Durable, type Effect, type LogState, Quorum } from '../quorum.ts';
import { beginning, type Chain, extend, lastChange } from './chain.ts';
import { keyOf, nameOf, signerOf, TABLE, TIMINGS } from './devices.ts';
import { quickVerify } from './keys.ts';
import { Referee } from './referee.ts';

/*
 * A seeded world of devices that drive real quorums: their disks keep what was saved, their network loses, delays,
 * repeats and reorders, they die between any two effects. The referee looks at every step.
 */

/** What is made wrong on purpose, to see that the referee sees it. */
export type Sabotage = 'votes are not saved' | 'entries are not saved' | null;

export interface WorldSetup {
  readonly names: readonly string[];
  /** How many of them are voters at first. */
  readonly voters: number;
  readonly sabotage?: Sabotage;
}

type Passing = QuorumMessage | { readonly type: 'sync'; readonly chain: Chain };

const DELAY_MAX_MS = 60;
const STEP_MS = 25;
const CHANGE_CHANCE = 0.15;
const QUIET_MS = 20_000;

class WorldDevice {
  readonly key: string;
  quorum: Quorum | null = null;
  boot = 0;
  /** What is on its disk. */
  readonly disk: { durable: Durable; chain: Chain };
  // What it knows until it dies.
  chain: Chain;
  committed: Chain;
  /** Changes of voters up to here are taken to be committed: what was on disk when it started, or is known to be. */
  settledSeq = 0;
  lastCertificate: CommitCertificate | null = null;

  constructor(
    readonly name: string,
    root: Chain,
  ) {
    this.key = keyOf(name);
    this.disk = { durable: { term: 0, votedFor: null }, chain: root };
    this.chain = root;
    this.committed = root;
  }
}

export class World {
  readonly referee: Referee;
  readonly devices: readonly WorldDevice[];
  readonly #random: () => number;
  readonly #setup: WorldSetup;
  readonly #root: Chain;
  /** Pairs that hear each other, as "a b" with a before b. */
  readonly #links = new Set<string>();
  #passing: {
    readonly atMs: number;
    readonly from: WorldDevice;
    readonly to: WorldDevice;
    readonly message: Passing;
  }[] = [];
  #isFaulty = true;
  nowMs = 0;

  constructor(seed: number, setup: WorldSetup) {
    this.#random = seeded(seed);
    this.#setup = setup;
    this.#root = beginning(setup.names.slice(0, setup.voters).map(keyOf));
    this.referee = new Referee(this.#root);
    this.devices = setup.names.map((name) => new WorldDevice(name, this.#root));
    for (const device of this.devices) this.#start(device);
    for (const [a, b] of this.#pairs()) this.#link(a, b);
  }

  /** Lets everything go wrong for a while. @throws Error of the referee */
  trouble(forMs: number): void {
    const untilMs = this.nowMs + forMs;
    while (this.nowMs < untilMs) {
      this.#misfortune();
      this.#step();
    }
  }

  /** Nothing goes wrong any more: there must be a host, and a new entry must be committed on all. */
  calm(): void {
    this.#isFaulty = false;
    for (const device of this.devices) if (!device.quorum) this.#start(device);
    for (const [a, b] of this.#pairs()) this.#link(a, b);
    for (const device of this.devices) this.#look(device, true);
    const { seq } = this.referee.committed;
    const untilMs = this.nowMs + QUIET_MS;
    while (!this.#isSettled(seq)) {
      if (this.nowMs > untilMs)
        throw new Error(`nothing was agreed in ${QUIET_MS} ms of calm: ${this.#state()}`);
      this.#step();
    }
  }

  #isSettled(beyondSeq: number): boolean {
    const [first] = this.devices;
    const seq = first?.committed.seq ?? 0;
    return seq > beyondSeq + 3 && this.devices.every(({ committed }) => committed.seq >= seq - 2);
  }

  #step(): void {
    this.nowMs += STEP_MS;
    const due = this.#passing.filter(({ atMs }) => atMs <= this.nowMs).sort((a, b) => a.atMs - b.atMs);
    this.#passing = this.#passing.filter(({ atMs }) => atMs > this.nowMs);
    for (const { from, to, message } of due) this.#arrive(from, to, message);
    for (const device of this.devices) {
      const dueMs = device.quorum?.dueMs() ?? null;
      if (device.quorum && dueMs !== null && dueMs <= this.nowMs)
        this.#do(device, device.quorum.tick(this.nowMs));
      this.#speak(device);
      if (this.#chance(0.1)) this.#sync(device);
    }
  }

  /** Something goes wrong, or gets well again. */
  #misfortune(): void {
    if (this.#chance(0.004)) {
      const device = this.#pick(this.devices);
      if (device.quorum) this.#kill(device);
    }
    // Somebody looks away, or comes back to look.
    if (this.#chance(0.004)) this.#look(this.#pick(this.devices), this.#chance(0.5));
    const host = this.devices.find(({ quorum }) => quorum?.role === 'host');
    if (host?.quorum && this.#chance(0.004))
      this.#do(host, host.quorum.handOver(this.#pick(this.devices).key));
    if (this.#chance(0.03)) {
      const dead = this.devices.filter(({ quorum }) => !quorum);
      if (dead.length > 0) this.#start(this.#pick(dead));
    }
    if (this.#chance(0.01)) {
      const [a, b] = this.#pick(this.#pairs());
      this.#cut(a, b);
    }
    // Two sides that do not hear each other.
    if (this.#chance(0.002)) {
      const side = new Set(this.devices.filter(() => this.#chance(0.5)));
      for (const [a, b] of this.#pairs()) if (side.has(a) !== side.has(b)) this.#cut(a, b);
    }
    if (this.#chance(0.02)) {
      const [a, b] = this.#pick(this.#pairs());
      this.#link(a, b);
    }
    if (this.#chance(0.002)) for (const [a, b] of this.#pairs()) this.#link(a, b);
  }

  #look(device: WorldDevice, isAwake: boolean): void {
    if (device.quorum) this.#do(device, device.quorum.setAwake(isAwake, this.nowMs));
  }

  /** The host orders something, when all before it is committed. */
  #speak(device: WorldDevice): void {
    const { quorum, chain, committed } = device;
    if (quorum?.role !== 'host' || chain !== committed || chain.term !== quorum.term || !this.#chance(0.2))
      return;
    const { voters } = chain;
    const changed = this.#pick(this.devices).key;
    const next = voters.includes(changed)
      ? voters.filter((voter) => voter !== changed)
      : [...voters, changed];
    const isChange = next.length > 0 && this.#chance(CHANGE_CHANCE);
    const entry = { term: quorum.term, host: device.key };
    this.#append(device, extend(chain, isChange ? { ...entry, voters: next } : entry));
  }

  #append(device: WorldDevice, chain: Chain): void {
    this.#hold(device, chain);
    for (const other of this.devices) this.#send(device, other, { type: 'sync', chain });
    if (device.quorum) this.#do(device, device.quorum.logChanged(this.#logOf(device), this.nowMs));
  }

  #hold(device: WorldDevice, chain: Chain): void {
    device.chain = chain;
    if (this.#setup.sabotage !== 'entries are not saved') device.disk.chain = chain;
  }

  #sync(device: WorldDevice): void {
    if (device.quorum) this.#send(device, this.#pick(this.devices), { type: 'sync', chain: device.chain });
  }

  #arrive(from: WorldDevice, to: WorldDevice, message: Passing): void {
    const { quorum } = to;
    if (!quorum || !this.#links.has(pairOf(from, to))) return;
    if (message.type !== 'sync') {
      this.#do(to, quorum.hear(from.key, message, this.nowMs));
      return;
    }
    const { chain } = message;
    const isLater = chain.term > to.chain.term || (chain.term === to.chain.term && chain.seq > to.chain.seq);
    if (!isLater) return;
    this.referee.replaced(to, chain);
    this.#hold(to, chain);
    this.#do(to, quorum.logChanged(this.#logOf(to), this.nowMs));
  }

  /** Carries out effects in order; the device may die between any two. */
  #do(device: WorldDevice, effects: readonly Effect[]): void {
    const { quorum } = device;
    for (const effect of effects) {
      if (device.quorum !== quorum) return;
      if (this.#isFaulty && this.#chance(0.0005)) {
        this.#kill(device);
        return;
      }
      this.#carryOut(device, effect);
    }
  }

  #carryOut(device: WorldDevice, effect: Effect): void {
    switch (effect.type) {
      case 'save':
        if (this.#setup.sabotage !== 'votes are not saved') device.disk.durable = effect.durable;
        return;
      case 'send':
        this.#send(device, this.#deviceOf(effect.to), effect.message);
        return;
      case 'startTerm':
        this.referee.elected(device, effect.term, effect.votes);
        this.#append(device, extend(device.chain, { term: effect.term, host: device.key }));
        return;
      case 'committed': {
        device.committed = this.referee.certified(device, effect.certificate);
        device.lastCertificate = effect.certificate;
        device.settledSeq = Math.max(device.settledSeq, device.committed.seq);
        return;
      }
      case 'stopHosting':
      case 'hostChanged':
        return;
    }
  }

  #start(device: WorldDevice): void {
    device.boot += 1;
    device.chain = device.disk.chain;
    device.committed = this.#root;
    device.settledSeq = device.chain.seq;
    device.lastCertificate = null;
    device.quorum = new Quorum({
      table: TABLE,
      me: signerOf(device.name),
      boot: device.boot,
      verify: quickVerify,
      timings: TIMINGS,
      random: this.#random,
      durable: device.disk.durable,
      log: this.#logOf(device),
      mayVote: true,
    });
    for (const other of this.devices) if (this.#links.has(pairOf(device, other))) this.#meet(device, other);
    if (device.quorum) this.#do(device, device.quorum.setAwake(true, this.nowMs));
  }

  #kill(device: WorldDevice): void {
    device.quorum = null;
    this.#passing = this.#passing.filter(({ to }) => to !== device);
  }

  #link(a: WorldDevice, b: WorldDevice): void {
    const pair = pairOf(a, b);
    if (this.#links.has(pair)) return;
    this.#links.add(pair);
    this.#meet(a, b);
  }

  #meet(a: WorldDevice, b: WorldDevice): void {
    for (const [one, other] of [
      [a, b],
      [b, a],
    ] as const) {
      if (!one.quorum || !other.quorum) continue;
      this.#do(one, one.quorum.linkUp(other.key));
      this.#send(one, other, { type: 'sync', chain: one.chain });
      const certificate = one.lastCertificate;
      if (certificate) this.#send(one, other, { type: 'commit', certificate });
    }
  }

  #cut(a: WorldDevice, b: WorldDevice): void {
    if (!this.#links.delete(pairOf(a, b))) return;
    if (a.quorum) this.#do(a, a.quorum.linkDown(b.key, this.nowMs));
    if (b.quorum) this.#do(b, b.quorum.linkDown(a.key, this.nowMs));
  }

  #send(from: WorldDevice, to: WorldDevice, message: Passing): void {
    if (from === to || !this.#links.has(pairOf(from, to))) return;
    if (this.#isFaulty && this.#chance(0.03)) return;
    const copies = this.#isFaulty && this.#chance(0.03) ? 2 : 1;
    for (let copy = 0; copy < copies; copy++) {
      const isLate = this.#isFaulty && this.#chance(0.01);
      const delayMs = this.#random() * DELAY_MAX_MS * (isLate ? 50 : 1);
      this.#passing.push({ atMs: this.nowMs + delayMs, from, to, message });
    }
  }

  #logOf({ chain, settledSeq }: WorldDevice): LogState {
    const { term, seq, id, host, voters } = chain;
    const end = { term, seq, entry: id, host };
    const change = lastChange(chain, settledSeq);
    if (!change?.before) return { ...end, voterSets: [voters] };
    return { ...end, voterSets: [change.before.voters, voters], changedAtSeq: change.seq };
  }

  #deviceOf(key: string): WorldDevice {
    const device = this.devices.find((one) => one.key === key);
    if (!device) throw new Error(`a message to ${nameOf(key)}`);
    return device;
  }

  #pairs(): [WorldDevice, WorldDevice][] {
    return this.devices.flatMap((a, at) =>
      this.devices.slice(at + 1).map((b): [WorldDevice, WorldDevice] => [a, b]),
    );
  }

  #chance(probability: number): boolean {
    return this.#random() < probability;
  }

  #pick<T>(from: readonly T[]): T {
    return from[Math.floor(this.#random() * from.length)] as T;
  }

  #state(): string {
    return this.devices
      .map(
        ({ name, quorum, chain, committed }) =>
          `${name} ${quorum?.role} ${quorum?.term} at ${chain.term}/${chain.seq}, ${committed.seq}`,
      )
      .join('; ');
  }
}

function pairOf(a: WorldDevice, b: WorldDevice): string {
  return [a.name, b.name].sort().join(' ');
}

/** Numbers in [0, 1) that follow from a seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
