import { describe, expect, test } from 'vitest';
import { controlOf } from './debianPackage.ts';
import { readFpmArguments } from './fpmArguments.ts';
import { specOf } from './rpmPackage.ts';

/** As electron-builder 26.17 calls fpm. */
const CALL = [
  ...[
    '-s',
    'dir',
    '--force',
    '-t',
    'deb',
    '-d',
    'libnss3',
    '-d',
    'libgbm1',
    '--deb-recommends',
    'libnotify4',
  ],
  ...[
    '--deb-compression',
    'xz',
    '--architecture',
    'amd64',
    '--after-install',
    '/t/in',
    '--after-remove',
    '/t/rm',
  ],
  ...[
    '--description',
    'In short\n 100% text.\n\nMore: of it',
    '--version',
    '0.1.0',
    '--package',
    '/out/a.deb',
  ],
  ...[
    '--name',
    'evertable',
    '--maintainer',
    'M <m@example.org>',
    '--vendor',
    'V',
    '--url',
    'https://example.org',
  ],
  ...[
    '--deb-priority',
    'optional',
    '--license',
    'MIT',
    '/build/app/=/opt/Evertable',
    '/i/16.png=/usr/16.png',
  ],
];

const order = readFpmArguments(CALL);

describe('the stand-in for fpm', () => {
  test('reads what electron-builder says', () => {
    expect(order).toMatchObject({ kind: 'deb', name: 'evertable', depends: ['libnss3', 'libgbm1'] });
    expect(order.files).toEqual([
      { from: '/build/app/', to: '/opt/Evertable' },
      { from: '/i/16.png', to: '/usr/16.png' },
    ]);
  });

  test.each([
    [['--no-such-switch'], /no-such-switch/],
    [['loose'], /not SOURCE=PLACE/],
    [['-t', 'pacman'], /deb and rpm, not pacman/],
  ])('says what it does not know rather than leave it out: %s', (more, words) => {
    expect(() => readFpmArguments([...CALL, ...more])).toThrow(words);
  });

  test('says what is missing', () => {
    expect(() => readFpmArguments(['-t', 'deb'])).toThrow('without --name');
  });
});

test("a Debian control file's text opens no field of its own", () => {
  const control = controlOf(order, 250_000);
  expect(control.split('\n').filter((line) => /^\S+:/.test(line))).toHaveLength(11);
  expect(control).toContain('Installed-Size: 250000\n');
  expect(control).toContain('Description: In short\n 100% text.\n .\n More: of it\n');
});

test("an rpm's text expands no macro, and removing it leaves an upgrade alone", () => {
  const spec = specOf({ ...order, kind: 'rpm' }, { install: 'echo %{in}', remove: 'echo gone' });
  expect(spec).toContain('100%% text.');
  expect(spec).toContain('echo %%{in}');
  expect(spec).toMatch(/%postun\nif \[ "\$1" -ne 0 \]; then exit 0; fi\necho gone/);
  expect(spec).toContain('%files\n"/opt/Evertable"\n"/usr/16.png"\n');
});
