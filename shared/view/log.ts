import type { PostKind, Seat } from '../poker/index.ts';
import type { TableEvent } from '../table/events.ts';
import { type EventOf, type HandStory, handStory } from './handStory.ts';
import { reason } from './result.ts';
import type { LogLine } from './tableView.ts';
import { actionWords, boardNameOf, cardsInWords, chips, potName } from './words.ts';

/** What happened in a hand, a line each; events that say nothing to people have none. */
export function logLines(events: readonly TableEvent[], story: HandStory = handStory(events)): LogLine[] {
  const lines: LogLine[] = [];
  let isTwice = false;
  for (const [id, event] of events.entries()) {
    if (event.what === 'runs twice') isTwice = true;
    // A stack that the ante took whole posts nothing more.
    if (event.what === 'posts' && event.amount === 0) continue;
    const line = event.what === 'street' ? streetLine(event, isTwice) : lineOf(event, story);
    if (line) lines.push({ id, ...line });
  }
  return lines;
}

type Line = Omit<LogLine, 'id'>;

const POST_WORDS: Readonly<Record<PostKind, string>> = {
  ante: 'posts the ante',
  'big-blind-ante': 'posts the big blind ante',
  'small-blind': 'posts the small blind',
  'big-blind': 'posts the big blind',
  straddle: 'straddles',
  'missed-big-blind': 'posts a big blind to come in',
  'missed-small-blind': 'posts a dead small blind',
};

const STREET_WORDS = { preflop: 'Before the flop', flop: 'Flop', turn: 'Turn', river: 'River' } as const;

const JOINED_WORDS = {
  player: 'comes to play',
  spectator: 'comes to watch',
  witness: 'comes as a witness',
} as const;

function streetLine({ street, cards, run }: EventOf<'street'>, isTwice: boolean): Line {
  const board = isTwice ? `, ${boardNameOf(run)}` : '';
  return { kind: 'street', words: `${STREET_WORDS[street]}${board}: ${cardsInWords(cards)}.` };
}

function lineOf(event: Exclude<TableEvent, EventOf<'street'>>, story: HandStory): Line | null {
  const name = (seat: Seat) => story.names.get(seat) ?? `Seat ${seat + 1}`;
  switch (event.what) {
    case 'hand':
      return { kind: 'hand', words: openingWords(event) };
    // One quiet line on the table says it.
    case 'shuffled':
      return null;
    case 'posts':
      return {
        kind: 'post',
        words: `${name(event.seat)} ${POST_WORDS[event.kind]}, ${chips(event.amount)}.`,
      };
    case 'acts': {
      const late = event.timedOut ? 'runs out of time and ' : '';
      return { kind: 'action', words: `${name(event.seat)} ${late}${actionWords(event)}.` };
    }
    case 'uncalled':
      return {
        kind: 'action',
        words: `${chips(event.amount)} that nobody called go back to ${name(event.seat)}.`,
      };
    case 'shows':
      return { kind: 'show', words: `${name(event.seat)} shows ${cardsInWords(event.cards)}.` };
    case 'mucks':
      return { kind: 'show', words: `${name(event.seat)} mucks.` };
    case 'runs twice':
      return { kind: 'street', words: 'The board is run twice.' };
    case 'rabbit':
      return { kind: 'street', words: `Rabbit hunt: ${cardsInWords(event.cards)} would have come.` };
    case 'wins':
      return { kind: 'win', words: winWords(name(event.seat), event, story) };
    case 'cheats':
      return {
        kind: 'table',
        words: `${event.name}'s device was caught cheating with the cards: it is dealt in no more.`,
      };
    case 'void':
      return { kind: 'win', words: 'The hand is called off: everybody gets back what they began it with.' };
    case 'sits':
      return { kind: 'table', words: `${event.name} sits down with ${chips(event.amount)}.` };
    case 'leaves':
      return { kind: 'table', words: `${event.name} leaves with ${chips(event.amount)}.` };
    case 'tops up':
      return { kind: 'table', words: `${event.name} adds ${chips(event.amount)}.` };
    case 'sits out':
      return { kind: 'table', words: `${event.name} ${event.sitOut ? 'sits out' : 'is back'}.` };
    case 'joins':
      return { kind: 'table', words: `${event.name} ${JOINED_WORDS[event.role]}.` };
    case 'renamed':
      return { kind: 'table', words: `${event.from} is called ${event.name} now.` };
    case 'kicked':
      return { kind: 'table', words: `${event.name} was asked to leave.` };
    case 'takes seat':
      return { kind: 'table', words: `${event.name} takes over the seat of ${event.from}.` };
    case 'settings':
      return { kind: 'table', words: 'The next hand has new settings.' };
    case 'pause':
      return { kind: 'table', words: event.paused ? 'The table is paused.' : 'The table goes on.' };
    case 'over':
      return null;
  }
}

function openingWords({ hand, button, bombPot, players }: EventOf<'hand'>): string {
  const holder = players.find(({ seat }) => seat === button);
  const buttonWords = holder ? `${holder.name} has the button.` : 'The button is dead.';
  return `Hand ${hand}${bombPot ? ', a bomb pot' : ''}. ${buttonWords}`;
}

function winWords(name: string, win: EventOf<'wins'>, story: HandStory): string {
  const isWholePot = win.pots === 1 && win.boards === 1;
  const what = isWholePot ? chips(win.amount) : `${chips(win.amount)} (${potName(win)})`;
  return `${name} wins ${what}: ${reason(win, story)}.`;
}
