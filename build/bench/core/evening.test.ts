import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { Replica } from '../../../electron/host/replica.ts';
import { Evening } from './evening.ts';
import { follow, replicaPorts } from './replicaOn.ts';

const HANDS = 5;

test('plays the same hands in memory and on disk', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'evertable-bench-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const evening = new Evening({ seed: 1 });
  const replica = await Replica.create(evening.checkpoint, await replicaPorts(folder, evening));
  while (evening.opening.hand <= HANDS) {
    const played = evening.next();
    await follow(replica, played, evening);
    expect(replica.journal.hand).toBe(evening.opening.hand);
    if (replica.played.length > 0) expect(replica.played.at(-1)?.bytes).toEqual(played.bytes);
  }
  expect(replica.history.count).toBe(HANDS);
  await replica.close();
});

test('its hands are whole ones: several players see a flop, and moves are most of what is said', () => {
  const evening = new Evening({ seed: 2 });
  const hands = Array.from({ length: 20 }, () => evening.playHand());
  const said = (kind: string) =>
    hands.map(({ entries }) => entries.filter(({ input }) => input.body.kind === kind).length);
  expect(said('MOVE').every((count) => count >= 5)).toBe(true);
  expect(said('FACES').filter((count) => count === 3).length).toBeGreaterThan(10);
  expect(said('SHOW').filter((count) => count >= 2).length).toBeGreaterThan(5);
});

test('the same seed gives the same evening, whatever number its first hand has', () => {
  const [one, other] = [new Evening({ seed: 3 }), new Evening({ seed: 3, firstHand: 10_000 })];
  expect(other.playHand().entries.map(({ input }) => input.body.kind)).toEqual(
    one.playHand().entries.map(({ input }) => input.body.kind),
  );
  expect(other.opening.hand).toBe(10_001);
});
