import { connect, type Socket } from 'node:net';
import { clientFrame, FrameReader, PING, PONG, TEXT } from './frame.ts';

/** As `a client of the bench`: not Python's, which the listener would answer more slowly on purpose. */
const AGENT = 'hal-bench';
const HANDSHAKE_END = '\r\n\r\n';

/**
 * A WebSocket client on a bare socket. It costs the load's process little, so that the server is what is
 * measured, and five thousand of them fit beside it.
 */
export class Client {
  readonly #socket: Socket;
  readonly #frames = new FrameReader();
  /** Gets each text frame's payload. */
  onText: (payload: Buffer) => void = () => undefined;
  /** Gets why the connection ended, where the client did not end it. */
  onLost: (why: string) => void = () => undefined;

  private constructor(socket: Socket) {
    this.#socket = socket;
  }

  /** Connects to 127.0.0.1 and shakes hands. @throws Error where the server refuses */
  static connect(port: number, onText?: (payload: Buffer) => void): Promise<Client> {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    const client = new Client(socket);
    if (onText !== undefined) client.onText = onText;
    socket.write(
      `GET / HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nUser-Agent: ${AGENT}\r\nUpgrade: websocket\r\n` +
        'Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n' +
        `Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==${HANDSHAKE_END}`,
    );
    return new Promise((resolve, reject) => {
      let answer = '';
      socket.once('error', reject);
      socket.once('close', () => reject(new Error(`refused: ${answer.split('\r\n')[0]}`)));
      const onData = (chunk: Buffer) => {
        answer += chunk.toString('latin1');
        const end = answer.indexOf(HANDSHAKE_END);
        if (end === -1) return;
        if (!answer.startsWith('HTTP/1.1 101 ')) return void socket.destroy();
        socket.off('data', onData);
        client.#attach();
        resolve(client);
        client.#hear(Buffer.from(answer.slice(end + HANDSHAKE_END.length), 'latin1'));
      };
      socket.on('data', onData);
    });
  }

  /** Sends a frame made by `clientFrame`. */
  send(frame: Buffer): void {
    this.#socket.write(frame);
  }

  /** Goes without a word. */
  leave(): void {
    this.onLost = () => undefined;
    this.#socket.destroy();
  }

  #attach(): void {
    this.#socket.removeAllListeners('error').removeAllListeners('close');
    this.#socket.on('data', (chunk) => this.#hear(chunk));
    this.#socket.on('error', (error) => this.onLost(error.message));
    this.#socket.on('close', () => this.onLost('closed by the server'));
  }

  #hear(chunk: Buffer): void {
    for (const { opcode, payload } of this.#frames.read(chunk)) {
      if (opcode === TEXT) this.onText(payload);
      else if (opcode === PING) this.send(clientFrame(PONG, payload));
    }
  }
}
