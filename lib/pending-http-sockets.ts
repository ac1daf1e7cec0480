import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { type TLSSocket, Server as TlsServer } from 'node:tls';
import { guarded } from './background.ts';
import { addressGroup, type PendingSockets } from './pending-sockets.ts';

/**
 * The pending sockets of HTTP and HTTPS servers: every socket is pending from its first byte, including the TLS handshake,
 * until `admit`; each answered request restarts its timeout. Sockets are passed as the server's events emit them, with or
 * without TLS.
 */
export class PendingHttpSockets {
  readonly #pending: PendingSockets<Socket>;
  /** The TCP socket of each TLS one. */
  readonly #tcpSockets = new WeakMap<Socket, Socket>();
  /** TCP sockets by their two ends, since Node does not expose which of them carries a TLS socket. */
  readonly #byEnds = new Map<string, Socket>();
  readonly #addresses = new WeakMap<Socket, string>();
  readonly #groupOf: (socket: Socket) => string;

  /** @param groupOf under which address the limits count a TCP socket that was just accepted */
  constructor(
    pending: PendingSockets<Socket>,
    groupOf: (socket: Socket) => string = ({ remoteAddress }) => addressGroup(remoteAddress),
  ) {
    this.#pending = pending;
    this.#groupOf = groupOf;
  }

  /** Tracks the sockets of a server; call before it listens. */
  watch(server: Server): void {
    const tls = server instanceof TlsServer;
    server.on(
      'connection',
      guarded('socket accepted', (socket: Socket) => this.#onConnection(socket, tls)),
    );
    if (tls) {
      const secured = guarded('TLS handshake', (socket: TLSSocket) => this.#onSecureConnection(socket));
      server.on('secureConnection', secured);
    }
    server.on(
      'request',
      guarded('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
        response.once(
          'finish',
          guarded('request answered', () => this.#renew(socket)),
        );
      }),
    );
  }

  /** The address group of a socket's peer, also after it has disconnected. */
  addressOf(socket: Socket): string {
    const tcpSocket = this.tcpSocketOf(socket);
    return this.#addresses.get(tcpSocket) ?? this.#groupOf(tcpSocket);
  }

  /** Counts a socket under another address than that of its peer, for whom it turns out to speak. */
  regroup(socket: Socket, address: string): void {
    const tcpSocket = this.tcpSocketOf(socket);
    this.#addresses.set(tcpSocket, address);
    this.#pending.move(tcpSocket, address);
  }

  /** Lets a socket stay without a timeout. */
  admit(socket: Socket): void {
    this.#pending.release(this.tcpSocketOf(socket));
  }

  /** Makes an admitted socket pending again. */
  readmit(socket: Socket): void {
    if (!socket.destroyed) this.#pending.add(this.tcpSocketOf(socket), this.addressOf(socket));
  }

  /** Closes a pending socket after `ms` milliseconds at the latest. */
  closeWithin(socket: Socket, ms: number): void {
    this.#pending.closeWithin(this.tcpSocketOf(socket), ms);
  }

  #onConnection(socket: Socket, tls: boolean): void {
    if (socket.remoteAddress === undefined) {
      // It has disconnected already, so it has no address to count it by.
      socket.destroy();
      return;
    }
    const address = this.#groupOf(socket);
    this.#addresses.set(socket, address);
    const ends = tls ? endsOf(socket) : undefined;
    if (ends !== undefined) this.#byEnds.set(ends, socket);
    const onClose = guarded('socket closed', () => {
      this.#pending.release(socket);
      if (ends !== undefined && this.#byEnds.get(ends) === socket) this.#byEnds.delete(ends);
    });
    socket.once('close', onClose);
    this.#pending.add(socket, address);
  }

  #onSecureConnection(socket: TLSSocket): void {
    const tcpSocket = this.#byEnds.get(endsOf(socket));
    if (tcpSocket === undefined) socket.destroy();
    else this.#tcpSockets.set(socket, tcpSocket);
  }

  #renew(socket: Socket): void {
    const tcpSocket = this.tcpSocketOf(socket);
    if (this.#pending.has(tcpSocket)) this.#pending.add(tcpSocket, this.addressOf(socket));
  }

  /** The TCP socket under a TLS one, or the socket itself. */
  tcpSocketOf(socket: Socket): Socket {
    const tcpSocket = this.#tcpSockets.get(socket);
    if (tcpSocket !== undefined) return tcpSocket;
    // After a failed handshake a TLS socket no longer has its ends. Node does not document `_parent`.
    const parent: unknown = Reflect.get(socket, '_parent');
    return parent instanceof Socket ? parent : socket;
  }
}

function endsOf({ localAddress, localPort, remoteAddress, remotePort }: Socket): string {
  return `${localAddress} ${localPort} ${remoteAddress} ${remotePort}`;
}
