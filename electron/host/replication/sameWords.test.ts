import { expect, test } from 'vitest';
import { readEntry } from '../../../shared/process/entry.ts';
import { HandDocument } from '../handDocument.ts';
import { changeOf } from './entryChange.ts';
import { HandLog } from './handLog.ts';
import {
  FIRST,
  freshDisk,
  JOURNAL_OPTIONS,
  type Made,
  messageOf,
  ROOT,
  TABLE_ID,
  written,
} from './testing/hands.ts';

/** The same words under another signature, as Ed25519 lets a key give them. */
function signedAgain({ played }: Made): Made {
  const bytes = Uint8Array.from(played.bytes);
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
  return { played: { ...played, bytes }, ...changeOf(bytes, ROOT, ROOT) };
}

// Guards the pool of its own in `poolOf`: changes added to one that guessed who follows whom never fit.
test('words that a host signed twice stay as they are across a start, whichever of them is followed', async () => {
  const { ports } = await freshDisk();
  const lenient = { ...ports, journal: { ...JOURNAL_OPTIONS, verify: () => true } };
  const [first] = written(['ada']) as [Made];
  const again = signedAgain(first);
  expect(readEntry(again.played.bytes, () => true).id).toEqual(first.played.entry.id);
  const [next] = written(['bob'], [first]) as [Made];
  for (const followed of [first, again]) {
    const disk = await freshDisk();
    const its = { ...lenient, ...{ fs: disk.ports.fs, folder: disk.ports.folder } };
    const behind = { ...next, ...changeOf(next.played.bytes, followed.place, ROOT) };
    const log = await HandLog.create(TABLE_ID, FIRST, its);
    const received = await log.receive({}, messageOf([first, again, behind]));
    expect(received.hostile).toEqual([]);
    const path = its.folder.handPath(TABLE_ID, 1);
    const before = await its.fs.read(path);
    await log.close();
    const remarks: string[] = [];
    const opened = await HandLog.open(TABLE_ID, 1, its, remarks, {});
    expect(opened?.journal.position.id).toEqual(next.played.entry.id);
    expect(remarks).toEqual([]);
    expect(await its.fs.read(path)).toEqual(before);
    expect(HandDocument.load([before]).changes()).toHaveLength(4);
  }
});
