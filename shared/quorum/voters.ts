/** Devices by the hex of their public keys. */
export type VoterSet = readonly string[];

/** Whether these devices are more than half of the voters. Who is no voter, or named twice, does not count again. */
export function isMajority(devices: Iterable<string>, voters: VoterSet): boolean {
  const all = new Set(voters);
  const present = new Set([...devices].filter((device) => all.has(device)));
  return present.size * 2 > all.size;
}

/**
 * Whether these devices are a majority of every set: of the old and of the new voters while a change of voters is not
 * committed (Raft, 6). Without any set there is no majority.
 */
export function isMajorityOfEach(devices: Iterable<string>, voterSets: readonly VoterSet[]): boolean {
  const present = [...devices];
  return voterSets.length > 0 && voterSets.every((voters) => isMajority(present, voters));
}

/** Everybody who is a voter in any of the sets, once. */
export function unionOf(voterSets: readonly VoterSet[]): readonly string[] {
  return [...new Set(voterSets.flat())];
}

/** Whether all that counts is one device's word. */
export function isSoleVoter(device: string, voterSets: readonly VoterSet[]): boolean {
  const voters = unionOf(voterSets);
  return voters.length === 1 && voters[0] === device && isMajorityOfEach(voters, voterSets);
}
