import { atLeast, type Figure } from '../figure.ts';
import { median } from '../pairs.ts';
import type { Sheet } from './sheet.ts';
import type { SideName } from './sides/side.ts';
import type { Size } from './sizes.ts';

/** So many times the durable actions of either database. */
const RATIO_GOAL = 2;

const THEIRS = ['sqlite', 'postgres'] as const;
const NAMES = { sqlite: 'Sqlite', postgres: 'Postgres' } as const;
const WORDS = { sqlite: 'SQLite', postgres: 'PostgreSQL' } as const;

/** What the rounds at one size gave. */
export interface Played {
  readonly size: Size;
  /** Inputs made durable a second, by side and round; a side that is missing was not measured. */
  readonly rates: ReadonlyMap<SideName, readonly number[]>;
}

/** The figures of a contest. @param missing why a side was not measured */
export function contestFigures(
  played: readonly Played[],
  missing: ReadonlyMap<SideName, string>,
  sheet: Sheet,
): Figure[] {
  const figures = played.flatMap((one) => figuresOfSize(one, sheet));
  for (const their of THEIRS) {
    const why = missing.get(their);
    if (why !== undefined) sheet.remark(`${WORDS[their]} was not measured: ${why}`);
    const ratios = played.flatMap((one) => ratioOf(one, their) ?? []);
    if (ratios.length === 0) continue;
    const least = Math.min(...ratios);
    figures.push({
      name: `scale${NAMES[their]}Ratio`,
      about: 'the least of these ratios over all numbers of tables',
      value: least,
      unit: 'x',
      goal: atLeast(least, RATIO_GOAL),
    });
  }
  return figures;
}

function figuresOfSize(played: Played, sheet: Sheet): Figure[] {
  const { tables, open, rounds } = played.size;
  const ours = median(played.rates.get('ours') ?? []);
  sheet.note(tables, { open, ours });
  const figures: Figure[] = [
    {
      name: `scaleActionsPerSecond${tables}`,
      about: `inputs of recorded hands made durable a second, at ${open} open tables of ${tables}, ${rounds} rounds`,
      value: ours,
      unit: '/s',
    },
  ];
  for (const their of THEIRS) {
    const rates = played.rates.get(their);
    const ratio = ratioOf(played, their);
    if (!rates || ratio === null) continue;
    sheet.note(tables, { [their]: median(rates), [`${their}Ratio`]: ratio });
    figures.push(
      {
        name: `scale${NAMES[their]}PerSecond${tables}`,
        about: 'the same inputs by a stateless server on the database',
        value: median(rates),
        unit: '/s',
      },
      {
        name: `scale${NAMES[their]}Ratio${tables}`,
        about: 'ours to theirs, the median of the rounds',
        value: ratio,
        unit: 'x',
      },
    );
  }
  return figures;
}

/** How many times theirs ours is, the median of the rounds; null: they were not measured. */
function ratioOf({ rates }: Played, their: SideName): number | null {
  const [ours, theirs] = [rates.get('ours') ?? [], rates.get(their) ?? []];
  if (theirs.length === 0) return null;
  return median(theirs.map((rate, round) => (ours[round] as number) / rate));
}
