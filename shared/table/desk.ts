import type { Chips, Seat, Standing, WaitingSeat } from '../poker/index.ts';
import { type Arrival, chapter, look, receive, type Story, type Taken } from '../process/effects.ts';
import { openAccounts } from './accounts.ts';
import { type Clock, startClock } from './clock.ts';
import { type Account, type Game, newcomer, type Seated } from './game.ts';
import { type Author, on } from './inputs.ts';
import type { Member } from './members.ts';
import { type MembershipRequest, openMembership } from './membership.ts';
import { type Settings, settingsProblem } from './settings.ts';
import { tell } from './tell.ts';

/** After so many requests without a deal the hand is closed, so that its journal stays short. */
export const REQUESTS_MAX = 450;
/** After so many in one hand only the host and the opener are heard until it is over: a hand's journal is bounded. */
export const HAND_REQUESTS_MAX = 1_500;

/** Sentences for those whose request is turned down. */
export const DESK_REFUSALS = {
  notSeated: 'You have no seat at this table.',
  seated: 'You have a seat already.',
  seatTaken: 'That seat is taken.',
  noSuchSeat: 'This table has no such seat.',
  buyIn: 'That is not a buy-in this table allows.',
  topUp: 'Your stack is at the most this table allows.',
  tooMany: 'This table cannot count so many chips.',
  leaving: 'You are leaving the table.',
  crowded: 'So much was asked for in this hand that the rest has to wait for the next one.',
  notOpener: 'Only the one who opened the table can do that.',
} as const;

/**
 * The front desk: who sits where with how much, who comes and goes, what the opener decides. It is open
 * at any time; what touches a player in the hand waits until the hand lets go of them.
 */
export interface Desk {
  readonly clock: Clock;
  isPractice(): boolean;
  serve(): Story<void>;
  settings(): Settings;
  seated(): readonly Seated[];
  /** Players as the next hand's button sees them. */
  waiting(): WaitingSeat[];
  playerAt(seat: Seat): Readonly<Seated>;
  deviceAt(seat: Seat): string;
  isLeaving(seat: Seat): boolean;
  /** The seat's own device has spoken: it is not lost. */
  heardFrom(seat: Seat): void;
  /** Humans at the table, by seat. */
  people(): Seat[];
  timeBankMs(seat: Seat): number;
  spendTimeBank(seat: Seat, usedMs: number): void;
  isFull(): boolean;
  /** The hand has begun for these players: their stacks are the hand's until it is over. */
  deal(players: readonly { seat: Seat }[], standings: readonly { seat: Seat; standing: Standing }[]): void;
  /** All cards that come have come: the result stands, and who votes may change. */
  handIsOver(): void;
  /** The hand is over: stacks are as it left them, and what waited for its end is done. */
  settle(stacks: ReadonlyMap<Seat, Chips>): Story<void>;
  /** Puts the settings chosen for the next hand in force. */
  adoptSettings(): void;
  accounts(): Account[];
  nextSettings(): Settings | null;
  /** What lasts of who belongs here. */
  membership(): Pick<Game, 'members' | 'voters' | 'invites' | 'vouches'>;
}

type Request =
  | MembershipRequest
  | { readonly do: 'sit'; readonly player: Seated }
  | { readonly do: 'leave'; readonly seat: Seat }
  | { readonly do: 'sit out'; readonly seat: Seat; readonly sitOut: boolean }
  | { readonly do: 'straddle'; readonly seat: Seat; readonly straddle: boolean }
  | { readonly do: 'top up'; readonly seat: Seat; readonly amount: Chips }
  | { readonly do: 'settings'; readonly settings: Settings }
  | { readonly do: 'pause'; readonly paused: boolean; readonly timeMs: number }
  | { readonly do: 'term'; readonly timeMs: number };

export function openDesk(game: Game, openedMs: number): Desk {
  const clock = startClock(game.paused ? openedMs : null);
  const seats = new Map(game.seated.map((player) => [player.seat, { ...player }]));
  const accounts = openAccounts(game.accounts);
  const inHand = new Set<Seat>();
  let isHandOver = false;
  const leaving = new Set<Seat>();
  const topUps = new Map<Seat, Chips>();
  let { settings, nextSettings, dealt } = game;
  let requests = 0;

  const seatOf = (device: string) => [...seats.values()].find((player) => player.device === device);
  const playerAt = (seat: Seat): Seated => {
    const player = seats.get(seat);
    if (!player) throw new RangeError(`nobody sits at ${seat}`);
    return player;
  };

  /** Asks for the author's own seat before anything else. */
  const fromSeat = (
    { device }: Author,
    judge: (player: Seated) => { refuse: string } | { take: Request },
  ) => {
    const player = seatOf(device);
    if (!player) return { refuse: DESK_REFUSALS.notSeated };
    return leaving.has(player.seat) ? { refuse: DESK_REFUSALS.leaving } : judge(player);
  };
  const fromOpener = ({ device }: Author, judge: () => { refuse: string } | { take: Request }) =>
    device === game.opener ? judge() : { refuse: DESK_REFUSALS.notOpener };
  /** Why a stack between hands may not grow by so much; one that is gone is bought again like the first. */
  const topUpRefusal = ({ stack }: Seated, amount: Chips): string | null => {
    if (amount > settings.maxBuyIn - stack) return DESK_REFUSALS.topUp;
    if (stack === 0 && amount < settings.minBuyIn) return DESK_REFUSALS.buyIn;
    return amount > accounts.countable() ? DESK_REFUSALS.tooMany : null;
  };

  const membership = openMembership(game, {
    seated: () => [...seats.values()],
    isHandPlayed: () => inHand.size > 0 && !isHandOver,
    isInHand: (seat) => inHand.has(seat),
    isLeaving: (seat) => leaving.has(seat),
    leave,
    reseat,
    rename: (device, name) => {
      const player = seatOf(device);
      if (player) player.name = name;
      accounts.rename(device, name);
    },
  });

  const judge = on<Request>({
    ...membership.judges,
    SIT: ({ seat, name, buyIn, bot }, { device }) => {
      if (seatOf(device)) return { refuse: DESK_REFUSALS.seated };
      const stranger = membership.seatRefusal(device, bot);
      if (stranger) return { refuse: stranger };
      if (seat >= settings.maxSeats) return { refuse: DESK_REFUSALS.noSuchSeat };
      if (seats.has(seat)) return { refuse: DESK_REFUSALS.seatTaken };
      if (buyIn < settings.minBuyIn || buyIn > settings.maxBuyIn) return { refuse: DESK_REFUSALS.buyIn };
      if (buyIn > accounts.countable()) return { refuse: DESK_REFUSALS.tooMany };
      // A member sits under the name that it came in with.
      const who = { seat, device, name: membership.nameOf(device) ?? name, bot, stack: buyIn };
      const player = newcomer(who, { dealt, settings });
      return { take: { do: 'sit', player } };
    },
    LEAVE: (_, author) => fromSeat(author, ({ seat }) => ({ take: { do: 'leave', seat } })),
    SIT_OUT: ({ sitOut }, author) =>
      fromSeat(author, ({ seat }) => ({ take: { do: 'sit out', seat, sitOut } })),
    STRADDLE: ({ straddle }, author) =>
      fromSeat(author, ({ seat }) => ({ take: { do: 'straddle', seat, straddle } })),
    TOP_UP: ({ amount }, author) =>
      fromSeat(author, (player) => {
        // In a hand the stack it will come to is not known yet: what fits is added at its end.
        const refuse = inHand.has(player.seat) ? null : topUpRefusal(player, amount);
        return refuse ? { refuse } : { take: { do: 'top up', seat: player.seat, amount } };
      }),
    SETTINGS: ({ settings }, author) =>
      fromOpener(author, () => {
        const problem = settingsProblem(settings);
        return problem ? { refuse: problem } : { take: { do: 'settings', settings } };
      }),
    PAUSE: (_, author) =>
      fromOpener(author, () => ({ take: { do: 'pause', paused: true, timeMs: author.timeMs } })),
    RESUME: (_, author) => {
      const take = { do: 'pause', paused: false, timeMs: author.timeMs } as const;
      // While the opener is gone for long, whoever sits here can go on.
      const isStandIn = !membership.isVoter(game.opener) && seatOf(author.device) !== undefined;
      return isStandIn ? { take } : fromOpener(author, () => ({ take }));
    },
    TERM_START: (_, { timeMs }) => ({ take: { do: 'term', timeMs } }),
  });

  const isCrowded = ({ device, host }: Arrival) =>
    inHand.size > 0 && requests >= HAND_REQUESTS_MAX && device !== host && device !== game.opener;
  /** The judge of one arrival, which also says whose request it takes. */
  const judgeArrival = (arrival: Arrival): Taken<{ readonly request: Request; readonly by: string }> => {
    const taken = judge(arrival);
    if (taken === null || 'refuse' in taken) return taken;
    return isCrowded(arrival)
      ? { refuse: DESK_REFUSALS.crowded }
      : { take: { request: taken.take, by: arrival.device } };
  };

  function* buyIn(player: Seated, amount: Chips): Story<void> {
    accounts.buyIn(player, amount);
    const { seat, name } = player;
    yield* tell({ what: seats.has(seat) ? 'tops up' : 'sits', seat, name, amount });
  }

  function* stand(player: Seated): Story<void> {
    const { seat, name, stack } = player;
    accounts.cashOut(player, stack);
    seats.delete(seat);
    leaving.delete(seat);
    topUps.delete(seat);
    membership.seatLeft(player);
    yield* tell({ what: 'leaves', seat, name, amount: stack });
  }

  function* topUp(player: Seated, asked: Chips): Story<void> {
    const amount = Math.min(asked, settings.maxBuyIn - player.stack, accounts.countable());
    if (amount <= 0) return;
    player.stack += amount;
    yield* buyIn(player, amount);
  }

  function* leave(seat: Seat): Story<void> {
    if (inHand.has(seat)) leaving.add(seat);
    else yield* stand(playerAt(seat));
  }

  /** A seat, its stack and its account go to another device. */
  function* reseat(seat: Seat, { device, name }: Member): Story<void> {
    const player = playerAt(seat);
    accounts.merge(player.device, { device, name });
    yield* tell({ what: 'takes seat', seat, name, from: player.name });
    Object.assign(player, { device, name });
  }

  function* grant(request: Request): Story<void> {
    switch (request.do) {
      case 'sit':
        yield* buyIn(request.player, request.player.stack);
        seats.set(request.player.seat, request.player);
        return;
      case 'leave':
        yield* leave(request.seat);
        return;
      case 'sit out': {
        const player = playerAt(request.seat);
        player.sittingOut = request.sitOut;
        yield* tell({ what: 'sits out', seat: player.seat, name: player.name, sitOut: request.sitOut });
        return;
      }
      case 'straddle':
        playerAt(request.seat).straddles = request.straddle;
        return;
      case 'top up':
        if (inHand.has(request.seat)) topUps.set(request.seat, request.amount);
        else yield* topUp(playerAt(request.seat), request.amount);
        return;
      case 'settings':
        nextSettings = request.settings;
        yield* tell({ what: 'settings' });
        return;
      case 'pause':
        if (request.paused) clock.pause(request.timeMs);
        else clock.resume(request.timeMs);
        yield* tell({ what: 'pause', paused: request.paused });
        return;
      case 'term':
        clock.grantGrace(request.timeMs);
        return;
      default:
        yield* membership.grant(request);
    }
  }

  const serve = chapter('desk', function* (): Story<void> {
    yield* look(() => ({
      seats: [...seats.values()],
      accounts: accounts.all(),
      leaving: [...leaving],
      topUps: [...topUps],
      inHand: [...inHand],
      settings,
      nextSettings,
      paused: clock.isPaused(),
      pausedMs: clock.pausedMs(),
      graceUntilMs: clock.graceUntilMs(),
      requests,
      ...membership.shown(),
    }));
    for (;;) {
      const { request, by } = yield* receive({ name: 'desk', judge: judgeArrival });
      requests += 1;
      membership.heardFrom(by);
      yield* grant(request);
    }
  });

  return {
    clock,
    serve,
    isPractice: () => game.practice,
    settings: () => settings,
    seated: () => [...seats.values()],
    waiting: () =>
      [...seats.values()].map(({ seat, device, stack, sittingOut, standing }) => ({
        seat,
        // Among friends every player votes, so that those who began a hand can end it.
        ready:
          stack > 0 && !sittingOut && !leaving.has(seat) && (game.practice || membership.isVoter(device)),
        standing,
        entry: (nextSettings ?? settings).newcomers,
      })),
    playerAt,
    deviceAt: (seat) => playerAt(seat).device,
    isLeaving: (seat) => leaving.has(seat),
    heardFrom: (seat) => membership.heardFrom(playerAt(seat).device),
    people: () => [...seats.values()].filter(({ bot }) => !bot).map(({ seat }) => seat),
    timeBankMs: (seat) => playerAt(seat).timeBankMs,
    spendTimeBank: (seat, usedMs) => {
      const player = playerAt(seat);
      player.timeBankMs = Math.max(0, player.timeBankMs - usedMs);
    },
    isFull: () => requests >= REQUESTS_MAX,
    deal: (players, standings) => {
      dealt += 1;
      isHandOver = false;
      for (const { seat } of players) inHand.add(seat);
      for (const { seat, standing } of standings) playerAt(seat).standing = standing;
    },
    handIsOver: () => {
      isHandOver = true;
    },
    settle: function* (stacks) {
      for (const [seat, stack] of stacks) playerAt(seat).stack = stack;
      inHand.clear();
      for (const seat of [...leaving]) yield* stand(playerAt(seat));
      for (const [seat, amount] of topUps) yield* topUp(playerAt(seat), amount);
      topUps.clear();
      yield* membership.giveSeats();
    },
    adoptSettings: () => {
      settings = nextSettings ?? settings;
      nextSettings = null;
    },
    accounts: accounts.all,
    nextSettings: () => nextSettings,
    membership: membership.kept,
  };
}
