import { expect, test } from 'vitest';
import { friendsTable } from './friendsTable.ts';

// Guards the seeded key in WorldDevice.start: with other keys, others stand first and other inputs come first.
test('one seed plays one run again: the same devices do the same at the same time', async () => {
  const run = async () => {
    const { world, devices } = await friendsTable(7, 2);
    const stands = devices.map(({ device, view, people }) => [device, view?.seq, people?.isHost]);
    return { stands, ms: world.clock.steadyMs() };
  };
  expect(await run()).toEqual(await run());
});
