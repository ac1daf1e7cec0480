import { parseArgs } from 'node:util';
import { readCorpus } from './corpus.ts';
import { type AskedQuestion, type AskedSentence, runCorpus } from './corpus-run.ts';
import { score } from './judge.ts';
import { recordedQuestion, recordedSentence, writeRecorded } from './recorded-answers.ts';

/** `npm run questions [-- --kept-out] [--all] [--record]`: how many of the corpus' questions are answered right, and which are not. */
const { values } = parseArgs({
  options: {
    /** Lists what failed of the kept-out part too: whoever does so has looked at it. */
    'kept-out': { type: 'boolean', default: false },
    /** Lists every answer. */
    all: { type: 'boolean', default: false },
    /** Only entries of this file. */
    from: { type: 'string' },
    /** Records the answers, to be compared with by the tests: see recorded-answers.ts. */
    record: { type: 'boolean', default: false },
  },
});
if (values.record && values.from !== undefined)
  throw new Error('--record records the answers of all files: leave out --from');

const corpus = readCorpus();
const chosen =
  values.from === undefined
    ? corpus
    : { questions: corpus.questions.filter(({ from }) => from === values.from), foreign: [] };
const { questions, foreign } = await runCorpus(chosen);
const line = (text = '') => process.stdout.write(`${text}\n`);

const shown = (keptOut: boolean) => !keptOut || values['kept-out'];
for (const { question, reply, verdict, why } of questions) {
  if (!shown(question.keptOut) || (verdict === 'right' && !values.all)) continue;
  const earlier = question.after.map((one) => `${one} → `).join('');
  line(
    `${verdict.padEnd(8)} ${question.from}: ${earlier}${question.ask}\n         ${reply.text}${why && ` [${why}]`}`,
  );
}
for (const { text, keptOut, reply, verdict } of foreign) {
  if (shown(keptOut) && verdict !== 'declined')
    line(`${verdict.padEnd(8)} foreign: ${text}\n         ${reply.text}`);
}

if (values.record)
  writeRecorded([
    ...questions.filter(({ question }) => !question.keptOut).map(recordedQuestion),
    ...foreign.filter(({ keptOut }) => !keptOut).map(recordedSentence),
  ]);

line();
line('part      questions  right  declined  wrong  answered right  RS(10)');
for (const keptOut of [false, true]) {
  line(
    row(
      keptOut ? 'kept out' : 'tuned',
      questions.filter(({ question }) => question.keptOut === keptOut),
    ),
  );
}
for (const keptOut of [false, true]) {
  line(
    foreignRow(
      foreign.filter((sentence) => sentence.keptOut === keptOut),
      keptOut,
    ),
  );
}
process.exitCode = questions.some(({ verdict }) => verdict === 'wrong') ? 1 : 0;

function row(part: string, asked: readonly AskedQuestion[]): string {
  const { questions: all, right, declined, wrong, rs10 } = score(asked.map(({ verdict }) => verdict));
  const share = all === 0 ? '–' : `${((100 * right) / all).toFixed(1)} %`;
  const cells = [all, right, declined, wrong].map(String);
  const [a = '', b = '', c = '', d = ''] = cells;
  return `${part.padEnd(9)} ${a.padStart(9)} ${b.padStart(6)} ${c.padStart(9)} ${d.padStart(6)} ${share.padStart(15)} ${rs10.toFixed(1).padStart(7)}`;
}

function foreignRow(asked: readonly AskedSentence[], keptOut: boolean): string {
  const count = (verdict: AskedSentence['verdict']) => asked.filter((one) => one.verdict === verdict).length;
  const answered = count('answered');
  const share = asked.length === 0 ? '–' : `${((100 * answered) / asked.length).toFixed(2)} %`;
  return `foreign${keptOut ? ', kept out' : ''}: ${asked.length} sentences, ${answered} answered as fact (${share}), ${count('echoed')} echoed`;
}
