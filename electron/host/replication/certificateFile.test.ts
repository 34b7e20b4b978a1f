import { describe, expect, test } from 'vitest';
import { receive } from '../../../shared/process/effects.ts';
import { toHex } from '../../../shared/process/hash.ts';
import { signInput } from '../../../shared/process/input.ts';
import type { Plain } from '../../../shared/process/plain.ts';
import { type Program, Programs } from '../../../shared/process/program.ts';
import { Replica, type ReplicaPorts } from '../replica.ts';
import { readRecord } from './records.ts';
import { CHECKPOINT, freshDisk, host, TABLE_ID } from './testing/hands.ts';

/** A hand of two changes of voters. */
const twoChanges: Program = {
  version: 1,
  *play(game) {
    for (let changes = 0; changes < 2; changes++) {
      yield* receive<Plain>({
        name: 'voters',
        judge: ({ body }) => (body.kind === 'VOTERS' ? { take: null } : null),
      });
    }
    return game;
  },
};

async function disk() {
  const { ports } = await freshDisk();
  const journal = { ...ports.journal, programs: new Programs([twoChanges]), guard: () => null };
  return { ...ports, journal } satisfies ReplicaPorts;
}

async function reopened(ports: ReplicaPorts): Promise<Replica> {
  const { tables, remarks } = await ports.folder.listTables();
  expect(remarks).toEqual([]);
  return Replica.open(TABLE_ID, tables[0]?.hands ?? [], ports);
}

async function change(replica: Replica, add: string) {
  const { journal } = replica;
  const number = journal.takenFrom(host.publicKey) + 1;
  await replica.append(
    signInput({ table: journal.table, number, body: { kind: 'VOTERS', add } }, host),
    0,
    1,
    host,
  );
}

const certificateAt = ({ journal }: Replica) => {
  const { seq, id: entry, term } = journal.position;
  return { seq, entry, term, receipts: [] };
};

describe('a change of voters', () => {
  test('keeps the certificate of its own commit across a start, until the record holds it', async () => {
    const ports = await disk();
    const path = ports.folder.certificatesPath(TABLE_ID);
    const replica = await Replica.create(CHECKPOINT, ports);
    await change(replica, 'aa');
    const first = certificateAt(replica);
    // Guards `certificateFile.keep` in Replica.commit: without it the record names a later certificate, or none.
    await replica.commit(first);
    expect(await ports.fs.size(path)).toBeGreaterThan(0);

    const again = await reopened(ports);
    await change(again, 'bb');
    const second = certificateAt(again);
    await again.commit(second);
    await again.endHand(0, 1, host);
    const end = { ...certificateAt(again) };
    const { turned } = await again.commit(end);
    expect(turned).toBe(true);
    const [bytes] = await again.records(1, 1);
    const record = readRecord(bytes ?? new Uint8Array());
    const certificates = record?.changes.map(({ proof }) => toHex(proof.certificate.entry));
    expect(certificates).toEqual([first, second].map(({ entry }) => toHex(entry)));
    expect(await ports.fs.size(path)).toBeNull();
  });

  test('whose kept certificate is damaged is told of, and the bytes are kept', async () => {
    const ports = await disk();
    const replica = await Replica.create(CHECKPOINT, ports);
    await change(replica, 'aa');
    await replica.commit(certificateAt(replica));
    await ports.fs.overwrite(ports.folder.certificatesPath(TABLE_ID), Uint8Array.of(1, 2, 3));
    expect((await reopened(ports)).damage.join()).toContain('changes of voters');
  });
});
