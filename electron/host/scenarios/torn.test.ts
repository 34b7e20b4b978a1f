import { describe, expect, test } from 'vitest';
import type { FileSystem } from '../disk/index.ts';
import { record, type TornSubject, tornRun } from '../disk/torture/tornRun.ts';
import { seededRandom } from '../testing/seededRandom.ts';
import { tornFriend, tornImport, tornPractice } from '../testing/tornHost.ts';
import { World } from '../testing/world.ts';

/** Each state of a disk costs a few starts of a host. */
const CUTS = { everyByteUpToBytes: 4, edgeCuts: 1, sampledCuts: 1, randomPowerCuts: 1 };
const LIMIT_MS = 120_000;

/** Where each takes longer; `npm run sim -- --torn` tries more of all. */
const FEW = { everyByteUpToBytes: 1, edgeCuts: 1, sampledCuts: 0, randomPowerCuts: 0 };

async function run<Promised>(subject: TornSubject<Promised>, cuts = CUTS) {
  const random = seededRandom(5);
  const steps = await record(subject);
  return tornRun(subject, steps, { ...cuts, random: (below) => Math.floor(random() * below) });
}

/** The same, on a disk that does some calls otherwise. */
function over<Promised>(
  subject: TornSubject<Promised>,
  change: (fs: FileSystem) => Partial<FileSystem>,
): TornSubject<Promised> {
  return { ...subject, play: (fs, promise) => subject.play({ ...fs, ...change(fs) }, promise) };
}

describe('a table host cut off at every call to its disk, and within every write', () => {
  test('practice: what was shown is there, nothing else is, and the table goes on', {
    timeout: LIMIT_MS,
  }, async () => {
    const { wrong, states, promises } = await run(tornPractice(1));
    expect(wrong).toEqual([]);
    expect(promises).toBeGreaterThan(12);
    expect(states).toBeGreaterThan(150);
  });

  test('one of three friends, host and follower: what was shown is there', {
    timeout: LIMIT_MS,
  }, async () => {
    const { wrong, states, promises } = await run(tornFriend(1), FEW);
    expect(wrong).toEqual([]);
    expect(promises).toBeGreaterThan(12);
    expect(states).toBeGreaterThan(100);
  });

  test('a table from a file: it is there whole or not at all, and comes in the next time', {
    timeout: LIMIT_MS,
  }, async () => {
    const { wrong, states } = await run(tornImport(1), FEW);
    expect(wrong).toEqual([]);
    expect(states).toBeGreaterThan(100);
  });

  test('on a disk that forgets names the run finds it', { timeout: LIMIT_MS }, async () => {
    const forgetful = over(tornPractice(1), () => ({ syncDirectory: async () => {} }));
    expect((await run(forgetful, FEW)).wrong.join('\n')).toMatch(/another key|not in the lobby|was shown/);
  });

  test('on a disk that syncs no hand the run finds it', { timeout: LIMIT_MS }, async () => {
    const unsynced = over(tornPractice(1), (fs) => ({
      openAppend: async (path) => {
        const file = await fs.openAppend(path);
        return path.endsWith('.automerge') ? { ...file, datasync: async () => {} } : file;
      },
    }));
    expect((await run(unsynced, FEW)).wrong.join('\n')).toMatch(
      /not in the lobby|the table stands at \d+, and \d+ was shown/,
    );
  });
});

test('a newcomer whose power goes at any call while the table is made here can go in by the same link', {
  timeout: LIMIT_MS,
}, async () => {
  for (let calls = 0, isCut = true; isCut; calls++) {
    const world = new World(7);
    const ada = await world.device('Ada');
    const bob = await world.device('Bob');
    await world.table([ada]);
    const link = ada.people?.invite?.link ?? '';
    let left = calls;
    bob.losesPower = ({ path }) => path.includes('/tables/') && left-- === 0;
    await bob.send({ type: 'followLink', link });
    await world.until(() => bob.door?.state === 'found');
    await bob.send({ type: 'join', link, as: 'player' });
    const isIn = () => bob.people?.people.some(({ isMe }) => isMe) === true;
    await world.until(() => isIn() || !bob.isOn);
    isCut = !bob.isOn;
    if (!isCut) {
      expect(calls).toBeGreaterThan(10);
      break;
    }
    await bob.start();
    await bob.send({ type: 'hello' });
    await bob.send({ type: 'followLink', link });
    await world.until(() => bob.door?.state === 'found' || bob.door?.state === 'admitted');
    await bob.send({ type: 'join', link, as: 'player' });
    await world.until(isIn);
    expect(bob.view?.seq, `after ${calls} calls`).toBe(ada.view?.seq);
  }
});

test('a newcomer whose disk is full is told so at the door, and goes in once there is space', async () => {
  const world = new World(7);
  const ada = await world.device('Ada');
  const bob = await world.device('Bob');
  await world.table([ada]);
  const link = ada.people?.invite?.link ?? '';
  await bob.send({ type: 'followLink', link });
  await world.until(() => bob.door?.state === 'found');
  bob.isFull = true;
  await bob.send({ type: 'join', link, as: 'player' });
  await world.until(() => bob.door?.state === 'refused');
  expect(bob.door?.words).toMatch(/^The disk is full/);
  bob.isFull = false;
  await bob.join(link);
  expect(bob.view?.seq).toBe(ada.view?.seq);
});
