import { beforeEach, expect, test } from 'vitest';
import { fromHex } from '../../../shared/process/hash.ts';
import type { PlayedEntry } from '../../../shared/process/journal.ts';
import type { FastDevice } from './fastDevice.ts';
import type { Place } from './places.ts';
import { Referee } from './referee.ts';

const ADA = { name: 'Ada', device: 'aa' } as FastDevice;
const BO = { name: 'Bo', device: 'bb' } as FastDevice;
const MOVE = { kind: 'MOVE', hand: 1, turn: 4 };

function entry(
  seq: number,
  id: string,
  { state = '00', host = 'aa', term = 1, body = MOVE } = {},
): PlayedEntry {
  const bytes = { id: fromHex(id), state: fromHex(state), host: fromHex(host) };
  return {
    entry: { seq, term, hand: 1, ...bytes },
    input: { device: fromHex('aa'), number: seq, body },
  } as unknown as PlayedEntry;
}

function place(played: PlayedEntry): Place {
  return { played } as Place;
}

let referee: Referee;
beforeEach(() => {
  referee = new Referee(
    () => [],
    () => false,
  );
});

test('what is honest passes', () => {
  referee.committed(ADA, [entry(1, 'a1'), entry(2, 'a2')]);
  referee.committed(BO, [entry(1, 'a1')]);
  referee.reached(place(entry(1, 'a1')));
  referee.reached(place(entry(2, 'a2', { host: 'bb', term: 2 })));
  referee.answered(ADA, MOVE, null);
  referee.look();
  expect(referee.violation).toBeNull();
  expect(referee.lastSeq).toBe(2);
});

test('two committed entries in one place are noticed', () => {
  referee.committed(ADA, [entry(1, 'a1')]);
  referee.committed(BO, [entry(1, 'b1')]);
  expect(referee.violation?.message).toContain('another committed entry 1');
});

test('two states after one entry are noticed', () => {
  referee.committed(ADA, [entry(1, 'a1')]);
  referee.committed(BO, [entry(1, 'a1', { state: '01' })]);
  expect(referee.violation?.message).toContain('another state after entry 1');
});

test('two hosts of one term are noticed', () => {
  referee.reached(place(entry(1, 'a1', { host: 'aa' })));
  referee.reached(place(entry(1, 'b1', { host: 'bb' })));
  expect(referee.violation?.message).toContain('Term 1 has two hosts');
});

test('a move that was answered as done and is nowhere is noticed', () => {
  referee.answered(ADA, MOVE, null);
  referee.look();
  expect(referee.violation?.message).toContain('a move is done that is in no history');
});

test('a commit that a minority has on disk is noticed', () => {
  const [one, other] = ['aa', 'bb'].map((device) => deviceWith(device, device === 'aa' ? ['a1'] : []));
  referee = new Referee(
    () => [one, other] as FastDevice[],
    () => false,
  );
  referee.committed(one as FastDevice, [entry(1, 'a1')]);
  expect(referee.violation?.message).toContain('is on 1 of 2 disks');
});

test('chips that nobody bought are noticed', () => {
  const game = { seated: [{ stack: 101 }], accounts: [{ boughtIn: 100, cashedOut: 0 }] };
  const begun = { certified: { checkpoint: { game } } };
  referee.reached({ played: null, begun, hand: 2 } as unknown as Place);
  expect(referee.violation?.message).toContain('there are 101 chips, and 100 were bought');
});

/** A device of a table at which aa and bb vote. */
function deviceWith(device: string, keys: readonly string[]): FastDevice {
  const looks = () => new Map([['desk', { voters: ['aa', 'bb'] }]]);
  const hands = new Map([[1, { places: keys.map((key) => ({ key })) }]]);
  return {
    name: device,
    device,
    agreement: { replica: { journal: { position: { seq: 1 }, looks } } },
    disk: { now: { hands, records: new Map() } },
  } as unknown as FastDevice;
}
