import type { OwedPost } from './posts.ts';
import { clockwiseFrom, isBetween, MIN_SEATS, nextSeat, type Seat } from './seats.ts';

/**
 * Where the last hand's button and blinds lay, kept from hand to hand. These are places, not players: a seat may be empty by now, and
 * the small blind's place is remembered even when nobody posted it.
 */
export interface Rotation {
  button: Seat;
  smallBlind: Seat;
  bigBlind: Seat;
}

/**
 * 'moving': the button goes to the next player, the blinds to the two after it; when somebody between them leaves, a player may skip a
 * blind. 'dead': the big blind goes to the next player, small blind and button follow to the places before it, even to an empty seat.
 */
export type ButtonRule = 'moving' | 'dead';

/**
 * What a seat owes before it may play again. A newcomer owes a big blind; so does who missed that blind while sitting out. Who missed
 * the small blind owes it too, dead.
 */
export type Standing = 'paid-up' | 'newcomer' | 'missed-small' | 'missed-big' | 'missed-both';

/** An occupied seat as it stands between two hands. */
export interface WaitingSeat {
  seat: Seat;
  /** True if it has chips and is not sitting out. (In a sit & go absent players are ready: they are dealt in and blinded off.) */
  ready: boolean;
  standing: Standing;
  /** A seat that owes blinds posts them at the first place where that is allowed, or waits for the big blind to reach it. */
  entry: 'post' | 'wait';
}

export interface PositionsInput {
  rule: ButtonRule;
  /** Null at a table's first hand. */
  previous: Rotation | null;
  /** Who has the button at the first hand; read only when `previous` is null, and ready then. */
  firstButton: Seat;
  /** Every occupied seat. */
  seats: readonly WaitingSeat[];
}

export interface Positions {
  rotation: Rotation;
  /** In dealing order: first seat left of the button first, so that the button, unless dead, is last. */
  dealtIn: Seat[];
  /** Where the button lies; a dead button lies at a seat that is not dealt in. */
  button: Seat;
  /** Who posts the small blind; null when it is dead. Heads-up it is the button. */
  smallBlind: Seat | null;
  bigBlind: Seat;
  /** What dealt-in seats make up before this hand, in dealing order. */
  owed: OwedPost[];
  /** How every occupied seat stands once this hand's blinds are posted, in the order of the input. */
  standings: { seat: Seat; standing: Standing }[];
}

/**
 * The positions of the next hand; null if fewer than two seats are ready.
 *
 * Who owes nothing plays. Who owes blinds is dealt in when the big blind reaches the seat (which settles everything), or posts what was
 * missed, but never between the button and the big blind. With fewer than two seats that owe nothing there is no game to owe to: all
 * who are ready start level, as at a table's first hand.
 */
export function nextPositions(input: PositionsInput): Positions | null {
  const ready = readySeats(input);
  if (ready.length < MIN_SEATS) return null;
  const paidUp = input.seats.filter((entry) => entry.ready && !owesAny(entry)).map((entry) => entry.seat);
  const startLevel = input.previous === null || paidUp.length < MIN_SEATS;
  const settled = startLevel ? ready : paidUp;
  const { rotation, entering } = placeAll(input, ready, settled);
  const dealtIn = clockwiseFrom([...settled, ...entering.map((entry) => entry.seat)], rotation.button);
  const owed = entering
    .filter((entry) => entry.seat !== rotation.bigBlind)
    .map(owedPost)
    .sort((a, b) => dealtIn.indexOf(a.seat) - dealtIn.indexOf(b.seat));
  const standings = input.seats.map(({ seat, standing }) => {
    const dealt = dealtIn.includes(seat);
    return {
      seat,
      standing: dealt ? ('paid-up' as const) : passedBy(standing, seat, input.previous, rotation),
    };
  });
  return {
    rotation,
    dealtIn,
    button: rotation.button,
    smallBlind: settled.includes(rotation.smallBlind) ? rotation.smallBlind : null,
    bigBlind: rotation.bigBlind,
    owed,
    standings,
  };
}

/** A bomb pot is dealt to every ready seat around the button of the last hand; rotation and missed blinds stay as they were. */
export function bombPotPositions(input: PositionsInput): { dealtIn: Seat[]; button: Seat } | null {
  const ready = readySeats(input);
  if (ready.length < MIN_SEATS) return null;
  const button = input.previous?.button ?? input.firstButton;
  return { dealtIn: clockwiseFrom(ready, button), button };
}

function readySeats(input: PositionsInput): Seat[] {
  return input.seats.filter((entry) => entry.ready).map((entry) => entry.seat);
}

function owesAny({ standing }: WaitingSeat): boolean {
  return standing !== 'paid-up';
}

function owedPost({ seat, standing }: WaitingSeat): OwedPost {
  return {
    seat,
    big: standing !== 'missed-small',
    small: standing === 'missed-small' || standing === 'missed-both',
  };
}

/** Puts down the markers and says who enters by paying what it owes. */
function placeAll(input: PositionsInput, ready: readonly Seat[], settled: readonly Seat[]) {
  if (input.previous === null) return { rotation: firstRotation(input.firstButton, ready), entering: [] };
  const move = input.rule === 'moving' ? moveButton : moveBigBlind;
  const rotation = move(input.previous, ready, settled);
  const owing = input.seats.filter((entry) => !settled.includes(entry.seat) && entry.ready);
  const entering = rotation === null ? [] : owing.filter((entry) => enters(entry, rotation));
  if (rotation === null || settled.length + entering.length === 2) {
    return { rotation: headsUp(input.previous, input.seats, settled), entering: [] };
  }
  return { rotation, entering };
}

/** True for the big blind, and for who posts from a place that is not between the button and the big blind. */
function enters({ seat, entry }: WaitingSeat, { button, bigBlind }: Rotation): boolean {
  return seat === bigBlind || (entry === 'post' && !isBetween(seat, button, bigBlind));
}

function firstRotation(firstButton: Seat, ready: readonly Seat[]): Rotation {
  const button = ready.includes(firstButton) ? firstButton : (nextSeat(ready, firstButton) as Seat);
  const [first, second] = clockwiseFrom(ready, button) as [Seat, Seat];
  if (ready.length === 2) return { button, smallBlind: button, bigBlind: first };
  return { button, smallBlind: first, bigBlind: second };
}

/** The moving button; null if that leaves nobody for the big blind but the button. */
function moveButton(previous: Rotation, ready: readonly Seat[], settled: readonly Seat[]): Rotation | null {
  const around = (button: Seat): Rotation => {
    const smallBlind = nextSeat(settled, button) as Seat;
    return { button, smallBlind, bigBlind: nextSeat(ready, smallBlind) as Seat };
  };
  const next = around(nextSeat(settled, previous.button) as Seat);
  if (next.bigBlind === next.button) return null;
  // Possible when all start level: the button goes one further, so that nobody posts the big blind twice running.
  const twiceRunning = next.bigBlind === previous.bigBlind && settled.includes(next.bigBlind);
  return twiceRunning ? around(next.smallBlind) : next;
}

/** The dead button; null if nobody is left to stand before the small blind. */
function moveBigBlind(previous: Rotation, ready: readonly Seat[], settled: readonly Seat[]): Rotation | null {
  const smallBlind = previous.bigBlind;
  const bigBlind = nextSeat(ready, smallBlind) as Seat;
  if (isBetween(previous.smallBlind, bigBlind, smallBlind)) {
    return { button: previous.smallBlind, smallBlind, bigBlind };
  }
  // The big blind has come round to or past the place that the button would take: two became three, or three became two.
  const others = settled.filter((seat) => isBetween(seat, bigBlind, smallBlind));
  const button = clockwiseFrom(others, smallBlind).at(-1);
  return button === undefined ? null : { button, smallBlind, bigBlind };
}

/** Two players: the button posts the small blind, and the big blind goes on to the other one, so nobody posts it twice running. */
function headsUp(previous: Rotation, seats: readonly WaitingSeat[], pair: readonly Seat[]): Rotation {
  const owing = seats.filter((entry) => pair.includes(entry.seat) && owesAny(entry));
  const [due] =
    owing.length === 1 ? owing.map((entry) => entry.seat) : clockwiseFrom(pair, previous.bigBlind);
  const bigBlind = due as Seat;
  const button = pair.find((seat) => seat !== bigBlind) as Seat;
  return { button, smallBlind: button, bigBlind };
}

/** How a seat that is not dealt in stands once the blinds have passed it. Who is away at the first hand comes as a newcomer. */
function passedBy(standing: Standing, seat: Seat, previous: Rotation | null, next: Rotation): Standing {
  if (previous === null || standing === 'newcomer') return 'newcomer';
  const big = standing !== 'paid-up' && standing !== 'missed-small';
  const small = standing === 'missed-small' || standing === 'missed-both';
  const bigNow = big || isBetween(seat, previous.bigBlind, next.bigBlind);
  const smallNow = small || seat === next.smallBlind || isBetween(seat, previous.smallBlind, next.smallBlind);
  if (bigNow) return smallNow ? 'missed-both' : 'missed-big';
  return smallNow ? 'missed-small' : 'paid-up';
}
