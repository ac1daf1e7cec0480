import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { SUBJECT_TABLE } from './subject-format.ts';
import { readTable } from './subject-table.ts';

const page = readFileSync(path.resolve(import.meta.dirname, '../../../docs/intents.md'), 'utf8');

/** What a schema of zod is made of, as far as a key may stand in it. */
interface Schema {
  readonly def: {
    readonly shape?: Readonly<Record<string, Schema>>;
    readonly innerType?: Schema;
    readonly element?: Schema;
    readonly valueType?: Schema;
    readonly options?: readonly Schema[];
  };
}

function keysOf({ def }: Schema): readonly string[] {
  const inner = [def.innerType, def.element, def.valueType, ...(def.options ?? [])];
  const own = Object.entries(def.shape ?? {}).flatMap(([key, value]) => [key, ...keysOf(value)]);
  return [...own, ...inner.flatMap((one) => (one === undefined ? [] : keysOf(one)))];
}

describe('docs/intents.md', () => {
  const keys = [...new Set(keysOf(SUBJECT_TABLE as unknown as Schema))];

  it('is about a format with keys', () => {
    expect(keys).toEqual(
      expect.arrayContaining(['subjects', 'needsWord', 'began', 'thing', 'whole', 'when']),
    );
  });

  it.each(keys)('names the key %s', (key) => {
    expect(page).toContain(`\`${key}\``);
  });

  it('has a table that can be used', () => {
    const example = /```json\n([\s\S]*?)```/.exec(page)?.[1] ?? '';
    expect(readTable(example).subjects).toHaveLength(1);
  });
});
