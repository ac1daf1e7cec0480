import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { type TLSSocket, Server as TlsServer } from 'node:tls';
import { addressGroup } from './addresses.ts';
import { guarded } from './background.ts';
import type { PendingSockets } from './pending-sockets.ts';

/**
 * The pending sockets of HTTP and HTTPS servers: every socket is pending from its first byte, the TLS handshake
 * included, until `admit`; each answered request gives it the whole time again. Sockets may be given as the server's
 * events bring them, with TLS or without.
 */
export class PendingHttpSockets {
  readonly #pending: PendingSockets<Socket>;
  /** The TCP socket of each TLS one. */
  readonly #carriers = new WeakMap<Socket, Socket>();
  /** TCP sockets by their two ends: Node does not say which of them a TLS socket runs over. */
  readonly #byEnds = new Map<string, Socket>();
  readonly #addresses = new WeakMap<Socket, string>();

  constructor(pending: PendingSockets<Socket>) {
    this.#pending = pending;
  }

  /** Follows the sockets of a server, before it listens. */
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

  /** What the peer of a socket counts under, also when it has left. */
  addressOf(socket: Socket): string {
    return this.#addresses.get(this.#carrier(socket)) ?? addressGroup(socket.remoteAddress);
  }

  /** Lets a socket stay for as long as it likes. */
  admit(socket: Socket): void {
    this.#pending.release(this.#carrier(socket));
  }

  /** Takes an admitted socket back. */
  readmit(socket: Socket): void {
    if (!socket.destroyed) this.#pending.add(this.#carrier(socket), this.addressOf(socket));
  }

  /** Closes a pending socket after so many ms, whatever its peer does. */
  closeWithin(socket: Socket, ms: number): void {
    this.#pending.closeWithin(this.#carrier(socket), ms);
  }

  #onConnection(socket: Socket, tls: boolean): void {
    const { remoteAddress } = socket;
    if (remoteAddress === undefined) {
      // It has left already, and can never be told apart from another.
      socket.destroy();
      return;
    }
    const address = addressGroup(remoteAddress);
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
    const carrier = this.#byEnds.get(endsOf(socket));
    if (carrier === undefined) socket.destroy();
    else this.#carriers.set(socket, carrier);
  }

  #renew(socket: Socket): void {
    const carrier = this.#carrier(socket);
    if (this.#pending.has(carrier)) this.#pending.add(carrier, this.addressOf(socket));
  }

  #carrier(socket: Socket): Socket {
    const carrier = this.#carriers.get(socket);
    if (carrier !== undefined) return carrier;
    // One whose handshake failed no longer knows its ends. Node does not document its parent.
    const parent: unknown = Reflect.get(socket, '_parent');
    return parent instanceof Socket ? parent : socket;
  }
}

function endsOf({ localAddress, localPort, remoteAddress, remotePort }: Socket): string {
  return `${localAddress} ${localPort} ${remoteAddress} ${remotePort}`;
}
