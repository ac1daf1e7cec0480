import { parseArgs } from 'node:util';

export interface BenchOptions {
  /** Names of the groups to measure. */
  readonly groups: readonly string[];
  /** Shorter and less precise. */
  readonly quick: boolean;
  /** Prints what was measured while other programs were busy. */
  readonly evenIfBusy: boolean;
  /** Prints JSON lines instead of a table. */
  readonly json: boolean;
  /** Measures the product of this revision beside that of the working tree. */
  readonly compare?: string;
}

/** The options of `npm run bench`. @throws Error where a group is not known */
export function readOptions(args: readonly string[], known: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string', multiple: true },
      quick: { type: 'boolean', default: false },
      'even-if-busy': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      compare: { type: 'string' },
    },
  });
  const wanted = (values.only ?? []).flatMap((names) => names.split(','));
  const unknown = wanted.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new Error(`--only ${unknown} is not one of ${known.join(', ')}`);
  return {
    groups: wanted.length === 0 ? known : known.filter((name) => wanted.includes(name)),
    quick: values.quick,
    evenIfBusy: values['even-if-busy'],
    json: values.json,
    ...(values.compare === undefined ? {} : { compare: values.compare }),
  };
}
