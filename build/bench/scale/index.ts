/**
 * Many tables in one table host.
 *
 * 1. Tables are made and closed by the real host, on a real folder; only the making is not synced. (populate.ts)
 * 2. What is measured is the built host in a process of its own, on the same disk. (tables.ts)
 */
import type { BenchGroup } from '../figure.ts';
import { measureTables } from './tables.ts';

export const scaleGroup: BenchGroup = {
  name: 'scale',
  about: 'thousands of tables in one host',
  benches: [{ name: 'tables', measure: measureTables }],
};
