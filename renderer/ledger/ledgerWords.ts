import type { LedgerView } from '../../electron/ipc.ts';
import { type AmountUnit, formatAmount } from '../ui/amounts.ts';

/** A result with its sign: "+240", "−1,015", "0"; the sign is a real minus. */
export function netWords(net: number, unit: AmountUnit): string {
  if (net === 0) return '0';
  return `${net > 0 ? '+' : '−'}${formatAmount(Math.abs(net), unit)}`;
}

/** Where the chips of a row are: "Bought in 2,000, cashed out 500, has 985". What never happened is left out. */
export function rowWords(row: LedgerView['rows'][number], unit: AmountUnit): string {
  const amount = (chips: number) => formatAmount(chips, unit);
  const parts = [
    `bought in ${amount(row.boughtIn)}`,
    row.cashedOut > 0 ? `cashed out ${amount(row.cashedOut)}` : null,
    row.stack > 0 || row.cashedOut === 0 ? `has ${amount(row.stack)}` : null,
  ];
  const words = parts.filter((part) => part !== null).join(', ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
