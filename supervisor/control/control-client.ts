import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import {
  CONTROL_REQUESTS,
  type ControlParams,
  type ControlRequest,
  type ControlResult,
  PUSH_FRAME,
  type PushFrame,
  REPLY_FRAME,
} from '../../contract/control.ts';
import { runAfter } from '../../lib/background.ts';
import { tryParseJson } from '../../lib/json.ts';
import { ControlError } from './control-error.ts';
import { connectToListener } from './handshake.ts';

export interface ControlAddress {
  /** Socket path or pipe name, from the registration. */
  readonly endpoint: string;
  /** Of the listener, from the registration. */
  readonly pid: number;
  readonly key: Uint8Array;
  /** Who asks, for the listener's log, as `cli (anna)`. */
  readonly by: string;
  /** Of the handshake, ms. */
  readonly timeoutMs?: number;
}

const CONNECT_TIMEOUT_MS = 3_000;
const ANSWER_TIMEOUT_MS = 5_000;

interface PendingRequest {
  readonly settle: (reply: { readonly ok: unknown } | { readonly error: ControlError }) => void;
}

/** An authenticated connection to one listener: requests, and the events it pushes. */
export class ControlClient {
  /** Resolves when the connection is gone, for whatever reason. */
  readonly closed: Promise<void>;
  /** Gets events and samples once subscribed. */
  onPush: (frame: PushFrame) => void = () => undefined;
  readonly #socket: Socket;
  readonly #pending = new Map<number, PendingRequest>();
  #nextId = 1;

  /** @throws ControlError */
  static async connect(address: ControlAddress): Promise<ControlClient> {
    const socket = connect(address.endpoint);
    const client = new ControlClient(socket);
    try {
      const nonce = randomBytes(16).toString('hex');
      const { key, pid, by, timeoutMs = CONNECT_TIMEOUT_MS } = address;
      await connectToListener(socket, { key, pid, by, nonce, ownPid: process.pid }, timeoutMs, (line) =>
        client.#onData(line),
      );
      return client;
    } catch (error) {
      socket.destroy();
      throw error;
    }
  }

  private constructor(socket: Socket) {
    this.#socket = socket;
    this.closed = new Promise((resolve) => {
      socket.once('close', () => {
        this.#failAll(new ControlError('closed', 'The listener closed the control channel.'));
        resolve();
      });
    });
  }

  /**
   * Asks one thing.
   *
   * @param timeoutMs until `no-answer`
   * @throws ControlError
   */
  async request<R extends ControlRequest>(
    name: R,
    params: ControlParams<R>,
    timeoutMs: number = ANSWER_TIMEOUT_MS,
  ): Promise<ControlResult<R>> {
    const id = this.#nextId++;
    const reply = await new Promise<unknown>((resolve, reject) => {
      if (this.#socket.destroyed) {
        reject(new ControlError('closed', 'The control channel is closed.'));
        return;
      }
      const timer = runAfter(timeoutMs, 'control request', () => {
        this.#pending.delete(id);
        reject(new ControlError('no-answer', `The listener did not answer "${name}" in ${timeoutMs} ms.`));
      });
      this.#pending.set(id, {
        settle: (answer) => {
          clearTimeout(timer);
          if ('error' in answer) reject(answer.error);
          else resolve(answer.ok);
        },
      });
      this.#socket.write(`${JSON.stringify({ id, do: name, params })}\n`);
    });
    const result = CONTROL_REQUESTS[name].result.safeParse(reply);
    if (!result.success) {
      throw new ControlError('garbled', `The listener's reply to "${name}" is invalid.`);
    }
    // The schema of that very name has just made it.
    return result.data as ControlResult<R>;
  }

  close(): void {
    this.#socket.destroy();
  }

  #onData(line: string): void {
    const value = tryParseJson(line);
    const reply = REPLY_FRAME.safeParse(value);
    if (!reply.success) {
      const push = PUSH_FRAME.safeParse(value);
      // What a newer listener tells beyond that is not for us.
      if (push.success) this.onPush(push.data);
      return;
    }
    const { id, ...answer } = reply.data;
    if (id === null) return;
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    if ('error' in answer) {
      const { code, message } = answer.error;
      pending?.settle({ error: new ControlError('refused', message, code) });
    } else pending?.settle(answer);
  }

  #failAll(error: ControlError): void {
    for (const { settle } of this.#pending.values()) settle({ error });
    this.#pending.clear();
  }
}
