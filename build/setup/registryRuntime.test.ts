import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { checkIntegrity, placeInRuntime } from './registryRuntime.ts';

const folder = mkdtempSync(join(tmpdir(), 'evertable-registry-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('refuses a package with another hash', async () => {
  const file = join(folder, 'package.tgz');
  writeFileSync(file, 'abc');
  // SHA-512 of "abc", FIPS 180-4's example.
  const integrity =
    'sha512-3a81oZNherrMQXNJriBBMRLm+k6JqX6iCp7u5ktV05ohkpkqJ0/BqDa6PCOj/uu9RU1EI2Q86A4qmslPpUyknw==';
  await expect(checkIntegrity(file, integrity)).resolves.toBeUndefined();
  writeFileSync(file, 'abd');
  await expect(checkIntegrity(file, integrity)).rejects.toThrow(`expected ${integrity}`);
});

test.each([
  ['Cypress/Cypress', 'electron'],
  ['Cypress/libffmpeg.so', 'libffmpeg.so'],
  ['Cypress/locales/en-US.pak', 'locales/en-US.pak'],
  ['Cypress/v8_context_snapshot.bin', 'v8_context_snapshot.bin'],
  ['Cypress/browser_v8_context_snapshot.bin', null],
  ['Cypress/resources/app/package.json', null],
  ['elsewhere/file', null],
])('takes the runtime and leaves the foreign app: %s', (name, place) => {
  expect(placeInRuntime(name)).toBe(place);
});
