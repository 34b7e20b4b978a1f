import { expect, test } from 'vitest';
import { toHex } from '../../../shared/process/hash.ts';
import { signInput } from '../../../shared/process/input.ts';
import { Journal, type NextHand } from '../../../shared/process/journal.ts';
import type { Signer } from '../../../shared/process/ports.ts';
import { simulatedSigner } from '../../../shared/sim/keys.ts';
import { HandDocument } from '../handDocument.ts';
import { Replica } from '../replica.ts';
import { changeOf } from './entryChange.ts';
import {
  CHECKPOINT,
  FIRST,
  freshDisk,
  host,
  JOURNAL_OPTIONS,
  joinInput,
  type Made,
  messageOf,
  second,
  TABLE_ID,
} from './testing/hands.ts';

const CLOSE = signInput(
  { table: CHECKPOINT.table, number: 1, body: { kind: 'CLOSE' } },
  simulatedSigner('closer'),
);

/** Entries of a hand; `ending` gives its HAND_END that time. */
function handOf(next: NextHand, inputs: readonly Uint8Array[], signer: Signer, term: number, endMs?: number) {
  const journal = new Journal(next.checkpoint, 1, JOURNAL_OPTIONS);
  const fields = { table: CHECKPOINT.table, hand: next.hand, program: 1, checkpoint: next.checkpoint };
  const { root } = HandDocument.create(fields);
  const made: Made[] = [];
  const add = (input: Uint8Array, timeMs: number) => {
    const played = journal.append(input, timeMs, term, signer);
    made.push({ played, ...changeOf(played.bytes, made.at(-1)?.place ?? root, root) });
  };
  for (const input of inputs) add(input, 0);
  if (endMs !== undefined) add(journal.handEndInput(1, signer), endMs);
  return { journal, made };
}

test('a rival HAND_END of a lower term does not take the place of a hand that a higher term has begun', async () => {
  const inputs = [joinInput('ada'), joinInput('bob'), CLOSE];
  const ends = [0, 1, 2, 3, 4, 5, 6, 7].map((endMs) => handOf(FIRST, inputs, host, 1, endMs));
  const idOf = ({ journal }: { journal: Journal }) => toHex(journal.position.id);
  // The rival would win by its smaller id, were it not for what follows the other.
  const [rival, ended] = ends.sort((a, b) => (idOf(a) < idOf(b) ? -1 : 1));
  if (!rival || !ended) throw new Error('No two ends.');
  const begun = handOf(ended.journal.nextHand(), [joinInput('cy')], second, 2);

  const { ports } = await freshDisk();
  const replica = await Replica.create(CHECKPOINT, ports);
  await replica.receiveSync({}, 1, messageOf(ended.made));
  await replica.receiveSync({}, 2, messageOf(begun.made));
  expect(replica.journal.hand).toBe(2);
  // Guards `ahead` in EntryPool.bestChain.
  const { rebuilt } = await replica.receiveSync({}, 1, messageOf(rival.made));
  expect(rebuilt).toBe(false);
  expect(toHex(replica.journal.position.id)).toBe(idOf(begun));
  await replica.close();

  const again = await Replica.open(TABLE_ID, [1, 2], ports);
  expect(again.damage).toEqual([]);
  expect(toHex(again.journal.position.id)).toBe(idOf(begun));
});

test('killed between a rival HAND_END and the setting aside of what was begun: it opens the branch that counts, and no hand is deleted', async () => {
  const inputs = [joinInput('ada'), joinInput('bob'), CLOSE];
  const ended = handOf(FIRST, inputs, host, 1, 0);
  const begun = handOf(ended.journal.nextHand(), [joinInput('cy')], host, 1);
  const ports = (await freshDisk()).ports;
  const replica = await Replica.create(CHECKPOINT, ports);
  await replica.receiveSync({}, 1, messageOf(ended.made));
  await replica.receiveSync({}, 2, messageOf(begun.made));

  // A later term goes on without that end: its entry stands in the hand before.
  const opened = new Journal(FIRST.checkpoint, 1, JOURNAL_OPTIONS);
  for (const { played } of ended.made.slice(0, 3)) opened.replay(played.bytes);
  const start = signInput({ table: CHECKPOINT.table, number: 1, body: { kind: 'TERM_START' } }, second);
  const played = opened.append(start, 0, 2, second);
  const { root } = HandDocument.create({
    table: CHECKPOINT.table,
    hand: 1,
    program: 1,
    checkpoint: FIRST.checkpoint,
  });
  const later = { played, ...changeOf(played.bytes, ended.made[2]?.place ?? root, root) };
  const path = ports.folder.handPath(TABLE_ID, 2);
  const handTwo = await ports.fs.read(path);
  await replica.receiveSync({}, 1, messageOf([later]));
  expect(toHex(replica.journal.position.id)).toBe(toHex(played.entry.id));
  await replica.close();

  // As it was before what was begun had been set aside.
  const file = await ports.fs.create(path);
  await file.append(handTwo);
  await file.close();
  const again = await Replica.open(TABLE_ID, [1, 2], ports);
  expect(toHex(again.journal.position.id)).toBe(toHex(played.entry.id));
  expect(again.damage.join()).toContain('Hand 2 does not belong');
  expect(await ports.fs.size(ports.folder.handPath(TABLE_ID, 1))).toBeGreaterThan(0);
});
