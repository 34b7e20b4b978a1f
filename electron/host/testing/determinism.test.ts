import { expect, test } from 'vitest';
import { filesOf } from './deckReader.ts';
import { chipsOf, handOf } from './friendsTable.ts';
import { World, type WorldDevice } from './world.ts';

/** An evening of three with a crash in it: all that is on their disks in the end, and all that went over their links. */
async function evening(seed: number, cards: 'stand-in' | 'devices') {
  const world = new World(seed, { cards });
  const devices = [await world.device('Ada'), await world.device('Bo'), await world.device('Cy')];
  const [ada, bo, cy] = devices as [WorldDevice, WorldDevice, WorldDevice];
  await world.table(devices);
  await world.playUntil(() => handOf(cy) >= 2);
  ada.kill();
  await world.playUntil(() => handOf(bo) >= 3);
  await ada.start();
  await world.playUntil(() => handOf(bo) >= 4);
  const files = await Promise.all(devices.map(filesOf));
  return {
    chips: chipsOf(bo.view as NonNullable<typeof bo.view>),
    time: world.clock.steadyMs(),
    hashes: devices.map(({ view }) => view?.stateHash),
    traffic: devices.map(({ traffic }) => traffic),
    files: files.map((all) => [...all].map(([path, bytes]) => `${path} ${bytes.toString('hex')}`)),
  };
}

// Guards: every random byte of a host comes from its port, and nothing waits for real time.
for (const cards of ['stand-in', 'devices'] as const) {
  test(`a seed plays the same evening again, byte for byte (${cards})`, async () => {
    const once = await evening(5, cards);
    expect(await evening(5, cards)).toEqual(once);
  }, 120_000);
}

test('another seed plays another evening', async () => {
  const [one, other] = [await evening(5, 'stand-in'), await evening(6, 'stand-in')];
  expect(other.files).not.toEqual(one.files);
}, 60_000);
