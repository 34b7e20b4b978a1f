import type { Round, Seat } from '../poker/index.ts';
import type { Plain } from '../process/plain.ts';
import type { SealedCard } from './deck.ts';

/** The looks of a running table program, by chapter path. */
export type Looks = ReadonlyMap<string, { readonly [field: string]: Plain }>;

/** What the hand waits for, read from the looks: its dealer, its players and its views all ask this. */
export type Ask =
  /** Players, or the opener's word, are waited for. */
  | { readonly for: 'players' }
  | { readonly for: 'deck' }
  /** The players' own cards, on their way to them. */
  | { readonly for: 'hole cards'; readonly places: readonly SealedCard[] }
  /** Cards for everybody: the table's, or those of a seat whose device says nothing. */
  | { readonly for: 'board'; readonly places: readonly SealedCard[]; readonly seat: Seat | null }
  | {
      readonly for: 'move';
      readonly seat: Seat;
      readonly turn: number;
      readonly round: Round;
      readonly startMs: number;
      readonly clockEndsMs: number | null;
      readonly endsMs: number | null;
    }
  | {
      readonly for: 'show';
      readonly seat: Seat;
      readonly places: readonly SealedCard[];
      readonly mustShow: boolean;
      readonly endsMs: number | null;
    }
  | {
      readonly for: 'run twice';
      readonly seats: readonly Seat[];
      readonly agreed: readonly Seat[];
      readonly endsMs: number | null;
    }
  /** A moment's rest; `result`: the hand is over and its result stands on the table. */
  | {
      readonly for: 'rest' | 'result';
      readonly skippers: readonly Seat[];
      readonly endsMs: number | null;
    };

const CHAPTERS = {
  shuffle: 'deck',
  deliver: 'hole cards',
  open: 'board',
  turn: 'move',
  show: 'show',
  'run twice': 'run twice',
  rest: 'rest',
  result: 'result',
} as const;

/** @param looks of a table that has not ended */
export function askOf(looks: Looks): Ask {
  // The innermost chapter is what is being waited for: later in the map, as chapters open one inside another.
  for (const [path, look] of [...looks].reverse()) {
    const chapter = path.slice(path.lastIndexOf('/') + 1) as keyof typeof CHAPTERS;
    const ask = CHAPTERS[chapter];
    if (!ask) continue;
    const round = ask === 'move' ? lookOf(looks, 'street')?.round : undefined;
    return { for: ask, ...look, ...(round === undefined ? {} : { round }) } as unknown as Ask;
  }
  return { for: 'players' };
}

/** The look of the chapter of that name, if it runs. */
export function lookOf(looks: Looks, chapter: string): { readonly [field: string]: Plain } | undefined {
  for (const [path, look] of looks) if (path === chapter || path.endsWith(`/${chapter}`)) return look;
  return undefined;
}
