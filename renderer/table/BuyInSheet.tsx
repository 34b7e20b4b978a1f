import { useState } from 'react';
import { useAmounts } from '../ui/AmountContext.ts';
import { formatChips } from '../ui/amounts.ts';
import { Button } from '../ui/Button.tsx';
import { NumberField } from '../ui/fields.tsx';
import { Sheet } from '../ui/Sheet.tsx';
import './BuyInSheet.css';

/** What is offered first, in big blinds. */
const USUAL_BB = 100;

interface BuyInSheetProps {
  title: string;
  lead: string;
  /** The submitting button's verb; the amount follows it. */
  action: string;
  /** In chips. */
  limits: { min: number; max: number };
  bigBlind: number;
  onBuyIn: (amount: number) => void;
  onClose: () => void;
  /** Offers to leave the table instead. */
  onLeave?: () => void;
}

/** How many chips to take: for a rebuy after busting and for a top-up. */
export function BuyInSheet(props: BuyInSheetProps) {
  const { title, lead, action, limits, bigBlind, onBuyIn, onClose, onLeave } = props;
  const { amount } = useAmounts();
  const [chips, setChips] = useState(Math.min(Math.max(bigBlind * USUAL_BB, limits.min), limits.max));
  const quick = quickAmounts(limits, bigBlind);
  return (
    <Sheet
      title={title}
      lead={lead}
      width="narrow"
      onClose={onClose}
      onSubmit={() => onBuyIn(chips)}
      testId="buy-in-sheet"
      actions={
        <>
          {onLeave !== undefined && (
            <Button className="push-left" onClick={onLeave} data-testid="buy-in-leave">
              Leave
            </Button>
          )}
          <Button onClick={onClose}>Not now</Button>
          <Button look="brass" type="submit" data-autofocus data-testid="buy-in-confirm">
            {action} {amount(chips)}
          </Button>
        </>
      }
    >
      <NumberField
        label="Chips"
        hint={`From ${formatChips(limits.min)} to ${formatChips(limits.max)}.`}
        value={chips}
        min={limits.min}
        max={limits.max}
        onChange={setChips}
        testId="buy-in-amount"
      />
      <fieldset className="buttons-row buy-in-quick" aria-label="Usual amounts">
        {quick.map((choice) => (
          <Button key={choice} size="small" aria-pressed={choice === chips} onClick={() => setChips(choice)}>
            {formatChips(choice)}
          </Button>
        ))}
      </fieldset>
    </Sheet>
  );
}

/** The limits and the usual amount between them, each once, in rising order. */
function quickAmounts({ min, max }: { min: number; max: number }, bigBlind: number): number[] {
  const usual = [min, bigBlind * USUAL_BB, max].filter((chips) => chips >= min && chips <= max);
  return [...new Set(usual)].sort((a, b) => a - b);
}
