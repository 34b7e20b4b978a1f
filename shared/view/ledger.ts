import type { Scene } from './scene.ts';
import { settleUp } from './settleUp.ts';
import type { LedgerView } from './tableView.ts';

/** What everybody brought, took and holds, from the journalled buy-ins and cash-outs, and who pays whom. */
export function ledgerView(scene: Scene): LedgerView {
  const { desk, viewer, players, isPaid } = scene;
  const stackOf = (device: string): number => {
    const seated = desk.seats.find((player) => player.device === device);
    if (!seated) return 0;
    const inHand = players.get(seated.seat);
    if (!inHand) return seated.stack;
    // Until the pots are pushed, a player's chips in them are still theirs for the settling-up.
    return isPaid ? inHand.stack : seated.stack;
  };
  const rows = desk.accounts.map(({ device, name, boughtIn, cashedOut }) => {
    const stack = stackOf(device);
    const isMe = device === viewer.device;
    return { name, isMe, boughtIn, cashedOut, stack, net: cashedOut + stack - boughtIn };
  });
  const isEven = rows.reduce((sum, { net }) => sum + net, 0) === 0;
  const payments = isEven ? settleUp(rows) : [];
  return { rows, payments, text: textOf(scene.table.name, rows, payments) };
}

function textOf(table: string, rows: LedgerView['rows'], payments: LedgerView['payments']): string {
  const signed = (net: number) => (net > 0 ? `+${net}` : String(net));
  return [
    table,
    ...rows.map(({ name, boughtIn, cashedOut, stack, net }) => {
      return `${name}: bought in ${boughtIn}, cashed out ${cashedOut}, has ${stack}: ${signed(net)}`;
    }),
    ...payments.map(({ from, to, amount }) => `${from} pays ${to} ${amount}`),
  ].join('\n');
}
