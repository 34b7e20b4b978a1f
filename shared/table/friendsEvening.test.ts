import fc from 'fast-check';
import { expect, test } from 'vitest';
import { legalActions } from '../poker/index.ts';
import type { Plain } from '../process/plain.ts';
import { Process } from '../process/process.ts';
import { gameSchema } from './game.ts';
import { MEMBERS_MAX } from './members.ts';
import { tableProgram } from './program.ts';
import { chipsOn } from './testing/chipsOn.ts';
import { ADA, Friends } from './testing/friends.ts';
import { HOST, TABLE } from './testing/practice.ts';

const TIMEOUT_MS = 60_000;
const DEVICES = [ADA, ...['b', 'c', 'd', 'e', 'f', '1', '2', '3'].map((letter) => letter.repeat(64))];

/** Something that somebody says beside the hand; the table may well refuse it. */
interface Aside {
  readonly kind: (typeof KINDS)[number];
  readonly who: number;
  readonly whom: number;
  readonly seat: number;
  readonly yes: boolean;
}

const KINDS = [
  ...['JOIN', 'JOIN', 'SIT', 'SIT', 'SIT', 'LEAVE', 'SIT_OUT', 'TOP_UP', 'RENAME'],
  ...['ADMIT', 'ADMIT', 'KICK', 'INVITE', 'PAUSE', 'RESUME', 'RESUME', 'SETTINGS'],
  ...['VOUCH', 'all vouch', 'all vouch', 'add', 'add', 'add', 'remove', 'READMIT', 'TERM_START'],
] as const;

function sayAside(table: Friends, said: Aside): void {
  const { kind, who, whom, seat, yes } = said;
  const [author, other] = [DEVICES[who] as string, DEVICES[whom] as string];
  switch (kind) {
    case 'JOIN':
      table.join(author, yes ? 'player' : seat % 2 ? 'spectator' : 'witness');
      return;
    case 'SIT':
      table.sitDown(author, seat, { buyIn: yes ? 100 : 40 });
      return;
    case 'INVITE':
      table.invite(yes ? 'auto' : 'ask');
      return;
    case 'add':
    case 'remove':
      table.say(HOST, 'VOTERS', { [kind]: other });
      return;
    case 'READMIT':
      table.say(HOST, 'READMIT', { device: other, boot: seat });
      return;
    case 'TERM_START':
      table.say(HOST, 'TERM_START', { votes: [] });
      return;
    case 'all vouch':
      allVouch(table, seat, whom);
      return;
    default: {
      const isOpeners = ['ADMIT', 'KICK', 'PAUSE', 'RESUME', 'SETTINGS'].includes(kind);
      table.say(isOpeners ? ADA : author, kind, bodyOf(table, said));
    }
  }
}

/** Everybody else would give somebody's seat to some member without one. */
function allVouch(table: Friends, at: number, whom: number): void {
  const seats = [...table.seats];
  const isFree = (device: string) => !seats.some((player) => player.device === device);
  const heirs = table.members.filter(({ device, state }) => state === 'in' && isFree(device));
  const [lost, heir] = [seats[at % seats.length], heirs[whom % heirs.length]];
  if (!lost || !heir) return;
  for (const { device } of seats.filter((player) => player !== lost)) {
    // Once a majority has said it the seat may be the heir's.
    const isDone = table.process.result || table.playerAt(lost.seat)?.device !== lost.device;
    if (!isDone) table.say(device, 'VOUCH', { seat: lost.seat, device: heir.device });
  }
}

function bodyOf(table: Friends, { kind, whom, seat, yes }: Aside): { [field: string]: Plain } {
  switch (kind) {
    case 'ADMIT':
      return { device: DEVICES[whom] as string, admit: yes };
    case 'KICK':
      return { device: DEVICES[whom] as string };
    case 'VOUCH':
      return { seat, device: DEVICES[whom] as string };
    case 'RENAME':
      return { name: `Name ${whom}`, avatar: seat };
    case 'SIT_OUT':
      return { sitOut: yes };
    case 'TOP_UP':
      return { amount: 10 + seat };
    case 'SETTINGS':
      return { settings: { ...(table.desk.settings as object), maxSeats: yes ? 6 : 4 } as Plain };
    default:
      return {};
  }
}

/** What holds after every input. */
function check(table: Friends): void {
  const { there, owed } = chipsOn(table);
  expect(there).toBe(owed);
  const seated = table.seats.map(({ device }) => device);
  expect(new Set(seated).size, 'one seat a device').toBe(seated.length);
  expect(new Set(table.seats.map(({ seat }) => seat)).size, 'one device a seat').toBe(seated.length);
  const leaving = table.desk.leaving as number[];
  for (const { seat, device, name } of table.seats) {
    const member = table.memberOf(device);
    expect(member?.name).toBe(name);
    if (!leaving.includes(seat)) expect(member).toMatchObject({ state: 'in', role: 'player' });
  }
  expect(table.voters.length).toBeGreaterThan(0);
  expect(new Set(table.voters).size).toBe(table.voters.length);
  expect(table.members.length).toBeLessThanOrEqual(MEMBERS_MAX);
  const names = table.members.filter(({ state }) => state !== 'excluded').map(({ name }) => name);
  expect(new Set(names).size, 'two members, two names').toBe(names.length);
  const accounts = table.desk.accounts as unknown as { device: string }[];
  for (const device of seated)
    expect(accounts.filter((account) => account.device === device)).toHaveLength(1);
}

/** The hand's inputs lead a second process to the same states, and to the same next hand. */
function replays(table: Friends, start: Plain, startMs: number): void {
  const again = new Process(tableProgram.play(start, { table: TABLE, hand: table.hand }), startMs);
  for (const arrival of table.arrivals) again.take(arrival);
  expect(again.stateHash).toEqual(table.process.stateHash);
  expect(again.result?.value).toEqual(table.process.result?.value);
}

const aside: fc.Arbitrary<Aside> = fc.record({
  kind: fc.constantFrom(...KINDS),
  who: fc.nat({ max: DEVICES.length - 1 }),
  whom: fc.nat({ max: DEVICES.length - 1 }),
  seat: fc.nat({ max: 5 }),
  yes: fc.boolean(),
});
const turn = fc.record({
  asides: fc.array(aside, { maxLength: 5 }),
  pick: fc.constantFrom('fold', 'stay', 'stay', 'raise', 'all-in', 'time'),
});

test(
  'in random evenings of friends coming, voting, vouching and being asked to leave no chip is lost, and replay equals play',
  () => {
    const done = { hands: 0, seatsGiven: 0, kicked: 0, taken: 0 };
    fc.assert(
      fc.property(fc.array(turn, { minLength: 10, maxLength: 60 }), (turns) => {
        const table = Friends.seated(DEVICES.slice(0, 4));
        let [start, startMs] = [table.openingGame as unknown as Plain, 1_000];
        table.say(ADA, 'RESUME');
        for (const { asides, pick } of turns) {
          for (const one of asides) {
            if (table.process.result) break;
            const before = table.process.stateHash;
            try {
              sayAside(table, one);
              done.taken += 1;
            } catch (error) {
              expect((error as Error).name).toBe('Refused');
              if (one.kind !== 'all vouch') expect(table.process.stateHash).toEqual(before);
            }
            if (!table.process.result) check(table);
          }
          table.serveHanging(() => check(table));
          if (table.process.result) {
            expect(gameSchema.parse(table.game)).toEqual(table.game);
            replays(table, start, startMs);
            done.hands += 1;
            [start, startMs] = [table.game as unknown as Plain, table.timeMs];
            table.nextHand();
            table.arrivals.length = 0;
            check(table);
            continue;
          }
          act(table, pick);
          if (!table.process.result) check(table);
        }
        done.seatsGiven += table.events.filter(({ what }) => what === 'takes seat').length;
        done.kicked += table.events.filter(({ what }) => what === 'kicked').length;
      }),
      { numRuns: 30 },
    );
    // The property is not empty.
    expect(done.hands).toBeGreaterThan(15);
    expect(done.taken).toBeGreaterThan(200);
    expect(Math.min(done.seatsGiven, done.kicked)).toBeGreaterThan(3);
  },
  TIMEOUT_MS,
);

/** The player to act does this, where it is possible. */
function act(table: Friends, pick: 'fold' | 'stay' | 'raise' | 'all-in' | 'time'): void {
  const { ask } = table;
  if (ask.for !== 'move' || table.desk.paused) return;
  const { canCheck, minRaiseTo, maxRaiseTo } = legalActions(ask.round);
  if (pick === 'time') table.timeout();
  else if (pick === 'fold') table.move('fold');
  else if (pick === 'stay' || minRaiseTo === null || maxRaiseTo === null)
    table.move(canCheck ? 'check' : 'call');
  else table.move('raise', pick === 'raise' ? minRaiseTo : maxRaiseTo);
}
