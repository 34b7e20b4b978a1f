import { ownerOf } from '../deck/indexMap.ts';
import type { CardFacts } from '../deck/mayOpen.ts';
import type { Round, Seat } from '../poker/index.ts';
import { type Looks, lookOf } from './asks.ts';
import type { SealedCard } from './deck.ts';

/** How the hand stands, read from the looks of what runs and not from what asks for cards; null: none is played. */
export function cardFactsOf(looks: Looks): CardFacts | null {
  const hand = lookOf(looks, 'hand') as unknown as HandLook | undefined;
  const holders = lookOf(looks, 'shares')?.holders;
  if (!hand || typeof holders !== 'number') return null;
  const holderAt = (seat: Seat) => {
    const card = hand.holeCards.find(([at]) => at === seat)?.[1][0];
    return card === undefined ? [] : [ownerOf(card, holders)?.holder ?? -1];
  };
  const street = lookOf(looks, 'street') as unknown as { readonly round: Round } | undefined;
  const foldedNow = street?.round.seats.flatMap(({ seat, folded }) => (folded ? [seat] : [])) ?? [];
  const settings = lookOf(looks, 'desk')?.settings as { readonly rabbitHunt: boolean } | undefined;
  return {
    holders,
    dealtIn: hand.holeCards.flatMap(([seat]) => holderAt(seat)),
    folded: [...new Set([...hand.folded, ...foldedNow])].flatMap(holderAt),
    isBetting: street !== undefined || lookOf(looks, 'deliver') !== undefined,
    isAsking: lookOf(looks, 'show') !== undefined || lookOf(looks, 'run twice') !== undefined,
    boards: hand.boards.map(({ length }) => length),
    silent: silentSeat(looks).flatMap(holderAt)[0] ?? null,
    isOver: lookOf(looks, 'result') !== undefined,
    hasRabbitHunt: settings?.rabbitHunt === true,
  };
}

interface HandLook {
  readonly holeCards: readonly (readonly [Seat, readonly SealedCard[]])[];
  readonly folded: readonly Seat[];
  readonly boards: readonly (readonly unknown[])[];
}

/** Who was asked to show, and has no time left to do it. */
function silentSeat(looks: Looks): readonly Seat[] {
  const asked = lookOf(looks, 'show');
  const opened = lookOf(looks, 'open');
  const isSilent = asked !== undefined && opened?.seat === asked.seat && asked.endsMs === null;
  return isSilent ? [asked.seat as Seat] : [];
}
