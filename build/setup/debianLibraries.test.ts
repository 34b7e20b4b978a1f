import { expect, test } from 'vitest';
import { missingNeeds, packageNames, type SystemNeed } from './debianLibraries.ts';

const gtk: SystemNeed = {
  file: 'libgtk-3.so.0',
  kind: 'library',
  packages: ['libgtk-3-0t64', 'libgtk-3-0'],
  required: true,
};
const sound: SystemNeed = {
  file: 'libasound.so.2',
  kind: 'library',
  packages: ['libasound2t64', 'libasound2'],
  required: true,
};
const xvfb: SystemNeed = { file: 'Xvfb', kind: 'program', packages: ['xvfb'], required: true };
const needs = [gtk, sound, xvfb];

const CACHE = `2 libs found in cache
\tlibgtk-3.so.0 (libc6,x86-64) => /lib/x86_64-linux-gnu/libgtk-3.so.0
\tlibasound.so.2 (libc6,x86-64) => /lib/x86_64-linux-gnu/libasound.so.2
`;

test('nothing is missing when the linker knows every library and the path every program', () => {
  expect(missingNeeds(needs, CACHE, () => true)).toEqual([]);
});

test('a library that the linker does not know is missing, and so is a program that is not on the path', () => {
  expect(missingNeeds(needs, CACHE.replaceAll('libasound.so.2', 'libasound.so.20'), () => true)).toEqual([
    sound,
  ]);
  expect(missingNeeds(needs, CACHE, () => false)).toEqual([xvfb]);
});

test('without a linker cache no library is called missing', () => {
  expect(missingNeeds(needs, '', () => true)).toEqual([]);
});

test('packages go by the names of this Debian: 12', () => {
  const policy = `libgtk-3-0:
  Installed: (none)
  Candidate: 3.24.38-2
  Version table:
libasound2:
  Installed: (none)
  Candidate: 1.2.8-1
  Version table:
`;
  expect(packageNames([gtk, sound], policy)).toEqual(['libgtk-3-0', 'libasound2']);
});

test('packages go by the names of this Debian: 13, where the old name is virtual', () => {
  const policy = `libgtk-3-0t64:
  Installed: (none)
  Candidate: 3.24.49-3
  Version table:
libasound2t64:
  Installed: (none)
  Candidate: 1.2.14-1
  Version table:
libasound2:
  Installed: (none)
  Candidate: (none)
  Version table:
`;
  expect(packageNames([gtk, sound], policy)).toEqual(['libgtk-3-0t64', 'libasound2t64']);
});

test('without a package list the long-lived name is given', () => {
  expect(packageNames([gtk, sound], '')).toEqual(['libgtk-3-0', 'libasound2']);
});
