import type { FaultName } from '../faults.ts';
import type { Step } from '../plan.ts';
import type { FastDevice } from './fastDevice.ts';
import type { FastNetwork } from './fastNetwork.ts';

export interface FastStruck {
  readonly network: FastNetwork;
  readonly one: FastDevice;
  readonly other: FastDevice;
  readonly all: readonly FastDevice[];
  readonly step: Step;
  readonly random: () => number;
  readonly start: (device: FastDevice) => void;
  readonly damaged: (device: FastDevice) => void;
}

/** A fault that goes on: what ends it. */
type End = () => void;

const SLOW_SYNC_MS = 900;
const CUT_SYNC_MS = 4;
const SLOW_LINKS = { leastMs: 5, mostMs: 700 };

function kill(devices: readonly FastDevice[], start: FastStruck['start']): End {
  for (const device of devices) device.kill();
  return () => {
    for (const device of devices) start(device);
  };
}

function cut({ network }: FastStruck, directions: readonly (readonly [FastDevice, FastDevice])[]): End {
  for (const [from, to] of directions) if (from !== to) network.cutOneWay(from.device, to.device);
  return () => network.healAll();
}

const outOf = ({ one, all }: FastStruck) => all.map((other) => [one, other] as const);
const intoOf = ({ one, all }: FastStruck) => all.map((other) => [other, one] as const);

/** The faults of the full depth that have a meaning without bytes on disks. */
const FAST_FAULTS: Partial<Record<FaultName, (struck: FastStruck) => End>> = {
  crash: ({ one, start }) => kill([one], start),
  powerCutAtCall: ({ one, start, step }) => {
    one.disk.syncMs = CUT_SYNC_MS;
    const callOff = one.clock.after(step.amount % 300, () => one.kill());
    return () => {
      callOff();
      one.disk.syncMs = 0;
      start(one);
    };
  },
  houseDark: ({ all, start }) =>
    kill(
      all.filter(({ isOn }) => isOn),
      start,
    ),
  cutOff: (struck) => cut(struck, [...outOf(struck), ...intoOf(struck)]),
  pairCut: (struck) =>
    cut(struck, [
      [struck.one, struck.other],
      [struck.other, struck.one],
    ]),
  oneWay: (struck) => cut(struck, [[struck.one, struck.other]]),
  deaf: (struck) => cut(struck, outOf(struck)),
  slowLinks: ({ network }) => {
    const { delays } = network.ports;
    const before = { ...delays };
    Object.assign(delays, SLOW_LINKS);
    return () => void Object.assign(delays, before);
  },
  sleep: (struck) => {
    const { one, step } = struck;
    const end = cut(struck, [...outOf(struck), ...intoOf(struck)]);
    one.clock.sleep();
    return () => {
      end();
      one.clock.wake(step.amount % 2 === 0);
    };
  },
  syncFails: ({ one, random }) => {
    one.disk.fails = () => random() < 0.3;
    return () => {
      one.disk.fails = () => false;
    };
  },
  slowSync: ({ one }) => {
    one.disk.syncMs = SLOW_SYNC_MS;
    return () => {
      one.disk.syncMs = 0;
    };
  },
  quits: ({ one, start }) => {
    const { agreement } = one;
    void agreement?.quit(true).then(() => {
      if (one.agreement === agreement) one.kill();
    });
    return () => {
      if (one.agreement === agreement) one.kill();
      start(one);
    };
  },
  backup: ({ one, damaged, start }) => {
    const backup = one.disk.backup();
    return () => {
      damaged(one);
      one.kill();
      // What a device has written down of its starts lies elsewhere on its disk, and is as old.
      one.disk.putBack(backup);
      start(one);
    };
  },
};

export const FAST_FAULT_NAMES = Object.keys(FAST_FAULTS) as readonly FaultName[];

/** Begins a fault. @throws Error for one that only the full depth has */
export function beginFast(struck: FastStruck): End {
  const begin = FAST_FAULTS[struck.step.fault];
  if (!begin) throw new Error(`The fast depth has no fault "${struck.step.fault}".`);
  return begin(struck);
}
