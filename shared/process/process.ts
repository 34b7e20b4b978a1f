/**
 * The persistent process: runs a program's generators, feeds them inputs in order, and hashes what they show.
 * The same inputs give the same states, so a killed process is rebuilt by running it again.
 *
 * Invariants of this room
 *  P1  Same journal, same state hash after every entry.            process.test "a killed process goes on where it was"
 *  P2  A refused input changes nothing.                            process.test "a refused input changes nothing"
 *  P3  An entry that does not follow the one before, is not signed by its host, or carries an input that is
 *      not signed by its author, is never played.                  journal.test "forged, reordered and replayed"
 *  P4  An input number is taken once from a device, for ever.      journal.test "a resend is a duplicate for ever"
 *  P5  Another state hash stops the replay and names seq and field. journal.test "a divergence names"
 *  P6  A hand is played to its end by the program version it began with. upgrade.test
 *  P7  Only canonical bytes are read.                              plain.test
 */
import type { Arrival, Story } from './effects.ts';
import { digest32, HASH_BYTES, hash, startHash } from './hash.ts';
import { type Plain, toBytes } from './plain.ts';
import { type Looks, type Offer, played, Run, type Told } from './run.ts';

export { NOT_EXPECTED, Refused, type Told } from './run.ts';

/** A field of a look, by its path, with a short digest of its value. */
export interface FieldDigest {
  readonly path: string;
  readonly digest: number;
}

export interface Step {
  readonly told: readonly Told[];
  readonly stateHash: Uint8Array;
  readonly fields: readonly FieldDigest[];
}

/** Bytes of a field that is longer than this go into the state hash by their own hash, made once. */
const LONG_BYTES = 256;

export class Process<T extends Plain> {
  readonly #run: Run<T>;
  #stateHash: Uint8Array;
  /** Each field as it was last hashed. */
  readonly #fields = new Map<string, EncodedField>();
  /** What the program told, and showed, before its first input. */
  readonly opening: Step;

  /** Starts a program; it runs to its first wait. */
  constructor(story: Story<T>, timeMs: number, stateHash: Uint8Array = new Uint8Array(HASH_BYTES)) {
    this.#stateHash = stateHash;
    this.#run = new Run(story, timeMs);
    this.opening = this.#hashed(this.#run.opening);
  }

  /** What the program returned, once it has. */
  get result(): { readonly value: T } | null {
    return this.#run.result;
  }

  get stateHash(): Uint8Array {
    return this.#stateHash;
  }

  /**
   * The looks of all chapters that run, by path, as they are now. Once the program has ended: what the pieces beside it
   * showed last, since who votes must be known until the next hand starts.
   */
  looks(): Looks {
    return this.#run.lastLooks();
  }

  /** The earliest moment at which the host's clock may say TIMEOUT, in ms; null: nothing is timed. */
  deadlineMs(): number | null {
    return this.#run.deadlineMs();
  }

  /** What the program makes of an input now. Changes nothing until it is played, which must be at once. */
  offer(arrival: Arrival): Offer<Step> {
    const offer = this.#run.offer(arrival);
    return 'refuse' in offer ? offer : { play: () => this.#hashed(offer.play()) };
  }

  /**
   * Plays one input.
   * @throws Refused when the program does not take it; nothing has changed then.
   */
  take(arrival: Arrival): Step {
    return played(this.offer(arrival));
  }

  /** The step that ends here: what was told, and the hash of all that the program shows now. */
  #hashed(told: readonly Told[]): Step {
    const hasher = startHash('state');
    hasher.add(this.#stateHash);
    const fields: FieldDigest[] = [];
    const show = (path: string, value: Plain) => {
      const field = this.#encoded(path, value);
      hasher.add(field.bytes);
      fields.push(field);
    };
    for (const [path, fieldsOfLook] of this.#run.looks()) {
      for (const field in fieldsOfLook) show(`${path}.${field}`, fieldsOfLook[field] as Plain);
    }
    show('waits', this.#run.waits());
    show('deadline', this.deadlineMs());
    show('result', this.result?.value ?? null);
    hasher.add(toBytes(told));
    this.#stateHash = hasher.finish();
    return { told, stateHash: this.#stateHash, fields };
  }

  /** A field as it is hashed. Most are plain numbers, or the same bytes, that stay as they are from step to step. */
  #encoded(path: string, value: Plain): EncodedField {
    const known = this.#fields.get(path);
    const isUnchanging = value === null || typeof value !== 'object' || value instanceof Uint8Array;
    if (known && isUnchanging && known.value === value) return known;
    const isLong = value instanceof Uint8Array && value.length > LONG_BYTES;
    const bytes = toBytes([path, isLong ? hash('long field', value) : value]);
    const field = { path, value, bytes, digest: digest32(bytes) };
    this.#fields.set(path, field);
    return field;
  }
}

interface EncodedField extends FieldDigest {
  readonly value: Plain;
  readonly bytes: Uint8Array;
}
