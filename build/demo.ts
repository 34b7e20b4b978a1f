import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { agree, FriendApp, LoopbackNetwork, playTogether } from '../electron/e2e/friendApp.ts';
import { SETTINGS } from '../electron/e2e/installation.ts';
import { Random } from '../electron/e2e/random.ts';
import { buildApp } from './appBuild.ts';
import { runCommand } from './command.ts';
import { numberOptions } from './options.ts';
import { root } from './root.ts';
import { setUp } from './setup/setUp.ts';

const USAGE = `
npm run demo [-- --peers N --hands N --seed N]

Plays a table of friends in real Evertable apps on a network of its own on this machine: one opens a table, the others
join by its link, hands are played, the host is killed in the middle of a hand, another takes over and the hand ends, the
first comes back, all are started again and play on. Prints each step with its time, compares the state on all devices,
and leaves pictures in out/demo/. The last line is "demo: ok".

  --peers N  how many play, 3 to 6 (3)
  --hands N  how many hands before the host is killed (3)
  --seed N   what the players do by chance (1)
`;

const NAMES = ['Ada', 'Bo', 'Cy', 'Di', 'Eve', 'Flo'];
/** Short, so that nobody who watches waits long for a player whose computer is gone. */
const ACTION_CLOCK_MS = 6_000;
const PICTURES = join(root, 'out', 'demo');

await runCommand(USAGE, async (args) => {
  const { peers, hands, seed } = numberOptions(args, {
    peers: { least: 3, most: NAMES.length, otherwise: 3 },
    hands: { least: 1, most: 100, otherwise: 3 },
    seed: { least: 0, most: 2 ** 31, otherwise: 1 },
  });
  const display = await setUp();
  Object.assign(process.env, display.env);
  const built = await buildApp();
  if (built !== null) console.log(built);
  await mkdir(PICTURES, { recursive: true });
  const network = await LoopbackNetwork.open();
  const friends: FriendApp[] = [];
  try {
    await play(friends, network, { peers, hands, random: new Random(seed) });
    console.log('demo: ok');
    return 0;
  } finally {
    await Promise.all(friends.map((friend) => friend.end()));
    await network.close();
    display.close();
  }
});

async function play(
  friends: FriendApp[],
  network: LoopbackNetwork,
  { peers, hands, random }: { peers: number; hands: number; random: Random },
): Promise<void> {
  const step = steps();
  await step(`${peers} apps start, each in folders of its own`, async () => {
    for (const name of NAMES.slice(0, peers)) friends.push(await FriendApp.open(name, network, random));
  });
  const [opener, ...guests] = friends as [FriendApp, ...FriendApp[]];

  const tableId = await step(`${opener.name} opens a table`, async () => {
    const settings = { ...SETTINGS, maxSeats: peers, actionClockMs: ACTION_CLOCK_MS };
    await opener.send({ type: 'newFriendsTable', name: 'Kitchen', buyIn: 1_000, settings });
    return (await opener.window.untilTable('the new table', () => true)).tableId;
  });
  const link = await step(`${opener.name} makes a link`, async () => {
    await opener.send({ type: 'invite', tableId, admission: 'auto' });
    const { invite } = await opener.untilPeople('the link', (people) => people.invite !== null);
    return invite?.link ?? '';
  });
  console.log(`    ${link}`);
  for (const [at, guest] of guests.entries()) {
    await step(`${guest.name} joins by the link and takes a seat`, async () => {
      await guest.send({ type: 'followLink', link });
      await guest.window.until('the door', async () => (await guest.door())?.state === 'found');
      await picture(guest, `door-${guest.name}`);
      await guest.send({ type: 'join', link, as: 'player' });
      await guest.window.untilTable('the table', () => true);
      await guest.send({ type: 'sit', tableId, seat: at + 1, buyIn: 1_000 });
      // Those who sit play on: a newcomer comes in between two hands.
      await playTogether(friends, `${guest.name} to come in`, async () => {
        const view = await guest.people();
        return view?.people.some(({ isMe, isVoter }) => isMe && isVoter) ?? false;
      });
    });
  }

  const reached = await step(`they play ${hands} hands`, async () => {
    const before = await playTogether(friends, 'the first cards', (all) => agree(all, peers));
    const first = Math.max(...[...before.values()].map(({ picture: { hand } }) => hand));
    return playTogether(friends, 'the hands', (all) =>
      [...all.values()].every(({ picture: { hand, phase } }) => hand >= first + hands && phase === 'flop'),
    );
  });
  await pictures(friends, 'playing');
  const hand = Math.max(...[...reached.values()].map((reading) => reading.picture.hand));

  const host = await hostOf(friends);
  const rest = friends.filter((friend) => friend !== host);
  const [witness] = rest as [FriendApp, ...FriendApp[]];
  await step(`${host.name}'s computer hosts and is killed with kill -9 in hand ${hand}`, () => host.kill());
  await step('another takes over', async () => {
    await Promise.race(rest.map((friend) => friend.untilPeople('to host', ({ isHost }) => isHost)));
    await witness.untilPeople(
      'the new host',
      (people) => people.host !== null && people.takeoverWords !== null,
    );
  });
  console.log(`    ${(await witness.people())?.takeoverWords ?? ''}`);
  await pictures(rest, 'taken-over');
  await step('the same hand goes on and ends', async () => {
    const shown = await playTogether(
      rest,
      'the end of the hand',
      (all) => [...all.values()].every((reading) => reading.picture.hand > hand) && agree(all, rest.length),
    );
    tellStates(shown);
  });

  await step(`${host.name} comes back and has lost nothing`, async () => {
    await host.start();
    await host.send({ type: 'openTable', tableId });
    const shown = await playTogether(friends, 'the same state on all', (all) => agree(all, peers));
    tellStates(shown);
  });
  await pictures(friends, 'back');

  await step('all quit', async () => {
    for (const friend of friends) await friend.quit();
  });
  await step('all are started again and resume', async () => {
    for (const friend of friends) {
      await friend.start();
      await friend.send({ type: 'openTable', tableId });
    }
    for (const friend of friends) await friend.send({ type: 'resume', tableId });
    const first = Math.max(...(await handsOf(friends)));
    const shown = await playTogether(
      friends,
      'the next hands',
      (all) => agree(all, peers) && [...all.values()].every((reading) => reading.picture.hand > first + 1),
    );
    tellStates(shown);
  });
  await pictures(friends, 'resumed');
}

async function hostOf(friends: readonly FriendApp[]): Promise<FriendApp> {
  for (const friend of friends) if ((await friend.people())?.isHost) return friend;
  throw new Error('Nobody hosts.');
}

async function handsOf(friends: readonly FriendApp[]): Promise<number[]> {
  return Promise.all(
    friends.map(async (friend) => (await friend.window.untilTable('the table', () => true)).picture.hand),
  );
}

function tellStates(shown: ReadonlyMap<FriendApp, { seq: number; stateHash: string }>): void {
  for (const [{ name }, { seq, stateHash }] of shown)
    console.log(`    ${name}: entry ${seq}, state ${stateHash.slice(0, 16)}`);
}

async function picture(friend: FriendApp, name: string): Promise<void> {
  await friend.app.page.screenshot({ path: join(PICTURES, `${name}.png`), animations: 'disabled' });
}

async function pictures(friends: readonly FriendApp[], name: string): Promise<void> {
  for (const friend of friends) await picture(friend, `${name}-${friend.name}`);
}

/** Does things one after the other, and prints each with the time it took. */
function steps() {
  let number = 0;
  return async <T>(what: string, work: () => Promise<T>): Promise<T> => {
    number += 1;
    const startMs = performance.now();
    try {
      return await work();
    } finally {
      const seconds = ((performance.now() - startMs) / 1000).toFixed(2);
      console.log(`${String(number).padStart(2)}  ${what} (${seconds} s)`);
    }
  };
}
