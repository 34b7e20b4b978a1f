import { describe, expect, test } from 'vitest';
import { diskFaults, type FinishedHand } from './disks.ts';
import type { DoneMove } from './testimony.ts';

const CALL: DoneMove = { hand: 1, seat: 0, turn: 3, action: 'call' };

function hand(more: Partial<FinishedHand> = {}): FinishedHand {
  return { checkpointHash: 'aa', missingChips: 0, acts: [{ seat: 0, action: 'call' }], ...more };
}
const disk = (name: string, ...hands: FinishedHand[]) => ({
  name,
  hands: new Map(hands.map((one, before) => [before + 1, one])),
});

describe('what the disks say', () => {
  test('nothing, where all is as it was shown', () => {
    expect(diskFaults([disk('Ada', hand()), disk('Bo', hand(), hand())], [CALL])).toEqual([]);
  });

  test('a move that is lost', () => {
    expect(diskFaults([disk('Ada', hand({ acts: [{ seat: 1, action: 'call' }] }))], [CALL])).toEqual([
      "Seat 1's call of hand 1 was shown as done and is lost on Ada's disk.",
    ]);
    expect(diskFaults([disk('Ada', hand())], [CALL, { ...CALL, turn: 9 }])).toHaveLength(1);
  });

  test('a move of a hand that is still open is looked for in the open hand', () => {
    expect(diskFaults([disk('Ada', hand())], [{ ...CALL, hand: 2 }])).toEqual([]);
  });

  test('hands that end in two ways', () => {
    expect(diskFaults([disk('Ada', hand()), disk('Bo', hand({ checkpointHash: 'bb' }))], [])).toEqual([
      "Hand 1 ends one way on Ada's disk and another on Bo's.",
    ]);
  });

  test('hands that are missing', () => {
    const hands = new Map([[3, hand()]]);
    expect(diskFaults([{ name: 'Ada', hands }], [])).toEqual(["Hands 1, 2 are missing on Ada's disk."]);
  });

  test('chips that are missing', () => {
    expect(diskFaults([disk('Ada', hand({ missingChips: -3 }))], [])).toEqual([
      "After hand 1 -3 chips are missing on Ada's disk.",
    ]);
  });
});
