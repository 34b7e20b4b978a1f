import { DiskFailure } from '../host/disk/index.ts';
import { RawMember } from '../host/testing/rawMember.ts';
import type { World, WorldDevice } from '../host/testing/world.ts';
import { Liar } from './liar.ts';
import type { Step } from './plan.ts';

/** A fault that goes on: what ends it. */
export type End = () => Promise<void>;

/** What a fault strikes. */
export interface Struck {
  readonly world: World;
  readonly tableId: string;
  readonly one: WorldDevice;
  /** All but it. */
  readonly others: readonly WorldDevice[];
  /** One of them. */
  readonly other: WorldDevice;
  readonly step: Step;
  /** Notes that a device's disk, or its word, is not to be counted on any more. */
  readonly damaged: (device: WorldDevice) => void;
}

interface Fault {
  /** What happens, in words after the device's name. */
  readonly words: string;
  /** What it counts as in a report. */
  readonly counts: 'crash' | 'partition' | 'other';
  begin(struck: Struck): Promise<End>;
}

const SLOW_LINK_MS = 1_500;
const CLOCK_JUMP_MS = 3_600_000;
const BITS_ROTTEN = 3;
const SYNC_FAILS_PERCENT = 50;

const idOf = ({ device }: WorldDevice) => device ?? '';

/** Switches a device on again, and looks at the table as a person would; one whose disk fails stays off for now. */
export async function switchOn(device: WorldDevice, tableId: string): Promise<void> {
  if (device.isOn) return;
  try {
    await device.start();
  } catch (error) {
    if (error instanceof DiskFailure) return;
    throw error;
  }
  await device.send({ type: 'openTable', tableId });
}

function cut(begin: (struck: Struck) => void): Fault['begin'] {
  return async (struck) => {
    begin(struck);
    return async () => struck.world.hub.healAll();
  };
}

function standing(fault: 'full' | 'syncFails' | 'slowSync', percent: number): Fault['begin'] {
  return async ({ one, tableId }) => {
    one.faults.begin({ fault, percent });
    return async () => {
      one.faults.end(fault);
      // A table that stopped over it is opened again by whoever looks at it.
      await one.send({ type: 'openTable', tableId });
      await one.send({ type: 'resume', tableId });
    };
  };
}

export const FAULTS = {
  crash: {
    words: 'dies',
    counts: 'crash',
    begin: async ({ one, tableId }) => {
      if (one.isOn) one.kill();
      return () => switchOn(one, tableId);
    },
  },
  powerCutAtCall: {
    words: 'loses power in the middle of a write',
    counts: 'crash',
    begin: async ({ one, tableId, step }) => {
      let left = step.amount % 40;
      one.losesPower = ({ name }) => name !== 'read' && name !== 'size' && left-- <= 0;
      return async () => {
        one.losesPower = null;
        await switchOn(one, tableId);
      };
    },
  },
  houseDark: {
    words: 'and everybody else lose power at once',
    counts: 'crash',
    begin: async ({ one, others, tableId }) => {
      const all = [one, ...others].filter(({ isOn }) => isOn);
      for (const device of all) device.kill();
      return async () => {
        for (const device of all) await switchOn(device, tableId);
      };
    },
  },
  cutOff: {
    words: 'is cut off from all',
    counts: 'partition',
    begin: cut(({ one, others, world }) => {
      for (const other of others) world.hub.cut(idOf(one), idOf(other));
    }),
  },
  pairCut: {
    words: 'and another do not reach each other, only the others between them',
    counts: 'partition',
    begin: cut(({ one, other, world }) => world.hub.cut(idOf(one), idOf(other))),
  },
  oneWay: {
    words: 'does not reach another, who reaches it',
    counts: 'partition',
    begin: cut(({ one, other, world }) => world.hub.cutOneWay(idOf(one), idOf(other))),
  },
  deaf: {
    words: 'is heard by nobody and hears everybody',
    counts: 'partition',
    begin: cut(({ one, others, world }) => {
      for (const other of others) world.hub.cutOneWay(idOf(one), idOf(other));
    }),
  },
  slowLinks: {
    words: 'and everybody have slow links, in no order',
    counts: 'other',
    begin: async ({ world, step }) => {
      world.links.delayMaxMs = 50 + (step.amount % SLOW_LINK_MS);
      return async () => {
        world.links.delayMaxMs = 8;
      };
    },
  },
  sleep: {
    words: 'closes the lid',
    counts: 'other',
    begin: async ({ one, step }) => {
      one.sleep();
      return async () => one.wake(step.amount % 2 === 0);
    },
  },
  clockJump: {
    words: 'has its clock set wrong',
    counts: 'other',
    begin: async ({ one, step }) => {
      const before = one.clock.wallOffsetMs;
      one.clock.wallOffsetMs += (step.amount % (2 * CLOCK_JUMP_MS)) - CLOCK_JUMP_MS;
      return async () => {
        one.clock.wallOffsetMs = before;
      };
    },
  },
  fullDisk: { words: 'has a full disk', counts: 'other', begin: standing('full', 100) },
  syncFails: {
    words: 'has a disk whose syncs fail at times',
    counts: 'other',
    begin: standing('syncFails', SYNC_FAILS_PERCENT),
  },
  slowSync: { words: 'has a slow disk', counts: 'other', begin: standing('slowSync', 20) },
  quits: {
    words: 'quits in the middle of the hand',
    counts: 'other',
    begin: async ({ one, tableId }) => {
      if (one.isOn) await one.quit();
      return () => switchOn(one, tableId);
    },
  },
  bitRot: {
    words: 'dies, and bits of its disk turn',
    counts: 'crash',
    begin: async ({ one, tableId, damaged }) => {
      if (one.isOn) one.kill();
      damaged(one);
      one.faults.rot(BITS_ROTTEN, (path) => path.includes('/tables/'));
      return () => switchOn(one, tableId);
    },
  },
  backup: {
    words: 'is put back to what its disk held a while ago',
    counts: 'crash',
    begin: async ({ one, tableId, damaged }) => {
      const backup = one.disk.copy();
      return async () => {
        damaged(one);
        if (one.isOn) one.kill();
        one.disk = backup;
        await switchOn(one, tableId);
      };
    },
  },
  copiedFolder: {
    words: 'is there twice: its folder was copied and runs elsewhere too',
    counts: 'other',
    begin: async ({ world, one, damaged }) => {
      damaged(one);
      const copy = await world.copyOf(one);
      return async () => {
        if (copy.isOn) copy.kill();
        world.devices.splice(world.devices.indexOf(copy), 1);
      };
    },
  },
  liar: {
    words: 'is replaced by a program that lies',
    counts: 'crash',
    begin: async ({ world, one, others, tableId, step, damaged }) => {
      damaged(one);
      const there = others.filter(({ isOn }) => isOn);
      const raw = await RawMember.amongst(world, one, tableId, there);
      const liar = new Liar(world, raw, there, step.amount);
      // Its device never comes back: what it signed meanwhile may be proof against it.
      return async () => liar.stop();
    },
  },
} as const satisfies Record<string, Fault>;

export type FaultName = keyof typeof FAULTS;
export const FAULT_NAMES = Object.keys(FAULTS) as readonly FaultName[];
