import { STOP_WORDS } from './core-words.ts';
import { patternWords } from './pattern.ts';
import type { SubjectTable } from './subject-table.ts';

/** What is allowed in a table of subjects and most likely not meant, each in one line. */
export function lintTable({ subjects }: SubjectTable): readonly string[] {
  const findings: string[] = [];
  const owners = new Map<string, string>();
  for (const { intent, words, verbs, asks, entities, states, standard, say } of subjects) {
    for (const { source } of words) {
      const other = owners.get(source);
      if (other !== undefined)
        findings.push(`${intent}: "${source}" names ${other} too; the one that explains more words answers`);
      owners.set(source, intent);
    }
    for (const pattern of [...words, ...verbs]) {
      if (pattern.parts.length === 1 && patternWords(pattern).every((word) => STOP_WORDS.has(word))) {
        findings.push(
          `${intent}: "${pattern.source}" is in nearly every question: it would name this subject always`,
        );
      }
    }
    const labels = asks.map(({ label }) => label);
    for (const label of new Set(labels.filter((one, index) => labels.indexOf(one) !== index))) {
      findings.push(`${intent}: asks has "${label}" twice`);
    }
    for (const { kind, behind, groups, beside } of entities) {
      for (const group of groups) {
        if (group.patterns.some(({ parts }) => parts.some(({ gap }) => gap > 0))) {
          findings.push(`${intent}: groups of ${kind}: a name has no gaps in it`);
        }
      }
      if (behind.size === 0 && beside.length === 0 && groups.length === 0) {
        findings.push(
          `${intent}: entities ${kind}: with "behind" one that is not on record would be said by name`,
        );
      }
    }
    if (states.length > 1 && standard === undefined) {
      findings.push(`${intent}: no standard state: without one, records in every state are told`);
    }
    if (say.many === undefined && say.one !== undefined) findings.push(`${intent}: say has one and not many`);
  }
  return findings;
}
