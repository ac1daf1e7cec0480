import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { HELLO, type Hello } from '../../../contract/control.ts';
import { proofOf } from '../../../lib/keyed-hashes.ts';

const OBJECT = z.record(z.string(), z.unknown());

/** A peer that sends whatever a test wants, authenticated or not. */
export class RawPeer {
  readonly socket: Socket;
  readonly #lines: AsyncIterator<string>;
  #nextId = 1;

  constructor(address: string) {
    this.socket = connect(address);
    this.socket.on('error', () => undefined);
    this.#lines = createInterface({ input: this.socket })[Symbol.asyncIterator]();
  }

  /** The next frame; undefined if the listener has closed the connection. */
  async next(): Promise<Record<string, unknown> | undefined> {
    const { value, done } = await this.#lines.next();
    return done ? undefined : OBJECT.parse(JSON.parse(value));
  }

  send(frame: object): void {
    this.socket.write(`${JSON.stringify(frame)}\n`);
  }

  async hello(): Promise<Hello> {
    return HELLO.parse(await this.next());
  }

  async prove(key: Uint8Array, changes: object = {}): Promise<Record<string, unknown> | undefined> {
    const { pid, nonce: listenerNonce } = await this.hello();
    const peerNonce = 'b'.repeat(32);
    const proof = proofOf(key, { role: 'peer', pid, listenerNonce, peerNonce });
    this.send({ type: 'proof', version: 1, nonce: peerNonce, proof, by: 'test', pid: 1, ...changes });
    return this.next();
  }

  /** Sends a request and waits for its reply; pushes in between are skipped. */
  async request(name: string, params: object = {}): Promise<Record<string, unknown> | undefined> {
    const id = this.#nextId++;
    this.send({ id, do: name, params });
    for (;;) {
      const frame = await this.next();
      if (frame === undefined || frame.id === id) return frame;
    }
  }

  async closed(): Promise<void> {
    this.socket.resume();
    if (!this.socket.closed) await once(this.socket, 'close');
  }
}
