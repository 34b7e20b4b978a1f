import { type PhhHand, parsePhh } from '../../../poker/phh.ts';

interface HandText {
  readonly blinds: readonly number[];
  readonly antes?: readonly number[];
  readonly minBet?: number;
  readonly stacks: readonly number[];
  /** After the deal: moves, boards and shows. */
  readonly actions: readonly string[];
  /** Two cards a player; unknown if left out. */
  readonly cards?: readonly string[];
  readonly finish?: readonly number[];
}

/** A hand as a file has it. */
export function handText({ blinds, antes, minBet, stacks, actions, cards, finish }: HandText): string {
  const dealt = stacks.map((_, player) => `d dh p${player + 1} ${cards?.[player] ?? '????'}`);
  const all = (amounts: readonly number[]) => stacks.map((_, player) => amounts[player] ?? 0).join(', ');
  const quoted = [...dealt, ...actions].map((action) => `'${action}'`).join(', ');
  return [
    "variant = 'NT'",
    'ante_trimming_status = true',
    `antes = [${all(antes ?? [])}]`,
    `blinds_or_straddles = [${all(blinds)}]`,
    `min_bet = ${minBet ?? blinds[1]}`,
    `starting_stacks = [${stacks.join(', ')}]`,
    `actions = [${quoted}]`,
    ...(finish ? [`finishing_stacks = [${finish.join(', ')}]`] : []),
    '',
  ].join('\n');
}

export function handOf(text: HandText): PhhHand {
  return parsePhh(handText(text));
}
