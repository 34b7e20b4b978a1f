import { expect, test } from 'vitest';
import type { LegalActions } from './betting.ts';
import { type PreAction, resolvePreAction } from './preAction.ts';

const FREE: LegalActions = {
  actor: 1,
  canFold: true,
  canCheck: true,
  callAmount: 0,
  minRaiseTo: 100,
  maxRaiseTo: 5000,
};
const facing = (callAmount: number): LegalActions => ({
  ...FREE,
  canCheck: false,
  callAmount,
  minRaiseTo: 2000,
});
const NOBODYS_TURN: LegalActions = { ...FREE, actor: null, canFold: false, canCheck: false };

test.each<[PreAction, LegalActions, string | null]>([
  [{ type: 'check' }, FREE, 'check'],
  [{ type: 'check' }, facing(100), null],
  [{ type: 'check-fold' }, FREE, 'check'],
  [{ type: 'check-fold' }, facing(100), 'fold'],
  [{ type: 'fold' }, FREE, 'fold'],
  [{ type: 'fold' }, facing(100), 'fold'],
  [{ type: 'call', amount: 500 }, facing(500), 'call'],
  [{ type: 'call', amount: 500 }, FREE, null],
  [{ type: 'call-any' }, facing(9000), 'call'],
  [{ type: 'call-any' }, FREE, 'check'],
  [{ type: 'call-any' }, NOBODYS_TURN, null],
])('%j against %j comes to %s', (chosen, legal, expected) => {
  expect(resolvePreAction(chosen, legal)?.type ?? null).toBe(expected);
});

test('pre-set action: "call 500" does not become "call 9000"', () => {
  expect(resolvePreAction({ type: 'call', amount: 500 }, facing(9000))).toBeNull();
  expect(resolvePreAction({ type: 'call', amount: 500 }, facing(499))).toBeNull();
});

test('pre-set action: a check that was chosen never turns into a call', () => {
  for (const chosen of [{ type: 'check' }, { type: 'check-fold' }] as const) {
    expect(resolvePreAction(chosen, facing(1))?.type).not.toBe('call');
  }
});
