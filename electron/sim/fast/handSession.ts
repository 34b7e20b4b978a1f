import { HASH_BYTES } from '../../../shared/process/hash.ts';
import type { Place } from './places.ts';

const HELLO = 0;
const ENTRIES = 1;

/**
 * What the two ends of a link know of each other's entries of one hand, as Automerge's sync protocol does it: first each
 * says what it has, then it sends what the other lacks. An entry goes by its id.
 */
export class HandSession {
  #hasSaid = false;
  #theirs: Set<string> | null = null;
  /** So many of this end's entries are known at the other. */
  #sent = 0;

  /** @param all this end's entries, in order */
  messages(all: readonly Place[]): Uint8Array[] {
    const messages: Uint8Array[] = [];
    if (!this.#hasSaid) {
      this.#hasSaid = true;
      messages.push(written(HELLO, all));
    }
    const theirs = this.#theirs;
    if (!theirs || this.#sent === all.length) return messages;
    const news = all.slice(this.#sent).filter(({ key }) => !theirs.has(key));
    this.#sent = all.length;
    if (news.length > 0) messages.push(written(ENTRIES, news));
    return messages;
  }

  /** @returns ids of entries that the other end has sent, hex, in its order */
  hear(message: Uint8Array): string[] {
    const ids = Buffer.from(message.buffer, message.byteOffset + 1, message.length - 1).toString('hex');
    const keys: string[] = [];
    for (let at = 0; at < ids.length; at += 2 * HASH_BYTES) keys.push(ids.slice(at, at + 2 * HASH_BYTES));
    if (message[0] === HELLO) this.#theirs = new Set(keys);
    else for (const key of keys) this.#theirs?.add(key);
    return message[0] === HELLO ? [] : keys;
  }
}

function written(type: number, places: readonly Place[]): Uint8Array {
  const message = new Uint8Array(1 + places.length * HASH_BYTES);
  message[0] = type;
  for (const [at, { position }] of places.entries()) message.set(position.id, 1 + at * HASH_BYTES);
  return message;
}
