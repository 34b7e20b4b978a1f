/** Changes of a value whose shape is known: one part of it becomes another, is left out, comes twice, or moves. */
import { isRecord, type Plain } from '../../../shared/process/plain.ts';
import type { RandomBelow } from '../../host/disk/testing/memoryDisk.ts';

type List = readonly Plain[];
type Record_ = { readonly [key: string]: Plain };

const NUMBERS = [
  0,
  1,
  -1,
  2,
  23,
  24,
  255,
  256,
  65_535,
  65_536,
  2 ** 31 - 1,
  2 ** 31,
  2 ** 32,
  2 ** 53 - 1,
  -(2 ** 53 - 1),
];
const TEXTS = [
  '',
  ' ',
  '\u0000',
  '\u202e',
  '{',
  '}',
  '__proto__',
  'constructor',
  'toString',
  'a'.repeat(300),
  '\ud800',
  '😀',
  '../..',
];
/** Longer lists than any that are asked for. */
const LIST_MAX = 4_000;

/** Another value made of one. */
export function mutatePlain(value: Plain, random: RandomBelow, others: readonly Plain[]): Plain {
  let changed = value;
  for (let times = 1 + random(3); times > 0; times--) changed = inside(changed, random, others);
  return changed;
}

/** Goes down to some part and changes it. */
function inside(value: Plain, random: RandomBelow, others: readonly Plain[]): Plain {
  if (random(5) === 0) return changedItself(value, random, others);
  if (Array.isArray(value) && value.length > 0) {
    const at = random(value.length);
    return (value as List).map((item, i) => (i === at ? inside(item, random, others) : item));
  }
  if (isRecord(value)) {
    const keys = Object.keys(value);
    const key = keys[random(Math.max(keys.length, 1))];
    if (key !== undefined) return with_(value, key, inside(value[key] as Plain, random, others));
  }
  return changedItself(value, random, others);
}

function changedItself(value: Plain, random: RandomBelow, others: readonly Plain[]): Plain {
  if (random(6) === 0) return anything(random, others);
  if (value instanceof Uint8Array) return changedBytes(value, random);
  if (Array.isArray(value)) return changedList(value as List, random, others);
  if (isRecord(value)) return changedRecord(value, random, others);
  if (typeof value === 'number') return value + ([1, -1, 256, -256][random(4)] ?? 1);
  if (typeof value === 'string') return changedText(value, random);
  return anything(random, others);
}

function changedBytes(bytes: Uint8Array, random: RandomBelow): Plain {
  switch (random(5)) {
    case 0:
      return bytes.slice(0, random(bytes.length + 1));
    case 1:
      return Uint8Array.from([...bytes, random(256)]);
    case 2:
      return new Uint8Array(bytes.length).fill(random(2) * 255);
    case 3:
      return new Uint8Array(random(70_000));
    default:
      return bytes.map((byte, i) => (i === random(bytes.length) ? byte ^ (1 << random(8)) : byte));
  }
}

function changedList(list: List, random: RandomBelow, others: readonly Plain[]): Plain {
  const at = random(list.length + 1);
  switch (random(4)) {
    case 0:
      return list.filter((_, i) => i !== at);
    case 1:
      return [...list.slice(0, at), list[at] ?? anything(random, others), ...list.slice(at)];
    case 2:
      return Array.from({ length: random(LIST_MAX) }, () => list[at] ?? null);
    default:
      return [...list].reverse();
  }
}

function changedRecord(record: Record_, random: RandomBelow, others: readonly Plain[]): Plain {
  const keys = Object.keys(record);
  const [one = '', other = ''] = [
    keys[random(Math.max(keys.length, 1))],
    keys[random(Math.max(keys.length, 1))],
  ];
  switch (random(4)) {
    case 0:
      return Object.fromEntries(Object.entries(record).filter(([key]) => key !== one));
    case 1:
      return with_(record, TEXTS[random(TEXTS.length)] ?? '', anything(random, others));
    case 2:
      return with_(record, one, record[other] ?? null);
    default:
      return Object.fromEntries(
        Object.entries({ ...record, [one]: record[other] ?? null, [other]: record[one] ?? null }),
      );
  }
}

function changedText(text: string, random: RandomBelow): string {
  const at = random(text.length + 1);
  return text.slice(0, at) + (TEXTS[random(TEXTS.length)] ?? '') + text.slice(random(2) === 0 ? at : at + 1);
}

function anything(random: RandomBelow, others: readonly Plain[]): Plain {
  switch (random(7)) {
    case 0:
      return null;
    case 1:
      return random(2) === 0;
    case 2:
      return NUMBERS[random(NUMBERS.length)] ?? 0;
    case 3:
      return TEXTS[random(TEXTS.length)] ?? '';
    case 4:
      return new Uint8Array([0, 1, 16, 31, 32, 33, 64, 4_096][random(8)] ?? 0);
    case 5:
      return nested(1 + random(100));
    default:
      return others[random(Math.max(others.length, 1))] ?? [];
  }
}

function nested(depth: number): Plain {
  let value: Plain = [];
  for (let i = 0; i < depth; i++) value = i % 2 === 0 ? [value] : { a: value };
  return value;
}

/** Also where the key is one that objects have of themselves. */
function with_(record: Record_, key: string, value: Plain): Plain {
  return Object.fromEntries([...Object.entries(record), [key, value]]);
}
