import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import * as Automerge from '@automerge/automerge';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { nodeFileSystem, readChunks } from '../electron/host/disk/index.ts';
import { HandDocument } from '../electron/host/handDocument.ts';
import { signerOf, verifySignature } from '../electron/host/keys.ts';
import { savedWith } from '../electron/host/replication/testing/forge.ts';
import { printable } from '../electron/serve/printable.ts';
import { certify, firstCheckpoint } from '../shared/process/checkpoint.ts';
import { signEntry } from '../shared/process/entry.ts';
import { toHex } from '../shared/process/hash.ts';
import { signInput } from '../shared/process/input.ts';
import { Journal } from '../shared/process/journal.ts';
import type { Plain } from '../shared/process/plain.ts';
import type { Signer } from '../shared/process/ports.ts';
import { GUARD_REFUSALS } from '../shared/quorum/guard.ts';
import { signVote } from '../shared/quorum/votes.ts';
import { newGame } from '../shared/table/game.ts';
import { tablePrograms } from '../shared/table/programs.ts';
import { SETTINGS } from '../shared/table/testing/practice.ts';
import { plainChips, type Report } from './journal/report.ts';
import { reportPath } from './journal/reportPath.ts';
import { recordTable } from './journal/testing/recordedTable.ts';
import { root } from './root.ts';

/** The hand that is open when the recorded table's host goes. */
const OPEN_HAND = 3;
const OPEN = `hand-00000${OPEN_HAND}.automerge`;
const FINISHED = 'hand-000002.automerge';

let scratch = '';
let recorded = '';
/** This test's own copy of the recorded table. */
let table = '';

beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), 'evertable-journal-'));
  recorded = await recordTable(mkdtempSync(join(scratch, 'data-')), OPEN_HAND);
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));
beforeEach(() => {
  table = join(mkdtempSync(join(scratch, 'copy-')), basename(recorded));
  cpSync(recorded, table, { recursive: true });
});

const bytesOf = (name: string) => new Uint8Array(readFileSync(join(table, name)));
const chunksOf = (name: string) => {
  const bytes = bytesOf(name);
  return readChunks(bytes).chunks.map(({ offset, sizeBytes }) => bytes.subarray(offset, offset + sizeBytes));
};
const report = (name: string): Promise<Report> => reportPath(nodeFileSystem(), join(table, name));
const entriesIn = ({ lines }: Report) => lines.filter((line) => /^\d+ +\d+ +\d+ +\d+:/.test(line));

/** Puts other bytes in a file's place, and looks at it; the bytes must still be there afterwards. */
async function reportOf(name: string, bytes: Uint8Array): Promise<Report & { text: string }> {
  writeFileSync(join(table, name), bytes);
  const { lines, isSound } = await report(name);
  expect(readFileSync(join(table, name)).equals(bytes), 'the file is only read').toBe(true);
  return { lines, isSound, text: lines.map(plainChips).join('\n') };
}

describe('a hand', () => {
  test('is a line an entry: hand, seq, term, time, state, author, input', async () => {
    const open = await report(OPEN);
    const document = HandDocument.load(chunksOf(OPEN));
    const lines = entriesIn(open);
    expect(lines).toHaveLength(document.entries.length);
    expect(lines[0]).toMatch(/^3 +\d+ +1 +0:0\d:\d\d\.\d{3} +[0-9a-f]{12} +dealer +makes the deck → /);
    expect(open.isSound).toBe(true);
  });

  test('says where it starts, where it stands and who is next', async () => {
    const { lines } = await report(OPEN);
    const text = lines.map(plainChips).join('\n');
    expect(text).toMatch(/^Hand 3 of "Kitchen" \([0-9a-f]{32}\), program version 2\n/);
    expect(text).toContain('2 hands dealt so far, blinds 1/2');
    expect(text).toMatch(/seat 1 +Ada +\d+/);
    expect(text).toContain('Ada has bought in for 100 and taken away 0');
    expect(text).toContain('Waiting for Ada to act.');
    expect(text).toContain('nothing is damaged');
  });

  test('that is closed says so, and what the next one starts from', async () => {
    const { lines, isSound } = await report(FINISHED);
    const text = lines.map(plainChips).join('\n');
    expect(text).toMatch(/ host +closes the hand$/m);
    expect(text).toContain('Ends with:');
    expect(text).toContain('The hand is closed; hand 3 starts from its checkpoint.');
    expect(text).toMatch(/ host's clock +time is over/);
    expect(isSound).toBe(true);
  });

  test('the first one tells who sat down and that a term began', async () => {
    const text = (await report('hand-000001.automerge')).lines.map(plainChips).join('\n');
    expect(text).toMatch(/ host +a term begins on the device of Ada, with 1 vote$/m);
    expect(text).toMatch(/ Ada +sits down at seat 1 as Ada with 100$/m);
    expect(text).toMatch(/ sits down at seat \d as \S+, a bot, with 100$/m);
    expect(text).toMatch(/ Ada +lets the table go on/);
    expect(text).toContain('no button yet');
  });
});

describe('a table', () => {
  test('is its history and its open hand', async () => {
    for (const hand of [1, 2]) rmSync(join(table, `hand-00000${hand}.automerge`));
    const { lines, isSound } = await report('.');
    expect(lines[0]).toMatch(/^history: 2 finished hands of table [0-9a-f]{32}$/);
    expect(lines.map(plainChips).filter((line) => /^\d +.* wins \d+/.test(line))).toHaveLength(2);
    expect(lines.join('\n')).toContain('Hand 3 of "Kitchen"');
    expect(isSound).toBe(true);
  });

  test('of which nothing is damaged in its history is a line a hand there', async () => {
    const { lines, isSound } = await report('history');
    expect(lines).toHaveLength(5);
    expect(isSound).toBe(true);
  });

  test('names what was kept aside', async () => {
    writeFileSync(join(table, `${OPEN}.damaged-1`), 'x');
    const { lines } = await report('.');
    expect(lines.at(-1)).toBe(`  ${OPEN}.damaged-1`);
  });
});

describe('damage', () => {
  test('a torn end: the intact part is told, and which bytes are not', async () => {
    const bytes = bytesOf(FINISHED);
    const whole = entriesIn(await report(FINISHED)).length;
    const torn = await reportOf(FINISHED, bytes.subarray(0, bytes.length - 10));
    expect(entriesIn(torn)).toHaveLength(whole - 1);
    expect(torn.text).toMatch(/Damage:\n {2}\d+ bytes from byte \d+ are the beginning of a chunk/);
    expect(torn.text).toMatch(/chunks 1 to \d+ are intact: byte 0 to \d+/);
    expect(torn.text).toContain('The hand has been played; the host has to close it.');
    expect(torn.isSound).toBe(false);
  });

  test('in the middle: the chunks after it are intact but of no use, and said to be', async () => {
    const bytes = bytesOf(FINISHED);
    const chunk = readChunks(bytes).chunks.at(-3);
    bytes[(chunk?.offset ?? 0) + 40] = (bytes[(chunk?.offset ?? 0) + 40] ?? 0) ^ 0x01;
    const { text, isSound } = await reportOf(FINISHED, bytes);
    expect(text).toContain('2 intact chunks cannot be used: what came before them is lost.');
    expect(text).toMatch(/are not the chunk that was written there/);
    expect(text.match(/chunks? \d+ .*intact: byte/g)).toHaveLength(2);
    expect(isSound).toBe(false);
  });

  test('at the beginning: nothing of the hand can be read, and the intact chunks are named', async () => {
    const bytes = bytesOf(FINISHED);
    bytes.fill(0, 0, 20);
    const { text, isSound } = await reportOf(FINISHED, bytes);
    expect(text).toContain(`${FINISHED} holds no hand that can be read.`);
    expect(text).toMatch(/chunks 1 to \d+ are intact/);
    expect(isSound).toBe(false);
  });

  test.each([
    ['zero length', new Uint8Array(), 'The file is empty.'],
    ['zeros', new Uint8Array(500), 'are nothing but zeros'],
    ['foreign bytes', Buffer.from('GIF89a, a picture'), 'do not begin a chunk'],
    ['a foreign document', Automerge.save(Automerge.from({ title: 'notes' })), 'no hand of a table'],
    ['a newer format', Automerge.save(Automerge.from({ format: 99 })), 'Please update.'],
  ])('%s: a sentence', async (_, bytes, sentence) => {
    const { text, isSound } = await reportOf(OPEN, bytes);
    expect(text).toContain(`${OPEN} holds no hand that can be read.`);
    expect(text).toContain(sentence);
    expect(isSound).toBe(false);
  });

  test('an entry that does not fit is told with the reason, and those after it were not played', async () => {
    const document = HandDocument.load(chunksOf(FINISHED));
    const { table: id, hand, program, checkpoint, entries } = document;
    const forged = HandDocument.create({ table: id, hand, program, checkpoint });
    const [first, second, third] = entries as [Uint8Array, Uint8Array, Uint8Array];
    const bytes = savedWith(forged, [first, third, second, Uint8Array.of(1, 2, 3)]);
    const { text, lines, isSound } = await reportOf(FINISHED, bytes);
    expect(text).toMatch(/Of 4 entries the first one fits; the next one: entry \d+ follows entry \d+\./);
    expect(lines.filter((line) => line.includes('[not played: '))).toHaveLength(3);
    expect(text).toContain('an entry that is not what anybody signed');
    expect(isSound).toBe(false);
  });

  /** A first hand of a table with a term of its host, and what then stands in its document. */
  async function reportOfCellar(next: (journal: Journal, host: Signer) => Uint8Array) {
    const host = signerOf(new Uint8Array(32).fill(1));
    const game = newGame(toHex(host.publicKey), SETTINGS, {
      name: 'Host',
      avatar: 0,
      practice: true,
      standIn: true,
    });
    const start = firstCheckpoint({ name: 'Cellar' }, { ...game, paused: true } as unknown as Plain);
    const checkpoint = certify(start, null);
    const journal = new Journal(checkpoint, tablePrograms.newest.version, {
      programs: tablePrograms,
      verify: verifySignature,
      guard: () => null,
    });
    const vote = signVote({ table: journal.table, term: 1, candidate: host.publicKey, boot: 1 }, host);
    const begins = { kind: 'TERM_START', votes: [vote] };
    const first = journal.append(
      signInput({ table: journal.table, number: 1, body: begins }, host),
      0,
      1,
      host,
    );
    const program = tablePrograms.newest.version;
    const document = HandDocument.create({ table: journal.table, hand: 1, program, checkpoint });
    const bytes = savedWith(document, [first.bytes, next(journal, host)]);
    return reportOf('hand-000001.automerge', bytes);
  }

  const SIT = { kind: 'SIT', seat: 0, name: 'Ada', buyIn: 100, bot: false };

  test('an entry that leads to another state here is told with the field that differs', async () => {
    const { text, isSound } = await reportOfCellar((journal, host) => {
      const input = signInput({ table: journal.table, number: 2, body: SIT }, host);
      const { entry } = journal.append(input, 0, 1, host);
      return signEntry({ ...entry, state: new Uint8Array(32), fields: new Uint8Array(4) }, host).bytes;
    });
    expect(text).toContain('a term begins on the device of Ada, with 1 vote');
    expect(text).toMatch(
      /Of 2 entries the first one fits; the next one: At entry 2 this device computes another session/,
    );
    expect(text).not.toContain('..');
    expect(isSound).toBe(false);
  });

  test('an entry of somebody whom nobody voted for is told', async () => {
    const { text, isSound } = await reportOfCellar((journal) => {
      const thief = signerOf(new Uint8Array(32).fill(2));
      const body = { kind: 'TERM_START', votes: [] };
      const input = signInput({ table: journal.table, number: 1, body }, thief);
      return journal.append(input, 0, 2, thief).bytes;
    });
    expect(text).toContain(GUARD_REFUSALS.hostNoVoter);
    expect(isSound).toBe(false);
  });

  test('a hand of a newer program is shown unplayed', async () => {
    const { table: id, hand, checkpoint, entries } = HandDocument.load(chunksOf(OPEN));
    const newer = HandDocument.create({ table: id, hand, program: 99, checkpoint });
    const { text, isSound } = await reportOf(OPEN, savedWith(newer, entries));
    expect(text).toContain('The hand cannot be played: This hand is played by program version 99.');
    expect(text).toContain('makes the deck  [not played: the hand cannot be played]');
    expect(isSound).toBe(false);
  });

  test('a checkpoint of another hand is told', async () => {
    const { table: id, program, checkpoint } = HandDocument.load(chunksOf(OPEN));
    const other = HandDocument.create({ table: id, hand: 7, program, checkpoint });
    const { text, isSound } = await reportOf(OPEN, other.save());
    expect(text).toContain('What the hand starts from belongs to another hand or table.');
    expect(isSound).toBe(false);
  });

  test('in a history takes no other record with it', async () => {
    const bytes = bytesOf('history');
    bytes[100] = (bytes[100] ?? 0) ^ 0x01;
    const { text, isSound } = await reportOf('history', bytes);
    expect(text).toContain('history: 1 finished hand');
    expect(text).toContain('damaged bytes from byte 0');
    expect(isSound).toBe(false);
  });

  test('wherever a file is cut or flipped, there is a report', async () => {
    const whole = bytesOf(OPEN);
    for (let at = 0; at < whole.length; at += 131) {
      const flipped = Uint8Array.from(whole);
      flipped[at] = (flipped[at] ?? 0) ^ 0x10;
      const { isSound } = await reportOf(OPEN, flipped);
      expect(isSound, `flipped at ${at}`).toBe(false);
      const cut = await reportOf(OPEN, whole.subarray(0, at));
      expect(cut.lines.length, `cut at ${at}`).toBeGreaterThan(1);
    }
  });
});

test('nothing in a file steers the terminal', () => {
  expect(printable('red \u001b[31m name\nsecond line \u202e\u2028x')).toBe('red ?[31m name?second line ??x');
});

describe('the command', () => {
  const run = (...args: string[]) =>
    new Promise<{ code: number; out: string; errors: string }>((resolve) => {
      const command = ['--import', 'tsx', 'build/journal.ts', ...args];
      execFile(process.execPath, command, { cwd: root }, (error, out, errors) =>
        resolve({ code: error ? Number(error.code) : 0, out, errors }),
      );
    });

  test('prints a sound table and ends well', async () => {
    const { code, out, errors } = await run(table);
    expect({ code, errors }).toEqual({ code: 0, errors: '' });
    expect(out).toContain('Waiting for Ada to act.');
    expect(out).not.toMatch(/[{}]/);
  });

  test('ends with 1, and without a stack, when something is damaged, missing or no table', async () => {
    writeFileSync(join(table, OPEN), '');
    const empty = await run(join(table, OPEN));
    expect(empty).toMatchObject({ code: 1, errors: '' });
    expect(empty.out).toContain('The file is empty.');
    for (const [path, sentence] of [
      [join(table, 'nothing'), 'is not there.'],
      [scratch, "is no table's folder"],
      [join(recorded, '..', '..'), 'This is a data folder. Name one of'],
    ] as const) {
      const { code, out, errors } = await run(path);
      expect({ code, out }).toEqual({ code: 1, out: '' });
      expect(errors).toContain(sentence);
      expect(errors).not.toMatch(/^\s+at /m);
    }
  });
});
