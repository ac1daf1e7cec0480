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

export async function runCorpus(corpus: Corpus): Promise<CorpusRun> {
  const accounts = { main: await openCorpusAccount('main'), family: await openCorpusAccount('family') };
  try {
    const questions: AskedQuestion[] = [];
    for (const question of corpus.questions) {
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
    const foreign: AskedSentence[] = [];
    for (const sentence of corpus.foreign) {
      const reply = await accounts.main.ask(sentence.text);
      foreign.push({ ...sentence, reply, verdict: verdictOf(sentence.text, reply) });
    }
    return { questions, foreign };
  } finally {
    await Promise.all(Object.values(accounts).map((account: CorpusAccount) => account.close()));
  }
}

function verdictOf(text: string, reply: Reply): AskedSentence['verdict'] {
  if (!isDeclined(reply)) return 'answered';
  return isEcho(text, reply) ? 'echoed' : 'declined';
}
