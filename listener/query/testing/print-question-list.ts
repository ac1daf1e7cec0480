import { readCorpus } from './corpus.ts';
import { questionList } from './question-list.ts';

/** Prints the list of docs/questions.md; `question-list.test.ts` fails where the document differs from it. */
process.stdout.write(`${questionList(readCorpus())}\n`);
