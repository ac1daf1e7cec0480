import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import type { z } from 'zod';
import {
  CONTROL_REQUESTS,
  type ControlParams,
  type ControlRequest,
  type ControlResult,
  PUSH_FRAME,
  type PushFrame,
  REPLY_FRAME,
} from '../../contract/control.ts';
import { PendingRequests } from '../../contract/rpc.ts';
import { runAfter } from '../../lib/background.ts';
import { tryParseJson } from '../../lib/text.ts';
import { ControlError } from './control-error.ts';
import { connectToListener } from './handshake.ts';

export interface ControlAddress {
  /** Socket path or pipe name, from the registration. */
  readonly endpoint: string;
  /** PID of the listener, from the registration. */
  readonly pid: number;
  readonly key: Uint8Array;
  /** Name of this peer for the listener's log, for example `cli (anna)`. */
  readonly by: string;
  /** Timeout of the handshake, ms. */
  readonly timeoutMs?: number;
}

const CONNECT_TIMEOUT_MS = 3_000;
const ANSWER_TIMEOUT_MS = 5_000;

type RepliedError = Extract<z.infer<typeof REPLY_FRAME>, { error: unknown }>['error'];

/** An authenticated connection to one listener, for requests and pushed events. */
export class ControlClient {
  /** Resolves when the connection has closed for any reason. */
  readonly closed: Promise<void>;
  /** Receives events and samples after a subscription. */
  onPush: (frame: PushFrame) => void = () => undefined;
  readonly #socket: Socket;
  readonly #pending = new PendingRequests<typeof CONTROL_REQUESTS, RepliedError>(CONTROL_REQUESTS, {
    replied: ({ code, message }) => new ControlError('refused', message, code),
    invalid: (name) => new ControlError('garbled', `The listener's reply to "${name}" is invalid.`),
  });

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
        this.#pending.failAll(new ControlError('closed', 'The listener closed the control channel.'));
        resolve();
      });
    });
  }

  /**
   * Sends a request and waits for its reply.
   *
   * @param timeoutMs time until it fails with `no-answer`
   * @throws ControlError
   */
  async request<R extends ControlRequest>(
    name: R,
    params: ControlParams<R>,
    timeoutMs: number = ANSWER_TIMEOUT_MS,
  ): Promise<ControlResult<R>> {
    if (this.#socket.destroyed) throw new ControlError('closed', 'The control channel is closed.');
    const { id, result, fail } = this.#pending.add(name);
    const timer = runAfter(timeoutMs, 'control request', () =>
      fail(new ControlError('no-answer', `The listener did not answer "${name}" in ${timeoutMs} ms.`)),
    );
    this.#socket.write(`${JSON.stringify({ id, do: name, params })}\n`);
    try {
      return await result;
    } finally {
      clearTimeout(timer);
    }
  }

  close(): void {
    this.#socket.destroy();
  }

  #onData(line: string): void {
    const value = tryParseJson(line);
    const reply = REPLY_FRAME.safeParse(value);
    if (!reply.success) {
      const push = PUSH_FRAME.safeParse(value);
      // Frames that only a newer version knows are ignored.
      if (push.success) this.onPush(push.data);
      return;
    }
    const { id, ...answer } = reply.data;
    if (id !== null) this.#pending.settle(id, answer);
  }
}
