import type { Notice } from '../ipc.ts';
import type { Network } from './swarm/link.ts';

export interface WarningPorts {
  readonly network: Network;
  readonly notify: (notice: Notice) => void;
  /** What a device (hex) goes by at the tables here; null: it belongs to none. */
  readonly nameOf: (device: string) => string | null;
}

export function copyWords(name: string | null): string {
  const whose = name === null ? 'A device' : `${name}'s device`;
  return `${whose} is on the network twice: its data folder was copied, and both copies run. Only one of them can play; the other must be closed.`;
}

/** Tells the person here what the network finds wrong with other devices, each wording once, on whatever page is open. */
export function warnOfNetwork({ network, notify, nameOf }: WarningPorts): void {
  const told = new Set<string>();
  const tell = (words: string) => {
    if (told.has(words)) return;
    told.add(words);
    notify({ type: 'message', tableId: null, kind: 'warning', words });
  };
  network.onCopy((device) => tell(copyWords(nameOf(device))));
  network.onProblem((_device, words) => tell(words));
}
