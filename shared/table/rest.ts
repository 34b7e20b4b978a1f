import type { Seat } from '../poker/index.ts';
import { chapter, look, now, receiveUnless, type Story } from '../process/effects.ts';
import type { Desk } from './desk.ts';
import { on } from './inputs.ts';
import { skipping } from './skipping.ts';

/** A moment in which nobody acts, so that people can see what happened. */
export const rest = chapter('rest', function* (name: string, lengthMs: number, desk: Desk): Story<void> {
  const timer = desk.clock.timer(yield* now(), lengthMs);
  const skips = skipping(desk);
  yield* look(() => ({ name, endsMs: timer.endsMs(), skippers: skips.skippers() }));
  for (;;) {
    const said = yield* receiveUnless<{ skip: Seat } | 'over'>({
      name: ['rest', name],
      deadlineMs: timer.endsMs,
      unless: skips.isSkipped,
      judge: on<{ skip: Seat } | 'over'>({ TIMEOUT: timer.over('over'), SKIP: skips.judge }),
    });
    if (said === null || said === 'over') return;
    skips.add(said.skip);
  }
});
