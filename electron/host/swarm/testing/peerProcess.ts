import { createInterface } from 'node:readline';
import { realClock } from '../../wallClock.ts';
import { HyperNetwork } from '../hyperNetwork.ts';
import type { Address, Link } from '../link.ts';

/*
 * One device in a process of its own, for tests in network namespaces: orders come as lines of JSON, and so do answers.
 */

export type PeerOrder =
  | { readonly type: 'announce' }
  | { readonly type: 'look'; readonly address: Address }
  | { readonly type: 'want'; readonly device: string }
  | { readonly type: 'say'; readonly device: string; readonly number: number }
  | { readonly type: 'quit' };

export type PeerEvent =
  | { readonly type: 'ready'; readonly device: string; readonly address: Address | null }
  | { readonly type: 'open' | 'close'; readonly device: string; readonly words?: string }
  | { readonly type: 'heard'; readonly device: string; readonly number: number }
  | { readonly type: 'state'; readonly state: string };

const TOPIC = new Uint8Array(32).fill(8);

const tell = (event: PeerEvent) => process.stdout.write(`${JSON.stringify(event)}\n`);
const [seed = '1', boot = '1', ...bootstrap] = process.argv.slice(2);
const network = await HyperNetwork.open({
  seed: new Uint8Array(32).fill(Number(seed)),
  boot: Number(boot),
  bootstrap,
  clock: realClock,
});
const links = new Map<string, Link>();
network.onLink((link) => {
  const { device } = link;
  links.set(device, link);
  tell({ type: 'open', device });
  link.onMessage((message) => {
    if (message.type === 'chat') tell({ type: 'heard', device, number: message.number });
  });
  link.onClose((words) => tell({ type: 'close', device, words }));
});
network.onState(({ type }) => tell({ type: 'state', state: type }));

createInterface({ input: process.stdin })
  .on('line', (line) => void obey(JSON.parse(line)))
  // Whoever gave the orders is gone.
  .on('close', () => process.exit(0));
tell({ type: 'ready', device: network.device, address: network.localAddress() });

async function obey(order: PeerOrder): Promise<void> {
  switch (order.type) {
    case 'announce':
      await network.announce(TOPIC);
      return;
    case 'look':
      network.lookFor(TOPIC, { bootstrap: [order.address] });
      return;
    case 'want':
      network.want(order.device);
      return;
    case 'say':
      links
        .get(order.device)
        ?.send({ type: 'chat', table: new Uint8Array(16), number: order.number, words: 'x' });
      return;
    case 'quit':
      await network.close();
      process.exit(0);
  }
}
