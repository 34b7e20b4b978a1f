import { Broken } from './broken.ts';
import type { OneHistory } from './oneHistory.ts';
import { handOf, isSame, playFor, type ThreeFriends } from './threeFriends.ts';

/** A hand takes longer: nothing comes and goes between two looks. */
const LOOK_MS = 400;
/** Once nothing is wrong any more the table goes on within this. */
const RECOVERY_MS = 120_000;

/** Everybody plays for so long, watched. @throws Broken */
export async function watchedFor(table: ThreeFriends, history: OneHistory, lengthMs: number): Promise<void> {
  for (let leftMs = lengthMs; leftMs > 0; leftMs -= LOOK_MS) {
    await playFor(table, Math.min(LOOK_MS, leftMs));
    await history.look();
  }
}

/** Nothing is wrong any more: another hand is finished, and all agree. @throws Broken */
export async function recovered(table: ThreeFriends, history: OneHistory): Promise<void> {
  const { devices } = table;
  const hand = Math.max(...devices.map(handOf));
  const isOn = () => devices.every((device) => handOf(device) > hand) && isSame(devices);
  for (let pastMs = 0; !isOn(); pastMs += LOOK_MS) {
    if (pastMs > RECOVERY_MS) throw new Broken('the table does not go on, with nothing wrong any more');
    await watchedFor(table, history, LOOK_MS);
  }
  await history.look();
  history.end();
}
