import { parseArgs } from 'node:util';

export interface BenchOptions {
  /** Names of the groups to measure. */
  readonly groups: readonly string[];
  /** Shorter and less precise. */
  readonly quick: boolean;
}

/** `--only memory,cpu` and `--quick`. @throws Error where a group is not known */
export function readOptions(args: readonly string[], known: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: { only: { type: 'string', multiple: true }, quick: { type: 'boolean', default: false } },
  });
  const wanted = (values.only ?? []).flatMap((names) => names.split(','));
  const unknown = wanted.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new Error(`--only ${unknown} is not one of ${known.join(', ')}`);
  return {
    groups: wanted.length === 0 ? known : known.filter((name) => wanted.includes(name)),
    quick: values.quick,
  };
}
