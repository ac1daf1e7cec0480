import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';

/** Not Python's user agent: the listener deliberately answers that one more slowly. */
const USER_AGENT = 'hal-bench';
const HANDSHAKE_END = '\r\n\r\n';

/**
 * A WebSocket client on a bare socket. It uses little CPU, so the measurement
 * is of the server, and five thousand clients fit into one process.
 */
export class Client {
  readonly #socket: Socket;
  readonly #frames = new FrameReader();
  /** Called with the payload of each text frame. */
  onText: (payload: Buffer) => void = () => undefined;
  /** Called with the reason when the connection ends and the client did not close it. */
  onLost: (why: string) => void = () => undefined;

  private constructor(socket: Socket) {
    this.#socket = socket;
  }

  /** Connects to 127.0.0.1 and completes the handshake. @throws Error if the server refuses it */
  static connect(port: number, onText?: (payload: Buffer) => void): Promise<Client> {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    const client = new Client(socket);
    if (onText !== undefined) client.onText = onText;
    socket.write(
      `GET / HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nUser-Agent: ${USER_AGENT}\r\nUpgrade: websocket\r\n` +
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
        client.#onData(Buffer.from(answer.slice(end + HANDSHAKE_END.length), 'latin1'));
      };
      socket.on('data', onData);
    });
  }

  /** Sends a frame made by `clientFrame`. */
  send(frame: Buffer): void {
    this.#socket.write(frame);
  }

  /** Destroys the socket without a closing handshake. */
  close(): void {
    this.onLost = () => undefined;
    this.#socket.destroy();
  }

  #attach(): void {
    this.#socket.removeAllListeners('error').removeAllListeners('close');
    this.#socket.on('data', (chunk) => this.#onData(chunk));
    this.#socket.on('error', (error) => this.onLost(error.message));
    this.#socket.on('close', () => this.onLost('closed by the server'));
  }

  #onData(chunk: Buffer): void {
    for (const { opcode, payload } of this.#frames.read(chunk)) {
      if (opcode === TEXT) this.onText(payload);
      else if (opcode === PING) this.send(clientFrame(PONG, payload));
    }
  }
}

/** Opcodes of WebSocket frames (RFC 6455 §5.2). */
export const TEXT = 0x1;
export const BINARY = 0x2;
export const CLOSE = 0x8;
const PING = 0x9;
export const PONG = 0xa;

interface ServerFrame {
  readonly opcode: number;
  readonly payload: Buffer;
}

/** A final, masked frame as clients must send it. @param mask four bytes */
export function clientFrame(opcode: number, payload: string | Buffer, mask: Buffer = randomBytes(4)): Buffer {
  const bytes = Buffer.from(payload);
  const [short, long] = [bytes.length < 126, bytes.length > 0xffff];
  const head = Buffer.alloc(short ? 2 : long ? 10 : 4);
  head[0] = 0x80 | opcode;
  head[1] = 0x80 | (short ? bytes.length : long ? 127 : 126);
  if (long) head.writeBigUInt64BE(BigInt(bytes.length), 2);
  else if (!short) head.writeUInt16BE(bytes.length, 2);
  return Buffer.concat([head, mask, bytes.map((byte, at) => byte ^ (mask[at % 4] ?? 0))]);
}

/** Splits a server's byte stream into frames. */
export class FrameReader {
  #rest: Buffer | undefined;

  /** Adds a chunk. @returns the frames that are now complete */
  *read(chunk: Buffer): Generator<ServerFrame> {
    const bytes = this.#rest === undefined ? chunk : Buffer.concat([this.#rest, chunk]);
    let at = 0;
    for (;;) {
      const payload = payloadAt(bytes, at);
      if (payload === undefined || payload.end > bytes.length) break;
      yield { opcode: (bytes[at] ?? 0) & 0x0f, payload: bytes.subarray(payload.start, payload.end) };
      at = payload.end;
    }
    this.#rest = at === bytes.length ? undefined : bytes.subarray(at);
  }
}

/** Start and end of the payload of the frame at `at`; undefined until its header is complete. */
function payloadAt(bytes: Buffer, at: number): { start: number; end: number } | undefined {
  if (bytes.length < at + 2) return undefined;
  const length = (bytes[at + 1] ?? 0) & 0x7f;
  const start = at + (length < 126 ? 2 : length === 126 ? 4 : 10);
  if (bytes.length < start) return undefined;
  if (length < 126) return { start, end: start + length };
  return {
    start,
    end: start + (length === 126 ? bytes.readUInt16BE(at + 2) : Number(bytes.readBigUInt64BE(at + 2))),
  };
}
