import type { z } from 'zod';

/**
 * Requests and replies, independent of the transport: the control channel's lines, the panel's WebSocket, the tray's
 * IPC. A table of schemas defines the requests, and both sides validate what they receive.
 */

/** Every request by name, with the schemas of its parameters and result. */
type RequestTable = Readonly<Record<string, { readonly params: z.ZodType; readonly result: z.ZodType }>>;

type RequestName<T extends RequestTable> = keyof T & string;
export type Params<T extends RequestTable, N extends RequestName<T>> = z.infer<T[N]['params']>;
export type Result<T extends RequestTable, N extends RequestName<T>> = z.infer<T[N]['result']>;

/** A reply. `E`: the format of errors on this channel. */
export type Reply<E> = { readonly ok: unknown } | { readonly error: E };

/** A request that is unknown or has invalid parameters. */
export class InvalidRequest extends Error {
  override readonly name = 'InvalidRequest';
  readonly reason: 'unknown' | 'parameters';

  constructor(reason: 'unknown' | 'parameters', message: string) {
    super(message);
    this.reason = reason;
  }
}

/**
 * Runs the handler of a received request and returns its result.
 *
 * @throws InvalidRequest if the request is unknown or its parameters do not match the schema
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

/** A request that waits for its reply. */
interface PendingRequest<R> {
  readonly id: number;
  readonly result: Promise<R>;
  /** Stops waiting. A later reply is ignored. */
  fail(error: Error): void;
}

interface Waiting<E> {
  settle(reply: Reply<E>): void;
  fail(error: Error): void;
}

/** Pending requests of one connection. */
export class PendingRequests<T extends RequestTable, E> {
  readonly #table: T;
  readonly #errors: {
    /** Converts an error reply. */
    replied(error: E): Error;
    /** Creates the error for a result that does not match the schema: the other side may have another version. */
    invalid(name: string): Error;
  };
  readonly #waiting = new Map<number, Waiting<E>>();
  #nextId = 1;

  constructor(table: T, errors: { replied(error: E): Error; invalid(name: string): Error }) {
    this.#table = table;
    this.#errors = errors;
  }

  /** Adds a request that the caller is about to send, with a new id. */
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
        // Validated by the schema of that name.
        resolve(read.data as Result<T, N>);
      };
      this.#waiting.set(id, { settle, fail });
    });
    return { id, result, fail };
  }

  /** Does nothing if the request is no longer pending. */
  settle(id: number, reply: Reply<E>): void {
    this.#waiting.get(id)?.settle(reply);
  }

  failAll(error: Error): void {
    for (const request of [...this.#waiting.values()]) request.fail(error);
  }
}
