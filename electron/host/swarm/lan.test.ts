import { afterEach, describe, expect, test } from 'vitest';
import type { HyperNetwork } from './hyperNetwork.ts';
import type { Address } from './link.ts';
import { Company, eventually, loopbackNetwork } from './testing/realWorld.ts';

/*
 * Devices that know no node of any DHT: all they have is what the inviter's link says.
 */

const TOPIC = new Uint8Array(32).fill(4);
const OTHER_TOPIC = new Uint8Array(32).fill(5);
const joined: HyperNetwork[] = [];

afterEach(async () => {
  await Promise.all(joined.splice(0).map((network) => network.close()));
});

async function join(number: number, boot = 1) {
  const network = await loopbackNetwork(number, { boot });
  joined.push(network);
  return { network, company: new Company(network), device: network.device };
}

describe('a local network without internet', () => {
  test('the inviter is found by its address alone', async () => {
    const [ada, bo] = [await join(1), await join(2)];
    await ada.network.announce(TOPIC);
    const address = ada.network.localAddress() as Address;
    bo.network.lookFor(TOPIC, { bootstrap: [address] });
    await eventually(() => bo.company.open.has(ada.device) && ada.company.open.has(bo.device), 3_000);
    expect(bo.network.state().type).toBe('local');
  });

  test('without the address it is not found', async () => {
    const [ada, bo] = [await join(1), await join(2)];
    await ada.network.announce(TOPIC);
    bo.network.lookFor(TOPIC, {});
    const cy = await join(3);
    cy.network.lookFor(TOPIC, { bootstrap: [ada.network.localAddress() as Address] });
    await eventually(() => cy.company.open.has(ada.device));
    expect(bo.company.open.size).toBe(0);
  });

  test('guests find each other through the inviter, and need it no more after that', async () => {
    const [ada, bo, cy] = [await join(1), await join(2), await join(3)];
    await ada.network.announce(TOPIC);
    const bootstrap = [ada.network.localAddress() as Address];
    for (const guest of [bo, cy]) guest.network.lookFor(TOPIC, { bootstrap });
    await eventually(() => ada.company.open.size === 2);
    bo.network.want(cy.device);
    cy.network.want(bo.device);
    await eventually(() => bo.company.open.has(cy.device) && cy.company.open.has(bo.device));

    await ada.network.close();
    await eventually(() => !bo.company.open.has(ada.device));
    bo.company.open.get(cy.device)?.close('Tired.');
    await eventually(() => bo.company.closed.includes('Tired.') && bo.company.open.has(cy.device));
  });

  test('an invite that is over is not found any more', async () => {
    const [ada, bo, cy, dan] = [await join(1), await join(2), await join(3), await join(4)];
    const bootstrap = [ada.network.localAddress() as Address];
    const end = await ada.network.announce(TOPIC);
    bo.network.lookFor(TOPIC, { bootstrap });
    await eventually(() => bo.company.open.has(ada.device));
    await end();
    await ada.network.announce(OTHER_TOPIC);
    cy.network.lookFor(TOPIC, { bootstrap });
    dan.network.lookFor(OTHER_TOPIC, { bootstrap });
    await eventually(() => dan.company.open.has(ada.device));
    expect(cy.company.open.size).toBe(0);
  });
});
