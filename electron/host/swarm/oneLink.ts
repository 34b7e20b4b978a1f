import type { WallClock } from '../wallClock.ts';
import { LINK_WORDS, SWARM_TIMES } from './limits.ts';
import type { WireLink } from './wireLink.ts';

export interface OneLinkPorts {
  /** This device's key, hex. */
  readonly device: string;
  readonly clock: WallClock;
  readonly onOpen: (link: WireLink) => void;
  /** The device's open link has closed, and no other takes its place. */
  readonly onGone: (device: string) => void;
  readonly onCopy: (device: string) => void;
}

interface Place {
  link: WireLink;
  openedMs: number;
}

/**
 * One open link a device, chosen alike on both ends. Of two links of one start of the other device, made in the same
 * moment in opposite directions, that of the smaller key stays; otherwise the newer one, for its maker had lost the older.
 * Of two starts the later one is the device. If the other still shows signs of life, then both run: a copied data folder.
 */
export class OneLink {
  readonly #ports: OneLinkPorts;
  readonly #open = new Map<string, Place>();
  /** A link of an earlier start, kept closed in case the open one turns out to be dead. */
  readonly #waiting = new Map<string, WireLink>();
  readonly #watched = new Set<{ readonly link: WireLink; readonly stop: () => void }>();

  constructor(ports: OneLinkPorts) {
    this.#ports = ports;
  }

  get(device: string): WireLink | undefined {
    return this.#open.get(device)?.link;
  }

  all(): WireLink[] {
    return [...this.#open.values()].map(({ link }) => link);
  }

  /** A link over which both sides have said hello. */
  greeted(link: WireLink): void {
    const place = this.#open.get(link.device);
    if (!place) this.#place(link);
    else if (link.boot > place.link.boot) this.#succeed(place.link, link);
    else if (link.boot < place.link.boot) this.#wait(place.link, link);
    else if (this.#isKept(place, link)) link.close(LINK_WORDS.duplicate);
    else this.#replace(place, link);
  }

  /** A link has closed or retired, and its listeners know. */
  closed(link: WireLink): void {
    const { device } = link;
    if (this.#waiting.get(device) === link) this.#waiting.delete(device);
    if (this.#open.get(device)?.link !== link) return;
    this.#open.delete(device);
    const waiting = this.#waiting.get(device);
    this.#waiting.delete(device);
    if (waiting && !waiting.isClosed) this.#place(waiting);
    else this.#ports.onGone(device);
  }

  close(): void {
    const watched = [...this.#watched];
    for (const { stop } of watched) stop();
    for (const link of [...this.all(), ...this.#waiting.values(), ...watched.map(({ link }) => link)]) {
      link.close(LINK_WORDS.closing);
    }
  }

  #place(link: WireLink): void {
    const { device } = link;
    this.#open.set(device, { link, openedMs: this.#ports.clock.steadyMs() });
    this.#ports.onOpen(link);
  }

  #isKept({ link: old, openedMs }: Place, link: WireLink): boolean {
    const isCrossing = this.#ports.clock.steadyMs() - openedMs < SWARM_TIMES.crossingMs;
    if (old.isInitiator === link.isInitiator || !isCrossing) return false;
    return old.isInitiator === this.#ports.device < old.device;
  }

  #replace(place: Place, link: WireLink): void {
    // Its place is taken first, so that its close is no loss of the device.
    this.#open.delete(link.device);
    place.link.close(LINK_WORDS.replaced);
    this.#place(link);
  }

  /** The other device has started again; its old link is most likely dead. */
  #succeed(old: WireLink, link: WireLink): void {
    this.#open.delete(link.device);
    old.retire(LINK_WORDS.replaced);
    this.#place(link);
    this.#watch(old, () => {
      old.close(LINK_WORDS.copy);
      this.#ports.onCopy(link.device);
    });
  }

  /** A start before the one that is known: a copy, or a clock that was set back. */
  #wait(open: WireLink, link: WireLink): void {
    this.#waiting.get(link.device)?.close(LINK_WORDS.replaced);
    this.#waiting.set(link.device, link);
    this.#watch(open, () => {
      if (this.#waiting.get(link.device) !== link) return;
      link.close(LINK_WORDS.copy);
      this.#ports.onCopy(link.device);
    });
  }

  /** Whether the other end of a link still lives although it has another link by now. */
  #watch(link: WireLink, lives: () => void): void {
    const { clock } = this.#ports;
    let callOff = clock.after(SWARM_TIMES.inFlightMs, () => {
      const { heardBytes } = link;
      callOff = clock.after(SWARM_TIMES.signOfLifeMs, () => {
        stop();
        if (!link.isClosed && link.heardBytes > heardBytes) lives();
        else link.close(LINK_WORDS.stale);
      });
    });
    const stop = () => {
      this.#watched.delete(watched);
      callOff();
    };
    const watched = { link, stop };
    this.#watched.add(watched);
    link.onClose(() => {
      if (link.isClosed) stop();
    });
  }
}
