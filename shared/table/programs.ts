import { Programs } from '../process/program.ts';
import { tableProgram } from './program.ts';

/**
 * The table programs that this app carries: the newest, which plays every new hand, and each older one whose hands may
 * still be open somewhere. A hand is played to its end by the version it began with.
 */
export const tablePrograms = new Programs([tableProgram]);
