import { expect, test } from 'vitest';
import * as contract from '../electron/ipc.ts';
import {
  AVATARS,
  BOOTSTRAP_NODES_MAX,
  BOTS_MAX,
  BOTS_MIN,
  CHAT_LENGTH_MAX,
  CHIPS_MAX,
  LINK_TEXT_MAX,
  NAME_MAX_LENGTH,
  SEATS_MAX,
  SEATS_MIN,
  TABLE_NAME_MAX_LENGTH,
} from './limits.ts';
import { defaultSettings } from './settings/settingsDefaults.ts';

test("the page's limits are the contract's", () => {
  expect(NAME_MAX_LENGTH).toBe(contract.NAME_MAX_LENGTH);
  expect(TABLE_NAME_MAX_LENGTH).toBe(contract.TABLE_NAME_MAX_LENGTH);
  expect(CHIPS_MAX).toBe(contract.CHIPS_MAX);
  expect(AVATARS).toBe(contract.AVATARS);
  expect(LINK_TEXT_MAX).toBe(contract.LINK_TEXT_MAX);
  expect(CHAT_LENGTH_MAX).toBe(contract.CHAT_LENGTH_MAX);
  expect(BOOTSTRAP_NODES_MAX).toBe(contract.BOOTSTRAP_NODES_MAX);
});

test('the smallest and largest table the page offers fit the contract, one more does not', () => {
  const fits = (bots: number, maxSeats: number) =>
    contract.commandSchema.safeParse({
      type: 'newPracticeTable',
      name: 'Practice',
      bots,
      buyIn: 1000,
      settings: { ...defaultSettings(), maxSeats },
    }).success;
  expect(fits(BOTS_MIN, SEATS_MIN)).toBe(true);
  expect(fits(BOTS_MAX, SEATS_MAX)).toBe(true);
  expect(fits(BOTS_MAX + 1, SEATS_MAX)).toBe(false);
  expect(fits(BOTS_MAX, SEATS_MAX + 1)).toBe(false);
});
