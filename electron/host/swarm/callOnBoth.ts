import type { WallClock } from '../wallClock.ts';
import type { DhtNode } from './dhtNode.ts';
import { SWARM_TIMES } from './limits.ts';
import type { Wire } from './wire.ts';

export interface CallPorts {
  readonly device: string;
  /** Null: nobody is known on the local network. */
  readonly lan: Pick<DhtNode, 'connect'> | null;
  readonly main: Pick<DhtNode, 'connect'>;
  readonly clock: WallClock;
  readonly onWire: (wire: Wire) => void;
  readonly onFailed: () => void;
}

/**
 * Calls a device, on the local network first: whatever opens first is the wire, and the other call is dropped. Exactly one
 * of `onWire` and `onFailed` is told, once, unless the call is given up before.
 * @returns a function that gives it up
 */
export function callOnBoth({ device, lan, main, clock, onWire, onFailed }: CallPorts): () => void {
  let isOver = false;
  let pending = 0;
  let isMainTried = false;
  const stops: (() => void)[] = [];
  const stop = () => {
    isOver = true;
    for (const end of stops) end();
  };
  const call = (node: Pick<DhtNode, 'connect'>, onNodeFailed: () => void) => {
    pending += 1;
    const giveUp = node.connect(
      device,
      (wire) => {
        stop();
        onWire(wire);
      },
      () => {
        pending -= 1;
        if (!isOver) onNodeFailed();
      },
    );
    stops.push(giveUp);
  };
  const failed = () => {
    if (pending > 0 || isOver) return;
    stop();
    onFailed();
  };
  const callMain = () => {
    if (isOver || isMainTried) return failed();
    isMainTried = true;
    call(main, failed);
  };
  if (lan) {
    stops.push(clock.after(SWARM_TIMES.lanHeadStartMs, callMain));
    call(lan, callMain);
  } else {
    callMain();
  }
  return stop;
}
