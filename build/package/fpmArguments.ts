import { parseArgs } from 'node:util';

/** What electron-builder asks fpm to make. */
export interface PackageOrder {
  readonly kind: 'deb' | 'rpm';
  readonly name: string;
  readonly version: string;
  /** As the package format calls it: amd64, x86_64. */
  readonly architecture: string;
  readonly maintainer: string;
  readonly vendor: string;
  readonly url: string;
  readonly licence: string;
  /** In Debian's form: a line in short, then the text. */
  readonly description: string;
  /** A line in short, where the package format has a place for it. */
  readonly summary: string | null;
  readonly depends: readonly string[];
  readonly recommends: readonly string[];
  readonly priority: string;
  /** A section of the distribution, else null. */
  readonly section: string | null;
  /** Scripts that run after installing and after removing. */
  readonly afterInstall: string;
  readonly afterRemove: string;
  /** The file to write. */
  readonly output: string;
  /** What goes where; a source that ends with a slash is a folder's content. */
  readonly files: readonly { readonly from: string; readonly to: string }[];
}

const text = { type: 'string' } as const;
const several = { type: 'string', multiple: true } as const;

/** Every argument that electron-builder 26.17 gives to fpm for a deb or an rpm; another one is an error. */
const OPTIONS = {
  'input-type': { ...text, short: 's' },
  'output-type': { ...text, short: 't' },
  force: { type: 'boolean' },
  depends: { ...several, short: 'd' },
  'deb-recommends': several,
  'deb-compression': text,
  'deb-priority': text,
  'rpm-compression': text,
  'rpm-os': text,
  'rpm-summary': text,
  'rpm-rpmbuild-define': several,
  architecture: text,
  'after-install': text,
  'after-remove': text,
  description: text,
  version: text,
  package: text,
  name: text,
  maintainer: text,
  vendor: text,
  url: text,
  category: text,
  license: text,
  iteration: text,
} as const;

/** Reads fpm's arguments. @throws Error when one is unknown or missing, or the package is neither deb nor rpm */
export function readFpmArguments(args: readonly string[]): PackageOrder {
  const { values, positionals } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  const given = (name: keyof typeof values): string => {
    const value = values[name];
    if (typeof value !== 'string') throw new Error(`fpm was called without --${name}.`);
    return value;
  };
  const kind = given('output-type');
  if (kind !== 'deb' && kind !== 'rpm') throw new Error(`This stand-in makes deb and rpm, not ${kind}.`);
  return {
    kind,
    name: given('name'),
    version: given('version'),
    architecture: given('architecture'),
    maintainer: given('maintainer'),
    vendor: given('vendor'),
    url: given('url'),
    licence: values.license ?? '',
    description: given('description').trim(),
    summary: values['rpm-summary'] ?? null,
    depends: values.depends ?? [],
    recommends: values['deb-recommends'] ?? [],
    priority: values['deb-priority'] ?? 'optional',
    section: values.category ?? null,
    afterInstall: given('after-install'),
    afterRemove: given('after-remove'),
    output: given('package'),
    files: positionals.map((pair) => {
      const at = pair.indexOf('=');
      if (at < 1) throw new Error(`fpm was told "${pair}", which is not SOURCE=PLACE.`);
      return { from: pair.slice(0, at), to: pair.slice(at + 1) };
    }),
  };
}
