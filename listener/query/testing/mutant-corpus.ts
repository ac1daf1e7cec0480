import { readCorpus } from './corpus.ts';
import {
  askForeign,
  askQuestions,
  type CorpusAccounts,
  closeCorpusAccounts,
  openCorpusAccounts,
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
  readonly #questions = readCorpus().questions.filter(({ keptOut }) => !keptOut);
  readonly #foreign = readCorpus().foreign.filter(({ keptOut }) => !keptOut);

  private constructor(accounts: CorpusAccounts) {
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
    const { main, family } = this.#accounts;
    this.#engines = { main: main.restarted(), family: family.restarted() };
    for (const { table } of Object.values(this.#engines)) await table.warmUp();
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
