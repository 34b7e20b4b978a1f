import { homedir, hostname } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { PLAIN_RULES, type Settings, settingsProblem } from '../../shared/table/settings.ts';
import { readInviteLink } from '../inviteLink.ts';
import {
  BOOTSTRAP_NODES_MAX,
  NAME_MAX_LENGTH,
  nameSchema,
  type Role,
  roleSchema,
  tableNameSchema,
} from '../ipc.ts';
import { printable } from './printable.ts';

/** What an always-on machine is to do. */
export interface ServeOptions {
  /** Absolute. */
  readonly dataFolder: string;
  /** What this device goes by at its tables; null: as it did, or after the machine. */
  readonly name: string | null;
  /** Invite links to come in by, each checked to be one. */
  readonly join: readonly string[];
  readonly as: Role;
  /** Names of tables to open. */
  readonly open: readonly string[];
  readonly settings: Settings;
  /** Of the status page on 127.0.0.1; 0: any that is free. */
  readonly port: number;
  /** Nodes of an own DHT, "host:port" each; empty: those chosen before, or the public ones. */
  readonly bootstrap: readonly string[];
  /** The terminal gets JSON, a line each time, in place of words. */
  readonly json: boolean;
}

export const DEFAULT_PORT = 4173;
const PORT_MAX = 65_535;
/** A machine without a fit name is called so. */
const NAMELESS = 'Always on';
const DEFAULT_BLINDS = '5/10';
const BLINDS = /^(\d{1,9})\/(\d{1,9})$/;
const BOOTSTRAP_NODE = /^[^\s:]{1,253}:\d{1,5}$/;
const MIN_BUY_IN_BB = 20;
const MAX_BUY_IN_BB = 200;
const ACTION_CLOCK_MS = 30_000;
const TIME_BANK_MS = 60_000;

export const SERVE_USAGE = `
serve [OPTIONS]

Keeps tables on an always-on machine, without a window: as a witness that comes in by link, or as the one who opens them.
It stays until it is told to stop (Ctrl-C, SIGTERM), and hands hosting over before it goes.

  --join LINK       come in by an evertable:// link; may be given again for other tables, and again at every start
  --as ROLE         witness (keeps the journal, votes, plays no cards), spectator or player (witness)
  --open NAME       open a table of that name and let in whoever brings its link; it is opened once, however often it is said
  --blinds S/B      blinds of a table that is opened (${DEFAULT_BLINDS})
  --seats N         its seats, 2 to 10 (6)
  --name NAME       what this machine goes by at its tables (the machine's own name)
  --data-dir FOLDER where the tables lie (~/.evertable)
  --port N          the status page on 127.0.0.1: text at /, JSON at /status.json; 0: any free port (${DEFAULT_PORT})
  --bootstrap LIST  nodes of an own DHT, host:port with commas between (the public ones)
  --json            the terminal gets the status as JSON, a line each
`;

/** @throws Error with a sentence for anything that is not as it should be */
export function readServeOptions(args: readonly string[]): ServeOptions {
  try {
    return readOptions(args);
  } catch (error) {
    // What was typed is repeated in the sentence: nothing in it may break a line or steer a terminal.
    throw new Error(printable((error as Error).message));
  }
}

function readOptions(args: readonly string[]): ServeOptions {
  const { values } = parse(args);
  const link = values.join?.map(readLink) ?? [];
  return {
    dataFolder: readFolder(values['data-dir']),
    name: values.name === undefined ? null : readName(values.name),
    join: [...new Set(link)],
    as: readRole(values.as ?? 'witness'),
    open: [...new Set(values.open?.map(readTableName) ?? [])],
    settings: readSettings(
      values.blinds ?? DEFAULT_BLINDS,
      wholeNumber('--seats', values.seats ?? '6', 2, 10),
    ),
    port: wholeNumber('--port', values.port ?? String(DEFAULT_PORT), 0, PORT_MAX),
    bootstrap: readBootstrap(values.bootstrap),
    json: values.json ?? false,
  };
}

/** What a machine is called at a table when nobody has said: its own name, as far as it is a fit one. */
export function machineName(): string {
  const name = nameSchema.safeParse(hostname().slice(0, NAME_MAX_LENGTH));
  return name.success ? name.data : NAMELESS;
}

function parse(args: readonly string[]) {
  const text = { type: 'string' } as const;
  const list = { type: 'string', multiple: true } as const;
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: false,
      options: {
        join: list,
        as: text,
        open: list,
        blinds: text,
        seats: text,
        name: text,
        'data-dir': text,
        port: text,
        bootstrap: text,
        json: { type: 'boolean' },
      },
    });
  } catch (error) {
    throw new Error(argumentWords(error as NodeJS.ErrnoException));
  }
}

function argumentWords({ code, message }: NodeJS.ErrnoException): string {
  const named = /'(?:-\w, )?([^' ]*)/.exec(message)?.[1] ?? 'That';
  switch (code) {
    case 'ERR_PARSE_ARGS_UNKNOWN_OPTION':
      return `There is no option ${named}. See --help.`;
    case 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL':
      return `"${named}" is no option. See --help.`;
    default:
      return `${named} is not given as it should be. See --help.`;
  }
}

function readLink(text: string): string {
  const read = readInviteLink(text);
  if (read.type === 'refused') throw new Error(`--join: ${read.words}`);
  return text.trim();
}

function readRole(text: string): Role {
  const role = roleSchema.safeParse(text);
  if (!role.success) throw new Error(`--as is ${roleSchema.options.join(', ')}, not "${text}".`);
  return role.data;
}

function readName(text: string): string {
  const name = nameSchema.safeParse(text);
  if (!name.success) throw new Error(`--name is 1 to ${NAME_MAX_LENGTH} plain characters on one line.`);
  return name.data;
}

function readTableName(text: string): string {
  const name = tableNameSchema.safeParse(text);
  if (!name.success) throw new Error('--open is a table name of 1 to 40 plain characters on one line.');
  return name.data;
}

function readFolder(text: string | undefined): string {
  if (text === undefined) return join(homedir(), '.evertable');
  if (text.trim() === '' || text.includes('\0')) throw new Error('--data-dir is a folder.');
  return isAbsolute(text) ? text : resolve(text);
}

function readBootstrap(text: string | undefined): string[] {
  const nodes = text?.split(',') ?? [];
  if (nodes.length > BOOTSTRAP_NODES_MAX || !nodes.every((node) => BOOTSTRAP_NODE.test(node)))
    throw new Error(
      `--bootstrap is up to ${BOOTSTRAP_NODES_MAX} nodes, host:port each, with commas between.`,
    );
  return nodes;
}

function wholeNumber(option: string, text: string, least: number, most: number): number {
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  throw new Error(`${option} is a whole number from ${least} to ${most}, not "${text}".`);
}

function readSettings(blinds: string, maxSeats: number): Settings {
  const [, small, big] = BLINDS.exec(blinds) ?? [];
  const [smallBlind, bigBlind] = [Number(small), Number(big)];
  if (!(smallBlind >= 1 && bigBlind >= 1))
    throw new Error(`--blinds is two whole numbers such as 5/10, not "${blinds}".`);
  const settings: Settings = {
    ...PLAIN_RULES,
    maxSeats,
    smallBlind,
    bigBlind,
    minBuyIn: bigBlind * MIN_BUY_IN_BB,
    maxBuyIn: bigBlind * MAX_BUY_IN_BB,
    runItTwice: true,
    rabbitHunt: true,
    actionClockMs: ACTION_CLOCK_MS,
    timeBankMs: TIME_BANK_MS,
  };
  const problem = settingsProblem(settings);
  if (problem) throw new Error(`--blinds ${blinds}: ${problem}`);
  return settings;
}
