import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import type { Executed } from '../../account.ts';
import { MARK } from '../../text.ts';
import { NO_SEAT_DELAY_MS } from '../exchange.ts';
import { MiniatureQm, type MiniatureSession } from './miniature-qm.ts';
import { encodeReply, reply } from './reply-encoder.ts';
import { takeRequests } from './request-decoder.ts';

/** How the server treats a new connection. */
export type Greeting =
  | 'greets'
  /** No seat is free: it greets and closes after a delay, or at once on a request. */
  | 'is full'
  /** QM is down, and its launcher discards the error text: it greets and closes at once. */
  | 'is down'
  /** QM is down: it greets, then sends its error text. */
  | 'is not started'
  /** Another kind of server: sends text and never greets. */
  | 'is no QM'
  | 'says nothing';

/** How its bytes are sent. */
export type Pace = 'whole' | 'byte by byte';

/** A server on a loopback port that speaks QMClient as QM does, and misbehaves on request. */
export class QmServer {
  readonly qm = new MiniatureQm();
  greeting: Greeting = 'greets';
  pace: Pace = 'whole';
  /** Milliseconds before each answer. */
  delayMs = 0;
  /** Answers statements in place of the miniature QM, which answers those that are undefined. */
  onStatement: (statement: string, session: MiniatureSession) => Promise<Executed | undefined> = async () =>
    undefined;
  /** Called before each request. */
  onRequest: () => void = () => undefined;
  /** Connections ever accepted. */
  connections = 0;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  private constructor() {
    this.#server = createServer({ noDelay: true }, (socket) => this.#serve(socket));
  }

  static async start(port = 0): Promise<QmServer> {
    const server = new QmServer();
    await new Promise<void>((resolve) => server.#server.listen(port, '127.0.0.1', resolve));
    return server;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #serve(socket: Socket): void {
    this.connections += 1;
    this.#sockets.add(socket);
    socket.on('error', () => {});
    if (this.greeting === 'is no QM') socket.write('220 mail.example ESMTP\r\n'.repeat(300));
    if (this.greeting === 'is full') {
      socket.write(Buffer.of(0x06));
      const closeTimer = setTimeout(() => socket.end(), NO_SEAT_DELAY_MS + 100);
      socket.on('close', () => clearTimeout(closeTimer));
      socket.on('data', () => socket.resetAndDestroy());
    }
    if (this.greeting === 'is down') socket.end(Buffer.of(0x06));
    if (this.greeting === 'is not started') socket.end('\u0006ScarletDME has not been started\n');
    if (this.greeting !== 'greets') return;

    const session = this.qm.session(() => socket.end());
    socket.on('close', () => {
      this.#sockets.delete(socket);
      session.end();
    });
    let waiting = Buffer.alloc(0);
    socket.on('data', async (chunk) => {
      const { requests, rest } = takeRequests(Buffer.concat([waiting, chunk]));
      waiting = Buffer.from(rest);
      for (const request of requests) {
        this.onRequest();
        const executed =
          request.function === 'execute' ? await this.onStatement(request.statement, session) : undefined;
        const response =
          executed === undefined
            ? session.answer(request)
            : {
                bytes: encodeReply(reply(executed.output.replaceAll('\n', MARK.field), executed.status)),
                close: false,
              };
        if ('silence' in response) return;
        if (this.delayMs > 0) await new Promise((resolve) => setTimeout(resolve, this.delayMs));
        await this.#send(socket, response.bytes);
        if (response.close) socket.end();
      }
    });
    socket.write(Buffer.of(0x06));
  }

  async #send(socket: Socket, bytes: Buffer): Promise<void> {
    if (this.pace === 'whole') {
      socket.write(bytes);
      return;
    }
    for (const byte of bytes) {
      socket.write(Buffer.of(byte));
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}
