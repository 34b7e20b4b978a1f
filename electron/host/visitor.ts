import { toHex } from '../../shared/process/hash.ts';
import { signInput } from '../../shared/process/input.ts';
import { sameBytes } from '../../shared/process/plain.ts';
import type { Signer } from '../../shared/process/ports.ts';
import type { Message, MessageOf } from '../../shared/protocol.ts';
import { joinProof } from '../../shared/table/guard.ts';
import { type InviteLink, inviteKeyOf, inviteTopic, proveInvite, readInviteLink } from '../inviteLink.ts';
import type { DoorView, Profile, Role } from '../ipc.ts';
import { checkpointOfCharter, readCharter } from './charter.ts';
import type { Link, Network } from './swarm/link.ts';
import type { WallClock } from './wallClock.ts';

export interface VisitorPorts {
  readonly network: Network;
  readonly clock: WallClock;
  readonly device: Signer;
  readonly links: () => readonly Link[];
  readonly profile: () => Profile | null;
  readonly show: (link: string, door: DoorView) => void;
  /** This device is let in: the table of this charter can be opened and followed from this link on. */
  readonly enter: (visited: Visited) => Promise<void>;
}

/** A table that this device was let in to. */
export interface Visited {
  readonly charter: Uint8Array;
  /** Hex. */
  readonly members: readonly string[];
  readonly through: Link;
  /** The secret of the invite that it came in by. */
  readonly secret: Uint8Array;
}

/** After so long without an answer it is said that nobody may be there. */
const SILENCE_MS = 15_000;

export const VISITOR_WORDS = {
  looking: 'Looking for the table…',
  silent: 'Nobody of this table can be reached right now. Evertable goes on looking while this page is open.',
  found: 'The door is open.',
  asked: 'You are asked for. As soon as the opener lets you in, the table opens here.',
  joining: 'Coming in…',
  noName: 'Type your name first.',
  notFound: 'Look at the door first, then go in.',
  badCharter: 'What was sent is not the table that this link leads to.',
} as const;

export const CLOSED_WORDS: Record<MessageOf<'closed'>['reason'], string> = {
  unknown: 'The device that was reached does not know this table.',
  revoked: 'This invite is no longer open. Ask for a new link.',
  excluded: 'You were asked to leave this table.',
  refused: 'You were not let in.',
  full: 'This table has no room for another device.',
};

interface Visit {
  readonly text: string;
  readonly link: InviteLink;
  readonly invite: Signer;
  readonly stopLooking: () => void;
  callOffSilence: () => void;
  /** The door as it was shown, and who showed it. */
  found: { readonly door: MessageOf<'door'>; readonly through: Link } | null;
  /** The number of the input by which it asked to come in; null: it has not. */
  asked: number | null;
}

/** This device before a table's door: looks for somebody of the table, proves the invite, asks to come in. */
export class Visitor {
  readonly #ports: VisitorPorts;
  #visit: Visit | null = null;
  /** The highest number that it asked under: what was refused once is not the same question. */
  #askedMax = 0;

  constructor(ports: VisitorPorts) {
    this.#ports = ports;
  }

  /** Follows a link, or whatever text a person pasted for one. @returns the table it leads to (hex); null: it is no link */
  follow(text: string, isKnown: (tableId: string) => boolean): string | null {
    this.leave();
    const read = readInviteLink(text);
    if (read.type === 'refused') {
      this.#ports.show(text, { state: 'refused', words: read.words });
      return null;
    }
    const { link } = read;
    if (isKnown(toHex(link.table))) return toHex(link.table);
    const invite = inviteKeyOf(link.secret);
    const bootstrap = link.address ? [link.address] : [];
    const stopLooking = this.#ports.network.lookFor(inviteTopic(link.table, invite.publicKey), { bootstrap });
    const callOffSilence = this.#ports.clock.after(SILENCE_MS, () => {
      if (!this.#visit?.found) this.#show({ state: 'looking', words: VISITOR_WORDS.silent });
    });
    this.#visit = { text, link, invite, stopLooking, callOffSilence, found: null, asked: null };
    this.#show({ state: 'looking', words: VISITOR_WORDS.looking });
    for (const one of this.#ports.links()) this.linked(one);
    return toHex(link.table);
  }

  /** The link that it looks for that table by, if it has not been shown the door yet; null: it does not. */
  lookingFor(tableId: string): string | null {
    const visit = this.#visit;
    return visit && !visit.found && toHex(visit.link.table) === tableId ? visit.text : null;
  }

  /** Turns away from the door. */
  leave(): void {
    this.#visit?.stopLooking();
    this.#visit?.callOffSilence();
    this.#visit = null;
  }

  /** A link has opened: the table may be behind it. */
  linked(link: Link): void {
    const visit = this.#visit;
    if (!visit) return;
    const says = {
      table: visit.link.table,
      handshake: link.handshake,
      device: this.#ports.device.publicKey,
    };
    link.send({
      type: 'knock',
      table: visit.link.table,
      invite: visit.invite.publicKey,
      proof: proveInvite(visit.invite, says),
    });
  }

  /** A message of the table before whose door this device stands. */
  async hear(link: Link, message: Message): Promise<void> {
    const visit = this.#visit;
    if (!visit || !('table' in message) || !sameBytes(message.table, visit.link.table)) return;
    switch (message.type) {
      case 'door':
        this.#hearDoor(visit, link, message);
        return;
      case 'closed':
        // Somebody else may still know better, unless it was said by the one who showed the door.
        if (visit.found && visit.found.through !== link) return;
        this.#show({ state: 'refused', words: CLOSED_WORDS[message.reason] });
        return;
      case 'refused':
        if (message.number !== visit.asked) return;
        this.#show({ state: 'refused', words: message.words });
        return;
      case 'status': {
        if (visit.asked !== null) await this.#goIn(visit, link);
        return;
      }
      default:
        return;
    }
  }

  /** Asks to come in. @returns why it cannot, as a sentence; null: it is asked, or is in. */
  async join(role: Role): Promise<string | null> {
    const visit = this.#visit;
    const profile = this.#ports.profile();
    if (!profile) return VISITOR_WORDS.noName;
    if (!visit?.found) return VISITOR_WORDS.notFound;
    const { door, through } = visit.found;
    const { device } = this.#ports;
    // It was let in before, and then lost the table, or died before it had it.
    if (door.members.some((member) => sameBytes(member, device.publicKey))) {
      await this.#goIn(visit, through);
      return null;
    }
    const body = {
      kind: 'JOIN',
      name: profile.name,
      avatar: profile.avatar,
      role,
      invite: visit.invite.publicKey,
      proof: joinProof(visit.invite, visit.link.table, device.publicKey),
    };
    const number = Math.max(door.taken, this.#askedMax) + 1;
    const input = signInput({ table: visit.link.table, number, body }, device);
    this.#askedMax = number;
    visit.asked = number;
    through.send({ type: 'input', table: visit.link.table, input });
    this.#showDoor(visit, door, 'asked');
    return null;
  }

  /** The table is opened here; where it cannot be, the door says why, and can be gone through again. */
  async #goIn(visit: Visit, through: Link): Promise<void> {
    if (!visit.found) return;
    const { charter, members } = visit.found.door;
    const { secret, table } = visit.link;
    this.#show({ state: 'admitted', tableId: toHex(table), words: VISITOR_WORDS.joining });
    this.leave();
    try {
      await this.#ports.enter({ charter, members: members.map(toHex), through, secret });
    } catch (error) {
      this.#ports.show(visit.text, { state: 'refused', words: (error as Error).message });
    }
  }

  #hearDoor(visit: Visit, link: Link, door: MessageOf<'door'>): void {
    if (visit.found) return;
    if (!isCharterOf(visit.link.table, door.charter)) {
      link.close(VISITOR_WORDS.badCharter);
      return;
    }
    visit.found = { door, through: link };
    visit.callOffSilence();
    link.onClose(() => {
      if (this.#visit !== visit || visit.found?.through !== link) return;
      visit.found = null;
      this.#show({ state: 'looking', words: VISITOR_WORDS.looking });
    });
    this.#showDoor(visit, door, 'found');
  }

  #showDoor(visit: Visit, door: MessageOf<'door'>, state: 'found' | 'asked'): void {
    const asked = door.admission === 'ask' ? VISITOR_WORDS.asked : VISITOR_WORDS.joining;
    this.#show({
      state,
      words: state === 'found' ? VISITOR_WORDS.found : asked,
      tableId: toHex(visit.link.table),
      tableName: readCharter(door.charter).name,
      openerName: door.opener,
      smallBlind: door.smallBlind,
      bigBlind: door.bigBlind,
      minBuyIn: door.minBuyIn,
      maxBuyIn: door.maxBuyIn,
      seats: door.seats,
      admission: door.admission,
    });
  }

  #show(door: DoorView): void {
    if (this.#visit) this.#ports.show(this.#visit.text, door);
  }
}

/** Any bytes at all have a hash: that they are a charter is another question. */
function isCharterOf(table: Uint8Array, charter: Uint8Array): boolean {
  try {
    return sameBytes(checkpointOfCharter(charter).table, table);
  } catch {
    return false;
  }
}
