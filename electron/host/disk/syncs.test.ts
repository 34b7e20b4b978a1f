import { expect, test } from 'vitest';
import { type SyncCalls, Syncs } from './syncs.ts';

/** An operating system that says what it was asked, and ends what it does aside when it is told to. */
class Calls implements SyncCalls {
  readonly asked: string[] = [];
  readonly ends: ((error: Error | null) => void)[] = [];
  failure: Error | null = null;

  now = (fd: number, kind: string) => {
    this.asked.push(`${fd} ${kind} now`);
    if (this.failure) throw this.failure;
  };

  aside = (fd: number, kind: string, done: (error: Error | null) => void) => {
    this.asked.push(`${fd} ${kind} aside`);
    this.ends.push(done);
  };
}

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

test('one sync alone is done at once', async () => {
  const calls = new Calls();
  await new Syncs(calls).sync(3, 'data');
  expect(calls.asked).toEqual(['3 data now']);
});

test('syncs of one turn are done side by side, and each is kept when its own is done', async () => {
  const calls = new Calls();
  const syncs = new Syncs(calls);
  const done: number[] = [];
  const all = [3, 4].map((fd) => syncs.sync(fd, fd === 3 ? 'data' : 'all').then(() => done.push(fd)));
  await turn();
  expect(calls.asked).toEqual(['3 data aside', '4 all aside']);
  expect(done).toEqual([]);
  calls.ends[1]?.(null);
  await turn();
  expect(done).toEqual([4]);
  calls.ends[0]?.(null);
  await Promise.all(all);
});

test('while one is done aside the next does not hold the process up, and afterwards it is done at once again', async () => {
  const calls = new Calls();
  const syncs = new Syncs(calls);
  const first = [syncs.sync(3, 'data'), syncs.sync(4, 'data')];
  await turn();
  const next = syncs.sync(5, 'data');
  await turn();
  expect(calls.asked.at(-1)).toBe('5 data aside');
  for (const end of calls.ends) end(null);
  await Promise.all([...first, next]);
  await syncs.sync(6, 'data');
  expect(calls.asked.at(-1)).toBe('6 data now');
});

// Guards reject in #doNow and #doAside: a failed sync that resolved would be told as done.
test('a sync that fails is told, and that of another file is not', async () => {
  const calls = new Calls();
  const syncs = new Syncs(calls);
  calls.failure = new Error('EIO');
  await expect(syncs.sync(3, 'data')).rejects.toThrow('EIO');
  const [bad, good] = [syncs.sync(4, 'data'), syncs.sync(5, 'data')];
  await turn();
  calls.ends[0]?.(new Error('ENOSPC'));
  calls.ends[1]?.(null);
  await expect(bad).rejects.toThrow('ENOSPC');
  await good;
});
