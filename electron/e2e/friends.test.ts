import { afterAll, beforeAll, expect, test } from 'vitest';
import { agree, FriendApp, LoopbackNetwork, playTogether } from './friendApp.ts';
import { SETTINGS } from './installation.ts';
import { Random } from './random.ts';

/*
 * Three real apps on one table, over a network of their own on this machine: the door, the people, the take-over and the
 * return as they stand in the windows. A chain: each test goes on where the one before left the table.
 */

const random = new Random(11);
/** Short, so that nobody waits long for a player whose computer is gone. */
const ACTION_CLOCK_MS = 6_000;
let network: LoopbackNetwork;
let friends: FriendApp[] = [];
let tableId = '';
let link = '';

const at = (friend: FriendApp, testId: string) => friend.app.page.locator(`[data-testid="${testId}"]`);
const [ADA, BO, CY] = [0, 1, 2];
const friend = (index: number) => friends[index] as FriendApp;

beforeAll(async () => {
  network = await LoopbackNetwork.open();
  for (const name of ['Ada', 'Bo', 'Cy']) friends.push(await FriendApp.open(name, network, random));
});

afterAll(async () => {
  await Promise.all(friends.map((one) => one.end()));
  friends = [];
  await network.close();
});

/** Everybody plays until this one has been let in. */
async function untilIn(newcomer: FriendApp): Promise<void> {
  await playTogether(friends, `${newcomer.name} to come in`, async () => {
    const people = (await newcomer.people())?.people ?? [];
    return people.some(({ isMe, isVoter }) => isMe && isVoter);
  });
}

test('the opener shares a link, as text and as a QR code', async () => {
  const ada = friend(ADA);
  const settings = { ...SETTINGS, maxSeats: 3, actionClockMs: ACTION_CLOCK_MS };
  await ada.send({ type: 'newFriendsTable', name: 'Kitchen', buyIn: 1_000, settings });
  ({ tableId } = await ada.window.untilTable('the new table', () => true));
  await at(ada, 'invite').or(at(ada, 'invite-first')).first().click();
  await at(ada, 'invite-open').click();
  await at(ada, 'invite-qr').waitFor();
  link = await at(ada, 'invite-link').inputValue();
  expect(link).toMatch(/^evertable:\/\/join\/[\w-]{50,}$/);
  await ada.app.screenshot('friends-invite');
  await at(ada, 'invite-done').click();
});

test('a broken link gets a sentence; a pasted one leads to the door, where the opener is asked', async () => {
  const [ada, bo] = [friend(ADA), friend(BO)];
  await at(bo, 'join-button').click();
  await at(bo, 'join-link').fill(`${link.slice(0, -3)}AAA`);
  await at(bo, 'join-look').click();
  await bo.app.page
    .getByText(/not complete, or was changed on its way/)
    .first()
    .waitFor();
  await bo.app.screenshot('friends-broken-link');
  await at(bo, 'door-back').click();

  await at(bo, 'join-button').click();
  await at(bo, 'join-link').fill(`Look: ${link} Friday?`);
  await at(bo, 'join-look').click();
  await at(bo, 'door-join').waitFor();
  expect(await at(bo, 'door-table').textContent()).toContain('Kitchen');
  await bo.app.screenshot('friends-door');
  await at(bo, 'door-join').click();
  await at(ada, 'admit').first().waitFor();
  await ada.app.screenshot('friends-asked');
  await at(ada, 'admit').first().click();
  await at(bo, 'table').waitFor();
  await bo.send({ type: 'sit', tableId, seat: 1, buyIn: 1_000 });
  await untilIn(bo);
});

test('a link that the app is started with leads to the same door', async () => {
  const cy = friend(CY);
  await friend(ADA).send({ type: 'invite', tableId, admission: 'auto' });
  await cy.quit();
  await cy.start([link]);
  await at(cy, 'door-join').waitFor();
  await at(cy, 'door-join').click();
  await at(cy, 'table').waitFor();
  await at(cy, 'sit-button').click();
  await at(cy, 'buy-in-confirm').click();
  await untilIn(cy);
});

test('hands are played, and all three windows show the same state; chat reaches everybody', async () => {
  const [ada, bo, cy] = [friend(ADA), friend(BO), friend(CY)];
  await at(bo, 'tab-chat').click();
  await at(bo, 'chat-input').fill('Nice to be here.');
  await at(bo, 'chat-send').click();
  await at(ada, 'tab-chat').click();
  await ada.app.page.getByText('Nice to be here.').first().waitFor();
  await at(cy, 'tab-people').click();
  expect(await at(cy, 'person').count()).toBe(3);
  const before = await playTogether(friends, 'one state', (all) => agree(all, 3));
  const hand = [...before.values()][0]?.picture.hand ?? 0;
  await playTogether(friends, 'two hands', (all) =>
    [...all.values()].every(({ picture }) => picture.hand >= hand + 2 && picture.phase === 'flop'),
  );
  await cy.app.screenshot('friends-people');
  await at(ada, 'tab-ledger').click();
  expect(await at(ada, 'ledger-row').count()).toBe(3);
  await ada.app.screenshot('friends-ledger');
});

test('the host is killed in the middle of a hand: another takes over, the hand goes on, the lost seat is kept', async () => {
  let host: FriendApp | null = null;
  for (const one of friends) if ((await one.people())?.isHost) host = one;
  expect(host).not.toBeNull();
  const dead = host as FriendApp;
  const rest = friends.filter((one) => one !== dead) as [FriendApp, FriendApp];
  const hand = (await rest[0].window.table())?.picture.hand ?? 0;
  await dead.kill();
  await Promise.all(rest.map((one) => at(one, 'takeover').waitFor()));
  expect(await at(rest[0], 'takeover').textContent()).toMatch(/computer took over hosting/);
  await rest[0].app.screenshot('friends-taken-over');
  const after = await playTogether(
    rest,
    'the end of the hand',
    (all) => agree(all, 2) && [...all.values()].every(({ picture }) => picture.hand > hand),
  );
  for (const { picture } of after.values()) {
    expect(picture.seats.some(({ name }) => name.startsWith(dead.name))).toBe(true);
  }

  await dead.start();
  await dead.send({ type: 'openTable', tableId });
  await playTogether(friends, 'the same state on all three', (all) => agree(all, 3));
  await dead.app.screenshot('friends-back');
});

test('all are gone and start again: the table stands, and goes on once somebody resumes it', async () => {
  for (const one of friends) await one.quit();
  for (const one of friends) {
    await one.start();
    await one.send({ type: 'openTable', tableId });
    await one.window.untilTable('the table', () => true);
  }
  const [first] = friends as [FriendApp];
  const { picture } = await first.window.untilTable('the table', () => true);
  for (const one of friends) await one.send({ type: 'resume', tableId });
  await playTogether(
    friends,
    'the next hand',
    (all) => agree(all, 3) && [...all.values()].every((reading) => reading.picture.hand > picture.hand),
  );
  await first.app.screenshot('friends-resumed');
});
