import type { Protection } from './protection.ts';

export const PROTECTIONS: readonly Protection[] = [
  {
    name: 'vote saved',
    without: 'A device that was started again votes a second time in the same term.',
    drill: 'quorum',
    edits: [
      {
        file: 'shared/quorum/state.ts',
        find: "    this.tell({ type: 'save', durable });\n",
        replace: '',
      },
    ],
    seedsMax: 300,
  },
  {
    name: 'one vote a term',
    without: 'Two devices are elected in one term.',
    drill: 'quorum',
    edits: [
      {
        file: 'shared/quorum/elections.ts',
        find: 'const isFree = state.votedFor === null || state.votedFor === from;',
        replace: 'const isFree = true;',
      },
    ],
    seedsMax: 300,
  },
  {
    name: 'a candidate that is behind is refused',
    without: 'A device becomes host that does not have what is committed.',
    drill: 'quorum',
    edits: [
      {
        file: 'shared/quorum/elections.ts',
        find: 'return mayVote && this.#state.isVoter(candidate) && !isBehind;',
        replace: 'return mayVote && this.#state.isVoter(candidate) && (isBehind || !isBehind);',
      },
    ],
    seedsMax: 300,
  },
  {
    name: 'term in receipts',
    without:
      'A receipt given in a newer term commits an entry of the older one, which is lost (Raft, figure 8).',
    drill: 'quorum',
    edits: [
      {
        file: 'shared/quorum/receiptBook.ts',
        find: 'if (log.term !== term || !mayVote) return null;',
        replace: 'if (!mayVote) return null;',
      },
      {
        file: 'shared/quorum/office.ts',
        find: '    if (receipt.term !== state.term) return;\n',
        replace: '',
      },
      { file: 'shared/quorum/certificate.ts', find: '    receipt.term === term &&\n', replace: '' },
    ],
    seedsMax: 600,
  },
  {
    name: 'a majority chooses the host',
    without: 'A device hosts that a minority chose.',
    drill: 'quorum',
    edits: [
      {
        file: 'shared/quorum/voters.ts',
        find: 'return present.size * 2 > all.size;',
        replace: 'return present.size * 2 >= all.size - 1;',
      },
    ],
    seedsMax: 300,
  },
  {
    name: 'what an entry follows',
    without: 'The chain of entries has a hole, and a history can be exchanged behind it.',
    drill: 'forgery',
    edits: [
      {
        file: 'shared/process/journal.ts',
        find: 'if (!sameBytes(entry.prev, id)) throw',
        replace: 'if (entry.prev.length !== id.length) throw',
      },
      {
        file: 'electron/host/replication/entryPool.ts',
        find: '    if (this.idOf(parent) !== toHex(entry.prev)) return null;\n',
        replace: '',
      },
    ],
    seedsMax: 60,
  },
  {
    name: 'signature of an entry',
    without: 'Anybody writes in the name of the host.',
    drill: 'forgery',
    edits: [
      {
        file: 'shared/process/entry.ts',
        find: 'if (!isSignedBy(entry.host, message, verify)) {',
        replace: 'if (!isSignedBy(entry.host, message, verify) && !verify) {',
      },
    ],
    seedsMax: 60,
  },
  {
    name: 'signature of an input',
    without: 'The host says what players did not say.',
    drill: 'forgery',
    edits: [
      {
        file: 'shared/process/input.ts',
        find: 'if (!isSignedBy(device, message, verify)) {',
        replace: 'if (!isSignedBy(device, message, verify) && !verify) {',
      },
    ],
    seedsMax: 60,
  },
  {
    name: 'state hash of an entry',
    without: 'Devices go on from different states without noticing.',
    drill: 'forgery',
    edits: [
      {
        file: 'shared/process/journal.ts',
        find: 'if (!sameBytes(step.stateHash, entry.state)) {',
        replace: 'if (step.stateHash.length !== entry.state.length) {',
      },
    ],
    seedsMax: 60,
  },
  {
    name: 'inspection before an entry is applied',
    without: 'What cannot be played stands in the document for ever.',
    drill: 'forgery',
    edits: [
      {
        file: 'electron/host/replication/handLog.ts',
        find: 'if (chain.bad) throw',
        replace: 'if (chain.bad && !this.hand) throw',
      },
    ],
    seedsMax: 60,
  },
  {
    name: 'numbers of inputs',
    without: 'What a player said once is done twice.',
    drill: 'forgery',
    edits: [
      {
        file: 'shared/process/journal.ts',
        find: '    if (input.number <= this.takenFrom(input.device)) return { refuse: DUPLICATE };\n',
        replace: '',
      },
    ],
    seedsMax: 60,
  },
  {
    name: 'consent of a majority to a time-out',
    without: 'A host that wants to takes a turn away at once.',
    drill: 'forgery',
    edits: [
      {
        file: 'shared/quorum/guard.ts',
        find: 'return isMajority(consents, voters) ? null : GUARD_REFUSALS.tooFewConsents;',
        replace: 'return consents.size > 0 ? null : GUARD_REFUSALS.tooFewConsents;',
      },
    ],
    seedsMax: 60,
  },
  {
    name: "votes in a term's first entry",
    without: 'Whoever wants to is the host.',
    drill: 'forgery',
    edits: [
      {
        file: 'shared/quorum/guard.ts',
        find: 'return isMajority(votes, voters) ? null : GUARD_REFUSALS.tooFewVotes;',
        replace: 'return votes.size > 0 ? null : GUARD_REFUSALS.tooFewVotes;',
      },
    ],
    seedsMax: 60,
  },
  {
    name: 'only the host writes',
    without: 'Two devices write in one term.',
    drill: 'forgery',
    edits: [
      {
        file: 'shared/quorum/guard.ts',
        find: '    if (!sameBytes(host, position.host)) return GUARD_REFUSALS.otherHost;\n',
        replace: '',
      },
    ],
    seedsMax: 60,
  },
  {
    name: 'fdatasync before a receipt',
    without: 'What a majority acknowledged is gone when the power is.',
    drill: 'simulation',
    edits: [
      {
        file: 'electron/host/disk/durableAppender.ts',
        find: '        await this.#file.datasync();\n',
        replace: '',
      },
    ],
    seedsMax: 20,
  },
  {
    name: 'shown only when committed',
    without: 'Somebody sees a move that never happened.',
    drill: 'cut off',
    edits: [
      {
        file: 'electron/host/liveTable.ts',
        find: '    if (this.#isStopped || !this.agreement.isSettled) return;\n',
        replace: '    if (this.#isStopped) return;\n',
      },
      {
        file: 'electron/host/liveTable.ts',
        find: '    if (!this.agreement.isSettled) return UNSETTLED_WORDS;\n',
        replace: '',
      },
    ],
    seedsMax: 20,
  },
  {
    name: 'vote on disk before it is sent',
    without: 'Who loses its power after a vote votes again in the same term.',
    drill: 'election',
    edits: [
      {
        file: 'electron/host/agreement/agreement.ts',
        find: '          await this.#ports.quorumFile.write(effect.durable);\n',
        replace: '',
      },
    ],
    seedsMax: 20,
  },
  {
    name: 'a backup that was put back does not vote',
    without: 'A device with an older disk helps to go on without what it had acknowledged.',
    drill: 'backup',
    edits: [
      {
        file: 'electron/host/agreement/comingBack.ts',
        find: 'if (term > knownTerm || seq > replica.journal.position.seq) this.#isOldCopy = true;',
        replace: '',
      },
    ],
    seedsMax: 20,
  },
  {
    name: 'chips that nobody matched go back',
    without: 'Chips vanish from the table.',
    drill: 'simulation',
    edits: [
      {
        file: 'shared/table/chips.ts',
        find: 'stacks.set(seat, stack + back);',
        replace: 'stacks.set(seat, stack);',
      },
    ],
    seedsMax: 10,
  },
  {
    name: 'mayOpen',
    without: 'A device gives its share of a card that nobody may see yet, if its program asks for it.',
    drill: 'cards',
    edits: [
      {
        file: 'electron/host/dealer/deckPlaying.ts',
        find: 'if (!facts || !request.cards.every((card) => mayOpen(request.kind, card, facts))) return [];',
        replace: 'if (!facts) return [];',
      },
    ],
    seedsMax: 6,
  },
  {
    name: 'unanimous acknowledgement of a deck',
    without: 'A deck is played with that a device may have found to be wrong.',
    drill: 'cards',
    edits: [
      {
        file: 'shared/table/dealing.ts',
        find: 'while (all.size < roster.length) {',
        replace: "while (all.size < roster.length - (kind === 'DECK_ACK' ? 1 : 0)) {",
      },
    ],
    seedsMax: 6,
  },
  {
    name: 'faces are checked before they are played',
    without: 'The host says which cards lie on the board.',
    drill: 'cards',
    edits: [
      {
        file: 'electron/host/replication/playChain.ts',
        find: 'if (isWrong) return',
        replace: 'if (isWrong && !entry) return',
      },
    ],
    seedsMax: 6,
  },
];
