/*
 * Links to other devices: who is reached and how, and what never gets past here. The layer above sees only the port of
 * link.ts. `hyperNetwork` is the real network; `testing/memoryNetwork` does the same in memory, by the same `core`.
 *
 *   wire     an encrypted stream of bytes to an authenticated device (hyperWire: Noise over UDX)
 *   wireLink a wire that has said hello: frames, limits, queue          frames, rateLimit
 *   core     one link a device, calls again, strangers                  oneLink, redial
 *   dhtNode  this device in one DHT: by key, by topic                   topics, lanNode, lanBeacon, localHost
 *
 *  S1  The device of a link is the key that the Noise handshake proved, and the one that signs. hyperNetwork.test "key"
 *  S2  There is never more than one open link to a device, and its close is told before the next opens.
 *                                                                      chaos.test; networkAcceptance in every test
 *  S3  Whatever a peer sends, nothing is thrown, no more than one frame is held, and it costs only its own link.
 *                                                                      hostile.test
 *  S4  A frame's length is checked before a byte of it is kept.         frames.test "lies"
 *  S5  Nothing is decompressed on a link.                               (frames.ts: there is no such code)
 *  S6  A peer is held to LIMITS; an honest sender never meets them.     rateLimit.test "honest", hostile.test "flood"
 *  S7  What waits to be sent is bounded: a slow reader loses its link.  hostile.test "slow reader"
 *  S8  Strangers get in only while an invite is open, few at a time, and prove it or go.
 *                                                                      core.test "who is let in"; networkAcceptance "stranger"
 *  S9  A wanted device is called until it is linked, whatever happens.  chaos.test, redial.test, core.test "a wanted device"
 *  S10 On one local network no other node and no internet is needed.    lan.test, namespaces.test, lanBeacon.test
 *  S11 Two running devices with one key are noticed; a restart is not.  networkAcceptance "copies"; memoryNetwork.test
 *  S12 Tests reach loopback and their own namespaces, nothing else.     testing/realWorld.ts: UNREACHABLE, or a testnet
 */

export { LINK_WORDS, STATE_WORDS, SWARM_TIMES } from './limits.ts';
export type { Address, Link, LinkPath, Network, NetworkState } from './link.ts';
