import type { Corpus } from './corpus.ts';

/** The README's table of what can be asked: the first wording of each entry that has a `readme` heading. */
export function readmeTable({ questions }: Corpus): string {
  const rows = new Map<string, string[]>();
  const seen = new Set<string>();
  for (const { readme, ask, from, truth, says } of questions) {
    if (readme === undefined) continue;
    // Wordings of one entry share everything else.
    const entry = `${from} ${readme} ${JSON.stringify(truth)} ${says.join()}`;
    if (seen.has(entry)) continue;
    seen.add(entry);
    rows.set(readme, [...(rows.get(readme) ?? []), ask]);
  }
  const lines = [...rows].map(([heading, asked]) => `| ${heading} | ${asked.join(' · ')} |`);
  return ['| about | you can ask |', '|---|---|', ...lines].join('\n');
}
