/** What comes from the page, from main, and from files that a person opens. */
import { formatPhh, parsePhh, parsePhhs } from '../../../../shared/poker/phh.ts';
import { SETTINGS } from '../../../../shared/table/testing/practice.ts';
import { parseHandRecord } from '../../../../shared/view/handRecord.ts';
import { orderSchema } from '../../../host/port.ts';
import { type Command, commandSchema } from '../../../ipc.ts';
import { type FuzzTarget, must } from '../fuzzTarget.ts';

const MEGABYTE = 1024 * 1024;
const SMALL = { timeMaxMs: 500, memoryMaxBytes: 64 * MEGABYTE };
const tableId = 'ab'.repeat(16);
const device = 'cd'.repeat(32);
const COMMANDS: readonly Command[] = [
  { type: 'hello' },
  { type: 'setProfile', name: 'Ada', avatar: 3 },
  { type: 'newPracticeTable', name: 'Kitchen', bots: 3, buyIn: 100, settings: SETTINGS },
  { type: 'newFriendsTable', name: 'Kitchen', buyIn: null, settings: SETTINGS },
  { type: 'followLink', link: 'evertable://join/AQ' },
  { type: 'join', link: 'evertable://join/AQ', as: 'witness' },
  { type: 'setBootstrap', nodes: ['127.0.0.1:4000'] },
  { type: 'sit', tableId, seat: 2, buyIn: 100 },
  { type: 'admit', tableId, device, admit: true },
  { type: 'chat', tableId, words: 'Nice hand.' },
  { type: 'copy', text: 'a link' },
  { type: 'act', tableId, hand: 3, turn: 4, action: { type: 'raise', to: 40 } },
  { type: 'setPreAction', tableId, preAction: { type: 'call', amount: 3 } },
  { type: 'setSettings', tableId, settings: SETTINGS },
];

const PHH = `variant = 'NT'
ante_trimming_status = true
antes = [0, 0, 0]
blinds_or_straddles = [10, 25, 0]
min_bet = 25
starting_stacks = [2274, 964, 8658]
actions = [
  'd dh p1 ????', "d dh p2 6dTd", 'd dh p3 AsAd',
  'p3 cbr 85', 'p1 f', 'p2 cc',
  'd db Tc5s7d', 'p2 cc', 'p3 cc', 'd db Kd', 'p2 cc', 'p3 cc', 'd db 8s', 'p2 cc', 'p3 cc',
  'p2 sm 6dTd', 'p3 sm', # over
]
finishing_stacks = [2264, 1059, 8573]
players = ["Ann \\"A\\" B", 'Bo', 'Cy']
hand = 7
`;

const RECORD = {
  ...{ version: 1, hand: 1, timeMs: 1_000, button: 0, smallBlind: 1, bigBlind: 2, bombPot: false },
  players: [
    { seat: 1, name: 'P1', stack: 100 },
    { seat: 0, name: 'P0', stack: 100 },
  ],
  own: { seat: 0, cards: [1, 3] },
  posts: [{ seat: 0, kind: 'small-blind', amount: 1 }],
  steps: [
    { what: 'acts', seat: 0, action: 'raise', added: 5, to: 6, allIn: false, timedOut: false },
    { what: 'street', street: 'flop', cards: [4, 5, 6], run: 0 },
    { what: 'uncalled', seat: 1, amount: 10 },
  ],
  wins: [{ seat: 1, amount: 12, pot: 0, pots: 1, board: null, boards: 1 }],
  finishing: [
    { seat: 0, stack: 94 },
    { seat: 1, stack: 106 },
  ],
  shownLater: [{ seat: 1, cards: [0, 2] }],
  rabbit: [7],
};

const utf8 = (text: string) => Uint8Array.from(Buffer.from(text, 'utf8'));
const json = (value: unknown) => utf8(JSON.stringify(value));

/** A structured clone may be anything that JSON is, and more: what is more is tried by the tests of the port. */
function ofJson(
  name: string,
  samples: readonly unknown[],
  read: (value: unknown) => string,
  refusals: readonly string[],
): FuzzTarget {
  return {
    name,
    shape: 'json',
    samples: () => samples.map(json),
    read(bytes) {
      let value: unknown;
      try {
        value = JSON.parse(Buffer.from(bytes).toString('utf8'));
      } catch {
        return 'no JSON';
      }
      return read(value);
    },
    refusals,
    sizeMaxBytes: 262_144,
    ...SMALL,
  };
}

export const PAGE_TARGETS: readonly FuzzTarget[] = [
  ofJson(
    'command of the page',
    COMMANDS,
    (value) => {
      const read = commandSchema.safeParse(value);
      if (!read.success)
        return `no command ${read.error.issues[0]?.code} ${read.error.issues[0]?.path.join('.')}`;
      must(JSON.stringify(read.data).length <= 30_000, 'a command without bounds');
      return read.data.type;
    },
    [],
  ),
  ofJson(
    'order of main',
    [
      { type: 'start', dataFolder: '/data', dataKey: device, remarks: [], parentPid: 1, bootstrap: [] },
      { type: 'command', command: COMMANDS[0] },
      { type: 'quit' },
    ],
    (value) => `${orderSchema.safeParse(value).success}`,
    [],
  ),
  ofJson('record of a hand, shown', [RECORD], (value) => `ok ${parseHandRecord(value).players.length}`, [
    'ZodError',
  ]),
  {
    name: 'PHH of a hand',
    shape: 'text',
    samples: () => [utf8(PHH)],
    read(bytes) {
      const hand = parsePhh(Buffer.from(bytes).toString('utf8'));
      const again = parsePhh(formatPhh(hand));
      must(
        JSON.stringify(again.actions) === JSON.stringify(hand.actions),
        'what is written is not what was read',
      );
      return `ok ${hand.actions.length}`;
    },
    refusals: ['PhhError'],
    ...{ sizeMaxBytes: 131_072, timeMaxMs: 2_000, memoryMaxBytes: 256 * MEGABYTE, cost: 2 },
  },
  {
    name: 'PHH of many hands',
    shape: 'text',
    samples: () => [utf8(`[1]\n${PHH}\n[2]\n${PHH}`)],
    read: (bytes) => `ok ${parsePhhs(Buffer.from(bytes).toString('utf8')).length}`,
    refusals: ['PhhError'],
    ...{ sizeMaxBytes: 131_072, timeMaxMs: 2_000, memoryMaxBytes: 256 * MEGABYTE, cost: 4 },
  },
];
