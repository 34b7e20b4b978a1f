/** Chips (integers) in words and back, in chips or in big blinds. */
import { CHIPS_MAX } from '../limits.ts';

/** How this page writes amounts: null for chips, else the big blind to divide by. */
export type AmountUnit = { bigBlind: number } | null;

const HUNDREDTHS = 100;

/** 1240 -> "1,240". */
export function formatChips(chips: number): string {
  return String(chips).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** 1240 at 10/20 in big blinds -> "62 BB"; at most two decimals, none that are zero. */
export function formatAmount(chips: number, unit: AmountUnit): string {
  if (unit === null) return formatChips(chips);
  const hundredths = Math.round((chips * HUNDREDTHS) / unit.bigBlind);
  const [whole = '0', fraction = ''] = (hundredths / HUNDREDTHS).toString().split('.');
  return `${formatChips(Number(whole))}${fraction === '' ? '' : `.${fraction}`} BB`;
}

/** What stands in an input field: as formatAmount, without separators and without the unit. */
export function editableAmount(chips: number, unit: AmountUnit): string {
  if (unit === null) return String(chips);
  return String(Math.round((chips * HUNDREDTHS) / unit.bigBlind) / HUNDREDTHS);
}

/** Typed text -> chips, rounded to whole chips; null when it is not an amount. */
export function parseAmount(text: string, unit: AmountUnit): number | null {
  const bare = text
    .trim()
    .replace(/\s*bb$/i, '')
    .replace(/[\s,]/g, '');
  if (!/^\d+(\.\d*)?$/.test(bare)) return null;
  const chips = Math.round(Number(bare) * (unit?.bigBlind ?? 1));
  return chips <= CHIPS_MAX ? chips : null;
}

/** Words from the host name amounts as {120}; this writes them in the page's unit. */
export function fillAmounts(words: string, unit: AmountUnit): string {
  return words.replace(/\{(\d+)\}/g, (_, digits: string) => formatAmount(Number(digits), unit));
}
