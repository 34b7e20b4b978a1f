/**
 * The figures of a table on one device. What is timed is the app's own code on a real folder, beside the least that
 * could do the same.
 *
 * 1. An evening is the same for the same seed, entry for entry, on disk as in memory. (evening.test.ts "plays the same
 *    hands in memory and on disk")
 */
import type { BenchGroup } from '../figure.ts';
import { measureDurableAction } from './durableAction.ts';
import { measureEvaluator } from './evaluator.ts';
import { measureReplay } from './replay.ts';
import { measureResidentMemory } from './residentMemory.ts';
import { measureResume } from './resume.ts';
import { measureStartup } from './startup.ts';

export const coreGroup: BenchGroup = {
  name: 'core',
  about: 'a table on one device',
  benches: [
    { name: 'durable', measure: measureDurableAction },
    { name: 'resume', measure: measureResume },
    { name: 'replay', measure: measureReplay },
    { name: 'memory', measure: measureResidentMemory },
    { name: 'evaluator', measure: measureEvaluator },
    { name: 'startup', measure: measureStartup },
  ],
};
