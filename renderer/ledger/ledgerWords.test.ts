import { expect, test } from 'vitest';
import { netWords, rowWords } from './ledgerWords.ts';

const row = { name: 'Ada', isMe: false, boughtIn: 2_000, cashedOut: 0, stack: 985, net: -1_015 };

test('a result carries its sign, and the unit of the page', () => {
  expect([240, -1_015, 0].map((net) => netWords(net, null))).toEqual(['+240', '−1,015', '0']);
  expect(netWords(-25, { bigBlind: 10 })).toBe('−2.5 BB');
});

test('a row says where the chips are and leaves out what never happened', () => {
  expect(rowWords(row, null)).toBe('Bought in 2,000, has 985');
  expect(rowWords({ ...row, cashedOut: 500 }, null)).toBe('Bought in 2,000, cashed out 500, has 985');
  expect(rowWords({ ...row, cashedOut: 2_500, stack: 0 }, null)).toBe('Bought in 2,000, cashed out 2,500');
  expect(rowWords({ ...row, stack: 0 }, null)).toBe('Bought in 2,000, has 0');
});
