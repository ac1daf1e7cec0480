import type { Knowledge } from '../query/reading/knowledge.ts';

/**
 * The names of the account that people say, as a hint to the recognition server: it does not know drugs, shops and doctors
 * of a family, and writes something that sounds like them.
 */

/** Kinds of entities of the built-in table that are names, besides those that say so. */
const NAME_KINDS: ReadonlySet<string> = new Set(['doctor', 'payee', 'prescriber']);
/** Whisper reads 224 tokens at most, and believes the last ones most. */
const MAX_LENGTH = 600;
const MAX_NAME_LENGTH = 40;
/** Of one kind: a list of payees may be long, and every kind has its turn. */
const MAX_NAMES = 200;

export function namesPrompt({ table, catalogue }: Pick<Knowledge, 'table' | 'catalogue'>): string {
  const kinds = table.subjects.flatMap((subject) => {
    const known = catalogue(subject);
    if (known === undefined) return [];
    return subject.entities
      .filter(({ kind, names, only }) => only === undefined && (names || NAME_KINDS.has(kind)))
      .map(({ kind }) => known.valuesOf(kind).slice(0, MAX_NAMES));
  });
  const chosen = new Set<string>();
  let length = 0;
  for (let turn = 0; turn < MAX_NAMES; turn += 1) {
    for (const names of kinds) {
      const name = names[turn]?.replace(/\s+/g, ' ').trim() ?? '';
      if (name === '' || name.length > MAX_NAME_LENGTH || chosen.has(name)) continue;
      if (length + name.length + 2 > MAX_LENGTH) return formatPrompt(chosen);
      chosen.add(name);
      length += name.length + 2;
    }
  }
  return formatPrompt(chosen);
}

function formatPrompt(names: ReadonlySet<string>): string {
  return names.size === 0 ? '' : `${[...names].join(', ')}.`;
}
