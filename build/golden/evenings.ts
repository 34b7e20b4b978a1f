import type { Ask } from '../../shared/table/asks.ts';
import type { Settings } from '../../shared/table/settings.ts';
import { gameWith, HOST, SETTINGS } from '../../shared/table/testing/practice.ts';
import { ADA, BO, CY, DI, ELI, GoldenFriends } from './goldenFriends.ts';
import { GoldenTable } from './goldenTable.ts';

/** Hands that are played to be kept: together they go through every rule of the table. */
export interface Evening {
  /** Names its file. */
  readonly name: string;
  /** Plays until its last hand is over. */
  readonly play: () => GoldenTable;
}

export const evenings: readonly Evening[] = [
  { name: 'heads-up', play: headsUp },
  { name: 'side-pots', play: sidePots },
  { name: 'short-all-ins', play: shortAllIns },
  { name: 'short-blind', play: shortBlind },
  { name: 'run-it-twice', play: runItTwice },
  { name: 'bomb-pot-and-rabbit-hunt', play: bombPotAndRabbitHunt },
  { name: 'antes-and-straddle', play: antesAndStraddle },
  { name: 'time', play: time },
  { name: 'leaving', play: leaving },
  { name: 'moving-button', play: () => comingAndGoing('moving', 'post') },
  { name: 'dead-button', play: () => comingAndGoing('dead', 'wait') },
  { name: 'friends', play: friends },
];

function practiceTable(settings: Partial<Settings>, seed: number): GoldenTable {
  return new GoldenTable({ ...gameWith(settings), paused: true }, seed);
}

/** A pot fought for and given up; a showdown whose loser mucks; an all-in with chips that nobody called. */
function headsUp(): GoldenTable {
  const table = practiceTable({}, 1);
  table.open({ 0: 100, 1: 90 });
  for (const act of ['call', 'check', 'check'] as const) table.move(act);
  table.move('raise', 4);
  table.move('raise', 12);
  table.move('call');
  for (const act of ['check', 'check', 'check'] as const) table.move(act);
  table.move('raise', 20);
  table.move('fold');
  table.serve();

  table.nextHand();
  table.move('raise', 6);
  table.move('call');
  for (let checks = 0; checks < 4; checks++) table.move('check');
  table.move('raise', 10);
  table.move('call');
  table.muckDown();
  table.serve();

  table.nextHand();
  table.shove();
  table.callDown();
  return table;
}

/** Six players, four of them all-in before the flop, the others into side pots. */
function sidePots(): GoldenTable {
  const table = practiceTable({}, 2);
  table.open({ 0: 40, 1: 200, 2: 70, 3: 200, 4: 120, 5: 200 });
  table.move('raise', 6);
  table.shove();
  for (let calls = 0; calls < 5; calls++) table.move('call');
  table.move('check');
  table.move('raise', 30);
  table.shove();
  table.move('fold');
  table.move('call');
  table.serve();

  table.nextHand();
  table.callDown();
  return table;
}

/** A raise by less than the one before: it opens the betting for nobody who has acted. */
function shortAllIns(): GoldenTable {
  const table = practiceTable({}, 3);
  table.open({ 0: 200, 1: 200, 2: 200, 3: 46, 4: 200, 5: 54 });
  table.move('call');
  table.move('raise', 40);
  table.move('call');
  table.move('call');
  table.move('fold');
  table.move('fold');
  table.shove();
  table.callDown();
  return table;
}

/** An ante leaves less than the big blind: it is all-in with that, the others play on. */
function shortBlind(): GoldenTable {
  const table = practiceTable({ smallBlind: 2, bigBlind: 5, anteRule: 'each', ante: 1, minBuyIn: 5 }, 4);
  table.open({ 0: 100, 1: 100, 2: 5 });
  table.move('raise', 15);
  table.move('call');
  table.move('raise', 20);
  table.move('call');
  table.callDown();
  return table;
}

/** All agree, one does not, one says nothing. */
function runItTwice(): GoldenTable {
  const table = practiceTable({ runItTwice: true }, 5);
  table.open({ 0: 100, 1: 101, 2: 60 });
  const allIn = () => {
    table.serve();
    for (const seat of [0, 1, 2]) table.player(seat, 'TOP_UP', { amount: 60 });
    table.everybodyAllIn();
    table.serve((ask) => ask.for === 'run twice');
  };
  const answer = (seat: number, agree: boolean) => table.player(seat, 'RUN_TWICE', { agree });
  allIn();
  for (const seat of [2, 0, 1]) answer(seat, true);
  table.serve();

  table.nextHand();
  allIn();
  answer(1, true);
  answer(0, false);
  table.serve();

  table.nextHand();
  allIn();
  answer(0, true);
  table.timeout();
  table.serve();
  return table;
}

/** Every second hand a bomb pot; after folds somebody wants to see the cards, and people have seen enough. */
function bombPotAndRabbitHunt(): GoldenTable {
  const table = practiceTable({ bombPotEvery: 2, bombPotAnte: 5, rabbitHunt: true }, 6);
  table.open({ 0: 100, 1: 100, 2: 100, 3: 100 });
  table.move('call');
  for (let folds = 0; folds < 2; folds++) table.move('fold');
  table.move('raise', 10);
  table.move('fold');
  table.serve((ask) => ask.for === 'result');
  table.player(0, 'RABBIT');
  table.serve((ask) => ask.for === 'result');
  table.showInResult(2);
  for (const seat of [0, 1, 2, 3]) table.player(seat, 'SKIP');

  table.nextHand();
  table.move('check');
  table.move('raise', 15);
  table.move('call');
  table.move('fold');
  table.move('fold');
  table.callDown();

  table.nextHand();
  table.foldRound();
  return table;
}

/** Antes of all, then of the big blind alone; straddles; the settings change from one hand to the next. */
function antesAndStraddle(): GoldenTable {
  const settings: Settings = { ...SETTINGS, anteRule: 'each', ante: 1, straddle: true };
  const table = practiceTable(settings, 7);
  for (const seat of [0, 1, 2, 3]) {
    table.sit(seat);
    table.player(seat, 'STRADDLE', { straddle: seat !== 1 });
  }
  table.say(HOST, 'RESUME');
  table.callDown();

  table.nextHand();
  table.serve();
  table.say(HOST, 'SETTINGS', { settings: { ...settings, anteRule: 'big-blind', ante: 2, bigBlind: 4 } });
  table.move('raise', 6);
  table.callDown();

  table.nextHand();
  table.callDown();
  return table;
}

/** The clock acts for those who do not; a pause and a new term in the middle of a turn. */
function time(): GoldenTable {
  const table = practiceTable({ actionClockMs: 15_000, timeBankMs: 20_000 }, 8);
  table.open({ 0: 100, 1: 100, 2: 100 });
  table.serve();
  table.timeMs += 20_000;
  table.move('call');
  table.serve();
  table.timeout();
  table.move('check');
  table.serve();
  table.say(HOST, 'PAUSE');
  table.timeMs += 3_600_000;
  table.say(HOST, 'RESUME');
  table.move('raise', 4);
  table.serve();
  table.say(HOST, 'TERM_START');
  table.timeout();
  table.serve();

  table.nextHand();
  table.move('call');
  table.move('call');
  table.move('check');
  for (let turns = 0; turns < 3; turns++) {
    table.serve();
    table.timeout();
  }
  table.callDown();
  return table;
}

/** In turn, out of turn, all-in, and after the last bet. */
function leaving(): GoldenTable {
  const table = practiceTable({}, 9);
  table.open({ 0: 100, 1: 100, 2: 60, 3: 100, 4: 100 });
  table.move('raise', 6);
  table.player(0, 'LEAVE');
  table.player(4, 'LEAVE');
  table.move('call');
  table.shove();
  table.player(2, 'LEAVE');
  table.callDown();

  table.nextHand();
  table.sit(2, 80);
  table.serve();
  table.player(1, 'LEAVE');
  table.player(3, 'LEAVE');
  table.foldRound();
  return table;
}

/** Seven hands in which people come, sit out, miss blinds, come back and leave. */
function comingAndGoing(buttonRule: Settings['buttonRule'], newcomers: Settings['newcomers']): GoldenTable {
  const table = practiceTable({ buttonRule, newcomers }, 10);
  table.open({ 0: 100, 1: 100, 2: 100, 4: 100, 5: 100 });
  const between: readonly (() => void)[] = [
    () => table.player(1, 'SIT_OUT', { sitOut: true }),
    () => table.sit(3),
    () => table.player(5, 'LEAVE'),
    () => table.player(1, 'SIT_OUT', { sitOut: false }),
    () => table.player(0, 'SIT_OUT', { sitOut: true }),
    () => table.player(0, 'SIT_OUT', { sitOut: false }),
  ];
  for (const happens of between) {
    table.serve();
    happens();
    table.stayIn();
    table.foldRound();
    table.nextHand();
  }
  table.foldRound();
  return table;
}

/** Friends come in by invites, vote, are renamed, asked to leave in a hand; a lost device's seat goes to another. */
function friends(): GoldenTable {
  const table = new GoldenFriends({ rabbitHunt: true }, 11);
  table.invite('auto');
  table.sitDown(ADA, 0);
  for (const [at, device] of [BO, CY].entries()) {
    table.join(device, 'player');
    table.sitDown(device, at + 1);
    table.voters({ add: device });
  }
  table.invite('ask');
  for (const device of [DI, ELI]) {
    table.join(device, device === DI ? 'witness' : 'spectator');
    table.say(ADA, 'ADMIT', { device, admit: device === DI });
  }
  table.voters({ add: DI });
  table.say(HOST, 'READMIT', { device: BO, boot: 2 });
  table.say(ADA, 'RESUME');
  table.say(BO, 'RENAME', { name: 'Bobby', avatar: 3 });
  table.callDown();

  table.nextHand();
  table.serve();
  table.voters({ remove: DI });
  table.join(ELI, 'player');
  table.say(ADA, 'ADMIT', { device: ELI, admit: true });
  table.say(ADA, 'TOP_UP', { amount: 100 });
  const isShow = ({ for: what }: Ask) => what === 'show';
  for (table.serve(); table.ask.for === 'move'; table.serve(isShow)) {
    if (table.ask.seat === 1) table.move('fold');
    else if (table.ask.round.level < 90) table.shove();
    else table.move('call');
  }
  // Cy's device is lost: its cards are opened without it, and its seat goes to Eli.
  for (const by of [ADA, BO]) table.say(by, 'VOUCH', { seat: 2, device: ELI });
  table.serve((ask) => ask.for === 'show' && ask.seat === 2);
  table.openUnshown();
  table.serve();

  table.nextHand();
  table.serve();
  table.closeDoor();
  table.say(ADA, 'KICK', { device: BO });
  table.foldToResult();
  table.voters({ add: ELI });
  table.serve();

  table.nextHand();
  table.callDown();
  return table;
}
