import type { DeckMessage } from '../../../shared/deck/messages.ts';
import type { OpenedCard } from '../../../shared/deck/openedCard.ts';
import { toHex } from '../../../shared/process/hash.ts';
import type { Input } from '../../../shared/process/input.ts';
import type { Journal, PlayedEntry } from '../../../shared/process/journal.ts';
import { lookOf } from '../../../shared/table/asks.ts';
import { on } from '../../../shared/table/inputs.ts';
import type { FaceClaim, PlayedDeck } from './deckWork.ts';

/** Why an entry with a face is not played. */
export const WRONG_FACE = 'That card is not the one that was dealt.';

/**
 * What an input claims about faces, with all that the journal holds to judge it by; null: it claims none that arithmetic
 * could judge (the program judges the rest).
 * @param played the open hand's entries, all that `journal` has taken
 */
export function faceClaimOf(
  journal: Journal,
  played: readonly PlayedEntry[],
  { body }: Input,
): FaceClaim | null {
  const isClaim = body.kind === 'FACES' || body.kind === 'SHOW';
  const shares = isClaim
    ? (lookOf(journal.looks(), 'shares') as unknown as PlayedDeck | undefined)
    : undefined;
  const cards = shares && cardsOf(body.kind, body);
  if (!shares || !cards) return null;
  const by = body.kind === 'SHOW' ? 'owner' : 'shares';
  const asked = cards.map(({ index }) => index);
  const taken = shares.taken.find(({ kind, places }) =>
    by === 'owner' ? kind === 'HOLE' : kind !== 'HOLE' && String(places) === String(asked),
  );
  if (!taken) return null;
  const { kind, places } = taken;
  const state = stateAllowing(journal, played, kind, places);
  if (!state) return null;
  const sent = played.flatMap(({ input }) =>
    input.body.kind === kind
      ? [{ device: toHex(input.device), message: input.body as unknown as DeckMessage }]
      : [],
  );
  return { deck: shares.deck, by, kind, state, places, sent, cards };
}

/** The state hash of the first step from which on these cards might be opened. */
function stateAllowing(
  journal: Journal,
  played: readonly PlayedEntry[],
  kind: FaceClaim['kind'],
  places: readonly number[],
): Uint8Array | null {
  const steps = [journal.opening, ...played.map(({ step }) => step)];
  const step = steps.find(({ told }) => {
    const allowed = told.flatMap((one) => {
      if (kind === 'HOLE') return one.type === 'deal' ? [one.card] : [];
      return one.type === 'unseal' ? one.cards : [];
    });
    return places.length > 0 && places.every((place) => allowed.includes(place));
  });
  return step?.stateHash ?? null;
}

function cardsOf(kind: string, body: Input['body']): readonly OpenedCard[] | null {
  const author = { device: '', host: '', timeMs: 0, body };
  const take = ({ cards }: { readonly cards: readonly OpenedCard[] }) => ({ take: cards });
  const taken = on<readonly OpenedCard[]>(kind === 'SHOW' ? { SHOW: take } : { FACES: take })(author);
  return taken && 'take' in taken ? taken.take : null;
}
