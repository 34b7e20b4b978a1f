import type { DeckName } from './deckSecrets.ts';
import type { CardClaim, DeckDone, DeckWork } from './deckWork.ts';

/** What the dealer's thread is told. */
export type DealerCall =
  | { readonly type: 'start'; readonly folderPath: string; readonly dataKey: Uint8Array }
  | { readonly type: 'work'; readonly id: number; readonly work: DeckWork }
  | {
      readonly type: 'blinds';
      readonly id: number;
      readonly tableId: string;
      readonly deck: Uint8Array;
      readonly device: string;
      readonly cards: readonly number[];
    }
  | { readonly type: 'isRight'; readonly id: number; readonly claim: CardClaim }
  | { readonly type: 'forget'; readonly id: number; readonly tableId: string }
  | {
      readonly type: 'keepOnly';
      readonly id: number;
      readonly tableId: string;
      readonly kept: readonly DeckName[];
    };

/** What it answers; `words` where it failed. */
export type DealerAnswer =
  | { readonly id: number; readonly result: DeckDone | readonly Uint8Array[] | boolean | null }
  | { readonly id: number; readonly words: string };
