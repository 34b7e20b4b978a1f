/*
 * Every time and sentence of the network room; what concerns the protocol is in shared/protocol.ts.
 */

export const SWARM_TIMES = {
  /** Whoever has not said hello after this is gone. */
  helloMs: 8_000,
  /** An idle link sends a sign of life this often. */
  keepAliveMs: 3_000,
  /** A link without a byte for so long is closed. */
  staleMs: 10_000,
  /** The pauses before a wanted device is called again. */
  redialMinMs: 300,
  redialMaxMs: 15_000,
  /** The device with the greater key waits so much longer before it calls. */
  secondCallMs: 400,
  /** A link that lasted so long was a good one: the pauses start again. */
  goodLinkMs: 5_000,
  /** A call that has led to nothing by then is given up. */
  dialMs: 20_000,
  /** Two links that open in opposite directions within this time were made at once, neither to replace the other. */
  crossingMs: 5_000,
  /** What was on its way when a device died arrives within this time. */
  inFlightMs: 1_000,
  /** A device that lives shows it within this time, more than two signs of life. */
  signOfLifeMs: 7_000,
  /** After which time somebody who looks for an invite looks again, while nobody is found; then the last one again. */
  lookAgainMs: [1_000, 3_000, 7_000, 15_000],
  /** A DHT forgets what is not announced again, after 20 minutes. */
  announceAgainMs: 600_000,
  /** How long the local network is tried before the whole one. */
  lanHeadStartMs: 300,
  /** After news of the network, whoever is missing is called this much later. */
  hurryMs: 100,
  /** How often the state of the network is looked at. */
  stateMs: 2_000,
  /** What was written last has so long to arrive before a wire is cut. */
  endMs: 1_000,
  /** How long a close waits for the network to be told. */
  closeMs: 1_500,
} as const;

/** An honest sender stays so far below what a receiver allows (LIMITS of the protocol) that no jitter closes a link. */
export const SENDER_SHARE = 0.75;
/** And of the burst, because what waited on the way arrives at once. */
export const SENDER_BURST_SHARE = 0.5;

/** Why a link closed: for the listeners of this end. */
export const LINK_WORDS = {
  otherEnd: 'The other device closed the connection.',
  stale: 'Nothing was heard from the other device for ten seconds.',
  noHello: 'The other device did not say hello.',
  notAMessage: 'The other device sent something that is no message of Evertable.',
  tooBig: 'The other device sent a message that is too big.',
  tooFast: 'The other device sent more than is allowed in so short a time.',
  tooSlow: 'The other device takes less than is sent to it.',
  helloTwice: 'The other device said hello twice.',
  replaced: 'The other device has connected again.',
  duplicate: 'There is another connection to the same device.',
  copy: 'A copy of that device’s data folder is running somewhere.',
  unwanted: 'Nobody here needs that device any more.',
  stranger: 'The other device proved no invite.',
  full: 'This device has no room for another connection.',
  closing: 'This device leaves the network.',
} as const;

export const STATE_WORDS = {
  online: 'The network is there.',
  local: 'No internet; your local network is used.',
  offline: 'No network.',
} as const;
