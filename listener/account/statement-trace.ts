import {
  MAX_HEARD_LENGTH,
  MAX_TRACED_STATEMENTS,
  type QuestionTrace,
  type TracedStatement,
} from '../../contract/question-trace.ts';
import { truncate } from '../../lib/text.ts';
import type { Reply } from '../protocol/reply.ts';
import { fromQmText, type QmText } from './text.ts';

interface Trace {
  readonly heard: string | undefined;
  readonly statements: TracedStatement[];
  omitted: number;
  outcome: QuestionTrace['outcome'];
}

const MAX_TRACED_CONNECTIONS = 20;
const MAX_STATEMENT_LENGTH = 4_000;
const MAX_REMAINDER = 500;

/**
 * The statements of the last question of each connection whose operator asked to see them. They contain what the
 * question named, so they are kept in memory only, until the connection closes.
 */
export class StatementTrace {
  readonly #traces = new Map<string, Trace>();

  /** Begins with the next question. The connection that was traced first is no longer traced if there are too many. */
  start(owner: string): void {
    const [oldest] = this.#traces.keys();
    if (this.#traces.size >= MAX_TRACED_CONNECTIONS && oldest !== undefined) this.#traces.delete(oldest);
    this.#traces.set(owner, createTrace());
  }

  stop(owner: string): void {
    this.#traces.delete(owner);
  }

  has(owner: string): boolean {
    return this.#traces.has(owner);
  }

  /** Forgets the question before. @param heard what was recognized of a spoken one */
  onQuestion(owner: string, heard?: string): void {
    if (this.has(owner)) this.#traces.set(owner, createTrace(heard));
  }

  onStatement(owner: string, statement: QmText, result: Omit<TracedStatement, 'text'>): void {
    const trace = this.#traces.get(owner);
    if (trace === undefined) return;
    if (trace.statements.length >= MAX_TRACED_STATEMENTS) trace.omitted += 1;
    else trace.statements.push({ text: truncate(fromQmText(statement), MAX_STATEMENT_LENGTH), ...result });
  }

  onReply(owner: string, { declined, remainder, understood, assist, by }: Reply): void {
    const trace = this.#traces.get(owner);
    if (trace === undefined) return;
    const words = remainder ?? understood?.remainder ?? [];
    trace.outcome = {
      ...(declined === undefined ? {} : { declined: truncate(declined, 200) }),
      remainder: words.slice(0, MAX_REMAINDER).map((word) => truncate(word, 500)),
      ...(assist === undefined ? {} : { assist }),
      ...(by === undefined ? {} : { by }),
    };
  }

  /** Undefined for a connection that is not traced. */
  of(owner: string): QuestionTrace | undefined {
    const trace = this.#traces.get(owner);
    if (trace === undefined) return undefined;
    const { heard, statements, omitted, outcome } = trace;
    return {
      ...(heard ? { heard } : {}),
      statements: [...statements],
      omitted,
      ...(outcome === undefined ? {} : { outcome }),
    };
  }
}

function createTrace(heard?: string): Trace {
  return {
    heard: heard && truncate(heard, MAX_HEARD_LENGTH),
    statements: [],
    omitted: 0,
    outcome: undefined,
  };
}
