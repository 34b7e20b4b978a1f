import type { PhhHand } from '../../shared/poker/phh.ts';
import { replayPhh } from '../../shared/table/phh/replay.ts';
import { nameOf } from '../../shared/table/phh/script.ts';

/** How a hand of a file compares with the same hand at our table. */
export type Verdict =
  | {
      readonly is: 'equal';
      /** The file cut an odd chip in parts; ours goes to the first winner left of the button. */
      readonly byOddChipRule: boolean;
      /** The file wrote a raise as some sites do. */
      readonly bySiteRule: boolean;
    }
  /** The file does not say how the hand ended. */
  | { readonly is: 'unchecked' }
  /** One sentence for each seat that ended otherwise, or for what kept the hand from being played. */
  | { readonly is: 'different'; readonly faults: readonly string[] };

/** Parts of chips are written with two decimals. */
const PART_TOLERANCE = 0.01;

/** Plays a hand and compares the stacks it ends with. */
export function judge(hand: PhhHand): Verdict {
  const { finishingStacks } = hand;
  const replay = replayPhh(hand);
  if (replay.outcome === 'refused') return { is: 'different', faults: [replay.words] };
  if (finishingStacks === null) return { is: 'unchecked' };
  if (replay.outcome === 'incomplete') return { is: 'different', faults: [`The file ends: ${replay.words}`] };

  const { stacks, evenStacks, bySiteRule } = replay;
  const byOddChipRule = !finishingStacks.every(Number.isInteger);
  const isSame = byOddChipRule
    ? finishingStacks.every((stack, player) => Math.abs(stack - (evenStacks[player] ?? 0)) < PART_TOLERANCE)
    : finishingStacks.every((stack, player) => stack === stacks[player]);
  if (isSame) return { is: 'equal', byOddChipRule, bySiteRule };
  const faults = finishingStacks.flatMap((expected, player) =>
    expected === stacks[player] ? [] : [`${nameOf(player)}: expected ${expected}, got ${stacks[player]}`],
  );
  return { is: 'different', faults };
}

/** Hands counted by verdict. */
export interface Tally {
  equal: number;
  byOddChipRule: number;
  bySiteRule: number;
  unchecked: number;
  different: number;
}

export function newTally(): Tally {
  return { equal: 0, byOddChipRule: 0, bySiteRule: 0, unchecked: 0, different: 0 };
}

export function count(tally: Tally, verdict: Verdict): void {
  tally[verdict.is] += 1;
  if (verdict.is !== 'equal') return;
  if (verdict.byOddChipRule) tally.byOddChipRule += 1;
  if (verdict.bySiteRule) tally.bySiteRule += 1;
}

/** The last line of a comparison. */
export function closingLine({ equal, byOddChipRule, bySiteRule, unchecked, different }: Tally): string {
  const rules = `${byOddChipRule} by the odd-chip rule, ${bySiteRule} by the site's rule`;
  const hands = equal + unchecked + different;
  return `${hands} hands: ${equal} equal (${rules}), ${unchecked} unchecked, ${different} different`;
}
