import { describe, expect, test } from 'vitest';
import { toHex } from '../../../shared/process/hash.ts';
import { signInput } from '../../../shared/process/input.ts';
import { LIMITS, type Message } from '../../../shared/protocol.ts';
import { signVote } from '../../../shared/quorum/votes.ts';
import type { TableView } from '../../ipc.ts';
import { deviceBytes } from '../agreement/comingBack.ts';
import type { TableMessage } from '../agreement/peers.ts';
import { signerOf } from '../keys.ts';
import { documentOf, runOf } from '../replication/testing/forge.ts';
import {
  chipsOf,
  friendsTable,
  handOf,
  isSame,
  seedsOf,
  tellSeedOfFailure,
} from '../testing/friendsTable.ts';
import { RawMember } from '../testing/rawMember.ts';
import type { WorldDevice } from '../testing/world.ts';

tellSeedOfFailure();

const bytes = (length: number, value: number) => new Uint8Array(length).fill(value);

/** Ada and Bo play with a Cy whose program is somebody else's. */
async function withStranger(seed: number) {
  const table = await friendsTable(seed, 3);
  const { world, devices, tableId } = table;
  const [ada, bo, cy] = devices as [WorldDevice, WorldDevice, WorldDevice];
  const raw = await RawMember.instead(world, cy, tableId, [ada, bo]);
  // Two things under one number would be proof of cheating: that is another scenario.
  let number = Number.MAX_SAFE_INTEGER - 1_000;
  const input = (body: object, signer = raw.signer, of = raw.table) => {
    number += 1;
    return signInput({ table: of, number, body: body as { kind: string } }, signer);
  };
  return { ...table, ada, bo, raw, input };
}

type Stranger = Awaited<ReturnType<typeof withStranger>>;

/** What no honest program says; whoever says it loses its link. */
const BREAKS: Record<string, (stranger: Stranger) => TableMessage> = {
  'bytes that are no sync message': ({ ada }) => ({
    type: 'sync',
    hand: handOf(ada),
    message: bytes(400, 7),
  }),
  'a sync message of 2 MB': ({ ada }) => ({
    type: 'sync',
    hand: handOf(ada),
    message: bytes(LIMITS.frameBytes - 256, 0x42),
  }),
  'a document that unpacks to millions of operations': ({ ada }) => ({
    type: 'sync',
    hand: handOf(ada),
    message: syncMessageOf(documentOf([{ specification: 1, data: runOf(50_000_000, 1) }], [])),
  }),
  'a receipt that another device is said to have signed': ({ ada, raw }) => ({
    type: 'receipt',
    receipt: spoiled(
      signVote({ table: raw.table, term: 1, candidate: deviceBytes(ada.device ?? ''), boot: 1 }, raw.signer),
    ),
  }),
  'an input whose signature is forged': ({ input }) => ({
    type: 'input',
    input: spoiled(input({ kind: 'LEAVE' })),
  }),
};

/** What is refused or ignored without a word more; the link may stay. */
const NONSENSE: Record<string, (stranger: Stranger) => TableMessage[]> = {
  'terms of the far future': ({ ada, raw }) => {
    const term = Number.MAX_SAFE_INTEGER - 1;
    const candidate = deviceBytes(ada.device ?? '');
    return [
      { type: 'beat', term, seq: 9e9, committed: 9e9, timeMs: 9e12, saved: 99 },
      { type: 'beatReply', term, seq: 9e9 },
      { type: 'askPreVote', term, lastTerm: term, lastSeq: 9e9 },
      { type: 'askVote', term, lastTerm: term, lastSeq: 9e9, handOver: true },
      { type: 'preVote', term, granted: true, currentTerm: term },
      {
        type: 'vote',
        term,
        vote: signVote({ table: raw.table, term, candidate, boot: 1 }, raw.signer),
        currentTerm: term,
      },
      { type: 'standNow', term },
    ];
  },
  "what only the host says: a beat, a host's inputs, an order to stand": ({ input, raw }) => [
    { type: 'beat', term: 1, seq: 0, committed: 0, timeMs: 9e12, saved: 3 },
    { type: 'standNow', term: 1 },
    { type: 'input', input: input({ kind: 'VOTERS', add: toHex(raw.signer.publicKey) }) },
    { type: 'input', input: input({ kind: 'BOARD', cards: [] }) },
    { type: 'refused', device: raw.signer.publicKey, number: 1, words: 'No.' },
  ],
  "what is somebody else's: the opener's tools, a move out of turn": ({ ada, input }) => [
    { type: 'input', input: input({ kind: 'KICK', device: ada.device ?? '' }) },
    { type: 'input', input: input({ kind: 'PAUSE' }) },
    { type: 'input', input: input({ kind: 'NO_SUCH_THING', much: 'x'.repeat(9_000) }) },
  ],
  'records, documents and carried-on tables that nobody asked for': ({ ada }) => [
    { type: 'records', fromHand: handOf(ada), records: [bytes(10_000, 1)], openHand: 9e9 },
    { type: 'document', hand: handOf(ada), document: bytes(10_000, 1) },
    { type: 'moved', charter: bytes(1_000, 3) },
    { type: 'askRecords', fromHand: 9e9 },
    { type: 'bye' },
  ],
};

const spoiled = (word: Uint8Array) => {
  const copy = Uint8Array.from(word);
  copy[copy.length - 1] = (copy.at(-1) as number) ^ 1;
  return copy;
};

/** A sync message that carries one chunk: no heads, nothing needed, nothing had. */
function syncMessageOf(chunk: Uint8Array): Uint8Array {
  const length = [];
  for (let rest = chunk.length; ; rest >>>= 7) {
    length.push(rest > 127 ? (rest & 127) | 128 : rest);
    if (rest <= 127) break;
  }
  return Uint8Array.from([0x42, 0, 0, 0, 1, ...length, ...chunk]);
}

/** The hand and the next are played; nobody lost anything, and nothing stopped. */
async function playsOn({ world, ada, bo }: Stranger): Promise<void> {
  const hand = handOf(ada);
  await world.playUntil(() => handOf(ada) > hand + 1 && isSame([ada, bo]));
  for (const { view, messages, people } of [ada, bo]) {
    expect(chipsOf(view as TableView)).toBe(300);
    expect(messages.filter((words) => words.startsWith('The table stopped'))).toEqual([]);
    expect(people?.proofs).toEqual([]);
  }
}

describe('a member that is hostile', () => {
  for (const seed of seedsOf(1)) {
    test(`loses its link for each message that no honest program sends; the table goes on, seed ${seed}`, async () => {
      const stranger = await withStranger(seed);
      const { world, ada, raw } = stranger;
      for (const [what, message] of Object.entries(BREAKS)) {
        await world.playUntil(() => raw.isLinked(ada));
        raw.say(ada, message(stranger));
        await world.playUntil(() => !raw.isLinked(ada)).catch(() => expect.unreachable(what));
      }
      await playsOn(stranger);
    });

    test(`achieves nothing with what is not its to say; the table goes on, seed ${seed}`, async () => {
      const stranger = await withStranger(seed);
      const { world, ada, bo, raw } = stranger;
      for (const messages of Object.values(NONSENSE)) {
        await world.playUntil(() => raw.isLinked(ada) && raw.isLinked(bo));
        const { hostWords, people } = ada.people ?? {};
        for (const message of messages(stranger)) for (const to of [ada, bo]) raw.say(to, message);
        await playsOn(stranger);
        expect(ada.people?.hostWords).toBe(hostWords);
        expect(ada.people?.people.map(({ name }) => name)).toEqual(people?.map(({ name }) => name));
        expect(ada.view?.paused).toBeNull();
      }
    });

    test(`what it says for another table, or replays a thousand times, changes nothing, seed ${seed}`, async () => {
      const stranger = await withStranger(seed);
      const { world, ada, bo, raw, input } = stranger;
      const other = bytes(16, 9);
      raw.sayAnything(ada, {
        type: 'input',
        table: other,
        input: input({ kind: 'LEAVE' }, raw.signer, other),
      });
      // Signed for another table, said of this one.
      raw.say(ada, { type: 'input', input: input({ kind: 'LEAVE' }, raw.signer, other) });
      await playsOn(stranger);
      await world.playUntil(() => raw.isLinked(ada) && raw.isLinked(bo));
      const heard = raw.heard.filter(
        (message): message is Message & { table: Uint8Array } => 'table' in message,
      );
      for (let times = 0; times < 5; times++) {
        for (const message of heard.toReversed().slice(0, 100)) raw.sayAnything(bo, message);
      }
      await playsOn(stranger);
    });

    test(`inputs in the name of a stranger are refused, and those that wait are bounded, seed ${seed}`, async () => {
      const stranger = await withStranger(seed);
      const { ada, bo, raw } = stranger;
      const nobody = signerOf(bytes(32, 5));
      for (let number = 1; number <= 500; number++) {
        const body = { kind: 'SIT', seat: 5, name: 'Eve', buyIn: 100, bot: false };
        const sit = signInput({ table: raw.table, number, body }, nobody);
        for (const to of [ada, bo]) raw.say(to, { type: 'input', input: sit });
      }
      await playsOn(stranger);
      expect(ada.view?.seats[5]?.name).toBeNull();
    });
  }
});
