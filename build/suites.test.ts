import { expect, test } from 'vitest';
import { closingLine, countSuite, type SuiteReport } from './suites.ts';

function report(overrides: Partial<SuiteReport> = {}): SuiteReport {
  return {
    numPassedTests: 3,
    numFailedTests: 0,
    numPendingTests: 0,
    numTodoTests: 0,
    testResults: [{ status: 'passed', assertionResults: [{}] }],
    ...overrides,
  };
}

test('counts what passed, failed and was skipped', () => {
  expect(countSuite(report(), 0)).toEqual({ passed: 3, failed: 0, skipped: 0 });
  expect(countSuite(report({ numFailedTests: 2, numPendingTests: 1, numTodoTests: 1 }), 1)).toEqual({
    passed: 3,
    failed: 2,
    skipped: 2,
  });
});

test('a suite that left no report has failed', () => {
  expect(countSuite(null, 0).failed).toBe(1);
});

test('a suite that ran no test has failed', () => {
  expect(countSuite(report({ numPassedTests: 0, numPendingTests: 5, testResults: [] }), 0).failed).toBe(1);
});

test('a suite that ended badly with every test passed has failed', () => {
  expect(countSuite(report(), 1).failed).toBe(1);
});

test('a file that broke before its first test counts as a failure', () => {
  const testResults = [
    { status: 'failed', assertionResults: [] },
    { status: 'failed', assertionResults: [{}] },
  ];
  expect(countSuite(report({ numFailedTests: 1, testResults }), 1).failed).toBe(2);
});

test('the closing line sums the suites and names skipped tests only where there are some', () => {
  const clean = { passed: 3, failed: 0, skipped: 0 };
  expect(closingLine([clean, clean])).toBe('6 passed, 0 failed');
  expect(closingLine([clean, { passed: 0, failed: 1, skipped: 2 }])).toBe('3 passed, 1 failed, 2 skipped');
  expect(closingLine([])).toBe('0 passed, 0 failed');
});
