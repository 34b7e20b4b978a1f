/**
 * The ledger of a friends' table: what everybody brought, took and holds, and who pays whom.
 *
 * 1. Nothing is reckoned here: sums and payments are the host's, only written. (fixtures/friends.test.tsx: "the ledger tells rows and payments")
 */
import { ArrowRight } from 'lucide-react';
import type { LedgerView } from '../../electron/ipc.ts';
import { useAmounts } from '../ui/AmountContext.ts';
import { CopyButton } from '../ui/CopyButton.tsx';
import { netWords, rowWords } from './ledgerWords.ts';
import './LedgerPanel.css';

/** What everybody brought, took and holds, and how to settle up. What is owed is worked out by the host. */
export function LedgerPanel({ ledger }: { ledger: LedgerView }) {
  return (
    <div className="ledger scrolls" data-testid="ledger">
      {ledger.rows.length === 0 ? (
        <p className="ledger-empty">Nobody has bought in yet.</p>
      ) : (
        <>
          <Rows rows={ledger.rows} />
          <section aria-labelledby="ledger-payments">
            <h2 id="ledger-payments">If everybody settled up now</h2>
            <Payments payments={ledger.payments} />
          </section>
          <CopyButton text={ledger.text} label="Copy as text" testId="ledger-copy" />
        </>
      )}
    </div>
  );
}

function Rows({ rows }: { rows: LedgerView['rows'] }) {
  const { unit } = useAmounts();
  return (
    <ul className="ledger-rows">
      {rows.map((row, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two friends may have one name
        <li key={index} data-testid="ledger-row">
          <span className="ledger-name">{row.isMe ? `${row.name} (you)` : row.name}</span>
          <strong className={signClass(row.net)}>{netWords(row.net, unit)}</strong>
          <span className="ledger-detail">{rowWords(row, unit)}</span>
        </li>
      ))}
    </ul>
  );
}

function signClass(net: number): string {
  if (net === 0) return 'ledger-net';
  return net > 0 ? 'ledger-net is-up' : 'ledger-net is-down';
}

function Payments({ payments }: { payments: LedgerView['payments'] }) {
  const { amount } = useAmounts();
  if (payments.length === 0) return <p className="ledger-empty">Nobody owes anybody anything.</p>;
  return (
    <ul className="ledger-payments">
      {payments.map((payment, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two friends may have one name
        <li key={index} data-testid="ledger-payment">
          <span className="ledger-name">{payment.from}</span>
          <ArrowRight aria-label="pays" />
          <span className="ledger-name">{payment.to}</span>
          <strong>{amount(payment.amount)}</strong>
        </li>
      ))}
    </ul>
  );
}
