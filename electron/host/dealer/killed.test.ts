import { describe, expect, test } from 'vitest';
import { toHex } from '../../../shared/process/hash.ts';
import { toBytes } from '../../../shared/process/plain.ts';
import type { TableView } from '../../ipc.ts';
import { chipsOf, comeBack, handOf, isSame } from '../testing/friendsTable.ts';
import { matterOf, type Said } from '../testing/watchedDealer.ts';
import { World, type WorldDevice } from '../testing/world.ts';

const STEPS = ['READY', 'DEAL', 'ACK', 'SHUFFLE', 'DECK_ACK', 'HOLE', 'BOARD'];

async function friends(seed: number) {
  const world = new World(seed, { cards: 'devices' });
  const devices = [await world.device('Ada'), await world.device('Bo'), await world.device('Cy')];
  const tableId = await world.table(devices);
  await world.playUntil(() => devices.every((device) => handOf(device) >= 2));
  return { world, devices, tableId };
}

/** All that a device's dealer says: what it says about one matter is the same bytes always. Tells of every word. */
function noted(device: WorldDevice, hears: (said: Said) => void) {
  const words = new Map<string, string>();
  const repeated = new Set<string>();
  const contradictions: string[] = [];
  device.watch = {
    says: (said) => {
      const matter = matterOf(said);
      const bytes = toHex(toBytes(said.body));
      if (words.has(matter)) repeated.add(said.body.kind);
      if (words.has(matter) && words.get(matter) !== bytes) contradictions.push(matter);
      words.set(matter, bytes);
      hears(said);
      return said;
    },
  };
  return { repeated, contradictions };
}

describe('a device that is killed', () => {
  for (const [who, name] of [
    [0, 'the host'],
    [1, 'a player'],
  ] as const) {
    // Case 44; guards "known.deal ??", "known.shuffle ??" and `repeatable` of the dealer.
    test(`${name}, between the disk and the word at each step of the deck: it says the same bytes again`, async () => {
      const { world, devices, tableId } = await friends(21);
      const device = devices[who] as WorldDevice;
      const rest = devices.filter((other) => other !== device);
      let step: string | null = null;
      const { repeated, contradictions } = noted(device, ({ body }) => {
        if (body.kind !== step) return;
        step = null;
        device.kill();
      });
      for (const each of STEPS) {
        step = each;
        await world.playUntil(() => step === null);
        const hand = Math.max(...rest.map(handOf));
        await comeBack(world, device, tableId);
        await world.playUntil(() => devices.every((one) => handOf(one) > hand) && isSame(devices));
      }
      expect(contradictions).toEqual([]);
      // What was never heard of is said again.
      expect([...repeated]).toEqual(expect.arrayContaining(['READY', 'DEAL', 'SHUFFLE']));
      expect(chipsOf(devices[0]?.view as TableView)).toBe(300);
    }, 240_000);
  }

  // Guards `secrets.save()` before anything is said, and how files of secrets are written.
  test('at calls to the disk of its secrets: the table goes on with it, and it contradicts itself nowhere', async () => {
    const { world, devices, tableId } = await friends(22);
    const device = devices[1] as WorldDevice;
    const { contradictions } = noted(device, () => {});
    for (const calls of [0, 4, 9, 16, 23]) {
      let left = calls;
      device.losesPower = ({ path }) => path.includes('/dealer') && left-- <= 0;
      await world.playUntil(() => !device.isOn);
      const hand = Math.max(...devices.filter((one) => one.isOn).map(handOf));
      await comeBack(world, device, tableId);
      await world.playUntil(() => devices.every((one) => handOf(one) > hand) && isSame(devices));
    }
    expect(contradictions).toEqual([]);
    expect(chipsOf(devices[0]?.view as TableView)).toBe(300);
  }, 240_000);
});
