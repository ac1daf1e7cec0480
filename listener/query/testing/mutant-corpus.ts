import { type Corpus, readCorpus } from './corpus.ts';
import {
  askForeign,
  askQuestions,
  type CorpusAccounts,
  closeCorpusAccounts,
  openCorpusAccounts,
  restartedCorpusAccounts,
} from './corpus-run.ts';
import { RecordedAnswers, recordedQuestion, recordedSentence } from './recorded-answers.ts';

/**
 * The sentences of the corpus that are not kept out, each asked by itself and compared with its recorded answer, for
 * `build/corpus-mutation.ts`.
 */
export class MutantCorpus {
  readonly #accounts: CorpusAccounts;
  #engines: CorpusAccounts;
  readonly #recorded = new RecordedAnswers();
  readonly #questions: Corpus['questions'];
  readonly #foreign: Corpus['foreign'];

  private constructor(accounts: CorpusAccounts) {
    const { questions, foreign } = readCorpus();
    this.#questions = questions.filter(({ keptOut }) => !keptOut);
    this.#foreign = foreign.filter(({ keptOut }) => !keptOut);
    this.#accounts = accounts;
    this.#engines = accounts;
  }

  static async open(): Promise<MutantCorpus> {
    return new MutantCorpus(await openCorpusAccounts());
  }

  /** Number of sentences. */
  get size(): number {
    return this.#questions.length + this.#foreign.length;
  }

  /** Goes on with engines that have read nothing yet, and lets them read the table and the account's names. */
  async restart(): Promise<void> {
    this.#engines = await restartedCorpusAccounts(this.#accounts);
  }

  /** How the answer to a sentence differs from the recorded one; undefined if it does not. @throws what asking throws */
  async changeOf(index: number): Promise<string | undefined> {
    const question = this.#questions[index];
    const sentence = this.#foreign[index - this.#questions.length];
    const answers =
      question === undefined
        ? (await askForeign(this.#engines, sentence === undefined ? [] : [sentence])).map(recordedSentence)
        : (await askQuestions(this.#engines, [question])).map(recordedQuestion);
    return this.#recorded.changesOf(answers)[0];
  }

  close(): Promise<void> {
    return closeCorpusAccounts(this.#accounts);
  }
}
