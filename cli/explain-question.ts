import type { QuestionTrace } from '../contract/question-trace.ts';
import { systemClock } from '../lib/clock.ts';
import type { Account } from '../listener/account/account.ts';
import { LoggedAccount } from '../listener/account/logged-account.ts';
import { StatementTrace } from '../listener/account/statement-trace.ts';
import type { Config } from '../listener/config/config.ts';
import { createAnswerer } from '../listener/create-answerer.ts';
import type { Reply } from '../listener/protocol/reply.ts';
import type { AskedQuestion } from '../listener/query/answerer.ts';
import type { SubjectTable } from '../listener/query/table/subject-table.ts';

/** Whose statements are traced. */
const OWNER = 'explain';

export interface ExplainedQuestion {
  readonly reply: Reply;
  readonly trace: QuestionTrace;
  readonly ms: number;
  /** Statements that read dictionaries and names before, which a listener does only now and then. */
  readonly readCount: number;
}

/**
 * Answers a question from the account itself, as a listener would, and says how.
 *
 * @param table answers instead of the home's own or the built-in one: then it alone answers, so neither HAL.QUERY nor the
 *   language model is asked, and the account is only read
 * @throws ConfigError if the home's table is invalid
 */
export async function explainQuestion(
  question: AskedQuestion,
  {
    config,
    account,
    table,
  }: { readonly config: Config; readonly account: Account; readonly table?: SubjectTable },
): Promise<ExplainedQuestion> {
  const trace = new StatementTrace();
  const log = { error() {}, warn() {}, info() {}, debug() {}, debugging: false };
  const created = await createAnswerer({
    config: table === undefined ? config : { ...config, halQuery: 'off', assistUrl: undefined },
    account: new LoggedAccount(account, log, trace),
    log,
    clock: systemClock,
    ...(table === undefined ? {} : { table }),
  });
  try {
    const answer = (): Promise<Reply> => {
      trace.start(OWNER);
      return created.answerer.answer(question, {
        signal: new AbortController().signal,
        owner: OWNER,
        session: OWNER,
      });
    };
    await answer();
    const before = traceOf(trace);
    const started = systemClock.monotonic();
    const reply = await answer();
    const ms = systemClock.monotonic() - started;
    trace.onReply(OWNER, reply);
    return { reply, trace: traceOf(trace), ms, readCount: before.statements.length + before.omitted };
  } finally {
    created.close();
  }
}

function traceOf(trace: StatementTrace): QuestionTrace {
  return trace.of(OWNER) ?? { statements: [], omitted: 0 };
}
