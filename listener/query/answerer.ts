import type { Reply } from '../protocol/reply.ts';

/** Turns a question into a reply. Never rejects: a question that cannot be answered gets a reply that says so. */
export interface Answerer {
  answer(question: AskedQuestion, context: AnswerContext): Promise<Reply>;
}

export interface AskedQuestion {
  readonly text: string | undefined;
  readonly intent: string | undefined;
  /** Earlier questions of the same session, oldest first: what "and the month before?" goes on from. */
  readonly earlier?: readonly string[];
}

export interface AnswerContext {
  /** Aborted when the answer is no longer wanted. */
  readonly signal: AbortSignal;
  /** Whose question it is, so that the account can serve connections in turn. */
  readonly owner: string;
  /** Names the conversation, as logs do: enough to tell one from another, not to resume it. */
  readonly session: string;
}
