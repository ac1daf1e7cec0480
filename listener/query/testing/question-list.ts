import type { Corpus } from './corpus.ts';

/**
 * The list of what can be asked in docs/questions.md: a section for each `readme` heading of the corpus, with the first
 * wording of each entry that has one.
 */
export function questionList({ questions }: Corpus): string {
  const sections = new Map<string, string[]>();
  const seen = new Set<string>();
  for (const { readme, ask, from, truth, says } of questions) {
    if (readme === undefined) continue;
    // Wordings of one entry share everything else.
    const entry = `${from} ${readme} ${JSON.stringify(truth)} ${says.join()}`;
    if (seen.has(entry)) continue;
    seen.add(entry);
    sections.set(readme, [...(sections.get(readme) ?? []), ask]);
  }
  return [...sections].map(([heading, asked]) => section(heading, asked)).join('\n\n');
}

function section(heading: string, asked: readonly string[]): string {
  const title = `${heading.charAt(0).toUpperCase()}${heading.slice(1)}`;
  return [`### ${title}`, '', ...asked.map((question) => `- ${question}`)].join('\n');
}
