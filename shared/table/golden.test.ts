import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { toHex } from '../process/hash.ts';
import { Journal, type PlayedEntry } from '../process/journal.ts';
import type { Plain } from '../process/plain.ts';
import { type Program, Programs, UnknownProgram } from '../process/program.ts';
import { simulatedVerify } from '../sim/keys.ts';
import type { TableEvent } from './events.ts';
import { TABLE_PROGRAM_VERSION, tableProgram } from './program.ts';
import { tablePrograms } from './programs.ts';
import { type GoldenHand, type GoldenJournal, readGolden } from './testing/goldenJournal.ts';

const FOLDER = new URL('golden/', import.meta.url);
const RECORD = 'node --import tsx build/recordGolden.ts';

const files = readdirSync(FOLDER).filter((name) => name.endsWith('.journal'));
const golden = (file: string): GoldenJournal => readGolden(readFileSync(new URL(file, FOLDER)));

/** What to do when a golden journal is not replayed as it was played. */
function advice(version: number, where: string, why: string): string {
  return `The table program of version ${version} would replay a finished hand differently (${where}): ${why}

Hands of version ${version} were played at people's tables and must be replayed as they were played. So:
 1. Leave version ${version} as it was: keep its code beside the new one, and list it in shared/table/programs.ts for as
    long as a hand that it plays may be open anywhere.
 2. Make the change in a new version: raise TABLE_PROGRAM_VERSION in shared/table/program.ts.
 3. Record golden journals of the new version: ${RECORD}
Only if version ${version} has never been released, record its journals again instead: ${RECORD} --force`;
}

/** Replays a finished hand. @throws Error with advice unless it comes to the same states, to its end */
function replay(hand: GoldenHand, version: number, programs: Programs, where: string) {
  const fail = (why: string) => new Error(advice(version, where, why));
  const journal = openJournal(hand, version, programs);
  const played: PlayedEntry[] = [];
  for (const entry of hand.entries) {
    try {
      played.push(journal.replay(entry));
    } catch (error) {
      throw fail((error as Error).message);
    }
  }
  if (!journal.isEnded) throw fail('It does not come to its end.');
  return { journal, events: eventsOf([journal.opening, ...played.map(({ step }) => step)]) };
}

function openJournal(hand: GoldenHand, version: number, programs: Programs): Journal {
  try {
    return new Journal(hand.checkpoint, version, {
      programs,
      verify: simulatedVerify,
      guard: () => null,
    });
  } catch (error) {
    if (!(error instanceof UnknownProgram)) throw error;
    throw new Error(
      `shared/table/programs.ts lists no program of version ${version}: hands that it plays may still be open. ` +
        'List it, or, once no table anywhere can have such a hand open, remove its golden journals.',
    );
  }
}

/** Replays all hands of a golden journal, one leading to the next; returns what happened in them. */
function replayAll(file: string, { program, hands }: GoldenJournal, programs = tablePrograms): TableEvent[] {
  return hands.flatMap((hand, at) => {
    const where = `hand ${at + 1} of golden/${file}`;
    const { journal, events } = replay(hand, program, programs, where);
    const next = hands[at + 1];
    if (next && toHex(next.checkpoint) !== toHex(journal.nextHand().checkpoint)) {
      throw new Error(advice(program, where, 'It leads to another next hand.'));
    }
    return events;
  });
}

function eventsOf(steps: readonly PlayedEntry['step'][]): TableEvent[] {
  return steps
    .flatMap(({ told }) => told)
    .flatMap((item) => (item.type === 'event' ? [item.event as unknown as TableEvent] : []));
}

test.each(files)('%s is replayed as it was played', (file) => {
  replayAll(file, golden(file));
});

test('the newest program has golden journals, and they go through the rules', () => {
  const newest = files.filter((file) => golden(file).program === TABLE_PROGRAM_VERSION);
  expect(newest.length, `record them: ${RECORD}`).toBeGreaterThan(0);
  const events = newest.flatMap((file) => replayAll(file, golden(file)));
  const seen = new Set<string>();
  for (const event of events) {
    seen.add(event.what);
    if (event.what === 'posts') seen.add(event.kind);
    if (event.what === 'acts') {
      seen.add(`${event.action}${event.allIn ? ' all-in' : ''}${event.timedOut ? ' out of time' : ''}`);
    }
    if (event.what === 'hand') seen.add(`${event.players.length} players`);
    if (event.what === 'hand' && event.bombPot) seen.add('bomb pot');
    if (event.what === 'hand' && !event.players.some(({ seat }) => seat === event.button)) {
      seen.add('dead button');
    }
    if (event.what === 'wins') seen.add(`${event.pots} pots`).add(`${event.boards} boards`);
  }
  expect([...seen]).toEqual(expect.arrayContaining(RULES));
});

const RULES = [
  ...['2 players', '3 players', '6 players', 'bomb pot', 'dead button'],
  ...['ante', 'big-blind-ante', 'small-blind', 'big-blind', 'straddle'],
  ...['missed-big-blind', 'missed-small-blind'],
  ...['fold', 'check', 'call', 'bet', 'raise', 'call all-in', 'raise all-in'],
  ...['fold out of time', 'check out of time'],
  ...['uncalled', 'shows', 'mucks', 'runs twice', '2 boards', 'rabbit', '2 pots', '4 pots', 'over'],
  ...['sits', 'leaves', 'tops up', 'sits out', 'settings', 'pause'],
  ...['joins', 'renamed', 'kicked', 'takes seat'],
];

/** A program of the same version with one rule changed. */
function changed(change: (game: { [key: string]: Plain }) => Plain): Programs {
  const program: Program = {
    version: TABLE_PROGRAM_VERSION,
    play: (game, opening) => tableProgram.play(change(game as { [key: string]: Plain }), opening),
  };
  return new Programs([program]);
}

const [anyFile] = files.filter((file) => golden(file).program === TABLE_PROGRAM_VERSION);

test('a change of the program that replays a finished hand differently asks for a new version', () => {
  const bolder = changed((game) => ({
    ...game,
    settings: { ...(game.settings as object), timeBankMs: 1_000 },
  }));
  const file = anyFile as string;
  const again = () => replayAll(file, golden(file), bolder);
  expect(again).toThrow(`hand 1 of golden/${file}`);
  expect(again).toThrow('raise TABLE_PROGRAM_VERSION in shared/table/program.ts');
  expect(again).toThrow(/At entry \d+ this device computes another desk\.settings/);
});

test('a program that is no longer carried, and a hand without its end, are noticed', () => {
  const file = anyFile as string;
  const { program, hands } = golden(file);
  expect(() => replayAll(file, { program: program + 100, hands })).toThrow('lists no program of version');
  const cut = hands.map((hand) => ({ ...hand, entries: hand.entries.slice(0, -1) }));
  expect(() => replayAll(file, { program, hands: cut })).toThrow('does not come to its end');
});
