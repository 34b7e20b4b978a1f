import { describe, expect, it } from 'vitest';
import { DiskFailure } from './diskFailure.ts';
import { DurableAppender } from './durableAppender.ts';
import type { OpenFile } from './fileSystem.ts';

const PATH = '/hand';

/** A file that records what is called, and whose appends and syncs answer when, and as, the test says. */
function scriptedFile() {
  const calls: string[] = [];
  const answers: { resolve(): void; reject(failure: DiskFailure): void }[] = [];
  const call = (name: string) => {
    calls.push(name);
    return new Promise<void>((resolve, reject) => answers.push({ resolve, reject }));
  };
  const file: OpenFile = {
    append: (bytes) => call(`append ${[...bytes].join(' ')}`),
    datasync: () => call('datasync'),
    close: async () => {
      calls.push('close');
    },
  };
  /** Answers the oldest call and lets everything happen that follows from it. */
  const answer = async (failure?: DiskFailure) => {
    const next = answers.shift();
    if (failure) next?.reject(failure);
    else next?.resolve();
    await settle();
  };
  return { file, calls, answer };
}

/** Runs every promise reaction that is due: they all come before the next turn of the event loop. */
function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function appenderTo(file: OpenFile, maxSizeBytes = 100): DurableAppender {
  return new DurableAppender(file, PATH, 0, maxSizeBytes);
}

/** Appends one byte and records in `calls` when that is acknowledged or refused. */
function append(appender: DurableAppender, byte: number, calls: string[]): Promise<void> {
  return appender.append(Uint8Array.of(byte)).then(
    () => void calls.push(`acknowledged ${byte}`),
    (failure: DiskFailure) => void calls.push(`refused ${byte}: ${failure.kind}`),
  );
}

describe('an append', () => {
  // Guards the line `await this.#file.datasync();` in DurableAppender: without it this fails.
  it('acknowledges an append only after the sync that covers it', async () => {
    const { file, calls, answer } = scriptedFile();
    append(appenderTo(file), 1, calls);
    await settle();
    expect(calls).toEqual(['append 1']);
    await answer();
    expect(calls).toEqual(['append 1', 'datasync']);
    await answer();
    expect(calls).toEqual(['append 1', 'datasync', 'acknowledged 1']);
  });

  it('shares its write and its sync with those of the same tick', async () => {
    const { file, calls, answer } = scriptedFile();
    const appender = appenderTo(file);
    for (const byte of [1, 2, 3]) append(appender, byte, calls);
    await settle();
    await answer();
    await answer();
    expect(calls).toEqual(['append 1 2 3', 'datasync', 'acknowledged 1', 'acknowledged 2', 'acknowledged 3']);
  });

  it('that comes while another is synced waits for a sync of its own', async () => {
    const { file, calls, answer } = scriptedFile();
    const appender = appenderTo(file);
    append(appender, 1, calls);
    await settle();
    await answer();
    append(appender, 2, calls);
    append(appender, 3, calls);
    await answer();
    expect(calls).toEqual(['append 1', 'datasync', 'acknowledged 1', 'append 2 3']);
    await answer();
    expect(calls.at(-1)).toBe('datasync');
    await answer();
    expect(calls.slice(-2)).toEqual(['acknowledged 2', 'acknowledged 3']);
  });

  it('after a quiet time is written like the first', async () => {
    const { file, calls, answer } = scriptedFile();
    const appender = appenderTo(file);
    for (const byte of [1, 2]) {
      append(appender, byte, calls);
      await settle();
      await answer();
      await answer();
    }
    expect(calls).toEqual([
      'append 1',
      'datasync',
      'acknowledged 1',
      'append 2',
      'datasync',
      'acknowledged 2',
    ]);
    expect(appender.sizeBytes).toBe(2);
  });
});

describe('after a failure never touches the disk again', () => {
  const failure = new DiskFailure('full', 'writing', PATH);

  it.each([
    ['of a write', 0, ['append 1']],
    ['of a sync', 1, ['append 1', 'datasync']],
  ])('%s: the append, those waiting and all later ones are refused', async (_, answeredBefore, before) => {
    const { file, calls, answer } = scriptedFile();
    const appender = appenderTo(file);
    append(appender, 1, calls);
    await settle();
    for (let i = 0; i < answeredBefore; i++) await answer();
    append(appender, 2, calls);
    await answer(failure);
    append(appender, 3, calls);
    await settle();
    expect(calls).toEqual([...before, 'close', 'refused 1: full', 'refused 2: full', 'refused 3: full']);
    await appender.close();
    expect(calls.filter((call) => call === 'close')).toHaveLength(1);
  });

  it('refuses with the very failure that the disk gave', async () => {
    const { file, answer } = scriptedFile();
    const appender = appenderTo(file);
    const appended = appender.append(Uint8Array.of(1)).catch((error: unknown) => error);
    await settle();
    await answer(failure);
    expect(await appended).toBe(failure);
    await expect(appender.append(Uint8Array.of(2))).rejects.toBe(failure);
  });
});

describe('the size limit', () => {
  it('takes what fits exactly, and nothing any more after what does not', async () => {
    const { file, calls, answer } = scriptedFile();
    const appender = appenderTo(file, 2);
    append(appender, 1, calls);
    append(appender, 2, calls);
    append(appender, 3, calls);
    await settle();
    await answer();
    await answer();
    append(appender, 4, calls);
    await settle();
    expect(calls).toEqual([
      'append 1 2',
      'refused 3: tooLarge',
      'datasync',
      'acknowledged 1',
      'acknowledged 2',
      'refused 4: tooLarge',
    ]);
    await appender.close();
    expect(calls.at(-1)).toBe('close');
  });
});

describe('closing', () => {
  it('finishes what is waiting and takes nothing more', async () => {
    const { file, calls, answer } = scriptedFile();
    const appender = appenderTo(file);
    append(appender, 1, calls);
    const closed = appender.close();
    append(appender, 2, calls);
    await settle();
    await answer();
    await answer();
    await closed;
    expect(calls).toEqual(['append 1', 'refused 2: closed', 'datasync', 'acknowledged 1', 'close']);
  });
});
