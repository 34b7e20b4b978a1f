import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DEATHS_MAX, GIVEN_UP_WORDS, RESTARTING_WORDS } from '../hostProcess.ts';
import {
  expectKept,
  expectSame,
  Installation,
  type Moment,
  openFromLobby,
  playOn,
  resumeAndPlayOn,
} from './installation.ts';
import { pidOf, untilGone } from './processes.ts';
import { Random } from './random.ts';
import type { TableReading } from './tableReading.ts';

/*
 * kill -9 at random moments of practice hands, in the real app. What a window has shown is on disk, and the table goes
 * on from there with the same cards, chips and turn, whichever of its processes died.
 */

/** What dies: one process, or all of them at once. */
type Victim = 'main' | 'host' | 'page' | 'group';

type Kill = { victim: Victim; moment: Moment };

/** Given to repeat the choices of an earlier run; what the machine does between them is its own. */
const SEED = Number(process.env.EVERTABLE_KILL_SEED ?? Date.now() % 1_000_000);
const GOING_ON_MAX_MS = 1_500;
const ACT_MAX_MS = 25;

const random = new Random(SEED);
const plan = planOf(random);

/** Eleven lives of the app, each with deaths of its parts before its own: an app gives its host up after five in 30 s. */
function planOf(chance: Random): Kill[] {
  const lives = Array.from({ length: 11 }, (_, life): Victim[] => [
    ...chance.shuffled<Victim>(life < 8 ? ['host', 'page'] : ['host']),
    life % 2 === 0 ? 'group' : 'main',
  ]);
  return lives.flat().map((victim) => ({
    victim,
    moment: chance.isTrue(0.4)
      ? { after: 'an act', delayMs: chance.next() * ACT_MAX_MS }
      : { after: 'going on', delayMs: chance.next() * GOING_ON_MAX_MS },
  }));
}

describe(`killed at random moments (EVERTABLE_KILL_SEED=${SEED})`, () => {
  let at: Installation;
  beforeAll(async () => {
    at = await Installation.open(random);
    await at.practise();
  });
  afterAll(() => at.end());

  const deaths: Record<Victim, (shown: TableReading) => Promise<void>> = {
    async group(shown) {
      await at.app.kill();
      const disk = await at.readDisk();
      expectKept(disk, shown);
      await at.startAgain();
      const standing = await openFromLobby(at);
      expectSame(standing, disk, shown);
      await resumeAndPlayOn(at, standing);
    },
    async main(shown) {
      process.kill(at.app.pid, 'SIGKILL');
      await untilGone(at.app.pid);
      const disk = await at.readDisk();
      expectKept(disk, shown);
      await at.startAgain();
      const standing = await openFromLobby(at);
      expectSame(standing, disk, shown);
      await resumeAndPlayOn(at, standing);
    },
    async host(shown) {
      const { window, app } = at;
      const host = await pidOf('host', app.pid);
      await window.run(keepNextBanner, undefined);
      process.kill(host, 'SIGKILL');
      const words = await window.until('the window to say so', () => window.run(keptBanner, undefined));
      expect(words).toBe(RESTARTING_WORDS);
      const standing = await window.untilTable('the table to be back', ({ isPaused }) => isPaused);
      const disk = await at.readDisk();
      expectKept(disk, shown);
      expectSame(standing, disk, shown);
      await resumeAndPlayOn(at, standing);
    },
    async page(shown) {
      const { window, app } = at;
      const page = await pidOf('page', app.pid);
      process.kill(page, 'SIGKILL');
      await window.until('another page', async () => (await pidOf('page', app.pid)) !== page);
      const back = await window.untilTable('the table to be back', () => true);
      expect(back.isPaused).toBe(false);
      expect(back.seq).toBeGreaterThanOrEqual(shown.seq);
      if (back.seq === shown.seq) expect(back.stateHash).toBe(shown.stateHash);
      await playOn(at, back);
    },
  };

  test.each(plan.map((kill, index) => ({ ...kill, number: index + 1 })))(
    `kill $number of ${plan.length}: $victim, after $moment.after`,
    async ({ victim, moment }) => {
      const shown = await at.playUpTo(moment);
      try {
        await deaths[victim](shown);
      } catch (error) {
        await at.app.screenshot('failed-kill').catch(() => {});
        throw error;
      }
    },
  );
});

test('a host that keeps dying is given up in words; nothing is lost, and the next start goes on', async () => {
  const at = await Installation.open(new Random(16));
  try {
    await at.practise();
    const shown = await at.playUpTo({ after: 'an act', delayMs: 0 });
    const { window, app } = at;
    for (let last = 0, deaths = 0; deaths < DEATHS_MAX; deaths++) {
      last = await window.until('another host', async () => {
        const pid = await pidOf('host', app.pid);
        return pid !== last && pid;
      });
      process.kill(last, 'SIGKILL');
    }
    await window.until('word of it', async () => (await window.words('host-banner')) === GIVEN_UP_WORDS);
    await app.screenshot('host-given-up');
    expect((await window.table())?.picture.hand).toBeGreaterThanOrEqual(shown.picture.hand);

    await app.kill();
    const disk = await at.readDisk();
    expectKept(disk, shown);
    await at.startAgain();
    const standing = await openFromLobby(at);
    expectSame(standing, disk, shown);
    await resumeAndPlayOn(at, standing);
  } finally {
    await at.end();
  }
});

/** Runs in the page: keeps what the banner over it says next. */
function keepNextBanner(): void {
  const { body, documentElement } = document;
  delete documentElement.dataset.banner;
  const observer = new MutationObserver(() => {
    const banner = document.querySelector('[data-testid="host-banner"]');
    if (banner === null) return;
    documentElement.dataset.banner = banner.textContent;
    observer.disconnect();
  });
  observer.observe(body, { subtree: true, childList: true });
}

/** Runs in the page. */
function keptBanner(): string | null {
  return document.documentElement.dataset.banner ?? null;
}
