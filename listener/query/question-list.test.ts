import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { readCorpus } from './testing/corpus.ts';
import { questionList } from './testing/question-list.ts';

it('is what docs/questions.md says can be asked', () => {
  const page = readFileSync(path.resolve(import.meta.dirname, '../../docs/questions.md'), 'utf8');
  const list = questionList(readCorpus());
  expect(list.match(/^- .+\?$/gm)?.length).toBeGreaterThan(20);
  expect(page).toContain(`\n${list}\n`);
});
