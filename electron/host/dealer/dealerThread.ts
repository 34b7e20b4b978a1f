import { Worker } from 'node:worker_threads';
import type { Dealer } from './dealer.ts';
import type { DealerAnswer, DealerCall } from './dealerCalls.ts';
import type { DeckName } from './deckSecrets.ts';
import type { CardClaim, DeckDone, DeckWork } from './deckWork.ts';

type Call = Exclude<DealerCall, { type: 'start' }>;
/** A call before it has a number. */
type Asked<T extends Call = Call> = T extends Call ? Omit<T, 'id'> : never;
type Waiting = { readonly resolve: (result: unknown) => void; readonly reject: (error: Error) => void };

const GONE = 'The dealer of this app has stopped. Please start the app again.';

/** The dealer in a thread of its own, so that its arithmetic never holds up the table host. */
export class DealerThread implements Dealer {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #calls = 0;
  #isGone = false;

  /** @param script the built `dealerWorker`, or its source where a loader is given for it */
  constructor(script: URL, folderPath: string, dataKey: Uint8Array, execArgv: readonly string[] = []) {
    this.#worker = new Worker(script, { execArgv: [...execArgv] });
    // It must not keep a process alive that has nothing else to do.
    this.#worker.unref();
    this.#worker.on('message', (answer: DealerAnswer) => this.#hear(answer));
    this.#worker.on('error', (error) => this.#end(error));
    this.#worker.on('exit', () => this.#end(new Error(GONE)));
    this.#worker.postMessage({ type: 'start', folderPath, dataKey } satisfies DealerCall);
  }

  work(work: DeckWork): Promise<DeckDone> {
    return this.#ask({ type: 'work', work });
  }

  blinds(tableId: string, deck: Uint8Array, device: string, cards: readonly number[]) {
    return this.#ask<readonly Uint8Array[] | null>({ type: 'blinds', tableId, deck, device, cards });
  }

  isRight(claim: CardClaim): Promise<boolean> {
    return this.#ask({ type: 'isRight', claim });
  }

  forget(tableId: string): Promise<void> {
    return this.#ask({ type: 'forget', tableId });
  }

  keepOnly(tableId: string, kept: readonly DeckName[]): Promise<void> {
    return this.#ask({ type: 'keepOnly', tableId, kept });
  }

  /** Ends the thread; what waits fails. */
  async close(): Promise<void> {
    this.#end(new Error(GONE));
    await this.#worker.terminate();
  }

  #ask<T>(asked: Asked): Promise<T> {
    if (this.#isGone) return Promise.reject(new Error(GONE));
    this.#calls += 1;
    const id = this.#calls;
    return new Promise<T>((resolve, reject) => {
      this.#waiting.set(id, { resolve: resolve as (result: unknown) => void, reject });
      this.#worker.postMessage({ ...asked, id });
    });
  }

  #hear(answer: DealerAnswer): void {
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if ('words' in answer) waiting?.reject(new Error(answer.words));
    else waiting?.resolve(answer.result);
  }

  #end(error: Error): void {
    this.#isGone = true;
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}
