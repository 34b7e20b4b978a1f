import type { areRightShares } from '../../../shared/deck/sealedCards.ts';
import type { shuffleDeck } from '../../../shared/deck/shuffle.ts';
import type { checkedShuffle } from '../../../shared/deck/shuffleCheck.ts';
import { seededBytes } from '../../../shared/deck/testing/seededBytes.ts';
import { toHex } from '../../../shared/process/hash.ts';
import { type Plain, toBytes } from '../../../shared/process/plain.ts';

/**
 * For tests that play one hand many times over: the very same shuffle, and the very same check, is worked out once and
 * remembered. Nothing else about them is changed: what was never done before is done.
 */
export function rememberedShuffle(make: typeof shuffleDeck): typeof shuffleDeck {
  const remembered = remembering<ReturnType<typeof shuffleDeck>>();
  return (context, random) => {
    // All its random bytes follow from one draw, so that the same draw is the same shuffle.
    const seed = toHex(random(32));
    return remembered([context, seed], () => make(context, seededBytes(seed)));
  };
}

/** The same for checks. @see rememberedShuffle */
export function rememberedCheck(check: typeof checkedShuffle): typeof checkedShuffle {
  const remembered = remembering<ReturnType<typeof checkedShuffle>>();
  return ({ deck, proof }, { deals, step, shuffler, key, before }) =>
    remembered([deck, proof, deals, step, shuffler, key, before], () =>
      check({ deck, proof }, { deals, step, shuffler, key, before }),
    );
}

/** The same for shares. @see rememberedShuffle */
export function rememberedShares(check: typeof areRightShares): typeof areRightShares {
  const remembered = remembering<boolean>();
  return (sealed, request, holder, message) =>
    remembered([sealed.context, { ...request }, holder, { ...message }], () =>
      check(sealed, request, holder, message),
    );
}

function remembering<T>() {
  const known = new Map<string, T>();
  return (about: readonly unknown[], work: () => T): T => {
    const name = Buffer.from(toBytes(about as Plain)).toString('base64');
    if (!known.has(name)) known.set(name, work());
    return known.get(name) as T;
  };
}
