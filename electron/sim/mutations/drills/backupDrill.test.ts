import { expect, test } from 'vitest';
import { backupDrill } from './backupDrill.ts';

// Guards the opening in Replica.seenOf: whose hosted hand had just ended was told that nothing was known of it, voted with an old
// disk, and what had been shown as final was lost. Found by this drill's control.
test('seed 3: a host whose old backup was put back is known as old also where a hand has just begun', async () => {
  expect(await backupDrill(3)).toBeNull();
}, 120_000);
