import type { z } from 'zod';

/**
 * Requests and replies, whatever carries them: the control channel's lines, the panel's WebSocket, the tray's IPC.
 * A table of schemas says what can be asked; both sides check what the other one sends against it.
 */

/** Every request by name: the parameters it brings, and the result it is answered with. */
type RequestTable = Readonly<Record<string, { readonly params: z.ZodType; readonly result: z.ZodType }>>;

type RequestName<T extends RequestTable> = keyof T & string;
export type Params<T extends RequestTable, N extends RequestName<T>> = z.infer<T[N]['params']>;
export type Result<T extends RequestTable, N extends RequestName<T>> = z.infer<T[N]['result']>;

/** What is answered. `E`: the form of an error on this channel. */
export type Reply<E> = { readonly ok: unknown } | { readonly error: E };

/** A request that cannot be handled as it was sent. */
export class InvalidRequest extends Error {
  override readonly name = 'InvalidRequest';
  readonly reason: 'unknown' | 'parameters';

  constructor(reason: 'unknown' | 'parameters', message: string) {
    super(message);
    this.reason = reason;
  }
}

/**
 * Runs the handler of a request from outside, and returns what the handler returns.
 *
 * @throws InvalidRequest if there is no such request or its parameters are not what the table says
 */
export function dispatch<T extends RequestTable, C>(
  table: T,
  handlers: { readonly [N in keyof T]: (params: never, context: C) => unknown },
  name: string,
  params: unknown,
  context: C,
): unknown {
  const entry = Object.hasOwn(table, name) ? table[name] : undefined;
  if (entry === undefined) throw new InvalidRequest('unknown', `Unknown request "${name}".`);
  const read = entry.params.safeParse(params);
  if (read.success) return (handlers[name] as (params: unknown, context: C) => unknown)(read.data, context);
  const [issue] = read.error.issues;
  const where = issue?.path.join('.') || 'params';
  throw new InvalidRequest('parameters', `Invalid parameters for "${name}": ${where}: ${issue?.message}`);
}

/** One request that waits for its reply. */
interface PendingRequest<R> {
  readonly id: number;
  readonly result: Promise<R>;
  /** Stops waiting. A reply that comes later is ignored. */
  fail(error: Error): void;
}

interface Waiting<E> {
  settle(reply: Reply<E>): void;
  fail(error: Error): void;
}

/** The requests of one connection that wait for their replies. */
export class PendingRequests<T extends RequestTable, E> {
  readonly #table: T;
  readonly #errors: {
    /** Of an error that was replied. */
    replied(error: E): Error;
    /** Of a result that is not what the table says: the other side may be of another version. */
    invalid(name: string): Error;
  };
  readonly #waiting = new Map<number, Waiting<E>>();
  #nextId = 1;

  constructor(table: T, errors: { replied(error: E): Error; invalid(name: string): Error }) {
    this.#table = table;
    this.#errors = errors;
  }

  /** Numbers a request that the caller is about to send. */
  add<N extends RequestName<T>>(name: N): PendingRequest<Result<T, N>> {
    const id = this.#nextId++;
    let fail: (error: Error) => void = () => undefined;
    const result = new Promise<Result<T, N>>((resolve, reject) => {
      fail = (error) => {
        this.#waiting.delete(id);
        reject(error);
      };
      const settle = (reply: Reply<E>): void => {
        if ('error' in reply) return fail(this.#errors.replied(reply.error));
        const read = this.#table[name]?.result.safeParse(reply.ok);
        if (read?.success !== true) return fail(this.#errors.invalid(name));
        this.#waiting.delete(id);
        // The schema of that very name has just made it.
        resolve(read.data as Result<T, N>);
      };
      this.#waiting.set(id, { settle, fail });
    });
    return { id, result, fail };
  }

  /** Does nothing if nobody waits for that reply any more. */
  settle(id: number, reply: Reply<E>): void {
    this.#waiting.get(id)?.settle(reply);
  }

  failAll(error: Error): void {
    for (const request of [...this.#waiting.values()]) request.fail(error);
  }
}
