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
import type { History } from '../../contract/samples.ts';
import type { Status } from '../../contract/status.ts';
import type { Log } from '../log/log-line.ts';
import type { ControlledListener, StopOrder } from './controlled-listener.ts';

/** A request that is refused; the message goes to the peer. */
export class CommandError extends Error {
  override readonly name = 'CommandRefused';
  readonly code: ControlErrorCode;

  constructor(code: ControlErrorCode, message: string = CONTROL_ERRORS[code]) {
    super(message);
    this.code = code;
  }
}

/** What is done for each request; throws CommandRefused. */
export type ControlCommands<Peer> = {
  readonly [R in ControlRequest]: (params: ControlParams<R>, peer: Peer) => ControlResult<R>;
};

/** Carries out one line from an admitted peer and gives the reply's line, without LF. Never throws. */
export function handleRequest<Peer>(
  line: string,
  commands: ControlCommands<Peer>,
  peer: Peer,
  log: Log,
): string {
  let id: number | null = null;
  try {
    const frame = REQUEST_FRAME.safeParse(parseJson(line));
    if (!frame.success) throw new CommandError('BAD_REQUEST');
    id = frame.data.id;
    const { do: name, params } = frame.data;
    if (!isRequest(name)) throw new CommandError('UNKNOWN_REQUEST', `Unknown request "${name}".`);
    return JSON.stringify({ id, ok: runCommand(name, params, commands, peer) });
  } catch (error) {
    if (error instanceof CommandError) {
      return JSON.stringify({ id, error: { code: error.code, message: error.message } });
    }
    log.error('control request failed', { error: String(error) });
    return JSON.stringify({ id, error: { code: 'FAILED', message: CONTROL_ERRORS.FAILED } });
  }
}

function runCommand<R extends ControlRequest, Peer>(
  name: R,
  params: unknown,
  commands: ControlCommands<Peer>,
  peer: Peer,
): ControlResult<R> {
  const parsed = CONTROL_REQUESTS[name].params.safeParse(params ?? {});
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new CommandError('BAD_REQUEST', `${name}: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`);
  }
  // The schema of that very name has just made it.
  return commands[name](parsed.data as ControlParams<R>, peer);
}

function isRequest(name: string): name is ControlRequest {
  return Object.hasOwn(CONTROL_REQUESTS, name);
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

export interface ControlCommandOptions {
  readonly listener: ControlledListener;
  readonly subscribers: Subscribers;
  readonly origin: PhantomOrigin;
  readonly log: Log;
  /** Does it once the reply is on its way: a stop closes the channel the reply goes through. */
  defer(work: () => void): void;
  status(): Status;
  history(): History;
  /** Keeps why a restart did not happen, for the status. */
  onRestartRefused(refusal: { readonly by: string; readonly why: string }): void;
  /** Published anew where it is not as it should be. */
  registration(): Registration;
}

/** What each request of an admitted peer does to the listener. */
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
    drain: ({ by }) => {
      log.info('drain requested', { by });
      listener.drain();
      subscribers.publish({ event: 'draining', code: 'stop', by });
      return {};
    },
    restart: ({ debug, by, flags = {} }) => {
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
    account: () => options.status().account,
    'recycle-sessions': () => {
      log.info('new QM sessions requested');
      listener.recycleSessions();
      return {};
    },
    history: () => options.history(),
    registration: () => options.registration(),
    subscribe: ({ as }, peer) => ({ as: subscribers.add(peer, as) }),
  };
}

/** An admitted peer that asked to be told. */
export interface Subscriber {
  /** As it named itself, for the log. */
  readonly by: string;
  readonly pid: number;
  /** May drop a sample where the peer is behind, never an event. */
  push(frame: PushFrame): void;
}

/** Who is told of events and samples, and which of them owns the phantom's restarts. */
export class Subscribers {
  readonly #subscribers = new Set<Subscriber>();
  #owner: Subscriber | undefined;

  get owner(): Pick<Subscriber, 'by' | 'pid'> | undefined {
    return this.#owner;
  }

  get size(): number {
    return this.#subscribers.size;
  }

  /** The office of owner goes to the first that asks, until it leaves. */
  add(subscriber: Subscriber, as: 'owner' | 'watcher'): 'owner' | 'watcher' {
    this.#subscribers.add(subscriber);
    if (as === 'owner') this.#owner ??= subscriber;
    return this.#owner === subscriber ? 'owner' : 'watcher';
  }

  /** One that never subscribed is no error. */
  remove(subscriber: Subscriber): void {
    this.#subscribers.delete(subscriber);
    if (this.#owner !== subscriber) return;
    this.#owner = undefined;
    this.publish({ event: 'owner-left' });
  }

  publish(event: ControlEvent): void {
    this.push({ push: 'event', event });
  }

  /** Tells the owner alone; false where there is none. */
  notifyOwner(event: ControlEvent): boolean {
    this.#owner?.push({ push: 'event', event });
    return this.#owner !== undefined;
  }

  push(frame: PushFrame): void {
    for (const subscriber of this.#subscribers) subscriber.push(frame);
  }
}
