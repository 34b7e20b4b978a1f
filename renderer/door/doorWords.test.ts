import { expect, test } from 'vitest';
import { doors } from '../fixtures/friends.ts';
import { type DoorSign, goInWord, isFull, seatsWords, stakesWords } from './doorWords.ts';

const found = doors.found() as DoorSign;
const full = doors.full() as DoorSign;

test('the door says what is played for and how full it is', () => {
  expect(stakesWords(found)).toBe('Blinds 5/10 · buy-in 200 to 2,000 chips');
  expect([seatsWords(found), isFull(found)]).toEqual(['3 of 6 seats taken', false]);
  expect([seatsWords(full), isFull(full)]).toEqual(['All 10 seats are taken', true]);
});

test('nobody is told that they come in when they only ask', () => {
  expect(goInWord('ask')).toBe('Ask to come in');
  expect(goInWord('auto')).toBe('Come in');
});
