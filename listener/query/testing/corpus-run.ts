import type { Reply } from '../../protocol/reply.ts';
import { type CorpusAccount, openCorpusAccount } from './asked-account.ts';
import type { Corpus, CorpusQuestion } from './corpus.ts';
import { isDeclined, isEcho, type Judged, judge } from './judge.ts';
import { expectedBeginning, expectedSayings } from './oracle.ts';

/** Asks the whole corpus, and judges each answer. */

export interface AskedQuestion extends Judged {
  readonly question: CorpusQuestion;
  readonly reply: Reply;
}

export interface AskedSentence {
  readonly text: string;
  readonly keptOut: boolean;
  readonly reply: Reply;
  readonly verdict: 'declined' | 'answered' | 'echoed';
}

export interface CorpusRun {
  readonly questions: readonly AskedQuestion[];
  readonly foreign: readonly AskedSentence[];
}

export type CorpusAccounts = Readonly<Record<CorpusQuestion['account'], CorpusAccount>>;

export async function openCorpusAccounts(): Promise<CorpusAccounts> {
  return { main: await openCorpusAccount('main'), family: await openCorpusAccount('family') };
}

export async function closeCorpusAccounts(accounts: CorpusAccounts): Promise<void> {
  await Promise.all(Object.values(accounts).map((account: CorpusAccount) => account.close()));
}

/** The same records, asked by engines that have read the table and the account's names, and nothing else. */
export async function restartedCorpusAccounts({ main, family }: CorpusAccounts): Promise<CorpusAccounts> {
  const engines = { main: main.restarted(), family: family.restarted() };
  for (const { table } of Object.values(engines)) await table.warmUp();
  return engines;
}

export async function askQuestions(
  accounts: CorpusAccounts,
  asked: Corpus['questions'],
): Promise<AskedQuestion[]> {
  const questions: AskedQuestion[] = [];
  for (const question of asked) {
    const account = accounts[question.account];
    const reply = await account.ask(question.ask, question.after);
    questions.push({
      question,
      reply,
      ...judge(
        question,
        reply,
        expectedSayings(question, account.fixture),
        expectedBeginning(question, account.fixture),
      ),
    });
  }
  return questions;
}

export async function askForeign(
  accounts: CorpusAccounts,
  sentences: Corpus['foreign'],
): Promise<AskedSentence[]> {
  const foreign: AskedSentence[] = [];
  for (const sentence of sentences) {
    const reply = await accounts.main.ask(sentence.text);
    foreign.push({ ...sentence, reply, verdict: verdictOf(sentence.text, reply) });
  }
  return foreign;
}

export async function runCorpus(corpus: Corpus): Promise<CorpusRun> {
  const accounts = await openCorpusAccounts();
  try {
    return {
      questions: await askQuestions(accounts, corpus.questions),
      foreign: await askForeign(accounts, corpus.foreign),
    };
  } finally {
    await closeCorpusAccounts(accounts);
  }
}

function verdictOf(text: string, reply: Reply): AskedSentence['verdict'] {
  if (!isDeclined(reply)) return 'answered';
  return isEcho(text, reply) ? 'echoed' : 'declined';
}
