import { World, type WorldDevice } from '../../../host/testing/world.ts';

export interface ThreeFriends {
  readonly world: World;
  readonly devices: readonly WorldDevice[];
  readonly tableId: string;
}

export const CHIPS_EACH = 100;
const NAMES = ['Ada', 'Bo', 'Cy'];

/** Three friends at one table, in a hand that all of them play and vote on. */
export async function threeFriends(
  seed: number,
  { cards = 'stand-in' }: { readonly cards?: World['cards'] } = {},
): Promise<ThreeFriends> {
  const world = new World(seed, { cards });
  const devices: WorldDevice[] = [];
  for (const name of NAMES) devices.push(await world.device(name));
  const tableId = await world.table(devices);
  await world.playUntil(() => devices.every(isInFullHand));
  return { world, devices, tableId };
}

function isInFullHand({ view, voterCount }: WorldDevice): boolean {
  return voterCount === NAMES.length && view?.seats.filter(({ inHand }) => inHand).length === NAMES.length;
}

export function hostAmong(devices: readonly WorldDevice[]): WorldDevice | undefined {
  return devices.find(({ isOn, people }) => isOn && people?.isHost === true);
}

export function handOf({ view }: WorldDevice): number {
  return view?.handNumber ?? 0;
}

/** They show the same entry and the same state. */
export function isSame(devices: readonly WorldDevice[]): boolean {
  const [first, ...rest] = devices.map(({ view }) => view);
  return rest.every((view) => view != null && view.seq === first?.seq && view.stateHash === first.stateHash);
}

/** A device that was off is on again and looks at the table. */
export async function comeBack({ world, tableId }: ThreeFriends, device: WorldDevice): Promise<void> {
  await device.start();
  await device.send({ type: 'openTable', tableId });
  await world.until(() => device.view !== null);
}

/** Everybody plays for so long. */
export async function playFor({ world }: ThreeFriends, lengthMs: number): Promise<void> {
  const untilMs = world.clock.steadyMs() + lengthMs;
  world.clock.after(lengthMs, () => {});
  await world.playUntil(() => world.clock.steadyMs() >= untilMs, 'folds');
}

/** One of these, as the world's seed has it. */
export function pick<T>({ random }: World, from: readonly T[]): T {
  return from[Math.floor(random() * from.length)] as T;
}
