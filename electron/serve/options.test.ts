import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeInviteLink } from '../inviteLink.ts';
import { DEFAULT_PORT, machineName, readServeOptions } from './options.ts';

const LINK = makeInviteLink({
  table: new Uint8Array(16).fill(7),
  secret: new Uint8Array(16).fill(9),
  address: null,
});

describe('what serve is started with', () => {
  test('nothing: it keeps what is in its folder', () => {
    const options = readServeOptions([]);
    expect(options).toMatchObject({
      join: [],
      open: [],
      as: 'witness',
      name: null,
      port: DEFAULT_PORT,
      json: false,
    });
    expect(options.dataFolder).toMatch(/\.evertable$/);
  });

  test('links, tables and their stakes', () => {
    const options = readServeOptions([
      ...['--join', LINK, `--join=${LINK}`, '--open=Club', '--open=Kitchen', '--blinds=1/2', '--seats=9'],
      ...[
        '--name=Box',
        '--data-dir=/srv/tables',
        '--port=0',
        '--bootstrap=a.example:1,b.example:2',
        '--json',
      ],
    ]);
    expect(options).toMatchObject({
      join: [LINK],
      open: ['Club', 'Kitchen'],
      name: 'Box',
      dataFolder: '/srv/tables',
      port: 0,
      bootstrap: ['a.example:1', 'b.example:2'],
      json: true,
    });
    expect(options.settings).toMatchObject({
      smallBlind: 1,
      bigBlind: 2,
      maxSeats: 9,
      minBuyIn: 40,
      maxBuyIn: 400,
    });
  });

  test.each([
    ['--bogus', 'There is no option --bogus. See --help.'],
    ['pos', '"pos" is no option. See --help.'],
    ['--open', '--open is not given as it should be. See --help.'],
    ['--json=3', '--json is not given as it should be. See --help.'],
    ['--join=http://x', '--join: This is not an Evertable invite. An invite begins with evertable://join/'],
    ['--as=king', '--as is player, spectator, witness, not "king".'],
    ['--port=65536', '--port is a whole number from 0 to 65535, not "65536".'],
    ['--port=-1', '--port is a whole number from 0 to 65535, not "-1".'],
    ['--port=\n\u001b[2J', '--port is a whole number from 0 to 65535, not "??[2J".'],
    ['a\nb', '"a?b" is no option. See --help.'],
    ['--seats=1', '--seats is a whole number from 2 to 10, not "1".'],
    ['--blinds=5', '--blinds is two whole numbers such as 5/10, not "5".'],
    ['--blinds=10/5', '--blinds 10/5: The small blind is larger than the big blind.'],
    ['--name=a\u0007b', '--name is 1 to 24 plain characters on one line.'],
    ['--data-dir= ', '--data-dir is a folder.'],
    ['--bootstrap=localhost', '--bootstrap is up to 8 nodes, host:port each, with commas between.'],
  ])('%s is told in a sentence', (argument, words) => {
    expect(() => readServeOptions([argument])).toThrow(words);
  });

  test('any arguments are read or told in a sentence', () => {
    const texts = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('--join', '--open', '--port', '--json', '--blinds', '--', '-x'),
    );
    fc.assert(
      fc.property(fc.array(texts, { maxLength: 6 }), (args) => {
        try {
          readServeOptions(args);
        } catch (error) {
          expect((error as Error).message).toMatch(/^[^\n]+[./]$|evertable:\/\/join\/$/s);
          expect((error as Error).name).toBe('Error');
        }
      }),
    );
  });

  test('a machine always has a fit name', () => {
    expect(machineName().length).toBeGreaterThan(0);
    expect(machineName().length).toBeLessThanOrEqual(24);
  });
});
