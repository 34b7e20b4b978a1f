import { type Chips, MAX_CHIPS } from '../poker/index.ts';
import type { Account } from './game.ts';

/** Whose account it is. */
interface Owner {
  readonly device: string;
  readonly name: string;
}

/** What every device brought to the table and took away: the ledger is made of it. */
export function openAccounts(opened: readonly Account[]) {
  const accounts = new Map(opened.map((account) => [account.device, { ...account }]));

  const accountOf = ({ device, name }: Owner): Account => {
    const account = accounts.get(device) ?? { device, name, boughtIn: 0, cashedOut: 0 };
    accounts.set(device, account);
    return account;
  };

  return {
    all: (): Account[] => [...accounts.values()],
    buyIn: (owner: Owner, amount: Chips) => {
      accountOf(owner).boughtIn += amount;
    },
    cashOut: (owner: Owner, amount: Chips) => {
      accountOf(owner).cashedOut += amount;
    },
    /** What may still be bought in: nobody's chips may ever be more than can be counted. */
    countable: (): Chips => [...accounts.values()].reduce((left, { boughtIn }) => left - boughtIn, MAX_CHIPS),
    rename: (device: string, name: string) => {
      const account = accounts.get(device);
      if (account) account.name = name;
    },
    /** A device's account becomes part of another's. */
    merge: (from: string, into: Owner) => {
      const account = accounts.get(from);
      const whole = accountOf(into);
      whole.name = into.name;
      if (!account || account === whole) return;
      whole.boughtIn += account.boughtIn;
      whole.cashedOut += account.cashedOut;
      accounts.delete(from);
    },
  };
}
