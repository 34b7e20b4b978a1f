import type { Readable, Writable } from 'node:stream';

interface Answer {
  readonly id?: number;
  readonly method?: string;
  readonly params?: { readonly sessionId?: string; readonly targetInfo?: { readonly type: string } };
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

interface Evaluated {
  readonly result: { readonly value: unknown };
  readonly exceptionDetails?: { readonly text: string };
}

const END = '\0';

/**
 * The first page of an app that was started with --remote-debugging-pipe, spoken to in the DevTools protocol over the
 * app's pipes 3 and 4. Nothing is loaded into the app for it, and nothing waits for it.
 */
export class Devtools {
  readonly #orders: Writable;
  readonly #pending = new Map<number, (answer: Answer) => void>();
  readonly #page: Promise<string>;
  #nextId = 1;

  constructor(orders: Writable, answers: Readable) {
    this.#orders = orders;
    orders.on('error', () => {});
    this.#page = new Promise((resolve) => {
      readMessages(answers, (answer) => {
        if (answer.id !== undefined) this.#pending.get(answer.id)?.(answer);
        const { sessionId, targetInfo } = answer.params ?? {};
        if (targetInfo?.type === 'page' && sessionId) resolve(sessionId);
      });
    });
    this.#send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false, flatten: true });
  }

  /** The value of an expression in the page; a promise is awaited. A page that is just being replaced is asked again. */
  async evaluate(expression: string): Promise<unknown> {
    const params = { expression, awaitPromise: true, returnByValue: true };
    for (;;) {
      const { result, error } = await this.#send('Runtime.evaluate', params, await this.#page);
      if (error) continue;
      const { result: value, exceptionDetails } = result as Evaluated;
      if (exceptionDetails) throw new Error(`The page said: ${exceptionDetails.text}`);
      return value.value;
    }
  }

  /** A click of the left mouse button. */
  async click({ x, y }: { readonly x: number; readonly y: number }): Promise<void> {
    const page = await this.#page;
    const press = { x, y, button: 'left', clickCount: 1 };
    await Promise.all(
      ['mousePressed', 'mouseReleased'].map((type) =>
        this.#send('Input.dispatchMouseEvent', { type, ...press }, page),
      ),
    );
  }

  #send(method: string, params: object, sessionId?: string): Promise<Answer> {
    const id = this.#nextId++;
    this.#orders.write(JSON.stringify({ id, method, params, sessionId }) + END);
    return new Promise((resolve) => {
      this.#pending.set(id, (answer) => {
        this.#pending.delete(id);
        resolve(answer);
      });
    });
  }
}

function readMessages(stream: Readable, hear: (answer: Answer) => void): void {
  let rest = '';
  stream.setEncoding('utf8').on('data', (text: string) => {
    const messages = (rest + text).split(END);
    rest = messages.pop() ?? '';
    for (const message of messages) hear(JSON.parse(message));
  });
}
