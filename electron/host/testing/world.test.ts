import { expect, test } from 'vitest';
import { friendsTable } from './friendsTable.ts';
import type { WorldDevice } from './world.ts';

// Guards the seeded key in WorldDevice.start: with other keys, others stand first and other inputs come first.
test('one seed plays one run again: the same devices do the same at the same time', async () => {
  const run = async () => {
    const { world, devices } = await friendsTable(7, 2);
    const stands = devices.map(({ device, view, people }) => [device, view?.seq, people?.isHost]);
    return { stands, ms: world.clock.steadyMs() };
  };
  expect(await run()).toEqual(await run());
});

// Guards the test for a dead host in WorldDevice.start: seed 145 of the simulation took last words of a dead process for a fault.
test('a device that lost power in the middle of a write shows nothing any more', async () => {
  const { world, devices } = await friendsTable(7, 3);
  const [ada] = devices as [WorldDevice, WorldDevice, WorldDevice];
  await world.until(() => ada.view?.legal != null);
  let shown = 0;
  ada.onNotice = () => {
    if (!ada.isOn) shown += 1;
  };
  ada.losesPower = ({ name }) => name === 'datasync';
  await ada.actPlainly();
  await world.pass(5_000);
  expect(ada.isOn).toBe(false);
  expect(shown).toBe(0);
});

// Guards the look at the power in WorldDevice.start: seed 431 of the simulation had a device that was on and dead.
test('a device that lost power while it started is off', async () => {
  const { world, devices } = await friendsTable(7, 2);
  const [ada] = devices as [WorldDevice, WorldDevice];
  for (let call = 0; call < 40; call++) {
    ada.kill();
    let left = call;
    ada.losesPower = () => left-- <= 0;
    const isThrown = await ada.start().then(
      () => false,
      () => true,
    );
    const isDead = ada.losesPower === null;
    ada.losesPower = null;
    expect(ada.isOn, `call ${call}`).toBe(!isDead);
    expect(isThrown, `call ${call}`).toBe(isDead);
    await world.pass(10);
  }
});
