import { describe, expect, test } from 'vitest';
import { KEY_HELP, type KeyTarget, readKey } from './keys.ts';

const press = (key: string, target: KeyTarget = 'table', more = {}) =>
  readKey({ key, modified: false, repeat: false, target, ...more });

test('F, C and R act in either case', () => {
  expect(['f', 'F', 'c', 'C', 'r', 'R'].map((key) => press(key)?.type)).toEqual([
    'fold',
    'fold',
    'checkOrCall',
    'checkOrCall',
    'raise',
    'raise',
  ]);
});

test('arrows change the amount, digits take presets, Enter and Escape decide', () => {
  expect(press('ArrowUp')).toEqual({ type: 'more' });
  expect(press('ArrowLeft')).toEqual({ type: 'less' });
  expect(press('3')).toEqual({ type: 'preset', index: 2 });
  expect(press('Enter')).toEqual({ type: 'confirm' });
  expect(press('Escape')).toEqual({ type: 'cancel' });
});

test('a held key never acts, but arrows go on', () => {
  for (const key of ['f', 'c', 'r', 'Enter', '1'])
    expect(press(key, 'table', { repeat: true }), key).toBeNull();
  expect(press('ArrowUp', 'table', { repeat: true })).toEqual({ type: 'more' });
});

test("the system's shortcuts are left alone", () => {
  for (const key of ['c', 'f', 'r', 'Enter']) expect(press(key, 'table', { modified: true }), key).toBeNull();
});

describe('while an amount is typed', () => {
  test('digits, points and the letters of BB belong to the field', () => {
    for (const key of ['5', '0', '.', 'b', 'B']) expect(press(key, 'amount'), key).toBeNull();
  });

  test('fold and call are still one key away', () => {
    expect(press('f', 'amount')).toEqual({ type: 'fold' });
    expect(press('c', 'amount')).toEqual({ type: 'checkOrCall' });
  });

  test('Enter raises, up and down step, left and right move the caret', () => {
    expect(press('Enter', 'amount')).toEqual({ type: 'confirm' });
    expect(press('ArrowDown', 'amount')).toEqual({ type: 'less' });
    expect(press('ArrowLeft', 'amount')).toBeNull();
  });
});

test('Enter on a button presses that button only', () => {
  expect(press('Enter', 'button')).toBeNull();
  expect(press('f', 'button')).toEqual({ type: 'fold' });
});

test('other fields keep every key', () => {
  for (const key of ['f', 'Enter', 'ArrowUp', '?']) expect(press(key, 'field'), key).toBeNull();
});

test('keys without a meaning have none', () => {
  for (const key of ['x', '0', 'Tab', ' ', 'F1']) expect(press(key), key).toBeNull();
});

test('the help names every letter that acts', () => {
  const named = KEY_HELP.flatMap((line) => line.keys);
  for (const key of ['F', 'C', 'R', 'N', 'P', 'L', 'M', '?']) expect(named).toContain(key);
});
