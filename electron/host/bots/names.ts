import type { Temperament } from '../../ipc.ts';
import { type Random, shuffled } from './chance.ts';

export interface BotCharacter {
  readonly name: string;
  readonly temperament: Temperament;
}

/** Who plays at practice tables: a name always has the same temperament, so that one gets to know them. */
export const BOT_CHARACTERS: readonly BotCharacter[] = [
  { name: 'Agnes', temperament: 'calm' },
  { name: 'Bruno', temperament: 'wild' },
  { name: 'Clara', temperament: 'sly' },
  { name: 'Emil', temperament: 'calm' },
  { name: 'Flora', temperament: 'wild' },
  { name: 'Hugo', temperament: 'sly' },
  { name: 'Ida', temperament: 'calm' },
  { name: 'Kenji', temperament: 'wild' },
  { name: 'Mei', temperament: 'sly' },
  { name: 'Matteo', temperament: 'calm' },
  { name: 'Nora', temperament: 'wild' },
  { name: 'Oskar', temperament: 'sly' },
  { name: 'Priya', temperament: 'calm' },
  { name: 'Rosa', temperament: 'wild' },
  { name: 'Tariq', temperament: 'sly' },
];

/** The most bots a table can ask for. */
export const BOTS_MAX = 9;

/**
 * Draws characters for a table, each name once and none that a person there has: any three that follow one
 * another differ in temperament as far as the names go. Throws RangeError when there are not enough names.
 * @param taken names at the table
 */
export function chooseBots(count: number, taken: readonly string[], random: Random): BotCharacter[] {
  const isTaken = new Set(taken.map((name) => name.trim().toLowerCase()));
  const free = shuffled(BOT_CHARACTERS, random).filter(({ name }) => !isTaken.has(name.toLowerCase()));
  if (count > free.length) throw new RangeError(`there are names for ${free.length} bots, not ${count}`);
  const chosen: BotCharacter[] = [];
  while (chosen.length < count) chosen.push(takeUnlike(chosen.slice(-2), free));
  return chosen;
}

/** The temperament that belongs to a bot's name; calm for a name that is none of ours. */
export function temperamentOf(name: string): Temperament {
  return BOT_CHARACTERS.find((character) => character.name === name)?.temperament ?? 'calm';
}

/** Takes the first whose temperament the last ones do not have, or else the first. */
function takeUnlike(last: readonly BotCharacter[], free: BotCharacter[]): BotCharacter {
  const isNew = ({ temperament }: BotCharacter) => last.every((other) => other.temperament !== temperament);
  return free.splice(Math.max(0, free.findIndex(isNew)), 1)[0] as BotCharacter;
}
