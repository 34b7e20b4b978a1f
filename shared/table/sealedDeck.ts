import { boardIndex, holeIndex } from '../deck/indexMap.ts';
import { POINT_BYTES, type PublicDeck, SCALAR_BYTES, type Shares, thresholdOf } from '../deck/messages.ts';
import { publicDeckBytes } from '../deck/publicDeck.ts';
import { chapter, look, receive, type Story, until } from '../process/effects.ts';
import { areFor, DECK_REFUSALS, type Deck, type OpenRequest, type SealedCard } from './deck.ts';
import { on } from './inputs.ts';

export const SHARE_REFUSALS = {
  noHolder: 'That device holds no share of this deck.',
  otherDeck: 'That is of another deck.',
  otherCards: 'Those cards are not to be opened now.',
  again: 'That device has sent its shares of these cards.',
} as const;

/** Shares that are taken now: of which cards, and who has sent its own. */
interface Collection {
  readonly kind: Shares['kind'];
  readonly places: readonly SealedCard[];
  readonly from: string[];
}

/**
 * A deck that all devices of the hand have made together, and that any t of them open (DECK.md, steps 8 to 12). The
 * program sees to who may send what and when; whether shares and faces are right is arithmetic, which each device's
 * dealer does before an entry with a face is played.
 */
export function sealedDeck(deck: PublicDeck): Deck {
  const { handId, roster } = deck;
  const bytes = publicDeckBytes(deck);
  let hole: Collection | null = null;
  let asked: Collection | null = null;

  const collections = () => [hole, asked].filter((one) => one !== null);
  const judgeShares = (
    { handId: of, kind, cards, shares }: Shares,
    { device }: { readonly device: string },
  ): { refuse: string } | { take: { readonly to: Collection; readonly device: string } } => {
    if (!roster.includes(device)) return { refuse: SHARE_REFUSALS.noHolder };
    if (!isSame(of, handId)) return { refuse: SHARE_REFUSALS.otherDeck };
    const to = collections().find((one) => one.kind === kind && isSame(one.places, cards));
    if (!to || shares.length !== cards.length * POINT_BYTES) return { refuse: SHARE_REFUSALS.otherCards };
    if (to.from.includes(device)) return { refuse: SHARE_REFUSALS.again };
    return { take: { to, device } };
  };

  const serve = chapter('shares', function* (): Story<void> {
    yield* look(() => ({
      deck: bytes,
      holders: roster.length,
      taken: collections().map(({ kind, places, from }) => ({ kind, places, from: [...from] })),
    }));
    for (;;) {
      const { to, device } = yield* receive<{ readonly to: Collection; readonly device: string }>({
        name: 'shares',
        judge: on({ HOLE: judgeShares, BOARD: judgeShares, OPEN: judgeShares }),
      });
      to.from.push(device);
    }
  });

  const deliver = chapter('deliver', function* (places: readonly SealedCard[]): Story<void> {
    const collection: Collection = { kind: 'HOLE', places, from: [] };
    hole = collection;
    yield* look(() => ({ places }));
    yield* until('hole cards', () => collection.from.length >= thresholdOf(roster.length));
  });

  return {
    holeCard: (device, round) => holeIndex(round, roster.indexOf(device), roster.length),
    boardCard: (place, run) => boardIndex(place, run, roster.length),
    serve,
    deliver,
    ask: (request: OpenRequest | null) => {
      asked = request && { ...request, from: [] };
    },
    refusal: (opened, places, by) => {
      const proofBytes = by === 'owner' ? SCALAR_BYTES : 0;
      const isFit = areFor(opened, places) && opened.every(({ proof }) => proof.length === proofBytes);
      const faces = new Set(opened.map(({ card }) => card));
      return isFit && faces.size === opened.length ? null : DECK_REFUSALS.otherCards;
    },
  };
}

function isSame(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  return a.length === b.length && Array.from(a).every((value, at) => value === b[at]);
}
