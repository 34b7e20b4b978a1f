import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AppWindow } from './appWindow.ts';
import { type LaunchedApp, launchApp, removeFolders } from './launch.ts';
import type { TableReading } from './tableReading.ts';

/*
 * An evening at the table in the real window, by mouse and by keyboard. The tests follow one another in one app, as
 * the evening does; each begins at a table that goes on.
 */

const by = (testId: string) => `[data-testid="${testId}"]`;

/** Ways to say how much to raise. */
type RaiseBy = 'preset' | 'slider' | 'step' | 'typed amount';

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
  const log = () => page.textContent(by('log'));
  const isThere = async (selector: string) => (await page.locator(selector).count()) > 0;
  const passed = ({ picture, seq }: TableReading) =>
    window.untilTable('the turn to pass', (now) => now.seq > seq && now.picture.turn !== picture.turn);

  /** My next turn, in this hand or a later one; what is left of a hand that is lost is skipped, a bust bought back. */
  async function myTurn(): Promise<TableReading> {
    return window.until('my turn', async () => {
      const now = await window.table();
      if (now === null || now.isPaused) return null;
      if (now.isMyTurn) return now;
      (await window.press('buy-in-confirm')) || (await window.press('next-hand'));
      return null;
    });
  }

  /** Plays with `act` until another hand begins, to its last chip. */
  async function playHand(act: (turn: TableReading) => Promise<void>): Promise<void> {
    const { hand } = (await myTurn()).picture;
    for (;;) {
      const next = await window.untilTable(
        'my turn or another hand',
        ({ isMyTurn, picture }) => picture.hand > hand || isMyTurn,
      );
      if (next.picture.hand > hand) return;
      await act(next);
      await passed(next);
    }
  }

  async function checkOrCall(): Promise<void> {
    await page.click((await isThere(by('action-check'))) ? by('action-check') : by('action-call'));
  }

  /** Folds this hand; resolves when the next is being played. */
  async function toNextHand(): Promise<void> {
    const { picture } = await myTurn();
    await page.click(by('action-fold'));
    await window.until('the next hand', async () => {
      await window.press('next-hand');
      const now = await reading();
      return now.picture.hand > picture.hand && now.picture.actor !== '';
    });
  }

  /** Opens another practice table from the lobby, set up by `fill`. */
  async function openTable(fill: () => Promise<void>): Promise<void> {
    await page.click(by('to-lobby'));
    await page.click(by('practice-button'));
    await page.waitForSelector(by('start-practice'));
    await fill();
    await page.click(by('start-practice'));
    await reading();
  }

  /** The window's inner size. */
  async function resize(width: number, height: number): Promise<void> {
    await app.electron.evaluate(
      ({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height),
      { width, height },
    );
    await page.waitForFunction((size) => innerWidth === size.width && innerHeight === size.height, {
      width,
      height,
    });
  }

  test('a newcomer types a name, presses Practice and sits down with three bots', async () => {
    await page.fill(by('name-input'), 'Ada');
    await app.screenshot('lobby-first-start');
    await page.click(by('practice-button'));
    await page.waitForSelector(by('start-practice'));
    await app.screenshot('practice-sheet');
    await page.click(by('start-practice'));
    const { picture } = await myTurn();
    expect(picture.seats.map(({ name }) => name)).toContain('Ada');
    expect(picture.seats).toHaveLength(4);
    expect(picture.myCards).toHaveLength(2);
    await app.screenshot('my-turn-preflop');
  });

  test('plays whole hands by mouse, raising by preset, slider, steps and a typed amount', async () => {
    const ways: RaiseBy[] = ['preset', 'slider', 'step', 'typed amount'];
    const result = window.until('a winner', () => window.words('result'));
    const act = async ({ picture }: TableReading) => {
      if (picture.board.length > 0) await app.screenshot('in-a-hand');
      const way = (await page.isEnabled(by('action-raise'))) ? ways.shift() : undefined;
      if (way === undefined) await checkOrCall();
      else await raise(way);
    };
    await playHand(act);
    while (ways.length > 0) {
      const turn = await myTurn();
      await act(turn);
      await passed(turn);
    }
    // "Nora wins 120: pair of kings, ..." or "... everyone else folded".
    expect(await result).toMatch(/wins .*\d.*[a-z]{4}/i);
  });

  /** Raises by mouse; the log then says the amount that stood on the button. */
  async function raise(way: RaiseBy): Promise<void> {
    switch (way) {
      case 'preset':
        await page.locator(by('raise-preset')).first().click();
        break;
      case 'slider': {
        const slider = await page.locator(by('raise-slider')).boundingBox();
        if (slider === null) throw new Error('There is no slider.');
        await page.mouse.click(slider.x + slider.width / 5, slider.y + slider.height / 2);
        break;
      }
      case 'step':
        await page.click(by('raise-more'));
        await page.click(by('raise-more'));
        await page.click(by('raise-less'));
        break;
      case 'typed amount': {
        const smallest = Number(await page.inputValue(by('raise-amount')));
        await page.fill(by('raise-amount'), String(smallest + 3));
        break;
      }
    }
    const said = await page.textContent(`${by('action-raise')} .act-amount`);
    await page.click(by('action-raise'));
    const saysSo = new RegExp(`Ada (bets|raises to|is all-in for) ${said}\\b`);
    await window.until(`the log to say the ${way}, ${said}`, async () => saysSo.test((await log()) ?? ''));
  }

  test('plays whole hands by keyboard alone', async () => {
    await myTurn();
    await page.keyboard.press('?');
    await page.waitForSelector(by('help-sheet'));
    await app.screenshot('help');
    await page.keyboard.press('Escape');
    await page.waitForSelector(by('help-sheet'), { state: 'detached' });

    const isReady = () => isThere(`${by('action-raise')}.is-ready`);
    const amount = () => page.inputValue(by('raise-amount'));
    let hasRaised = false;
    while (!hasRaised) {
      await playHand(async ({ picture }) => {
        if (hasRaised || !(await page.isEnabled(by('action-raise')))) return page.keyboard.press('c');
        hasRaised = true;
        await page.keyboard.press('r');
        await window.until('a raise that is ready', isReady);
        await page.keyboard.press('Escape');
        await window.until('a raise that is put back', async () => !(await isReady()));
        await page.keyboard.press('Enter');
        expect((await reading()).picture.turn).toBe(picture.turn);

        await page.keyboard.press('1');
        const preset = Number(await amount());
        await page.keyboard.press('ArrowUp');
        const more = Number(await amount());
        await page.keyboard.press('ArrowDown');
        // A preset may be all-in already.
        expect(more).toBeGreaterThanOrEqual(preset);
        expect(Number(await amount())).toBeLessThanOrEqual(more);
        await page.keyboard.press('Enter');
      });
    }
    const { picture } = await myTurn();
    await page.keyboard.press('f');
    await window.until('the fold in the log', async () => (await log())?.includes('Ada folds.') ?? false);
    await page.keyboard.press('n');
    await window.untilTable('the next hand', (now) => now.picture.hand > picture.hand);
  });

  test('a typed amount that cannot be raised to is put right by Enter, and not raised', async () => {
    const { picture } = await window.until('a turn with a raise', async () => {
      const turn = await myTurn();
      if (await page.isEnabled(by('action-raise'))) return turn;
      await checkOrCall();
      await passed(turn);
      return null;
    });
    const smallest = await page.inputValue(by('raise-amount'));
    await page.fill(by('raise-amount'), '1');
    expect(await page.getAttribute(by('raise-amount'), 'aria-invalid')).toBe('true');
    await app.screenshot('wrong-amount');
    await page.keyboard.press('Enter');
    expect(await page.inputValue(by('raise-amount'))).toBe(smallest);
    await page.keyboard.press('Escape');
    expect((await reading()).picture).toEqual(picture);
  });

  test('what cannot be is refused in words, and what is no command is dropped and logged; the app lives', async () => {
    const before = await myTurn();
    const { tableId, picture } = before;
    const act = { type: 'act', tableId, hand: picture.hand, turn: Number(picture.turn) } as const;
    await window.send({ ...act, action: { type: 'raise', to: 1_000_000_000 } });
    expect(await window.until('the refusal', () => window.words('toast'))).toMatch(/chips/);
    await window.send({ type: 'openTable', tableId: '0'.repeat(32) });
    await page.getByText('There is no such table on this device.').waitFor();
    await app.screenshot('refused');
    while (await isThere(by('toast'))) await page.locator(by('toast')).first().getByLabel('Dismiss').click();

    const garbage = [
      { type: 'act' },
      { type: 'format', disk: 'all' },
      { type: 'hello', and: 'more' },
      { type: 'openTable', tableId: '../..' },
      { ...act, action: { type: 'raise', to: -1 } },
      7,
      null,
      'x'.repeat(100_000),
    ];
    await window.run((messages) => {
      const { evertable } = globalThis as unknown as { evertable: { send(message: unknown): void } };
      for (const message of messages) evertable.send(message);
    }, garbage);
    const dropped = () => app.printed.filter((line) => line.includes('dropped a message')).length;
    await window.until('every one to be logged', async () => dropped() === garbage.length);
    expect((await reading()).stateHash).toBe(before.stateHash);
    await checkOrCall();
    await passed(before);
  });

  test('a pre-action is played when the turn comes', async () => {
    const chosen = await window.until('a pre-action to choose', async () => {
      if (await window.press('pre-action-check-fold')) return reading();
      if ((await reading()).isMyTurn)
        (await window.press('action-check')) || (await window.press('action-call'));
      else (await window.press('buy-in-confirm')) || (await window.press('next-hand'));
      return null;
    });
    await page.waitForSelector(`${by('pre-action-check-fold')}[aria-pressed="true"]`);
    await app.screenshot('pre-action');
    await window.until('it to be played', async () => {
      const { picture } = await reading();
      return picture.hand > chosen.picture.hand || /Ada (folds|checks)\.(?!.*Hand)/.test((await log()) ?? '');
    });
  });

  test('a pause, by mouse and by key, stops the table until it is resumed', async () => {
    await myTurn();
    await page.click(by('pause'));
    await window.untilTable('the pause', ({ isPaused }) => isPaused);
    await app.screenshot('paused');
    await page.click(by('resume'));
    await window.untilTable('the table to go on', ({ isPaused }) => !isPaused);
    await page.keyboard.press('p');
    await window.untilTable('the pause', ({ isPaused }) => isPaused);
    await page.keyboard.press('p');
    await myTurn();
  });

  test('settings are changed for the next hand', async () => {
    await myTurn();
    await page.click(by('settings'));
    await page.waitForSelector(by('settings-sheet'));
    await page.fill(by('small-blind'), '10');
    await app.screenshot('settings');
    await page.click(by('settings-apply'));
    await page.getByText('new settings next hand').waitFor();
    expect(await page.textContent('header')).toContain('5/10');
    await toNextHand();
    expect(await page.textContent('header')).toContain('10/20');
  });

  test('amounts in big blinds and a deck of four colours are a preference', async () => {
    await myTurn();
    await page.click(by('preferences'));
    await page.check(by('preference-big-blinds'));
    await page.check(by('preference-four-colours'));
    await app.screenshot('preferences');
    await page.keyboard.press('Escape');
    expect(await page.textContent(by('pot'))).toContain('BB');
    await app.screenshot('big-blinds-four-colours');
    await page.click(by('preferences'));
    await page.uncheck(by('preference-big-blinds'));
    await page.uncheck(by('preference-four-colours'));
    await page.keyboard.press('Escape');
    expect(await page.textContent(by('pot'))).not.toContain('BB');
  });

  test('who sits out is waited for by the bots, and dealt in after sitting in again', async () => {
    await myTurn();
    await page.click(by('sit-out'));
    await page.waitForSelector(`${by('sit-out')}[aria-pressed="true"]`);
    await page.click(by('action-fold'));
    await window.until('the table to wait', async () => {
      await window.press('next-hand');
      return isThere(by('sit-in'));
    });
    expect((await reading()).picture.myCards).toEqual([]);
    await app.screenshot('sitting-out');
    await page.click(by('sit-in'));
    expect((await myTurn()).picture.myCards).toHaveLength(2);
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
      for (const testId of [
        'action-fold',
        'board',
        'pot',
        'seat-0',
        'seat-1',
        'seat-2',
        'seat-3',
        'my-hand',
      ]) {
        const box = await page.locator(by(testId)).first().boundingBox();
        const what = `${testId} at ${width}x${height}`;
        expect(box, what).not.toBeNull();
        expect(box?.x, what).toBeGreaterThanOrEqual(0);
        expect(box?.y, what).toBeGreaterThanOrEqual(0);
        expect((box?.x ?? 0) + (box?.width ?? 0), what).toBeLessThanOrEqual(width);
        expect((box?.y ?? 0) + (box?.height ?? 0), what).toBeLessThanOrEqual(height);
      }
    }
  });

  test('ten sit at a table of ten', async () => {
    await openTable(async () => {
      await page.fill(by('table-name'), 'Ten');
      // The radio button itself is hidden under its number.
      await page.check(by('bots-9'), { force: true });
    });
    const { picture } = await window.untilTable('cards', (now) => now.picture.myCards.length === 2);
    expect(picture.seats).toHaveLength(10);
    for (const [width, height] of [
      [1024, 640],
      [1280, 800],
    ] as const) {
      await resize(width, height);
      await app.screenshot(`ten-seats-${width}x${height}`);
    }
  });

  const isBust = async () => (await window.words('buy-in-confirm')) !== null;

  async function goAllIn(): Promise<void> {
    if (!(await page.isEnabled(by('action-raise')))) return checkOrCall();
    await page.locator(by('raise-preset')).last().click();
    await page.click(by('action-raise'));
  }

  test('a bust opens the rebuy sheet, and buying in again plays on', async () => {
    // One big blind against one bot: all-in at once.
    await openTable(async () => {
      await page.fill(by('table-name'), 'Tiny');
      await page.check(by('bots-1'), { force: true });
      await page.click(by('advanced'));
      await page.getByLabel('Smallest buy-in').fill('10');
      await page.fill(by('buy-in'), '10');
    });
    while (!(await isBust())) {
      const turn = await window.until('my turn or a bust', async () => {
        const now = await reading();
        if (now.isMyTurn || (await isBust())) return now;
        await window.press('next-hand');
        return null;
      });
      if (!turn.isMyTurn) continue;
      await goAllIn();
      await passed(turn);
    }
    await app.screenshot('rebuy');
    await page.click(by('buy-in-confirm'));
    const { picture } = await myTurn();
    expect(picture.myCards).toHaveLength(2);
    expect(picture.seats.find(({ name }) => name === 'Ada')?.stack).toBeGreaterThan(0);
  });

  test('leaving asks first; then the table is gone from the lobby', async () => {
    await page.click(by('leave'));
    await page.waitForSelector(by('leave-confirm'));
    await app.screenshot('leave');
    await page.click(by('leave-cancel'));
    await page.waitForSelector(by('leave-confirm'), { state: 'detached' });
    await reading();
    await page.click(by('leave'));
    await page.click(by('leave-confirm'));
    await page.waitForSelector(by('lobby'));
    await page.locator(by('table-card'), { hasText: 'Tiny' }).waitFor({ state: 'detached' });
    expect(await page.locator(by('table-card')).count()).toBe(2);
    await app.screenshot('lobby');
  });
});
