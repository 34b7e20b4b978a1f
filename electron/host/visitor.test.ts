import { expect, test } from 'vitest';
import { tableIdOf } from '../../shared/process/checkpoint.ts';
import { toBytes } from '../../shared/process/plain.ts';
import { simulatedSigner } from '../../shared/sim/keys.ts';
import { makeInviteLink } from '../inviteLink.ts';
import type { DoorView } from '../ipc.ts';
import type { Link, Network } from './swarm/link.ts';
import { VirtualClock } from './testing/virtualClock.ts';
import { VISITOR_WORDS, Visitor } from './visitor.ts';

const SECRET = new Uint8Array(16).fill(7);

/** A visitor before a door behind which somebody has put any bytes for a charter, under the id that they hash to. */
async function before(charter: Uint8Array) {
  const table = tableIdOf(charter);
  const shown: DoorView[] = [];
  const closed: string[] = [];
  const link = {
    device: 'ab'.repeat(32),
    handshake: new Uint8Array(32),
    send: () => true,
    onClose: () => {},
    close: (why: string) => void closed.push(why),
  } as unknown as Link;
  const visitor = new Visitor({
    network: { lookFor: () => () => {} } as unknown as Network,
    clock: new VirtualClock(),
    device: simulatedSigner('bob'),
    links: () => [link],
    profile: () => ({ name: 'Bob', avatar: 1 }),
    show: (_link, door) => void shown.push(door),
    enter: async () => {},
  });
  visitor.follow(makeInviteLink({ table, secret: SECRET, address: null }), () => false);
  await visitor.hear(link, {
    type: 'door',
    table,
    charter,
    opener: 'Mallory',
    smallBlind: 1,
    bigBlind: 2,
    minBuyIn: 40,
    maxBuyIn: 200,
    seats: [],
    admission: 'auto',
    members: [],
    taken: 0,
  });
  return { shown, closed };
}

test.each([
  ['no canonical bytes', Uint8Array.of(0xff, 0xff)],
  ['nothing', new Uint8Array()],
  ['another value', toBytes([1, 2, 3])],
  ['no game', toBytes({ format: 2, name: 'A table' })],
])('a door with %s for a charter loses its link, and nothing is thrown', async (_what, charter) => {
  const { shown, closed } = await before(charter);
  expect(closed).toEqual([VISITOR_WORDS.badCharter]);
  expect(shown.map(({ state }) => state)).toEqual(['looking']);
});
