import { afterEach } from 'vitest';
import type { TableView } from '../../ipc.ts';
import { World, type WorldDevice } from './world.ts';

/** A failure names the seed that plays it again; with it in the environment only that one is played. */
export function seedsOf(...seeds: readonly number[]): readonly number[] {
  const wanted = process.env.EVERTABLE_SEED;
  return wanted === undefined ? seeds : [Number(wanted)];
}

let lastSeed = 0;

/** Tells the seed of a test that failed. Once in each file of scenarios. */
export function tellSeedOfFailure(): void {
  afterEach((context) => {
    if (context.task.result?.state === 'fail') console.log(`EVERTABLE_SEED=${lastSeed} plays this again`);
  });
}

export interface FriendsTable {
  readonly world: World;
  readonly devices: WorldDevice[];
  readonly tableId: string;
}

const NAMES = ['Ada', 'Bo', 'Cy', 'Di', 'Ed', 'Flo'];

/** So many friends at one table, in a hand that all of them play and vote on. */
export async function friendsTable(
  seed: number,
  count: number,
  settings: object = {},
  prepare: (device: WorldDevice) => void = () => {},
): Promise<FriendsTable> {
  lastSeed = seed;
  const world = new World(seed);
  const devices: WorldDevice[] = [];
  for (const name of NAMES.slice(0, count)) devices.push(await world.device(name, prepare));
  const tableId = await world.table(devices, settings);
  await world.playUntil(() =>
    devices.every(
      ({ view, voterCount }) =>
        voterCount === count && view?.seats.filter(({ inHand }) => inHand).length === count,
    ),
  );
  return { world, devices, tableId };
}

/** All chips on the table, wherever they lie. */
export function chipsOf(view: TableView): number {
  return (
    view.seats.reduce((sum, { stack, bet }) => sum + stack + bet, 0) +
    view.pots.reduce((sum, { amount }) => sum + amount, 0)
  );
}

export function stacksOf({ view }: WorldDevice): readonly number[] {
  return view?.seats.map(({ stack }) => stack) ?? [];
}

/** Whether all these show the very same state. */
export function isSame(devices: readonly WorldDevice[]): boolean {
  const [first, ...rest] = devices;
  return rest.every(
    ({ view }) => view !== null && view.seq === first?.view?.seq && view.stateHash === first.view.stateHash,
  );
}

export function hostOf(devices: readonly WorldDevice[]): WorldDevice | undefined {
  return devices.find(({ isOn, people }) => isOn && people?.isHost === true);
}

export function handOf({ view }: WorldDevice): number {
  return view?.handNumber ?? 0;
}

/** A device that was off is on again and looks at the table. */
export async function comeBack(world: World, device: WorldDevice, tableId: string): Promise<void> {
  await device.start();
  await device.send({ type: 'openTable', tableId });
  await world.until(() => device.view !== null);
}
