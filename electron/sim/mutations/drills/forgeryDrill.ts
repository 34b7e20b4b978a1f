import { HASH_BYTES } from '../../../../shared/process/hash.ts';
import { TERM_START } from '../../../../shared/process/journal.ts';
import { sameBytes } from '../../../../shared/process/plain.ts';
import type { Signer } from '../../../../shared/process/ports.ts';
import { consentAbout, signConsent } from '../../../../shared/quorum/consents.ts';
import { TIMEOUT } from '../../../../shared/quorum/guard.ts';
import { signVote } from '../../../../shared/quorum/votes.ts';
import { deviceBytes } from '../../../host/agreement/comingBack.ts';
import { RawMember } from '../../../host/testing/rawMember.ts';
import type { WorldDevice } from '../../../host/testing/world.ts';
import { Forger } from './forger.ts';
import { handsOnDisk, hasSetAside } from './handsOnDisk.ts';
import { hostAmong, pick, playFor, threeFriends } from './threeFriends.ts';

interface Cheat {
  readonly forger: Forger;
  readonly signer: Signer;
  readonly boot: number;
  /** Somebody else at the table. */
  readonly victim: WorldDevice;
}

interface Forgery {
  readonly words: string;
  /** Who can try it: the device that hosts, or one that does not. */
  readonly by: 'host' | 'member';
  readonly make: (cheat: Cheat) => Uint8Array;
}

const spoilt = (bytes: Uint8Array) => {
  const copy = Uint8Array.from(bytes);
  copy[copy.length - 1] = (copy.at(-1) as number) ^ 1;
  return copy;
};
const RENAME = { kind: 'RENAME', name: 'Mallory', avatar: 1 };
const LEAVE = { kind: 'LEAVE' };
/** A turn is over after that, whatever the settings are. */
const LATE_MS = 600_000;

/** What no honest device signs, and none may ever play. */
const FORGERIES: readonly Forgery[] = [
  {
    words: 'an entry that follows another one than it says',
    by: 'host',
    make: ({ forger }) =>
      forger.entry(forger.input(RENAME), {}, { prev: new Uint8Array(HASH_BYTES).fill(7) }),
  },
  {
    words: 'an entry whose signature is forged',
    by: 'host',
    make: ({ forger }) => spoilt(forger.entry(forger.input(RENAME))),
  },
  {
    words: "somebody's input that somebody else signed",
    by: 'host',
    make: ({ forger, victim }) =>
      forger.entry(forger.inputInTheNameOf(deviceBytes(victim.device ?? ''), LEAVE)),
  },
  {
    words: 'an entry that names another state than it leads to',
    by: 'host',
    make: ({ forger }) => forger.entry(forger.input(RENAME), {}, { state: new Uint8Array(HASH_BYTES) }),
  },
  {
    words: 'an entry that the game does not take',
    by: 'host',
    make: ({ forger }) => forger.entry(forger.input({ kind: 'MOVE', hand: 0, turn: 0 })),
  },
  {
    words: 'an input that was taken before',
    by: 'host',
    make: ({ forger, signer }) => {
      const number = forger.journal.takenFrom(signer.publicKey);
      return forger.entry(forger.input(RENAME, { number }));
    },
  },
  {
    words: 'a time-out to which only the host agreed',
    by: 'host',
    make: ({ forger, signer, boot }) => {
      const { table, position } = forger.journal;
      const about = consentAbout({ kind: TIMEOUT });
      const consent = signConsent({ table, after: position.id, what: TIMEOUT, about, boot }, signer);
      const input = forger.input({ kind: TIMEOUT, consents: [consent] });
      return forger.entry(input, { timeMs: position.timeMs + LATE_MS });
    },
  },
  {
    words: 'a term that nobody else voted for',
    by: 'member',
    make: ({ forger, signer, boot }) => {
      const { table, position } = forger.journal;
      const term = position.term + 1;
      const vote = signVote({ table, term, candidate: signer.publicKey, boot }, signer);
      return forger.entry(forger.input({ kind: TERM_START, votes: [vote] }), { term });
    },
  },
  {
    words: 'an entry of a device that does not host',
    by: 'member',
    make: ({ forger }) => forger.entry(forger.input(RENAME)),
  },
];

/**
 * A device of three belongs to a cheat, who has all that its disk had and its key. It says one thing that no honest device
 * says; the seed has it which. None of the others may ever take it up.
 */
export async function forgeryDrill(seed: number): Promise<string | null> {
  const table = await threeFriends(seed);
  const { world, devices, tableId } = table;
  await playFor(table, world.random() * 5_000);
  await world.until(() => hostAmong(devices)?.view?.actor != null);
  const { words, by, make } = pick(world, FORGERIES);
  const host = hostAmong(devices) as WorldDevice;
  const device =
    by === 'host'
      ? host
      : pick(
          world,
          devices.filter((one) => one !== host),
        );
  const others = devices.filter((one) => one !== device);
  const [victim] = others as [WorldDevice];
  const raw = await RawMember.instead(world, device, tableId, others);
  const [hand] = (await handsOnDisk(victim, tableId)).slice(-1);
  if (!hand) return null;
  const forger = new Forger(hand, raw.signer);
  const entry = make({ forger, signer: raw.signer, boot: raw.boot, victim });
  for (const to of others) raw.say(to, { type: 'sync', hand: forger.hand, message: forger.message(entry) });
  await world.pass(1_000);
  for (const other of others) {
    const hands = await handsOnDisk(other, tableId);
    const isIn = hands.some(({ entries }) => entries.some(({ bytes }) => sameBytes(bytes, entry)));
    if (isIn || (await hasSetAside(other, tableId))) return `${other.name} took up ${words}`;
  }
  return null;
}
