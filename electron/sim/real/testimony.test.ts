import { describe, expect, test } from 'vitest';
import type { TableView } from '../../ipc.ts';
import { chipsFault, Testimony } from './testimony.ts';

const SEAT = { stack: 900, bet: 50 };

function view(more: Partial<TableView> = {}): TableView {
  return {
    seq: 5,
    stateHash: 'aa'.repeat(32),
    handNumber: 2,
    phase: 'flop',
    totalPot: 200,
    pots: [{ amount: 100, eligible: [0, 1] }],
    seats: [SEAT, SEAT],
    ledger: {
      rows: [
        { net: 0, stack: 1_000 },
        { net: 0, stack: 1_000 },
      ],
      payments: [],
      text: '',
    },
    ...more,
  } as unknown as TableView;
}

describe('what people were shown', () => {
  test('the same on all devices is no fault', () => {
    const testimony = new Testimony();
    testimony.saw('Ada', view());
    testimony.saw('Bo', view());
    testimony.saw('Bo', view({ seq: 6, stateHash: 'bb'.repeat(32), handNumber: 3 }));
    expect(testimony.faults).toEqual([]);
    expect([testimony.lastSeq, testimony.hands]).toEqual([6, 3]);
  });

  test('two histories are a fault, also in two lives of one device', () => {
    const testimony = new Testimony();
    testimony.saw('Ada', view());
    testimony.saw('Ada', view({ stateHash: 'cc'.repeat(32) }));
    expect(testimony.faults).toEqual([
      "Two histories: entry 5 is aaaaaaaaaaaa at Ada's and cccccccccccc at Ada's.",
    ]);
  });

  test('chips that come from nowhere or go there are a fault', () => {
    expect(chipsFault(view())).toBeNull();
    expect(chipsFault(view({ totalPot: 201 }))).toBe('the pots and bets are 200, the pot is 201 (flop).');
    expect(chipsFault(view({ seats: [SEAT, { ...SEAT, stack: 890 }] as TableView['seats'] }))).toBe(
      '10 chips too few on the table (flop).',
    );
    const rows = [{ net: 7, stack: 1_007 }] as TableView['ledger']['rows'];
    expect(chipsFault(view({ phase: 'waiting', ledger: { rows, payments: [], text: '' } }))).toBe(
      '7 chips too many in the ledger (waiting).',
    );
  });
});
