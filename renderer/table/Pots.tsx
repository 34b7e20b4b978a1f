import type { TableView } from '../../electron/ipc.ts';
import { useAmounts } from '../ui/AmountContext.ts';
import { ChipStack } from './ChipStack.tsx';
import './Pots.css';

/** Everything in the middle: the total, and each pot when there is more than one. */
export function Pots({ view }: { view: TableView }) {
  const { amount } = useAmounts();
  const gathered = view.pots.reduce((sum, pot) => sum + pot.amount, 0);
  if (view.totalPot === 0) return null;
  return (
    <section className="pots" aria-label="Pot">
      <p className="pot-total" data-testid="pot" data-amount={view.totalPot}>
        {gathered > 0 && <ChipStack amount={gathered} />}
        <span>Pot</span>
        <strong>{amount(view.totalPot)}</strong>
      </p>
      {view.pots.length > 1 && (
        <ul className="pot-list">
          {view.pots.map((pot, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: main and side pots are places
            <li key={index} data-testid={`pot-${index}`} title={eligibleWords(pot.eligible, view)}>
              <span>{index === 0 ? 'Main' : `Side ${index}`}</span>
              {amount(pot.amount)}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function eligibleWords(eligible: number[], view: TableView): string {
  const names = eligible.map((seat) => view.seats.find((other) => other.seat === seat)?.name ?? '');
  return `Can be won by ${names.join(', ')}`;
}
