import { between, happens, pick, type Random, shuffled } from '../../host/bots/chance.ts';
import { GOOD_LINE, type Line, type Lines } from './badLine.ts';

/** What is done to devices next, drawn by lot. Devices are named by their place. */
export interface Blow {
  /** So many more entries are played before it, unless none come; then so long is waited. */
  readonly afterEntries: number;
  readonly afterMs: number;
  /** Killed at once, and started again after so long each. */
  readonly kill: readonly { readonly at: number; readonly downMs: number }[];
  /** Stopped for so long. */
  readonly pause: readonly { readonly at: number; readonly forMs: number }[];
  /** Lines that are bad for so long; null: they stay as they are. */
  readonly lines: { readonly forMs: number; readonly of: ReadonlyMap<string, Line> } | null;
}

export interface BlowLimits {
  /** Most entries between two blows, and how long they are waited for. */
  readonly entriesMax: number;
  readonly patienceMs: number;
  readonly paceMs: readonly [number, number];
  readonly downMs: readonly [number, number];
  readonly pauseMs: readonly [number, number];
  readonly linesMs: readonly [number, number];
}

export const USUAL_LIMITS: BlowLimits = {
  entriesMax: 12,
  patienceMs: 6_000,
  paceMs: [0, 400],
  downMs: [0, 1_000],
  pauseMs: [200, 4_000],
  linesMs: [300, 4_000],
};

const CHANCES = { atOnce: 0.3, all: 0.03, two: 0.12, host: 0.5, pause: 0.12, lines: 0.15 } as const;
const DELAY_MAX_MS = 150;

/** @param host the place of who hosts now; null: nobody does */
export function nextBlow(count: number, host: number | null, random: Random, limits: BlowLimits): Blow {
  const places = Array.from({ length: count }, (_, at) => at);
  return {
    afterEntries: happens(CHANCES.atOnce, random) ? 0 : Math.ceil(random() * limits.entriesMax),
    afterMs: between(...limits.paceMs, random),
    kill: victims(places, host, random).map((at) => ({ at, downMs: between(...limits.downMs, random) })),
    pause: happens(CHANCES.pause, random)
      ? [{ at: pick(places, random), forMs: between(...limits.pauseMs, random) }]
      : [],
    lines: happens(CHANCES.lines, random)
      ? { forMs: between(...limits.linesMs, random), of: badLines(places, random) }
      : null,
  };
}

/** Mostly one, often whoever hosts; now and then two, or everybody at once. */
function victims(places: readonly number[], host: number | null, random: Random): readonly number[] {
  if (happens(CHANCES.all, random)) return places;
  if (happens(CHANCES.two, random)) return shuffled(places, random).slice(0, 2);
  return [host !== null && happens(CHANCES.host, random) ? host : pick(places, random)];
}

/** The name of a line, as `linesOf` looks for it. */
export function lineName(from: number, to: number): string {
  return `${from}>${to}`;
}

function badLines(places: readonly number[], random: Random): ReadonlyMap<string, Line> {
  const lines = new Map<string, Line>();
  const both = (a: number, b: number, line: Line) => {
    lines.set(lineName(a, b), line);
    lines.set(lineName(b, a), line);
  };
  const [first, ...others] = shuffled(places, random) as [number, ...number[]];
  switch (pick(['delay', 'isolated', 'pair', 'halves', 'one way'] as const, random)) {
    case 'delay':
      for (const a of places)
        for (const b of places)
          if (a < b) both(a, b, { ...GOOD_LINE, delayMs: between(0, DELAY_MAX_MS, random) });
      break;
    case 'isolated': {
      const how = pick(['cut', 'held'] as const, random);
      for (const other of others) both(first, other, { delayMs: 0, incoming: how, outgoing: how });
      break;
    }
    case 'pair':
      both(first, others[0] as number, { delayMs: 0, incoming: 'cut', outgoing: 'cut' });
      break;
    case 'halves': {
      const half = places.slice(0, Math.floor(places.length / 2));
      for (const a of half)
        for (const b of places)
          if (!half.includes(b)) both(a, b, { delayMs: 0, incoming: 'held', outgoing: 'held' });
      break;
    }
    case 'one way':
      // What it says is not heard; what is said to it is.
      for (const other of others) lines.set(lineName(first, other), { ...GOOD_LINE, outgoing: 'held' });
      break;
  }
  return lines;
}

/** The lines of one device, by the keys of the others; a line to a device whose key is not known yet is left out. */
export function linesOf(at: number, of: ReadonlyMap<string, Line>, keys: readonly (string | null)[]): Lines {
  return Object.fromEntries(
    keys.flatMap((key, to) => {
      const line = of.get(lineName(at, to));
      return line && key !== null ? [[key, line]] : [];
    }),
  );
}
