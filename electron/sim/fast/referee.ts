import type { Body } from '../../../shared/process/effects.ts';
import { toHex } from '../../../shared/process/hash.ts';
import { type PlayedEntry, TERM_START } from '../../../shared/process/journal.ts';
import type { Game } from '../../../shared/table/game.ts';
import { votersOf } from '../../../shared/table/voters.ts';
import { Violation } from '../checkers/checker.ts';
import type { FastDevice } from './fastDevice.ts';
import type { Place } from './places.ts';

/** A commit, as it was told first. */
interface Told {
  readonly key: string;
  readonly state: string;
}

/** Sees all that simulated devices commit, write and answer, and notes the first thing that must not be. */
export class Referee {
  /** The one history, by number. */
  readonly #told: Told[] = [];
  /** Who began each term. */
  readonly #hosts = new Map<number, string>();
  /** Inputs of people that are done, by author. */
  readonly #done = new Set<string>();
  /** Answers to be looked at once all that came with them is known. */
  #answers: { readonly device: FastDevice; readonly name: string }[] = [];
  readonly #devices: () => readonly FastDevice[];
  readonly #isDamaged: (device: FastDevice) => boolean;
  violation: Error | null = null;
  hands = 1;
  takeovers = -1;

  constructor(devices: () => readonly FastDevice[], isDamaged: (device: FastDevice) => boolean) {
    this.#devices = devices;
    this.#isDamaged = isDamaged;
  }

  /** The last entry that anybody was told is committed. */
  get lastSeq(): number {
    return Math.max(0, this.#told.length - 1);
  }

  get lastState(): string {
    return this.#told.at(-1)?.state ?? '';
  }

  fail(words: string): void {
    this.violation ??= new Violation(words);
  }

  committed(device: FastDevice, entries: readonly PlayedEntry[]): void {
    for (const { entry, input } of entries) {
      const key = toHex(entry.id);
      const state = toHex(entry.state);
      const told = this.#told[entry.seq];
      if (told && told.key !== key)
        this.fail(`${device.name} was told another committed entry ${entry.seq} than others were.`);
      if (told && told.state !== state)
        this.fail(`${device.name} has another state after entry ${entry.seq} than others have.`);
      if (told) continue;
      this.#told[entry.seq] = { key, state };
      this.hands = Math.max(this.hands, entry.hand);
      if (input.body.kind === TERM_START) this.takeovers += 1;
      if (input.body.kind === 'MOVE') this.#done.add(moveOf(toHex(input.device), input.body));
    }
    const last = entries.at(-1);
    if (last && this.#told.length - 1 === last.entry.seq) this.#isOnMajority(last);
  }

  /** A device was told that its input is done (null), or why not. */
  answered(device: FastDevice, body: Body, refused: string | null): void {
    if (body.kind === 'MOVE' && refused === null)
      this.#answers.push({ device, name: moveOf(device.device, body) });
  }

  /** After all that happened at one moment. */
  look(): void {
    for (const { device, name } of this.#answers) {
      if (!this.#done.has(name))
        this.fail(`${device.name} was told that a move is done that is in no history.`);
    }
    this.#answers = [];
  }

  /** A place in a journal that somebody has come to. */
  reached(place: Place): void {
    const { played } = place;
    if (!played) {
      this.#countChips(place.begun.certified.checkpoint.game as unknown as Game, place.hand);
      return;
    }
    const { term, host } = played.entry;
    const known = this.#hosts.get(term);
    if (known !== undefined && known !== toHex(host)) this.fail(`Term ${term} has two hosts.`);
    this.#hosts.set(term, toHex(host));
  }

  /** What is told as committed is on the disks of a majority of those who vote there. */
  #isOnMajority({ entry }: PlayedEntry): void {
    const key = toHex(entry.id);
    const devices = this.#devices();
    const holder = devices.find(({ agreement }) => agreement?.replica.journal.position.seq === entry.seq);
    if (!holder?.agreement) return;
    const voters = votersOf(holder.agreement.replica.journal.looks());
    const holding = devices.filter(
      (device) =>
        voters.includes(device.device) && (this.#isDamaged(device) || holds(device, key, entry.hand)),
    );
    if (holding.length * 2 <= voters.length)
      this.fail(
        `Entry ${entry.seq} was told as committed and is on ${holding.length} of ${voters.length} disks.`,
      );
  }

  #countChips(game: Game, hand: number): void {
    const stacks = game.seated.reduce((sum, { stack }) => sum + stack, 0);
    const brought = game.accounts.reduce((sum, { boughtIn, cashedOut }) => sum + boughtIn - cashedOut, 0);
    if (stacks !== brought)
      this.fail(`Before hand ${hand} there are ${stacks} chips, and ${brought} were bought.`);
  }
}

function holds({ disk }: FastDevice, key: string, hand: number): boolean {
  const { hands, records } = disk.now;
  return records.has(hand) || hands.get(hand)?.places.some((place) => place.key === key) === true;
}

function moveOf(device: string, { hand, turn }: Body): string {
  return `${device} ${hand} ${turn}`;
}
