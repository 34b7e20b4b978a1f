import { convictedBy, makeComplaint } from '../../../shared/deck/complaint.ts';
import { dealsContext, deckContext, handIdOf } from '../../../shared/deck/contexts.ts';
import { type Holders, makeDeal, shareIn } from '../../../shared/deck/deal.ts';
import { mul, sumOfScalars } from '../../../shared/deck/group.ts';
import { type Deal, type DeckMessage, HOLDERS_MIN, type PublicDeck } from '../../../shared/deck/messages.ts';
import { wholeDeckHash } from '../../../shared/deck/publicDeck.ts';
import { makeReady } from '../../../shared/deck/ready.ts';
import { shuffleDeck } from '../../../shared/deck/shuffle.ts';
import type { RandomBytes } from '../../../shared/deck/transcript.ts';
import type { Body } from '../../../shared/process/effects.ts';
import { fromHex } from '../../../shared/process/hash.ts';
import { sameBytes } from '../../../shared/process/plain.ts';
import type { DeckSecrets, DeviceSecrets } from './deckSecrets.ts';
import type { DeckTable } from './deckTable.ts';
import type { DeckDone, DeckWork, MakingDeck } from './deckWork.ts';

const SHARE_SEED_BYTES = 32;

type Done = Pick<DeckDone, 'say' | 'faulty' | 'isMore'>;

const NOTHING: Done = { say: [], faulty: [], isMore: false };

/** What the devices here have to do for the deck that is being made: one heavy step at a time (DECK.md, steps 1 to 6). */
export function makeDeck(
  work: DeckWork & { readonly making: MakingDeck },
  table: DeckTable,
  secrets: DeckSecrets,
  random: RandomBytes,
): Done {
  const { making, devices } = work;
  const mine = devices.filter((device) => making.awaited.includes(device));
  if (making.phase === 'ready') return beReady(work, mine, table, secrets, random);
  const holders = table.holders(making);
  if (!holders) return NOTHING;
  const me = { holders, making, table, secrets, random };
  if (making.phase === 'DEAL') return dealOut(me, mine);
  const deals = table.ofEach('DEAL', making);
  if (!areAll(deals)) return NOTHING;
  if (making.phase === 'ACK') return acknowledgeDeals(me, deals, mine);
  if (making.phase === 'complaint') return judge(me, deals);
  if (making.phase === 'SHUFFLE' || making.phase === 'DECK_ACK') return shuffleOn(me, deals, mine);
  return NOTHING;
}

interface Making {
  readonly holders: Holders;
  readonly making: MakingDeck;
  readonly table: DeckTable;
  readonly secrets: DeckSecrets;
  readonly random: RandomBytes;
}

/** Step 1, and by the host step 2. */
function beReady(
  { making, host, seated, expected }: DeckWork & { readonly making: MakingDeck },
  mine: readonly string[],
  table: DeckTable,
  secrets: DeckSecrets,
  random: RandomBytes,
): Done {
  const readies = table.readies(making);
  const faulty = [...readies].flatMap(([device, ready]) =>
    making.faulty.includes(device) || table.isReadySound(making, device, ready) ? [] : [device],
  );
  if (faulty.length > 0) return { ...NOTHING, faulty };
  const say = mine.map((device) => {
    const known = secrets.of(device) ?? fresh(making, device, table, random);
    secrets.set(device, known);
    return said(device, known.ready);
  });
  const roster = seated.filter((device) => readies.has(device) && !making.faulty.includes(device));
  const isComplete = expected.every((device) => readies.has(device) || making.faulty.includes(device));
  if (say.length > 0 || host === null || !isComplete || roster.length < HOLDERS_MIN)
    return { ...NOTHING, say };
  const { number, attempt } = making;
  const inOrder = roster.flatMap((device) => readies.get(device) ?? []);
  const handId = handIdOf(table.tryOf(making), roster, inOrder);
  return { ...NOTHING, say: [said(host, { kind: 'HAND_OPEN', number, attempt, roster, handId })] };
}

function fresh(making: MakingDeck, device: string, table: DeckTable, random: RandomBytes): DeviceSecrets {
  const { number, attempt } = making;
  const about = { number, attempt, tryOf: table.tryOf(making), sender: fromHex(device) };
  const { message, secrets } = makeReady(about, random);
  return {
    ready: message,
    ...secrets,
    shareSeed: random(SHARE_SEED_BYTES),
    deal: null,
    complaint: null,
    keyShare: null,
    shuffle: null,
    acknowledged: null,
  };
}

/** Step 3. The dealer keeps of its polynomial what is its own share. */
function dealOut({ holders, making, table, secrets, random }: Making, mine: readonly string[]): Done {
  const faulty = making.roster.filter((device) => {
    const ready = table.readies(making).get(device);
    return !ready || !table.isReadySound(making, device, ready);
  });
  if (faulty.length > 0) return { ...NOTHING, faulty };
  const say = mine.flatMap((device) => {
    const known = secrets.of(device);
    if (!known) return [];
    // One READY is for one deck: under another roster this device stays silent.
    if (known.deal && !sameBytes(known.deal.message.handId, holders.handId)) return [];
    const deal = known.deal ?? makeDeal(holders, making.roster.indexOf(device), random);
    secrets.set(device, { ...known, deal });
    return [said(device, deal.message)];
  });
  return { ...NOTHING, say };
}

/** Step 4: every deal is checked by all, every share by its holder. */
function acknowledgeDeals(me: Making, deals: readonly Deal[], mine: readonly string[]): Done {
  const { holders, making, secrets, random } = me;
  const faulty = unsoundDealers(me, deals);
  if (faulty.length > 0) return { ...NOTHING, faulty };
  // Only all of them together can have done that, and nobody is to blame more than another: without this device's word the
  // set-up is begun again.
  if (!me.table.thresholdKey(deals)) return NOTHING;
  const ctxK = dealsContext(holders.handId, deals);
  const say = mine.flatMap((device) => {
    const known = secrets.of(device);
    if (!known) return [];
    if (known.complaint) return [said(device, known.complaint)];
    const ack: DeckMessage = { kind: 'ACK', handId: holders.handId, deals: ctxK };
    if (known.keyShare) return [said(device, ack)];
    const { sealSecret, deal } = known;
    if (!sealSecret || !deal?.ownShare) return [];
    const place = making.roster.indexOf(device);
    const shares = deals.map((one, dealer) =>
      dealer === place
        ? deal.ownShare
        : shareIn(one, holders.handId, dealer, place, mul(sealSecret, one.ephemeral)),
    );
    const bad = shares.indexOf(null);
    if (bad >= 0) {
      const complaint = makeComplaint(deals[bad] as Deal, bad, place, sealSecret, random);
      secrets.set(device, { ...known, complaint });
      return [said(device, complaint)];
    }
    // x_j, and with it e and the shares have done their part.
    const keyShare = sumOfScalars(shares.filter((share) => share !== null));
    secrets.set(device, {
      ...known,
      sealSecret: null,
      deal: { message: deal.message, ownShare: null },
      keyShare,
    });
    return [said(device, ack)];
  });
  return { ...NOTHING, say };
}

function unsoundDealers({ holders, making, table }: Making, deals: readonly Deal[]): string[] {
  return making.roster.filter((_, dealer) => !table.isDealSound(holders, dealer, deals[dealer] as Deal));
}

/** Who is convicted by the complaint that the deck ended with. */
function judge(me: Making, deals: readonly Deal[]): Done {
  const { holders, making, table } = me;
  const faulty = unsoundDealers(me, deals);
  for (const [accuser, complaint] of table.ofEach('COMPLAIN', making).entries()) {
    const accused = complaint && deals[complaint.accused];
    if (!complaint || !accused) continue;
    faulty.push(making.roster[convictedBy(complaint, accuser, accused, holders)] as string);
  }
  return { ...NOTHING, faulty: [...new Set(faulty)] };
}

/** Steps 5 and 6: each shuffle is checked before the next, and the deck is acknowledged when all are right. */
function shuffleOn(me: Making, deals: readonly Deal[], mine: readonly string[]): Done {
  const { holders, making, table, secrets, random } = me;
  const ctxK = dealsContext(holders.handId, deals);
  const { key } = table.thresholdKey(deals) ?? {};
  if (!key) return NOTHING;
  const shuffles = table.ofEach('SHUFFLE', making);
  let cards = table.firstDeck(key);
  for (const [step, shuffler] of making.roster.entries()) {
    const shuffle = shuffles[step];
    const about = { deals: ctxK, shuffler, key };
    if (!shuffle) {
      if (!mine.includes(shuffler) || making.phase !== 'SHUFFLE') return NOTHING;
      const known = secrets.of(shuffler);
      if (!known) return NOTHING;
      const made =
        known.shuffle ?? shuffleDeck({ ...about, handId: holders.handId, step, before: cards }, random);
      secrets.set(shuffler, { ...known, shuffle: made });
      return { ...NOTHING, say: [said(shuffler, made)] };
    }
    const isNews = !table.isChecked(shuffle, about);
    const after = table.afterShuffle(shuffle, about, cards);
    if (!after) return { ...NOTHING, faulty: [shuffler] };
    // Checking one takes as long as anything may: what is played comes first.
    if (isNews) return { ...NOTHING, isMore: true };
    cards = after;
  }
  const last = shuffles.at(-1);
  if (making.phase !== 'DECK_ACK' || !last) return NOTHING;
  const ctxD = deckContext(ctxK, last.deck);
  const whole = wholeDeckHash(finishedDeck(me, ctxK, deals, last.deck));
  const say = mine.flatMap((device) => {
    const known = secrets.of(device);
    if (!known?.keyShare) return [];
    // One deck a hand, ever: two acknowledgements would be proof of cheating (case 28).
    if (known.acknowledged && !sameBytes(known.acknowledged, whole)) return [];
    if (!known.acknowledged) secrets.set(device, { ...known, acknowledged: whole });
    return [said(device, { kind: 'DECK_ACK', handId: holders.handId, deck: ctxD })];
  });
  return { ...NOTHING, say };
}

/** The deck as the program hands it to the hand that is played with it. */
function finishedDeck(
  { holders, making, table }: Making,
  deals: Uint8Array,
  all: readonly Deal[],
  cards: Uint8Array,
): PublicDeck {
  const { number, attempt, roster } = making;
  const readies = table.readies(making);
  return {
    number,
    attempt,
    handId: holders.handId,
    deals,
    roster,
    blinds: roster.flatMap((device) => readies.get(device)?.blinds ?? []),
    commitments: all.map(({ commitments }) => commitments),
    cards,
  };
}

function said(device: string, message: DeckMessage): { readonly device: string; readonly body: Body } {
  return { device, body: message as unknown as Body };
}

function areAll<T>(list: readonly (T | null)[]): list is readonly T[] {
  return list.every((one) => one !== null);
}
