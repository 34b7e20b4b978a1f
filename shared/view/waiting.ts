import { thresholdOf } from '../deck/messages.ts';
import { type Ask, lookOf } from '../table/asks.ts';
import { deckWords } from './dealing.ts';
import { nameAt, type Scene } from './scene.ts';
import { openerOf } from './tableLooks.ts';
import type { TableView } from './tableView.ts';
import { listed } from './words.ts';

/** Why the table stands still, as a sentence; null: it does not. */
export function pausedWords(scene: Scene): string | null {
  const { desk, table, viewer } = scene;
  if (table.standing !== null) return table.standing;
  if (!desk.paused) return null;
  const opener = openerOf(table.looks);
  if (opener === viewer.device) return 'Paused. Press Resume to go on.';
  const name = desk.seats.find(({ device }) => device === opener)?.name;
  return `Paused until ${name ?? 'the one who opened the table'} resumes.`;
}

/** What is being waited for, as a sentence. */
export function waitingWords(scene: Scene): TableView['waitingFor'] {
  const { ask, mySeat } = scene;
  switch (ask.for) {
    case 'players':
      return playersWords(scene);
    case 'deck':
      return 'The cards are being shuffled.';
    case 'hole cards':
      return stalledWords(scene) ?? 'The cards are being dealt.';
    case 'board':
      return stalledWords(scene) ?? (ask.seat === null ? boardWords(scene) : silentWords(scene, ask.seat));
    case 'move':
      return ask.seat === mySeat ? 'Your turn.' : `Waiting for ${nameAt(scene, ask.seat)} to act.`;
    case 'show':
      return `Waiting for ${whom(scene, ask.seat)} to ${ask.mustShow ? 'show' : 'show or muck'}.`;
    case 'run twice':
      return runTwiceWords(scene, ask);
    case 'rest':
      return RUNOUT_WORDS;
    case 'result':
      return resultWords(scene);
  }
}

/** Cards that have not come for long: too few of those who hold the deck's key can be heard. */
function stalledWords({ table }: Scene): string | null {
  const shares = lookOf(table.looks, 'shares');
  if (shares?.isStalled !== true) return null;
  const holders = shares.holders as number;
  return `The cards wait: it takes ${thresholdOf(holders)} of the ${holders} computers that shuffled them. The hand goes on when one comes back, or can be called off.`;
}

function silentWords(scene: Scene, seat: number): string {
  return `${nameAt(scene, seat)} cannot be heard; the others are opening the cards.`;
}

const RUNOUT_WORDS = 'Nobody acts any more; the board runs out.';

/** Who is no voter yet is not dealt into the next hand. */
function resultWords({ desk, mySeat }: Scene): string {
  const next = 'The next hand is about to be dealt';
  const late = desk.seats.filter(({ seat, stack, sittingOut, device }) => {
    const isWilling = stack > 0 && !sittingOut && !desk.leaving.includes(seat);
    return isWilling && !desk.practice && !desk.voters.includes(device);
  });
  if (late.length === 0) return `${next}.`;
  if (late.some(({ seat }) => seat === mySeat)) return `${next}; you sit in with the one after.`;
  const verb = late.length === 1 ? 'sits' : 'sit';
  return `${next}; ${listed(late.map(({ name }) => name))} ${verb} in with the one after.`;
}

function playersWords({ desk, mySeat, table }: Scene): string {
  const me = desk.seats.find(({ seat }) => seat === mySeat);
  if (me?.stack === 0) return 'Waiting for you to buy in again.';
  if (me?.sittingOut) return 'Waiting for you to sit in again.';
  const willing = desk.seats.filter(({ seat, stack, sittingOut }) => {
    return stack > 0 && !sittingOut && !desk.leaving.includes(seat);
  });
  const ready = willing.filter(({ device }) => desk.practice || desk.voters.includes(device));
  const coming = willing.find((player) => !ready.includes(player));
  if (coming && ready.length < 2) {
    return coming.seat === mySeat
      ? 'Your computer is being let in.'
      : `${coming.name}'s computer is being let in.`;
  }
  if (ready.length === 0) return 'Waiting for two players with chips.';
  if (ready.length === 1) return 'Waiting for a second player with chips.';
  const nameOf = (device: string) => desk.seats.find((player) => player.device === device)?.name ?? null;
  return (
    (desk.paused ? null : deckWords(table.looks, nameOf)) ?? 'The next hand is dealt when the table goes on.'
  );
}

function boardWords({ phase, hand }: Scene): string {
  if (phase === 'result') return 'Opening the cards that would have come.';
  return phase === 'runout' ? RUNOUT_WORDS : `The ${hand?.street ?? 'board'} is being dealt.`;
}

function runTwiceWords(scene: Scene, { seats, agreed }: Extract<Ask, { for: 'run twice' }>): string {
  const asked = seats.filter((seat) => !agreed.includes(seat)).map((seat) => whom(scene, seat));
  return `Waiting for ${listed(asked)} to agree on running it twice.`;
}

function whom(scene: Scene, seat: number): string {
  return seat === scene.mySeat ? 'you' : nameAt(scene, seat);
}
