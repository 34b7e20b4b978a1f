import { boardIndex, holeIndex, ownerOf, samePlaces } from '../deck/indexMap.ts';
import { POINT_BYTES, type PublicDeck, SCALAR_BYTES, type Shares, thresholdOf } from '../deck/messages.ts';
import { publicDeckBytes } from '../deck/publicDeck.ts';
import { chapter, look, now, receive, type Story, until } from '../process/effects.ts';
import { sameBytes } from '../process/plain.ts';
import type { Clock } from './clock.ts';
import { areFor, DECK_REFUSALS, type Deck, HandVoid, type SealedCard } from './deck.ts';
import { on } from './inputs.ts';

/** For so long cards may be waited for before players may call the hand off. */
export const STALL_MS = 10_000;

export const SHARE_REFUSALS = {
  noHolder: 'That device holds no share of this deck.',
  otherDeck: 'That is of another deck.',
  otherCards: 'Those cards are not to be opened now.',
  again: 'That device has sent its shares of these cards.',
  notStalled: 'The cards are on their way: the hand cannot be called off.',
  noPlayer: 'Only who plays this hand can call it off.',
  notSent: 'That device has not sent such shares.',
} as const;

type Said =
  | 'stalled'
  | { readonly calledOffBy: string }
  | { readonly wrong: Collection; readonly by: string }
  | { readonly to: Collection; readonly device: string };

/** Shares that are taken now: of which cards, and who has sent its own. */
interface Collection {
  readonly kind: Shares['kind'];
  readonly places: readonly SealedCard[];
  readonly from: string[];
  readonly fromMs: number;
}

/**
 * A deck that all devices of the hand have made together, and that any t of them open (DECK.md, steps 8 to 12). The
 * program sees to who may send what and when; whether shares and faces are right is arithmetic, which each device's
 * dealer does before an entry that says so is played.
 * @param exclude whoever sent wrong shares has no part in the decks to come
 */
export function sealedDeck(deck: PublicDeck, clock: Clock, exclude: (device: string) => Story<void>): Deck {
  const { handId, roster } = deck;
  const bytes = publicDeckBytes(deck);
  let hole: Collection | null = null;
  let asked: Collection | null = null;
  /** A majority agreed that the cards that are waited for have not come for long. */
  let isStalled = false;
  let calledOffBy: string[] = [];
  /** Holders that have sent wrong shares. */
  const convicted: string[] = [];

  const collections = () => [hole, asked].filter((one) => one !== null);
  const judgeShares = (
    { handId: of, kind, cards, shares }: Shares,
    { device }: { readonly device: string },
  ): { refuse: string } | { take: { readonly to: Collection; readonly device: string } } => {
    if (!roster.includes(device) || convicted.includes(device)) return { refuse: SHARE_REFUSALS.noHolder };
    if (!sameBytes(of, handId)) return { refuse: SHARE_REFUSALS.otherDeck };
    const to = collections().find((one) => one.kind === kind && samePlaces(one.places, cards));
    if (!to || shares.length !== cards.length * POINT_BYTES) return { refuse: SHARE_REFUSALS.otherCards };
    if (to.from.includes(device)) return { refuse: SHARE_REFUSALS.again };
    return { take: { to, device } };
  };

  const isEnough = ({ from }: Collection) => from.length >= thresholdOf(roster.length);
  /** What the hand waits for; null: for no cards. */
  const awaited = () => asked ?? (hole && !isEnough(hole) ? hole : null);
  const stall = () => {
    const collection = isStalled ? null : awaited();
    return collection && clock.timer(collection.fromMs, STALL_MS);
  };
  const players = () =>
    (hole?.places ?? [])
      .flatMap((card) => roster[ownerOf(card, roster.length)?.holder ?? -1] ?? [])
      .filter((device) => !convicted.includes(device));
  /** Whoever sends shares is there, and has a say. */
  const isVoid = () => {
    const present = players().filter((device) => awaited()?.from.includes(device));
    return isStalled && calledOffBy.length > 0 && present.every((device) => calledOffBy.includes(device));
  };

  /** Too few are left that could open a card. */
  const isHopeless = () => roster.length - convicted.length < thresholdOf(roster.length);
  function* convict({ from }: Collection, device: string): Story<void> {
    convicted.push(device);
    from.splice(from.indexOf(device), 1);
    if (isHopeless()) isStalled = true;
    yield* exclude(device);
  }

  const serve = chapter('shares', function* (): Story<void> {
    yield* look(() => ({
      deck: bytes,
      holders: roster.length,
      taken: collections().map(({ kind, places, from }) => ({ kind, places, from: [...from] })),
      convicted: [...convicted],
      isStalled,
      calledOffBy: [...calledOffBy],
      stallsMs: stall()?.endsMs() ?? null,
    }));
    for (;;) {
      const said = yield* receive<Said>({
        name: 'shares',
        deadlineMs: () => stall()?.endsMs() ?? null,
        judge: on<Said>({
          HOLE: judgeShares,
          BOARD: judgeShares,
          OPEN: judgeShares,
          CONVICT: ({ of, cards, device }) => {
            const wrong = collections().find((one) => one.kind === of && samePlaces(one.places, cards));
            return wrong?.from.includes(device)
              ? { take: { wrong, by: device } }
              : { refuse: SHARE_REFUSALS.notSent };
          },
          TIMEOUT: (_, { timeMs }) => (stall()?.isOver(timeMs) ? { take: 'stalled' } : null),
          VOID: (_, { device }) => {
            if (!isStalled || !awaited()) return { refuse: SHARE_REFUSALS.notStalled };
            if (!players().includes(device)) return { refuse: SHARE_REFUSALS.noPlayer };
            return calledOffBy.includes(device) ? null : { take: { calledOffBy: device } };
          },
        }),
      });
      if (said === 'stalled') isStalled = true;
      else if ('calledOffBy' in said) calledOffBy = [...calledOffBy, said.calledOffBy];
      else if ('to' in said) said.to.from.push(said.device);
      else yield* convict(said.wrong, said.by);
    }
  });

  const deliver = chapter('deliver', function* (places: readonly SealedCard[]): Story<void> {
    const collection: Collection = { kind: 'HOLE', places, from: [], fromMs: yield* now() };
    hole = collection;
    yield* look(() => ({ places }));
    yield* until('hole cards', () => isEnough(collection) || isVoid());
    if (!isEnough(collection)) throw new HandVoid();
    isStalled = false;
    calledOffBy = [];
  });

  return {
    holeCard: (device, round) => holeIndex(round, roster.indexOf(device), roster.length),
    boardCard: (place, run) => boardIndex(place, run, roster.length),
    serve,
    deliver,
    isVoid,
    ask: (request) => {
      asked = request && { ...request, from: [] };
      isStalled = isHopeless();
      calledOffBy = [];
    },
    refusal: (opened, places, by) => {
      const proofBytes = by === 'owner' ? SCALAR_BYTES : 0;
      const isFit = areFor(opened, places) && opened.every(({ proof }) => proof.length === proofBytes);
      const faces = new Set(opened.map(({ card }) => card));
      return isFit && faces.size === opened.length ? null : DECK_REFUSALS.otherCards;
    },
  };
}
