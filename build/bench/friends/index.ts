/**
 * The figures of a friends' table: the built table host in a process for each device, real folders, real links over a DHT
 * on this machine's loopback. All devices share this machine's cores.
 *
 * 1. An action counts from when it is said to when the very device that said it shows it committed. (device.ts, `act`)
 * 2. What an action is compared with is measured in turn with it, on the same disk and network. (commit.ts)
 */
import type { BenchGroup } from '../figure.ts';
import { commitBench } from './commit.ts';
import { measureIdle } from './idle.ts';
import { measureRejoin } from './rejoin.ts';
import { measureTakeover } from './takeover.ts';

export const friendsGroup: BenchGroup = {
  name: 'friends',
  about: 'a table of friends, each on a device of their own',
  benches: [
    { name: 'commit', measure: commitBench(3) },
    { name: 'commit6', measure: commitBench(6) },
    { name: 'takeover', measure: measureTakeover },
    { name: 'rejoin', measure: measureRejoin },
    { name: 'idle', measure: measureIdle },
  ],
};
