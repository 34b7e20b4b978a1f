import { z } from 'zod';
import { processPort } from '../../host/port.ts';
import { runHost } from '../../host/runHost.ts';

import { BadLines, linesSchema } from './badLine.ts';

/* The table host's process of a torture run: the real one, but that its streams go through a proxy that the run commands. */

const orderSchema = z.strictObject({ type: z.literal('lines'), lines: linesSchema });
export type LinesOrder = z.infer<typeof orderSchema>;

const lines = new BadLines({
  nowMs: () => performance.now(),
  after: (delayMs, work) => setTimeout(work, delayMs),
});
const port = processPort();

runHost(
  {
    ...port,
    onMessage: (listener) =>
      port.onMessage((message) => {
        const order = orderSchema.safeParse(message);
        if (order.success) lines.set(order.data.lines);
        else listener(message);
      }),
  },
  { through: (wire) => lines.wrap(wire) },
);
