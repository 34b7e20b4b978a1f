import { readFace } from './cardWords.ts';

/** A run of words, or of cards that stand together ("5h 7c Td"). */
export type TextPart = { text: string } | { cards: string[] };

const CARD_RUN = /\b[2-9TJQKA][shdc](?: [2-9TJQKA][shdc])*\b/g;

/** The host's lines name cards as "Td"; this takes a line apart so that they can be drawn. */
export function splitCards(words: string): TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  for (const run of words.matchAll(CARD_RUN)) {
    if (run.index > end) parts.push({ text: words.slice(end, run.index) });
    parts.push({ cards: run[0].split(' ') });
    end = run.index + run[0].length;
  }
  if (end < words.length) parts.push({ text: words.slice(end) });
  return parts;
}

/** The same line for the ear: "Turn: Td." -> "Turn: ten of diamonds." */
export function speakCards(words: string): string {
  return splitCards(words)
    .map((part) => ('text' in part ? part.text : part.cards.map((card) => readFace(card)?.words).join(', ')))
    .join('');
}
