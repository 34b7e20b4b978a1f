import { beforeEach, describe, expect, test } from 'vitest';
import { CLOSED_WORDS } from '../host/visitor.ts';
import type { Command, DoorView, LobbyTable, Notice } from '../ipc.ts';
import { Errands } from './errands.ts';
import { readServeOptions } from './options.ts';

const [A, B] = ['evertable://join/a', 'evertable://join/b'];
const CLUB = 'c'.repeat(32);

let sent: Command[];
let said: string[];
let due: (() => void) | null;

beforeEach(() => {
  [sent, said, due] = [[], [], null];
});

function errands(order: { join?: string[]; open?: string[] }): Errands {
  const { settings } = readServeOptions([]);
  return new Errands({
    options: { join: order.join ?? [], open: order.open ?? [], as: 'witness', settings },
    send: (command) => sent.push(command),
    say: (words) => said.push(words),
    after: (_, work) => {
      due = work;
      return () => {
        if (due === work) due = null;
      };
    },
  });
}

function lobby(tables: Partial<LobbyTable>[] = [], name: string | null = 'Box'): Notice {
  const profile = name === null ? null : { name, avatar: 0 };
  return { type: 'lobby', profile, tables, remarks: [], bootstrap: [] } as unknown as Notice;
}

const view = (tableId: string, name: string) =>
  ({ type: 'table', view: { tableId, name } }) as unknown as Notice;
const people = (tableId: string, link: string | null, isOpener = true) =>
  ({
    type: 'people',
    people: { tableId, isOpener, invite: link && { link, admission: 'auto' } },
  }) as unknown as Notice;
const door = (link: string, state: DoorView['state'], more: object = {}) =>
  ({
    type: 'door',
    link,
    door: { state, words: '', tableName: 'T', openerName: 'Ada', ...more },
  }) as unknown as Notice;
const types = () =>
  sent.map((command) => ('link' in command ? `${command.type} ${command.link.at(-1)}` : command.type));

describe('tables to open', () => {
  test('nothing is begun before this machine has a name', () => {
    errands({ open: ['Club'], join: [A] }).hear(lobby([], null));
    expect(sent).toEqual([]);
  });

  test('a table is opened with no seat taken, and its link told once', () => {
    const work = errands({ open: ['Club'] });
    work.hear(lobby());
    expect(sent[0]).toMatchObject({ type: 'newFriendsTable', name: 'Club', buyIn: null });
    work.hear(view(CLUB, 'Club'));
    work.hear(people(CLUB, null));
    expect(work.isDone).toBe(false);
    work.hear(people(CLUB, A));
    work.hear(people(CLUB, A));
    expect(said).toEqual([`Bring this link to come in: ${A}`]);
    expect(work.isDone).toBe(true);
  });

  test('opened once: one that is there already tells its link', () => {
    const work = errands({ open: ['Club'] });
    work.hear(lobby([{ name: 'Club', tableId: CLUB, practice: false }]));
    expect(types()).toEqual(['openTable']);
    work.hear(view(CLUB, 'Club'));
    work.hear(people(CLUB, A));
    expect(types()).toEqual(['openTable', 'closeTable']);
    expect(said).toHaveLength(1);
  });

  test('a table of that name whose opener is another tells no link', () => {
    const work = errands({ open: ['Club'] });
    work.hear(lobby([{ name: 'Club', tableId: CLUB, practice: false }]));
    work.hear(people(CLUB, null, false));
    expect(work.isDone).toBe(true);
    expect(said).toEqual([]);
  });
});

describe('links to come in by', () => {
  test('in turn, and no table is drawn that nobody looks at', () => {
    const work = errands({ join: [A, B] });
    work.hear(lobby());
    work.hear(door(A, 'found'));
    work.hear(door(A, 'asked', { admission: 'auto' }));
    work.hear(door(A, 'admitted', { tableId: CLUB }));
    work.hear(view(CLUB, 'T'));
    expect(types()).toEqual(['followLink a', 'join a', 'followLink b', 'closeTable']);
    work.hear(door(B, 'admitted', { tableId: 'd'.repeat(32) }));
    expect(work.isDone).toBe(true);
  });

  test('one where nobody is makes room for the next, and is tried again', () => {
    const work = errands({ join: [A, B] });
    work.hear(lobby());
    due?.();
    work.hear(door(B, 'refused', { words: CLOSED_WORDS.revoked }));
    expect(types()).toEqual(['followLink a', 'leaveDoor', 'followLink b', 'followLink a']);
  });

  test('who has to be let in is waited for', () => {
    const work = errands({ join: [A, B] });
    work.hear(lobby());
    work.hear(door(A, 'asked', { admission: 'ask' }));
    expect(due).toBeNull();
  });

  test('given up for what trying again cannot mend, not for a device that knows nothing', () => {
    const work = errands({ join: [A] });
    work.hear(lobby());
    work.hear(door(A, 'refused', { words: CLOSED_WORDS.unknown }));
    expect(work.isDone).toBe(false);
    work.hear(door(A, 'refused', { words: CLOSED_WORDS.revoked }));
    expect(work.isDone).toBe(true);
  });

  test('begun again with a host that was started again', () => {
    const work = errands({ join: [A] });
    work.hear(lobby());
    work.begunAgain();
    work.hear(lobby());
    expect(types()).toEqual(['followLink a', 'followLink a']);
  });
});
