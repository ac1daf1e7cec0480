import type { QuestionTrace } from '../../contract/question-trace.ts';
import { StatementTrace } from '../account/statement-trace.ts';

/** As much of a connection as is needed to trace its questions. */
interface TracedConnection {
  readonly id: string;
  readonly sessionId: string;
}

/**
 * Traces questions by the session of their client. Whoever traces one must know its whole id, which only its client
 * does, so an operator sees the statements of his own questions and of nobody else's.
 */
export class SessionTraces {
  readonly #connections: Iterable<TracedConnection>;
  readonly #statements: StatementTrace;

  constructor(connections: Iterable<TracedConnection>, statements = new StatementTrace()) {
    this.#connections = connections;
    this.#statements = statements;
  }

  /** Keeps the statements of the session's next questions. @returns false if no connection has the session */
  start(session: string): boolean {
    const connection = this.#find(session);
    if (connection !== undefined) this.#statements.start(connection.id);
    return connection !== undefined;
  }

  /** The trace of the session's last question; undefined if it is not traced. */
  of(session: string): QuestionTrace | undefined {
    const connection = this.#find(session);
    return connection && this.#statements.of(connection.id);
  }

  stop({ id }: TracedConnection): void {
    this.#statements.stop(id);
  }

  #find(session: string): TracedConnection | undefined {
    for (const connection of this.#connections) if (connection.sessionId === session) return connection;
    return undefined;
  }
}
