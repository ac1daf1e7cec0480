import http from 'node:http';
import type { Host } from './host.ts';
import { ServerSocket } from './server.ts';
import { connectWith } from './socket.ts';

/**
 * `node:http` and `node:https`: Node's own parser and messages over simulated sockets. TLS is only a flag of the port:
 * clients without it are rejected, and nothing is encrypted.
 */
export function simulatedHttp(host: Host, secure: boolean) {
  const createConnection = connectWith(host, secure);

  const createServer = (...args: unknown[]): http.Server => {
    const options = args.find((one) => typeof one === 'object') as http.ServerOptions | undefined;
    const handler = args.find((one) => typeof one === 'function') as http.RequestListener | undefined;
    // Node's own connection check uses real timers, so it is never started.
    const server = http.createServer({ ...options, connectionsCheckingInterval: 2 ** 31 - 1 }, handler);
    host.process.cleanups.push(() => endConnectionCheck(server));
    const socket = new ServerSocket(host, server, {
      secure,
      allowHalfOpen: true,
      limit: () => server.maxConnections,
    });
    return Object.assign(server, {
      listen: (...how: unknown[]) => {
        socket.listen(how);
        return server;
      },
      close: (told?: (error?: Error) => void) => {
        endConnectionCheck(server);
        server.closeIdleConnections();
        socket.close(told);
        return server;
      },
      address: () => socket.address(),
      closeAllConnections: () => socket.destroySockets(),
      getConnections: (told: (error: Error | null, count: number) => void) => told(null, socket.connections),
      ref: () => server,
      unref: () => server,
    });
  };

  const request = (...args: unknown[]): http.ClientRequest => {
    const [first, ...rest] = args;
    const [second] = rest;
    const options = typeof second === 'object' && second !== null ? second : {};
    const told = args.find((one) => typeof one === 'function') as ((response: object) => void) | undefined;
    const base = typeof first === 'string' || first instanceof URL ? ofUrl(new URL(String(first))) : first;
    const all: http.RequestOptions = { createConnection, ...(base as object), ...options };
    return http.request({ ...all, agent: undefined, ...(secure ? { protocol: 'http:' } : {}) }, told);
  };

  const get = (...args: unknown[]): http.ClientRequest => {
    const sent = request(...args);
    sent.end();
    return sent;
  };

  return { ...http, createServer, request, get };
}

function ofUrl({ hostname, port, pathname, search, protocol }: URL): object {
  return {
    protocol,
    hostname: hostname.replace(/^\[|\]$/g, ''),
    port: port === '' ? undefined : Number(port),
    path: `${pathname}${search}`,
  };
}

/** Node's own `close` clears it; a killed process never gets there. */
function endConnectionCheck(server: http.Server): void {
  const name = Object.getOwnPropertySymbols(server).find(
    ({ description }) => description === 'http.server.connectionsCheckingInterval',
  );
  if (name !== undefined) clearInterval(Reflect.get(server, name));
}
