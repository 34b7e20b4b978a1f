/*
 * A process of its own: joins a network and sends back every message, to whoever it is started for. Arguments: the
 * bootstrap nodes, comma between; the hex key of the device that it keeps a link to. It says its own key once it listens.
 */
import { randomBytes } from 'node:crypto';
import { HyperNetwork } from '../../../electron/host/swarm/hyperNetwork.ts';
import { realClock } from '../../../electron/host/wallClock.ts';

const SEED_BYTES = 32;

const [bootstrap = '', other = ''] = process.argv.slice(2);
const network = await HyperNetwork.open({
  seed: randomBytes(SEED_BYTES),
  boot: Date.now(),
  bootstrap: bootstrap.split(','),
  clock: realClock,
});
network.onLink((link) => link.onMessage((message) => link.send(message)));
network.want(other);
process.on('disconnect', () => process.exit(0));
process.send?.(network.device);
