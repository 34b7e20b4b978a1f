import { parseArgs } from 'node:util';

export interface NumberLimits {
  readonly least: number;
  readonly most: number;
  /** What it is when it is not given. */
  readonly otherwise: number;
}

/**
 * Reads a script's `--name N` options, each a whole number within its limits.
 * @throws Error with a sentence for anything else
 */
export function numberOptions<Name extends string>(
  args: readonly string[],
  limits: Readonly<Record<Name, NumberLimits>>,
): Record<Name, number> {
  const names = Object.keys(limits) as Name[];
  const options = Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]));
  const { values } = parseArgs({ args: [...args], options });
  const read = (name: Name): number => {
    const text = values[name];
    return text === undefined ? limits[name].otherwise : wholeNumber(name, text, limits[name]);
  };
  return Object.fromEntries(names.map((name) => [name, read(name)])) as Record<Name, number>;
}

/** The value of an option `--name`. @throws Error with a sentence for what is no whole number within its limits */
export function wholeNumber(
  name: string,
  text: string,
  { least, most }: Pick<NumberLimits, 'least' | 'most'>,
): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new Error(`--${name} is a whole number from ${least} to ${most}, not "${text}".`);
}
