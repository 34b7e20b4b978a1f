import { createContext, use } from 'react';
import { type AmountUnit, fillAmounts, formatAmount } from './amounts.ts';

/** The unit in which amounts are written below this point. */
export const AmountContext = createContext<AmountUnit>(null);

/** Writers bound to the unit in force here. */
export function useAmounts(): {
  unit: AmountUnit;
  amount: (chips: number) => string;
  words: (words: string) => string;
} {
  const unit = use(AmountContext);
  return {
    unit,
    amount: (chips) => formatAmount(chips, unit),
    words: (words) => fillAmounts(words, unit),
  };
}
