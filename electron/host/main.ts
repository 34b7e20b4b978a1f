import { processPort } from './port.ts';
import { runHost } from './runHost.ts';

/*
 * The table host's process: one for all tables. It speaks only to its port, so that it runs under Electron's
 * utilityProcess, child_process and plain Node alike, and goes when the port closes.
 */

runHost(processPort());
