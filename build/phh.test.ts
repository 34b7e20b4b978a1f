import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { create } from 'tar';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../electron/host/disk/testing/temporaryFolder.ts';
import { handText } from '../shared/table/phh/testing/handText.ts';
import { root } from './root.ts';

/** A steal before the flop, as the files from private games write one. */
const STEAL = handText({
  blinds: [10, 25],
  stacks: [2_205, 2_030, 1_975],
  actions: ['p3 cbr 65', 'p1 f', 'p2 f'],
  finish: [2_195, 2_005, 2_010],
});
/** Two hands of equal strength and an odd chip between them, which the file cuts in half. */
const SPLIT = handText({
  blinds: [1, 2],
  stacks: [100, 100, 100],
  cards: ['????', 'AsKs', 'AdKd'],
  actions: [
    ...['p3 cc', 'p1 f', 'p2 cc', 'd db 2c7d9h', 'p2 cc', 'p3 cc', 'd db Js', 'p2 cc', 'p3 cc', 'd db Qh'],
    ...['p2 cc', 'p3 cc', 'p2 sm AsKs', 'p3 sm AdKd'],
  ],
  finish: [99, 100.5, 100.5],
});
/** The big stack raises to all that the other one has, below the minimum. */
const COVERED = handText({
  blinds: [5, 10],
  stacks: [150, 1_000],
  cards: ['AsAh', 'KsKh'],
  actions: [
    ...['p2 cbr 30', 'p1 cbr 100', 'p2 cbr 150', 'p1 cc', 'p1 sm AsAh', 'p2 sm KsKh'],
    ...['d db 2c7d9h', 'd db Js', 'd db 3s'],
  ],
  finish: [300, 850],
});
const UNFINISHED = handText({ blinds: [50, 100], stacks: [10_000, 10_000], actions: ['p2 cbr 300'] });
const WRONG = handText({
  blinds: [10, 25],
  stacks: [500, 500],
  actions: ['p2 f'],
  finish: [500, 500],
});
const ILLEGAL = handText({
  blinds: [10, 25],
  stacks: [500, 500],
  actions: ['p2 cbr 40'],
  finish: [500, 500],
});

interface Ran {
  readonly code: number | null;
  readonly out: readonly string[];
  readonly problems: readonly string[];
}

async function phh(args: readonly string[], input: string | Uint8Array = ''): Promise<Ran> {
  const child = spawn(process.execPath, ['--import', 'tsx', join(root, 'build', 'phh.ts'), ...args], {
    cwd: root,
  });
  child.stdin.end(input);
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [out, problems, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { code, out: lines(out), problems: lines(problems) };
}

function lines(output: string): string[] {
  return output.split('\n').filter((line) => line !== '');
}

function fileWith(name: string, content: string): string {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, content);
  return path;
}

function collection(...hands: readonly string[]): string {
  return hands.map((hand, at) => `[${at + 1}]\n${hand}`).join('\n');
}

describe('comparing', () => {
  test('equal hands, those by a rule and those without an end are counted', async () => {
    const path = fileWith('evening.phhs', collection(STEAL, SPLIT, COVERED, UNFINISHED));
    expect(await phh([path])).toEqual({
      code: 0,
      out: ["4 hands: 3 equal (1 by the odd-chip rule, 1 by the site's rule), 1 unchecked, 0 different"],
      problems: [],
    });
  });

  test('a hand that ends otherwise is named with seat, expected and got', async () => {
    const paths = [
      fileWith('steal.phh', STEAL),
      fileWith('wrong.phh', WRONG),
      fileWith('illegal.phh', ILLEGAL),
    ];
    expect(await phh(paths)).toEqual({
      code: 1,
      out: [
        `${paths[1]}: p1: expected 500, got 510`,
        `${paths[1]}: p2: expected 500, got 490`,
        `${paths[2]}: 'p2 cbr 40' (action 3): That is below the minimum raise.`,
        "3 hands: 1 equal (0 by the odd-chip rule, 0 by the site's rule), 0 unchecked, 2 different",
      ],
      problems: [],
    });
  });

  test('an archive is read as it streams, and its hands are named by their place in it', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'night'));
    writeFileSync(join(folder, 'night', 'a.phh'), STEAL);
    writeFileSync(join(folder, 'night', 'b.phhs'), collection(SPLIT, WRONG));
    writeFileSync(join(folder, 'night', 'LICENSE'), 'not a hand');
    const archive = join(folder, 'night.tar.gz');
    await create({ gzip: true, cwd: folder, file: archive }, ['night']);
    const ran = await phh([archive]);
    expect(ran.code).toBe(1);
    expect(ran.out).toContain(`${archive}/night/b.phhs, hand 2: p1: expected 500, got 510`);
    expect(ran.out.at(-1)).toMatch(/^3 hands: 2 equal .* 1 different$/);
  });

  test.each([
    ['a hand', STEAL, 1],
    ['a collection of hands', `# of one evening\n\n${collection(STEAL, STEAL)}`, 2],
  ])('the standard input may be %s', async (_, input, count) => {
    const ran = await phh(['-'], input);
    expect(ran.out.at(-1)).toMatch(new RegExp(`^${count} hands: ${count} equal`));
  });

  test('the standard input may be an archive', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'a.phh'), STEAL);
    const archive = new Uint8Array(
      await new Response(create({ gzip: true, cwd: folder }, ['a.phh']) as unknown as BodyInit).arrayBuffer(),
    );
    expect((await phh(['-'], archive)).out.at(-1)).toMatch(/^1 hands: 1 equal/);
  });
});

describe('what is malformed', () => {
  test('is named by file, line and what was expected; other files are still read', async () => {
    const bad = fileWith('bad.phh', STEAL.replace("'p1 f'", "'p1 fold'"));
    const short = fileWith('short.phhs', collection(STEAL, STEAL.replace('min_bet = 25', 'min_bet = "25"')));
    const ran = await phh([bad, short, fileWith('good.phh', STEAL)]);
    expect(ran).toMatchObject({ code: 1, out: [expect.stringMatching(/^1 hands: 1 equal/)] });
    expect(ran.problems).toEqual([
      expect.stringContaining(`${bad}:7: expected an action`),
      expect.stringContaining(`${short}:16: expected a whole number of chips`),
    ]);
  });

  test.each([
    ['no TOML', "variant = 'NT'\nantes = [0, 0\nmin_bet = 2\n", ':3: expected TOML'],
    ['empty', '', ':1: expected'],
  ])('a file that is %s', async (_, content, problem) => {
    const path = fileWith('bad.phh', content);
    expect(await phh([path])).toMatchObject({ code: 1, problems: [expect.stringContaining(path + problem)] });
  });

  test('files that are no files of hands, missing, empty or broken archives', async () => {
    const paths = [
      fileWith('hands.txt', STEAL),
      join(temporaryFolder(), 'missing.phh'),
      fileWith('empty.phhs', ''),
      fileWith('empty.tar.gz', ''),
      fileWith('broken.tar.gz', 'no archive'),
      fileWith('torn.tar.gz', '\x1f'),
    ];
    const ran = await phh(paths);
    expect(ran).toMatchObject({ code: 1, out: [expect.stringMatching(/^0 hands/)] });
    expect(ran.problems).toEqual([
      `${paths[0]}: expected a .phh, .phhs or .tar.gz file`,
      expect.stringContaining(`${paths[1]}: expected a file that can be read`),
      `${paths[2]}:1: expected at least one hand`,
      expect.stringContaining(`${paths[3]}: expected an intact .tar.gz`),
      expect.stringContaining(`${paths[4]}: expected an intact .tar.gz`),
      expect.stringContaining(`${paths[5]}: expected an intact .tar.gz`),
    ]);
  });
});

describe('--legal', () => {
  test('prints one line of JSON a hand', async () => {
    const shortAllIn = handText({
      blinds: [50, 100],
      stacks: [1_000, 1_000, 240],
      actions: ['p3 cc', 'p1 cc', 'p2 cc', 'd db 2c3d4h', 'p1 cc', 'p2 cbr 100', 'p3 cbr 140'],
    });
    const { code, out } = await phh(['--legal', '-'], collection(UNFINISHED, shortAllIn, STEAL));
    expect(code).toBe(0);
    expect(out.map((line) => JSON.parse(line))).toEqual([
      {
        actor: 0,
        canFold: true,
        canCheck: false,
        callAmount: 200,
        minRaiseTo: 500,
        maxRaiseTo: 10_000,
        pots: [],
      },
      {
        actor: 0,
        canFold: true,
        canCheck: false,
        callAmount: 140,
        minRaiseTo: 240,
        maxRaiseTo: 900,
        pots: [{ amount: 300, eligible: [0, 1, 2] }],
      },
      {
        actor: null,
        canFold: false,
        canCheck: false,
        callAmount: 0,
        minRaiseTo: null,
        maxRaiseTo: null,
        pots: [{ amount: 60, eligible: [2] }],
      },
    ]);
  });

  test('a file that the table does not take has no state', async () => {
    expect(await phh(['--legal', '-'], ILLEGAL)).toEqual({
      code: 1,
      out: [],
      problems: ["stdin: 'p2 cbr 40' (action 3): That is below the minimum raise."],
    });
  });
});

test('--help says how; no file and an unknown option are told', async () => {
  expect((await phh(['--help'])).out.join('\n')).toContain('npm run phh -- --legal FILE...');
  expect(await phh([])).toMatchObject({ code: 1, problems: [expect.stringContaining('Name a file')] });
  expect(await phh(['--lega'])).toMatchObject({ code: 1, problems: [expect.stringContaining('--lega')] });
});

test('--export without a data folder says so', async () => {
  const folder = temporaryFolder();
  const ran = await phh(['--export', join(folder, 'out'), '--data-dir', folder]);
  expect(ran).toEqual({ code: 1, out: [], problems: [`${folder} is no data folder of Evertable.`] });
});
