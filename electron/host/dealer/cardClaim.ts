import { samePlaces } from '../../../shared/deck/indexMap.ts';
import type { DeckMessage } from '../../../shared/deck/messages.ts';
import { toHex } from '../../../shared/process/hash.ts';
import type { Input } from '../../../shared/process/input.ts';
import type { Journal, PlayedEntry } from '../../../shared/process/journal.ts';
import { lookOf } from '../../../shared/table/asks.ts';
import { on } from '../../../shared/table/inputs.ts';
import type { CardClaim, FaceClaim, PlayedDeck } from './deckWork.ts';

/** Why an entry with a claim about cards is not played. */
export const WRONG_CLAIM = 'What that says about the cards is not true.';

type Kind = CardClaim['kind'];
/** What a claim says, before the journal's words on it are found. */
type Said =
  | { readonly by: 'shares' | 'owner'; readonly cards: FaceClaim['cards'] }
  | {
      readonly by: 'wrong shares';
      readonly of: Kind;
      readonly cards: readonly number[];
      readonly device: string;
    };

/**
 * What an input claims about cards, with all that the journal holds to judge it by; null: it claims nothing that arithmetic
 * could judge (the program judges the rest).
 * @param played the open hand's entries, all that `journal` has taken
 */
export function cardClaimOf(
  journal: Journal,
  played: readonly PlayedEntry[],
  { body }: Input,
): CardClaim | null {
  const said = saidIn(body);
  const shares = said && (lookOf(journal.looks(), 'shares') as unknown as PlayedDeck | undefined);
  const taken = shares && takenFor(said, shares);
  if (!said || !shares || !taken) return null;
  const { kind, places } = taken;
  const state = stateAllowing(journal, played, kind, places);
  if (!state) return null;
  const about = { deck: shares.deck, kind, state, places };
  const sent = played.flatMap(({ input }) =>
    input.body.kind === kind
      ? [{ device: toHex(input.device), message: input.body as unknown as DeckMessage }]
      : [],
  );
  if (said.by !== 'wrong shares') return { ...about, by: said.by, sent, cards: said.cards };
  const { device } = said;
  return { ...about, by: said.by, device, sent: sent.filter((one) => one.device === device) };
}

function saidIn(body: Input['body']): Said | null {
  if (body.kind !== 'FACES' && body.kind !== 'SHOW' && body.kind !== 'CONVICT') return null;
  const taken = on<Said>({
    FACES: ({ cards }) => ({ take: { by: 'shares', cards } }),
    SHOW: ({ cards }) => ({ take: { by: 'owner', cards } }),
    CONVICT: ({ of, cards, device }) => ({ take: { by: 'wrong shares', of, cards, device } }),
  })({ device: '', host: '', timeMs: 0, body });
  return taken && 'take' in taken ? taken.take : null;
}

/** The shares that show whether it is so. */
function takenFor(said: Said, { taken }: PlayedDeck): PlayedDeck['taken'][number] | undefined {
  if (said.by === 'owner') return taken.find(({ kind }) => kind === 'HOLE');
  if (said.by === 'wrong shares')
    return taken.find(({ kind, places }) => kind === said.of && samePlaces(places, said.cards));
  const asked = said.cards.map(({ index }) => index);
  return taken.find(({ kind, places }) => kind !== 'HOLE' && samePlaces(places, asked));
}

/** The state hash of the first step from which on these cards might be opened. */
function stateAllowing(
  journal: Journal,
  played: readonly PlayedEntry[],
  kind: Kind,
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
