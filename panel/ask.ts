import type { ControlParams, ControlRequest, ControlResult } from '../contract/control.ts';
import {
  ASKED_RESPONSE,
  type Asked,
  type AskedFrame,
  type AskedQuestion,
  MAX_FRAME_TEXT,
  MAX_FRAMES,
} from '../contract/panel-ask.ts';
import type { QuestionTrace } from '../contract/question-trace.ts';
import type { Clock } from '../lib/clock.ts';
import { exchangeFrames, type Frame, isGreeting } from '../lib/hal-client.ts';
import { truncate } from '../lib/text.ts';
import { PanelError } from '../wording/panel-error.ts';
import { ownAddress } from './own-address.ts';
import { shownMessage, spokenMessages, WAKE_MESSAGE } from './spoken-question.ts';

/** What a question needs of the panel's program. */
export interface AskDependencies {
  readonly control: {
    request<R extends ControlRequest>(name: R, params: ControlParams<R>): Promise<ControlResult<R>>;
  };
  readonly token: string | undefined;
  readonly userAgent: string;
  readonly clock: Pick<Clock, 'monotonic'>;
  readonly timeoutMs?: number;
}

/** Longer than the listener's own deadline, WEBSOCKET_DEADLINE, in its default. */
const ANSWER_TIMEOUT_MS = 20_000;

type Exchange =
  | { readonly kind: 'answered'; readonly asked: Asked }
  | { readonly kind: 'failed'; readonly error: PanelError };

/**
 * Asks the running listener a question as a client does: over its own port, with the token of its clients. The
 * statements come over the control channel, for this conversation only.
 *
 * @throws PanelError NOT_RUNNING, NOT_ALLOWED, REFUSED, NO_ANSWER, CANCELLED
 */
export async function askListener(
  question: AskedQuestion,
  dependencies: AskDependencies,
  signal: AbortSignal,
): Promise<Asked> {
  const { control, token, userAgent, timeoutMs = ANSWER_TIMEOUT_MS } = dependencies;
  const status = await control.request('status', {});
  if ('recording' in question && status.speech === undefined)
    throw new PanelError(
      'REFUSED',
      'This listener recognizes no speech.',
      'Set STT_URL, or type the question.',
    );
  const url = ownAddress(status);
  if (url === undefined)
    throw new PanelError('NO_ANSWER', 'The listener has no address that this machine can connect to.');
  const conversation = new Conversation(question, url, dependencies);
  const failed = (error: PanelError): Exchange => ({ kind: 'failed', error });
  const outcome = await exchangeFrames<Exchange>(
    {
      url,
      token,
      timeoutMs,
      userAgent,
      signal,
      // The listener proved on the control channel that it is ours, and named this address of this machine.
      anyCertificate: true,
      onRefused: (status, why) => failed(refusal(status, why)),
    },
    (frame, { send, finish }) => {
      const sendNoted = (message: object): void => {
        conversation.note('client', message);
        send(message);
      };
      conversation.onFrame(frame, sendNoted, (result) =>
        finish(result instanceof PanelError ? failed(result) : { kind: 'answered', asked: result }),
      );
    },
    (why) =>
      failed(
        signal.aborted
          ? new PanelError('CANCELLED', 'The question was cancelled.')
          : new PanelError('NO_ANSWER', `The question was not answered: ${why}.`),
      ),
  );
  if (outcome.kind === 'failed') throw outcome.error;
  return outcome.asked;
}

/** The frames of one question, and what is sent next. */
class Conversation {
  readonly #question: AskedQuestion;
  readonly #url: string;
  readonly #dependencies: AskDependencies;
  readonly #since: number;
  readonly #frames: AskedFrame[] = [];
  #state: 'connecting' | 'resuming' | 'tracing' | 'waking' | 'asked' = 'connecting';
  #session = '';
  #resumed = false;
  #askedAt = 0;
  #traceProblem: string | undefined;

  constructor(question: AskedQuestion, url: string, dependencies: AskDependencies) {
    this.#question = question;
    this.#url = url;
    this.#dependencies = dependencies;
    this.#since = dependencies.clock.monotonic();
  }

  note(from: AskedFrame['from'], message: object): void {
    if (this.#frames.length >= MAX_FRAMES) return;
    const ms = Math.round(this.#dependencies.clock.monotonic() - this.#since);
    const text = JSON.stringify(shownMessage(message));
    this.#frames.push({ from, ms, text: truncate(text, MAX_FRAME_TEXT) });
  }

  onFrame(frame: Frame, send: (message: object) => void, finish: (result: Asked | PanelError) => void): void {
    this.note('listener', frame);
    const { session } = this.#question;
    if (frame.type === 'error') {
      const message = typeof frame.message === 'string' ? frame.message : 'no reason given';
      return finish(
        new PanelError(
          'REFUSED',
          `The listener refused the question: ${message}`,
          'Change the question and ask again.',
        ),
      );
    }
    if (isGreeting(frame) && (this.#state === 'connecting' || this.#state === 'resuming')) {
      this.#session = typeof frame.session_id === 'string' ? frame.session_id : '';
      this.#resumed = frame.resumed === true;
      if (session !== undefined && this.#state === 'connecting') {
        this.#state = 'resuming';
        return send({ type: 'resume', session_id: session });
      }
      this.#state = 'tracing';
      return void this.#traceThenAsk(send);
    }
    if (this.#state === 'waking' && frame.type === 'state_change' && frame.new_state === 'active_listening')
      return this.#ask(send);
    if (frame.type === 'response' && this.#state === 'asked') void this.#answer(frame).then(finish);
  }

  async #traceThenAsk(send: (message: object) => void): Promise<void> {
    await this.#dependencies.control
      .request('trace-session', { session: this.#session })
      .catch((error: unknown) => {
        this.#traceProblem = error instanceof Error ? error.message : String(error);
      });
    if ('text' in this.#question) return this.#ask(send);
    this.#state = 'waking';
    send(WAKE_MESSAGE);
  }

  #ask(send: (message: object) => void): void {
    const question = this.#question;
    this.#state = 'asked';
    this.#askedAt = this.#dependencies.clock.monotonic();
    if ('text' in question) return send({ type: 'text_input', text: question.text });
    for (const message of spokenMessages(question.recording)) send(message);
  }

  async #answer(frame: Frame): Promise<Asked | PanelError> {
    const ms = Math.round((this.#dependencies.clock.monotonic() - this.#askedAt) * 10) / 10;
    const response = ASKED_RESPONSE.safeParse(frame);
    if (!response.success) {
      return new PanelError(
        'NO_ANSWER',
        'The answer of the listener is not in the form that this version knows.',
      );
    }
    const trace = await this.#trace();
    return {
      url: this.#url,
      session: this.#session,
      resumed: this.#resumed,
      frames: this.#frames,
      response: response.data,
      ms,
      ...(trace === undefined ? {} : { trace }),
      ...(this.#traceProblem === undefined ? {} : { traceProblem: this.#traceProblem }),
    };
  }

  async #trace(): Promise<QuestionTrace | undefined> {
    if (this.#traceProblem !== undefined) return undefined;
    return this.#dependencies.control
      .request('question-trace', { session: this.#session })
      .catch((error: unknown) => {
        this.#traceProblem = error instanceof Error ? error.message : String(error);
        return undefined;
      });
  }
}

function refusal(status: number, why: string): PanelError {
  if (status !== 401)
    return new PanelError('REFUSED', `The listener refused the connection with ${status}: ${why}`);
  return new PanelError(
    'NOT_ALLOWED',
    `The listener refused the token: ${why}`,
    'Questions need the token of the clients. The panel reads it from WEBSOCKET_TOKEN and from config.json, if its user may.',
  );
}
