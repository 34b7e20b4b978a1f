import { pathToFileURL } from 'node:url';
import { describe, expect, test, vi } from 'vitest';
import { filesAmong, plainName } from './tableFiles.ts';

vi.mock('electron', () => ({ dialog: {} }));

const HERE = process.platform === 'win32' ? 'C:\\home' : '/there';
const FILE = process.platform === 'win32' ? 'C:\\home\\a.evertable' : '/there/a.evertable';

describe('files among the arguments of a start', () => {
  test.each([
    ['a path', FILE],
    ['a path from the folder that it was started in', 'a.evertable'],
    ['an address, as desktops pass them', pathToFileURL(FILE).href],
    ['in other letters', 'A.EVERTABLE'],
  ])('are found: %s', (_, argument) => {
    expect(filesAmong(['--inspect=0', '/opt/app', argument], HERE)).toHaveLength(1);
    expect(filesAmong([argument], HERE)[0]?.toLowerCase()).toBe(FILE.toLowerCase());
  });

  test.each([
    'evertable://join/x.evertable',
    'https://example.org/a.evertable',
    '--data-dir=x.evertable',
    'file://other-machine/%zz.evertable',
    'a.evertable.exe',
    `${'x'.repeat(5_000)}.evertable`,
  ])('are none: %s', (argument) => {
    expect(filesAmong([argument, 7, null], HERE)).toEqual([]);
  });

  test('are so many at most', () => {
    expect(filesAmong(Array(100).fill(FILE), HERE)).toHaveLength(20);
  });
});

test.each([
  ['Kitchen', 'Kitchen'],
  ['../../etc', 'etc'],
  ['Jürgens Küche: 5/10', 'Jürgens Küche 510'],
  ['???', 'Table'],
])("a table's name makes a file's name: %s", (name, plain) => {
  expect(plainName(name)).toBe(plain);
});
