import {
  type Award,
  awardPots,
  buildPots,
  type Chips,
  type Contribution,
  isAnte,
  type Post,
  type Pot,
  type Round,
  type Seat,
  type Strengths,
  totalAwarded,
  type Uncalled,
  uncalledBet,
} from '../poker/index.ts';

/** The chips of one hand: who has what behind, what lies in the pots, who has folded. */
export interface HandChips {
  /** Seats that have not folded, in dealing order. */
  live(): Seat[];
  stackOf(seat: Seat): Chips;
  stacks(): Map<Seat, Chips>;
  /** Seats as a street finds them, in dealing order. */
  seats(): { seat: Seat; stack: Chips; folded: boolean }[];
  pots(): readonly Pot[];
  /** Puts the antes and made-up small blinds into the pot. */
  gatherPosts(): void;
  /** Gathers a finished street into the pots; returns what nobody matched, which goes back. */
  gather(round: Round): Uncalled | null;
  /** Pushes the pots to their winners. @param boards the strengths of the hands shown, one map a board */
  push(boards: readonly Strengths[]): Award[];
  /** Everything above, for a look. */
  shown(): {
    stacks: [Seat, Chips][];
    gathered: [Seat, Chips][];
    folded: Seat[];
    pots: { amount: Chips; eligible: Seat[] }[];
    awards: [Seat, Chips][];
  };
}

export function countChips(
  players: readonly { readonly seat: Seat; readonly stack: Chips }[],
  posts: readonly Post[],
): HandChips {
  const clockwise = players.map(({ seat }) => seat);
  const stacks = new Map(players.map(({ seat, stack }) => [seat, stack]));
  /** Live chips of finished streets. */
  const gathered = new Map<Seat, Chips>();
  const folded = new Set<Seat>();
  let pots: Pot[] = [];
  let awards: Award[] = [];

  const stackOf = (seat: Seat) => stacks.get(seat) ?? 0;

  const contributions = (): Contribution[] =>
    clockwise.map((seat) => {
      const posted = posts.filter((post) => post.seat === seat);
      const antes = posted.filter(isAnte);
      return {
        seat,
        bet: gathered.get(seat) ?? 0,
        ante: total(antes),
        anteShort: antes.some(({ amount, owed }) => amount < owed),
        dead: total(posted.filter(({ kind }) => kind === 'missed-small-blind')),
        folded: folded.has(seat),
        allIn: stackOf(seat) === 0,
      };
    });

  return {
    live: () => clockwise.filter((seat) => !folded.has(seat)),
    stackOf,
    stacks: () => new Map(stacks),
    seats: () => clockwise.map((seat) => ({ seat, stack: stackOf(seat), folded: folded.has(seat) })),
    pots: () => pots,
    gatherPosts: () => {
      pots = buildPots(contributions());
    },
    gather: (round) => {
      const uncalled = uncalledBet(round.seats);
      for (const { seat, stack, bet, folded: isFolded } of round.seats) {
        const back = uncalled?.seat === seat ? uncalled.amount : 0;
        stacks.set(seat, stack + back);
        gathered.set(seat, (gathered.get(seat) ?? 0) + bet - back);
        if (isFolded) folded.add(seat);
      }
      pots = buildPots(contributions());
      return uncalled;
    },
    push: (boards) => {
      awards = awardPots(pots, boards, clockwise);
      for (const [seat, amount] of totalAwarded(awards)) stacks.set(seat, stackOf(seat) + amount);
      return awards;
    },
    shown: () => ({
      stacks: [...stacks],
      gathered: [...gathered],
      folded: [...folded],
      pots: pots.map(({ amount, eligible }) => ({ amount, eligible })),
      awards: [...totalAwarded(awards)],
    }),
  };
}

function total(posts: readonly Post[]): Chips {
  return posts.reduce((sum, { amount }) => sum + amount, 0);
}
