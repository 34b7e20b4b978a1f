import type { Practice } from './practice.ts';

/** Everything on the table: what was bought in less what was cashed out. */
export function chipsOn(table: Practice): { there: number; owed: number } {
  const hand = table.look('hand');
  const desk = table.look('desk');
  const seats = (desk?.seats ?? []) as { seat: number; stack: number }[];
  const inHand = new Set((desk?.inHand ?? []) as number[]);
  let there = seats.filter(({ seat }) => !inHand.has(seat)).reduce((sum, { stack }) => sum + stack, 0);
  if (hand) {
    const street = table.look('street')?.round as { seats: { stack: number; bet: number }[] } | undefined;
    const posts = hand.posts as { kind: string; amount: number }[];
    const pots = (hand.pots as { amount: number }[]).reduce((sum, { amount }) => sum + amount, 0);
    const stacks = (hand.stacks as [number, number][]).reduce((sum, [, stack]) => sum + stack, 0);
    const isPaid = (hand.awards as unknown[]).length > 0;
    const dead = posts
      .filter(({ kind }) => kind.includes('ante') || kind === 'missed-small-blind')
      .reduce((sum, { amount }) => sum + amount, 0);
    if (street) {
      there += street.seats.reduce((sum, { stack, bet }) => sum + stack + bet, 0) + (pots || dead);
    } else {
      there += stacks + (isPaid ? 0 : pots);
    }
  }
  const accounts = (desk?.accounts ?? []) as { boughtIn: number; cashedOut: number }[];
  return { there, owed: accounts.reduce((sum, { boughtIn, cashedOut }) => sum + boughtIn - cashedOut, 0) };
}
