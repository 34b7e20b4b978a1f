import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AppWindow } from './appWindow.ts';
import { SETTINGS } from './installation.ts';
import { type LaunchedApp, launchApp, removeFolders } from './launch.ts';
import type { TableReading } from './tableReading.ts';

/*
 * An evening at the table in the real window, by mouse and by keyboard.
 */

const by = (testId: string) => `[data-testid="${testId}"]`;

describe('an evening of practice', () => {
  let app: LaunchedApp;
  let page: Page;
  let window: AppWindow;

  beforeAll(async () => {
    app = await launchApp();
    page = app.page;
    window = new AppWindow(app.electron);
  });
  afterAll(async () => {
    await app.kill();
    await removeFolders(app.folders);
  });

  const reading = () => window.untilTable('a table', () => true);
  const myTurn = () => window.untilTable('my turn', ({ isMyTurn, isPaused }) => isMyTurn && !isPaused);
  const over = ({ picture, seq }: TableReading) =>
    window.untilTable('the turn to pass', (now) => now.seq > seq && now.picture.turn !== picture.turn);

  /** Plays with `act` until another hand begins. */
  async function playHand(act: (turn: TableReading) => Promise<void>): Promise<void> {
    const { hand } = (await myTurn()).picture;
    for (;;) {
      const next = await window.untilTable('my turn or another hand', ({ isMyTurn, picture }) => {
        return picture.hand > hand || (isMyTurn && picture.hand === hand);
      });
      if (next.picture.hand > hand) return;
      await act(next);
      await over(next);
    }
  }

  /** The window's inner size; the table must be readable at all of them. */
  async function resize(width: number, height: number): Promise<void> {
    await app.electron.evaluate(
      ({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height),
      { width, height },
    );
    await page.waitForFunction((size) => innerWidth === size.width, { width });
  }

  test('a newcomer types a name, presses Practice and sits down with three bots', async () => {
    await page.fill(by('name-input'), 'Ada');
    await app.screenshot('lobby-first-start');
    await page.click(by('practice-button'));
    await page.waitForSelector(by('start-practice'));
    await app.screenshot('practice-sheet');
    await page.click(by('start-practice'));
    const turn = await myTurn();
    expect(turn.picture.seats.map(({ name }) => name)).toContain('Ada');
    expect(turn.picture.seats.filter(({ name }) => name !== '')).toHaveLength(4);
    expect(turn.picture.myCards).toHaveLength(2);
    await app.screenshot('preflop');
  });

  test('plays whole hands by mouse: calls, a preset raise, a typed raise; the winner is named with the reason', async () => {
    let acts = 0;
    const result = window.until('a winner', () => window.words('result'));
    await playHand(async () => {
      acts += 1;
      if (acts === 1 && (await page.isEnabled(by('action-raise')))) {
        await page.locator(by('raise-preset')).first().click();
        await page.click(by('action-raise'));
      } else if (await page.locator(by('action-check')).count()) await page.click(by('action-check'));
      else await page.click(by('action-call'));
      if (acts === 2) await app.screenshot('street');
    });
    expect(acts).toBeGreaterThan(0);
    // "Nora wins 120: pair of kings ..." or "... everyone else folded".
    expect(await result).toMatch(/wins? .*\d.*[a-z]{4}/i);

    let typed = '';
    await playHand(async ({ picture }) => {
      if (typed === '' && (await page.locator(by('raise-amount')).count())) {
        typed = '60';
        await page.fill(by('raise-amount'), typed);
        await page.click(by('action-raise'));
      } else if (await page.locator(by('action-check')).count()) await page.click(by('action-check'));
      else await page.click(picture.hand % 2 ? by('action-call') : by('action-fold'));
    });
    expect(typed).not.toBe('');
  });

  test('plays whole hands by keyboard alone', async () => {
    await page.keyboard.press('?');
    await page.waitForSelector('dialog[open]');
    await app.screenshot('help');
    await page.keyboard.press('Escape');
    await page.waitForFunction(() => document.querySelector('dialog[open]') === null);

    let raised = false;
    await playHand(async () => {
      if (!raised && (await page.locator(by('raise-amount')).count())) {
        raised = true;
        await page.keyboard.press('r');
        await page.keyboard.press('ArrowUp');
        await page.keyboard.press('Enter');
      } else await page.keyboard.press('c');
    });
    expect(raised).toBe(true);
    await playHand(async () => page.keyboard.press('f'));
  });

  test('what cannot be is refused in words, and what is no command is dropped; the app lives', async () => {
    const { tableId, picture } = await myTurn();
    const before = await reading();
    await window.send({
      type: 'act',
      tableId,
      hand: picture.hand,
      turn: Number(picture.turn),
      action: { type: 'raise', to: 1_000_000_000 },
    });
    expect(await window.until('the refusal', () => window.words('toast'))).toMatch(/chips/);
    await window.run(
      (garbage) => {
        for (const message of garbage) {
          (window as unknown as { evertable: { send(message: unknown): void } }).evertable.send(message);
        }
      },
      [
        { type: 'act' },
        { type: 'format', disk: 'all' },
        7,
        null,
        'x'.repeat(100_000),
        { type: 'openTable', tableId: '../..' },
      ],
    );
    await window.send({ type: 'openTable', tableId: '0'.repeat(32) });
    expect((await reading()).stateHash).toBe(before.stateHash);
    expect(app.printed.some((line) => line.includes('dropped a message'))).toBe(true);
  });

  test('a pause stops the table until it is resumed', async () => {
    await myTurn();
    await page.click(by('pause'));
    await window.untilTable('the pause', ({ isPaused }) => isPaused);
    await app.screenshot('paused');
    await page.click(by('resume'));
    await myTurn();
  });

  test('after a fold "next hand" skips to the next one', async () => {
    const turn = await myTurn();
    const act = (await page.locator(by('action-fold')).count()) ? 'action-fold' : 'action-check';
    await page.click(by(act));
    if (act === 'action-fold') {
      await page.click(`${by('next-hand')}:enabled`);
      await window.untilTable('the next hand', ({ picture }) => picture.hand > turn.picture.hand);
    }
  });

  test('killed in the middle of a hand, it goes on with the same cards and turn', async () => {
    const before = await myTurn();
    await app.kill();
    app = await launchApp({ folders: app.folders });
    page = app.page;
    window = new AppWindow(app.electron);
    await page.waitForSelector(by('table-card'));
    await app.screenshot('lobby-after-kill');
    expect(await page.textContent(by('table-state'))).toMatch(/Paused in the middle of a hand/);
    await page.click(by('resume'));
    const after = await myTurn();
    expect(after.picture).toEqual(before.picture);
    await app.screenshot('resumed');
  });

  test('the table is readable in a small and in a large window', async () => {
    await myTurn();
    for (const [width, height] of [
      [1024, 640],
      [2560, 1440],
      [1280, 800],
    ] as const) {
      await resize(width, height);
      await app.screenshot(`table-${width}x${height}`);
      for (const testId of ['action-fold', 'board', 'pot', 'seat-0', 'my-hand']) {
        const box = await page.locator(by(testId)).first().boundingBox();
        expect(box, `${testId} at ${width}x${height}`).not.toBeNull();
        expect((box?.x ?? 0) + (box?.width ?? 0), testId).toBeLessThanOrEqual(width);
        expect((box?.y ?? 0) + (box?.height ?? 0), testId).toBeLessThanOrEqual(height);
      }
    }
  });

  test('a bust opens the rebuy sheet, and buying in again plays on', async () => {
    const big = await myTurn();
    await page.click(by('to-lobby'));
    await page.waitForSelector(by('table-card'));
    const tiny = { ...SETTINGS, minBuyIn: 20, maxBuyIn: 20 };
    await window.send({ type: 'newPracticeTable', name: 'Tiny', bots: 3, buyIn: 20, settings: tiny });
    await window.untilTable('the other table', ({ tableId }) => tableId !== big.tableId);
    for (let hands = 0; hands < 80; hands++) {
      const now = await window.untilTable(
        'my turn or the rebuy sheet',
        ({ isMyTurn, picture }) => isMyTurn || picture.seats.find(({ name }) => name === 'Ada')?.stack === 0,
      );
      if (await page.locator(by('buy-in-confirm')).count()) break;
      if (!now.isMyTurn) {
        await window.press('next-hand');
        await window.until(
          'something to happen',
          async () => (await reading()).seq > now.seq || (await window.words('buy-in-confirm')) !== null,
        );
        continue;
      }
      if (await page.locator(by('raise-preset')).count()) {
        await page.locator(by('raise-preset')).last().click();
        await page.click(by('action-raise'));
      } else
        await page.click(
          (await page.locator(by('action-check')).count()) ? by('action-check') : by('action-call'),
        );
      await over(now);
    }
    await page.waitForSelector(by('buy-in-confirm'));
    await app.screenshot('rebuy');
    await page.click(by('buy-in-confirm'));
    await myTurn();
  });

  test('leaving asks first; then the table is gone from the lobby', async () => {
    await page.click(by('leave'));
    await page.waitForSelector(by('leave-confirm'));
    await page.click(by('leave-cancel'));
    await myTurn();
    await page.click(by('leave'));
    await page.click(by('leave-confirm'));
    await page.waitForSelector(by('lobby'));
    const names = await page.locator(by('table-card')).allTextContents();
    expect(names.filter((text) => text.includes('Tiny'))).toEqual([]);
    expect(names).toHaveLength(1);
  });
});
