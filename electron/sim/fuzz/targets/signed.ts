/**
 * What a key has signed. Anybody has a key: these inputs are signed anew after every change, so that what is inside is
 * reached; the bytes as a whole, signature and all, are changed as well.
 */
import { certify, firstCheckpoint, readCertified } from '../../../../shared/process/checkpoint.ts';
import { readEntry, signEntry } from '../../../../shared/process/entry.ts';
import { toHex } from '../../../../shared/process/hash.ts';
import { readInput, signInput } from '../../../../shared/process/input.ts';
import { fromBytes, type Plain, toBytes } from '../../../../shared/process/plain.ts';
import { readSigned, sign } from '../../../../shared/process/signed.ts';
import { LIMITS } from '../../../../shared/protocol.ts';
import { readConsent, signConsent } from '../../../../shared/quorum/consents.ts';
import { equivocationOf } from '../../../../shared/quorum/equivocation.ts';
import { readReceipt, signReceipt } from '../../../../shared/quorum/receipts.ts';
import { readVote, signVote } from '../../../../shared/quorum/votes.ts';
import { simulatedSigner, simulatedVerify } from '../../../../shared/sim/keys.ts';
import { checkpointOfCharter, readCharter } from '../../../host/charter.ts';
import { checkRecord, readRecord, recordBytes } from '../../../host/replication/records.ts';
import { type FuzzTarget, must } from '../fuzzTarget.ts';

const MEGABYTE = 1024 * 1024;
const SMALL = { timeMaxMs: 500, memoryMaxBytes: 64 * MEGABYTE };
const signer = simulatedSigner('host');
const charter: Plain = { format: 2, name: 'Kitchen', practice: false, createdMs: 5, game: { voters: [] } };
const checkpoint = firstCheckpoint(charter, { voters: [] });
const { table } = checkpoint;
const id = new Uint8Array(32).fill(3);

const input = signInput(
  { table, number: 4, body: { kind: 'MOVE', hand: 1, turn: 2, action: { type: 'raise', to: 40 } } },
  signer,
);
const entry = signEntry(
  { table, hand: 1, term: 1, seq: 1, prev: id, timeMs: 9, input, state: id, fields: new Uint8Array(40) },
  signer,
).bytes;
const receipt = signReceipt({ table, seq: 1, entry: id, term: 1, boot: 1 }, signer);
const certificate = { seq: 1, entry: id, term: 1, receipts: [receipt] };
const certified = certify(checkpoint, null);
const record = recordBytes({
  hand: 1,
  record: { hand: 1 },
  next: certified,
  proof: { links: [entry], certificate },
  changes: [{ entry, proof: { links: [], certificate } }],
});

/** A reader of signed bytes, once with the bytes changed and once with what was signed. */
function both(
  name: string,
  label: string,
  sample: Uint8Array,
  read: (bytes: Uint8Array) => unknown,
): FuzzTarget[] {
  const refusals = ['NotSigned', 'NotCanonical'];
  const common = { refusals, sizeMaxBytes: 65_536, ...SMALL };
  const outcome = (bytes: Uint8Array) => {
    read(bytes);
    return 'ok';
  };
  return [
    { name: `${name}, as bytes`, shape: 'bytes', samples: () => [sample], read: outcome, ...common },
    {
      name: `${name}, signed`,
      shape: 'cbor',
      samples: () => [toBytes(readSigned(label, sample).value)],
      read: (bytes) => outcome(sign(label, fromBytes(bytes), signer).bytes),
      ...common,
    },
  ];
}

export const SIGNED_TARGETS: readonly FuzzTarget[] = [
  ...both('entry', 'evertable/entry/1', entry, (bytes) => readEntry(bytes, simulatedVerify)),
  ...both('input', 'evertable/input/1', input, (bytes) => readInput(bytes, simulatedVerify)),
  ...both('receipt', 'evertable/receipt/1', receipt, (bytes) => readReceipt(bytes, simulatedVerify)),
  ...both('vote', 'evertable/vote/1', signVote({ table, term: 3, candidate: id, boot: 1 }, signer), (bytes) =>
    readVote(bytes, simulatedVerify),
  ),
  ...both(
    'consent',
    'evertable/consent/1',
    signConsent({ table, what: 'TIMEOUT', about: id, after: id, boot: 1 }, signer),
    (bytes) => readConsent(bytes, simulatedVerify),
  ),
  {
    name: 'two words that contradict each other',
    shape: 'cbor',
    samples: () => [
      toBytes([receipt, signReceipt({ table, seq: 1, entry: new Uint8Array(32), term: 1, boot: 1 }, signer)]),
      toBytes([entry, entry]),
      toBytes([input, receipt]),
    ],
    read(bytes) {
      const pair = fromBytes(bytes);
      const [first, second] = Array.isArray(pair) ? pair : [];
      if (!(first instanceof Uint8Array && second instanceof Uint8Array)) return 'no pair';
      return `${equivocationOf(first, second, table, simulatedVerify)?.what}`;
    },
    ...{ refusals: ['NotCanonical'], sizeMaxBytes: 65_536, ...SMALL },
  },
  {
    name: 'checkpoint',
    shape: 'cbor',
    samples: () => [certified],
    read: (bytes) => `ok ${readCertified(bytes, simulatedVerify).checkpoint.hand > 1}`,
    refusals: ['BadCheckpoint', 'NotSigned', 'NotCanonical'],
    ...{ sizeMaxBytes: 262_144, ...SMALL },
  },
  {
    name: 'charter',
    shape: 'cbor',
    samples: () => [toBytes(charter)],
    read(bytes) {
      checkpointOfCharter(bytes);
      const { name, createdMs } = readCharter(bytes);
      must(name.length <= 40 && Number.isSafeInteger(createdMs), 'a charter without a name or a time');
      return 'ok';
    },
    ...{ refusals: ['BadCharter'], sizeMaxBytes: LIMITS.charterBytes, ...SMALL },
  },
  {
    name: 'record of a hand',
    shape: 'cbor',
    samples: () => [record],
    read(bytes) {
      if (readRecord(bytes) === null) return 'no record';
      try {
        checkRecord(bytes, {
          ...{ table, hand: 1, opening: id, voters: [toHex(signer.publicKey)], verify: simulatedVerify },
          votersOfGame: () => [toHex(signer.publicKey)],
        });
        return 'proven';
      } catch (error) {
        if ((error as Error).name !== 'HostilePeer') throw error;
        return (error as Error).message;
      }
    },
    ...{ refusals: [], sizeMaxBytes: LIMITS.recordBytes, timeMaxMs: 500, memoryMaxBytes: 64 * MEGABYTE },
  },
];
