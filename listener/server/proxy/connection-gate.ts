import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { guarded } from '../../../lib/background.ts';
import { type ProxyHeader, parseProxyHeader } from './proxy-protocol.ts';

export interface ConnectionGateOptions {
  /** Whether this peer may begin with a PROXY protocol header. */
  readonly isTrusted: (socket: Socket) => boolean;
  readonly onHeader: (socket: Socket, header: Extract<ProxyHeader, { kind: 'header' }>) => void;
  /** Closes the socket. */
  readonly onMalformed: (socket: Socket, reason: string) => void;
}

/**
 * Takes the PROXY protocol header off connections of trusted peers before the server's own handlers see them; others are
 * not looked at. Call it after the handlers of HTTP were added, and before those that limit how long a socket may take.
 */
export function gateConnections(server: Server, options: ConnectionGateOptions): void {
  const handlers = server.listeners('connection');
  server.removeAllListeners('connection');
  const proceed = (socket: Socket): void => {
    for (const handler of handlers) Reflect.apply(handler, server, [socket]);
  };
  const onConnection = (socket: Socket): void => {
    if (options.isTrusted(socket)) readHeader(socket, options, proceed);
    else proceed(socket);
  };
  server.on(
    'connection',
    guarded('connection gate', onConnection, (_error, socket) => socket.destroy()),
  );
}

/** A trusted peer that sends the first bytes slowly is ended by the limit on pending sockets. */
function readHeader(socket: Socket, options: ConnectionGateOptions, proceed: (socket: Socket) => void): void {
  let bytes: Buffer = Buffer.alloc(0);
  const onError = guarded('connection gate', () => socket.destroy());
  const onEnd = onError;
  const onReadable = guarded('connection gate', read, () => socket.destroy());

  function read(): void {
    for (let chunk = socket.read(); chunk instanceof Buffer; chunk = socket.read()) {
      bytes = bytes.length === 0 ? chunk : Buffer.concat([bytes, chunk]);
    }
    const header = parseProxyHeader(bytes);
    if (header.kind === 'incomplete') return;
    socket.off('readable', onReadable);
    socket.off('end', onEnd);
    socket.off('error', onError);
    if (header.kind === 'malformed') return options.onMalformed(socket, header.reason);
    if (header.kind === 'header') options.onHeader(socket, header);
    const rest = header.kind === 'header' ? bytes.subarray(header.length) : bytes;
    if (rest.length > 0) socket.unshift(rest);
    proceed(socket);
  }

  socket.on('error', onError);
  // Nothing but a connection, as of a health check, or a header that ends half-way.
  socket.on('end', onEnd);
  socket.on('readable', onReadable);
}
