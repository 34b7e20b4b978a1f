import { announce, type Story } from '../process/effects.ts';
import type { TableEvent } from './events.ts';

/** Announces what happened at the table. */
export function tell(event: TableEvent): Story<void> {
  return announce(event);
}
