import { expect, test } from 'vitest';
import { simulatedSigner, simulatedVerify } from '../sim/keys.ts';
import { auction } from './auction.fixture.ts';
import { certify, firstCheckpoint } from './checkpoint.ts';
import { announce, chapter, look, now, receive, type Story } from './effects.ts';
import { signInput } from './input.ts';
import { Journal } from './journal.ts';
import { fromBytes, type Plain } from './plain.ts';
import { type Program, Programs } from './program.ts';

const host = simulatedSigner('host');
const ada = simulatedSigner('ada');
const bob = simulatedSigner('bob');
const first = firstCheckpoint({ createdMs: 0 }, {});
const { table } = first;

const version1 = auction({ version: 1, step: 1 });

/** One changed rule (the bidder before last pays half a fee), one new local variable (`bids`). */
const version2: Program = {
  version: 2,
  *play(game) {
    return yield* lotWithBidCount(game as Record<string, number>);
  },
};

const lotWithBidCount = chapter('lot', function* (purses: Record<string, number>): Story<Plain> {
  let highest: { device: string; amount: number } | null = null;
  let bids = 0;
  const endsMs = (yield* now()) + 10_000;
  yield* look(() => ({ highest, bids, endsMs }));
  while (bids < 2) {
    highest = yield* receive<{ device: string; amount: number }>({
      name: 'bid',
      judge: ({ device, body }) =>
        body.kind === 'BID' && Number(body.amount) >= 10 * (bids + 1)
          ? { take: { device, amount: Number(body.amount) } }
          : { refuse: 'Bids rise by ten now.' },
    });
    bids += 1;
  }
  yield* announce({ sold: highest });
  if (!highest) return purses;
  return { ...purses, [highest.device]: (purses[highest.device] ?? 0) - highest.amount };
});

test('an open hand is killed, resumed and finished on version 1; the next is played on version 2', () => {
  const says = (signer: typeof ada, number: number, kind: string, rest: Record<string, Plain> = {}) =>
    signInput({ table, number, body: { kind, ...rest } }, signer);
  const options = (...programs: [Program, ...Program[]]) => ({
    programs: new Programs(programs),
    verify: simulatedVerify,
    guard: () => null,
  });

  const old = new Journal(certify(first, null), 1, options(version1));
  const entries = [
    old.append(says(ada, 1, 'JOIN', { purse: 100 }), 10, 1, host).bytes,
    old.append(says(bob, 1, 'JOIN', { purse: 100 }), 20, 1, host).bytes,
    old.append(says(ada, 2, 'BID', { amount: 3 }), 30, 1, host).bytes,
  ];

  // Killed here. The app that comes back carries both versions; the hand names its own.
  const updated = options(version1, version2);
  const resumed = new Journal(certify(first, null), old.program, updated);
  for (const entry of entries) resumed.replay(entry);
  expect(resumed.position).toEqual(old.position);
  resumed.append(says(bob, 2, 'BID', { amount: 4 }), 40, 2, host);
  resumed.append(says(host, 1, 'TIMEOUT'), 20_000, 2, host);
  resumed.append(resumed.handEndInput(2, host), 20_000, 2, host);

  const { checkpoint } = resumed.nextHand();
  const next = new Journal(checkpoint, updated.programs.newest.version, updated);
  expect(next.program).toBe(2);
  expect(() => next.append(says(ada, 3, 'BID', { amount: 4 }), 20_100, 2, host)).toThrow('rise by ten');
  next.append(says(ada, 3, 'BID', { amount: 10 }), 20_200, 2, host);
  expect(next.looks().get('lot')).toMatchObject({ bids: 1 });
  next.append(says(bob, 3, 'BID', { amount: 20 }), 20_300, 2, host);
  next.append(next.handEndInput(3, host), 20_300, 2, host);
  const end = fromBytes(next.nextHand().checkpoint) as { checkpoint: { game: Record<string, number> } };
  expect(Object.values(end.checkpoint.game).sort()).toEqual([100, 76].sort());
});
