import { expect, test } from 'vitest';
import { UPDATE_THIS } from '../../shared/protocol.ts';
import type { Notice } from '../ipc.ts';
import { copyWords, warnOfNetwork } from './networkWarnings.ts';
import type { Network } from './swarm/link.ts';

function listening() {
  let copy = (_device: string) => {};
  let problem = (_device: string, _words: string) => {};
  const network = {
    onCopy: (listener: typeof copy) => {
      copy = listener;
    },
    onProblem: (listener: typeof problem) => {
      problem = listener;
    },
  } as unknown as Network;
  const notices: Notice[] = [];
  warnOfNetwork({
    network,
    notify: (notice) => notices.push(notice),
    nameOf: (device) => (device === 'cc' ? 'Cy' : null),
  });
  const words = () => notices.map((notice) => (notice.type === 'message' ? notice.words : notice.type));
  return {
    copy: (device: string) => copy(device),
    problem: () => problem('cc', UPDATE_THIS),
    notices,
    words,
  };
}

test('versions that do not meet are told once, whoever it is, on whatever page is open', () => {
  const { problem, notices, words } = listening();
  problem();
  problem();
  expect(words()).toEqual([UPDATE_THIS]);
  expect(notices[0]).toMatchObject({ tableId: null, kind: 'warning' });
});

test('a copied data folder is told by the name of its device, once', () => {
  const { copy, words } = listening();
  for (const device of ['cc', 'cc', 'dd', 'ee']) copy(device);
  expect(words()).toEqual([copyWords('Cy'), copyWords(null)]);
  expect(words()[0]).toContain("Cy's device is on the network twice");
});
