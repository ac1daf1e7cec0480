import {
  CONTROL_ERRORS,
  CONTROL_REQUESTS,
  type ControlErrorCode,
  type ControlEvent,
  type ControlParams,
  type ControlRequest,
  type ControlResult,
  type PushFrame,
  REQUEST_FRAME,
} from '../../contract/control.ts';
import { isExternallySupervised, type PhantomOrigin } from '../../contract/phantom-origins.ts';
import type { Registration } from '../../contract/registration.ts';
import { dispatch, InvalidRequest } from '../../contract/rpc.ts';
import type { History, Sample, Status } from '../../contract/status.ts';
import { tryParseJson } from '../../lib/text.ts';
import type { Log } from '../log/log-line.ts';
import type { ControlledListener, StopOrder } from './controlled-listener.ts';

/** A rejected request; the message is sent to the peer. */
class CommandError extends Error {
  override readonly name = 'CommandRefused';
  readonly code: ControlErrorCode;

  constructor(code: ControlErrorCode, message: string = CONTROL_ERRORS[code]) {
    super(message);
    this.code = code;
  }
}

/** The handler of each request; throws CommandError. */
export type ControlCommands<Peer> = {
  readonly [R in ControlRequest]: (params: ControlParams<R>, peer: Peer) => ControlResult<R>;
};

/** Runs one request line of an authenticated peer and returns the reply line without LF. Never throws. */
export function handleRequest<Peer>(
  line: string,
  commands: ControlCommands<Peer>,
  peer: Peer,
  log: Log,
): string {
  let id: number | null = null;
  try {
    const frame = REQUEST_FRAME.safeParse(tryParseJson(line));
    if (!frame.success) throw new CommandError('BAD_REQUEST');
    id = frame.data.id;
    const { do: name, params } = frame.data;
    return JSON.stringify({ id, ok: dispatch(CONTROL_REQUESTS, commands, name, params ?? {}, peer) });
  } catch (error) {
    const rejection = error instanceof InvalidRequest ? requestError(error) : error;
    if (rejection instanceof CommandError) {
      return JSON.stringify({ id, error: { code: rejection.code, message: rejection.message } });
    }
    log.error('control request failed', { error: String(error) });
    return JSON.stringify({ id, error: { code: 'FAILED', message: CONTROL_ERRORS.FAILED } });
  }
}

function requestError({ reason, message }: InvalidRequest): CommandError {
  return new CommandError(reason === 'unknown' ? 'UNKNOWN_REQUEST' : 'BAD_REQUEST', message);
}

const NO_SUCH_SESSION = 'No connection has this session.';

export interface ControlCommandOptions {
  readonly listener: ControlledListener;
  readonly subscribers: Subscribers;
  readonly origin: PhantomOrigin;
  readonly log: Log;
  /**
   * Whether a restart may change settings. Not where the listener has more rights than those who may give orders: a setting
   * names a program to run and files to write.
   */
  readonly takesFlags: boolean;
  /** Runs the work after the reply is written, since a stop closes the channel. */
  defer(work: () => void): void;
  status(): Status;
  history(): History;
  /** Undefined before the first second is over. */
  lastSample(): Sample | undefined;
  /** Records why a restart was refused, for the status. */
  onRestartRefused(refusal: { readonly by: string; readonly why: string }): void;
  /** Rewrites the registration file if it is missing or damaged. */
  registration(): Registration;
}

/** Creates the handlers of all requests. */
export function createControlCommands(options: ControlCommandOptions): ControlCommands<Subscriber> {
  const { listener, subscribers, origin, log } = options;
  const stop = (order: StopOrder): void => {
    log.info('stop requested', { code: order.code, by: order.by });
    subscribers.publish({ event: 'draining', code: order.code, by: order.by });
    options.defer(() => listener.stop(order));
  };
  return {
    ping: () => ({}),
    status: () => options.status(),
    stop: (order) => {
      stop(order);
      return {};
    },
    'take-out': ({ by }) => {
      listener.takeOut(by);
      return {};
    },
    'put-back': ({ by }) => ({ wasOut: listener.putBack(by) }),
    restart: ({ debug, by, flags = {} }) => {
      const names = Object.keys(flags);
      if (names.length > 0 && !options.takesFlags) {
        throw new CommandError(
          'FORBIDDEN',
          `This listener runs as a service account, so a restart changes no settings: set ${names.join(', ')} with "hal-listener config set" as an administrator`,
        );
      }
      log.info('restart requested', { by, owner: subscribers.owner?.by });
      if (subscribers.notifyOwner({ event: 'restart-wanted', debug, by, flags })) return { how: 'owner' };
      if (!isExternallySupervised(origin)) throw new CommandError('NO_OWNER');
      stop({ code: 'restart', by, next: { debug, flags } });
      return { how: 'exit' };
    },
    'restart-refused': ({ by, why }) => {
      log.warn('restart refused', { by, why });
      options.onRestartRefused({ by, why });
      return {};
    },
    'set-log-level': ({ level }, { by }) => {
      listener.setLogLevel(level);
      log.info('log level set', { level, by });
      return {};
    },
    reload: ({ by }) => listener.reload(by),
    connections: () => listener.connections(),
    disconnect: ({ id, by }) => {
      if (!listener.disconnect(id, by))
        throw new CommandError('NOT_FOUND', `No connection has the id ${id}.`);
      return {};
    },
    queries: () => listener.queries(),
    'trace-session': ({ session }) => {
      if (!listener.traceSession(session)) throw new CommandError('NOT_FOUND', NO_SUCH_SESSION);
      return {};
    },
    'question-trace': ({ session }) => {
      const trace = listener.questionTrace(session);
      if (trace === undefined) throw new CommandError('NOT_FOUND', NO_SUCH_SESSION);
      return trace;
    },
    fleet: () => ({ fleet: listener.fleet() }),
    account: () => options.status().account,
    'recycle-sessions': () => {
      log.info('new QM sessions requested');
      listener.recycleSessions();
      return {};
    },
    history: () => options.history(),
    'last-sample': () => ({ sample: options.lastSample() }),
    registration: () => options.registration(),
    subscribe: ({ as }, peer) => ({ as: subscribers.add(peer, as) }),
  };
}

/** An authenticated peer that has subscribed to events. */
export interface Subscriber {
  /** The name it gave itself, for the log. */
  readonly by: string;
  readonly pid: number;
  /** May drop a sample if the peer is slow, but never an event. */
  push(frame: PushFrame): void;
}

/** The subscribers to events and samples, one of which may own restarts. */
export class Subscribers {
  readonly #subscribers = new Set<Subscriber>();
  #owner: Subscriber | undefined;

  get owner(): Pick<Subscriber, 'by' | 'pid'> | undefined {
    return this.#owner;
  }

  get size(): number {
    return this.#subscribers.size;
  }

  /** The first subscriber that asks becomes the owner until it disconnects. */
  add(subscriber: Subscriber, as: 'owner' | 'watcher'): 'owner' | 'watcher' {
    this.#subscribers.add(subscriber);
    if (as === 'owner') this.#owner ??= subscriber;
    return this.#owner === subscriber ? 'owner' : 'watcher';
  }

  /** Does nothing if it never subscribed. */
  remove(subscriber: Subscriber): void {
    this.#subscribers.delete(subscriber);
    if (this.#owner !== subscriber) return;
    this.#owner = undefined;
    this.publish({ event: 'owner-left' });
  }

  publish(event: ControlEvent): void {
    this.push({ push: 'event', event });
  }

  /** Sends an event to the owner only; false if there is none. */
  notifyOwner(event: ControlEvent): boolean {
    this.#owner?.push({ push: 'event', event });
    return this.#owner !== undefined;
  }

  push(frame: PushFrame): void {
    for (const subscriber of this.#subscribers) subscriber.push(frame);
  }
}
