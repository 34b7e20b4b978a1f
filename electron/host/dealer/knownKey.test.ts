import { beforeAll, expect, test } from 'vitest';
import { loadGroup, scalarOf, subScalars } from '../../../shared/deck/group.ts';
import { readPublicDeck } from '../../../shared/deck/publicDeck.ts';
import { seededBytes } from '../../../shared/deck/testing/seededBytes.ts';
import type { RandomBytes } from '../../../shared/deck/transcript.ts';
import { DealersTable } from '../testing/dealersTable.ts';

beforeAll(loadGroup);

const SCALAR_DRAW_BYTES = 64;
/** Of a start of a device: e, b_1 and b_2 of its READY come before. */
const PART_DRAW = 4;

/** Draws this scalar for the device's part of the first deck's key, and all else at random. */
function partIs(part: Uint8Array, random: RandomBytes): RandomBytes {
  let drawn = 0;
  return (sizeBytes) => {
    if (sizeBytes !== SCALAR_DRAW_BYTES || ++drawn !== PART_DRAW) return random(sizeBytes);
    const bytes = new Uint8Array(SCALAR_DRAW_BYTES);
    bytes.set(part);
    return bytes;
  };
}

// DECK.md, step 4: X is not the identity. Guards the question to `thresholdKey` before a deck's deals are acknowledged.
test('parts of a key that add up to nothing: nobody acknowledges them, and the set-up is begun again without blame', async () => {
  const one = scalarOf(1);
  const parts = [one, subScalars(scalarOf(0), one)];
  const table = new DealersTable(2, 3, {
    randomOf: (seat) => partIs(parts[seat] as Uint8Array, seededBytes(`known key ${seat}`)),
  });
  await table.playUntil(() => table.look('dealing')?.phase === 'ACK');
  expect(table.look('dealing')?.attempt).toBe(1);
  await table.playUntil(() => table.look('hand') !== undefined);
  expect(readPublicDeck(table.look('shares')?.deck as Uint8Array)).toMatchObject({ number: 1, attempt: 2 });
  expect(table.look('dealing')).toMatchObject({ number: 2, silent: [], faulty: [] });
});
