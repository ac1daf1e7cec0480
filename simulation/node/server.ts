import { EventEmitter } from 'node:events';
import type { Endpoint, PortListener } from '../world/network.ts';
import type { SimulatedProcess } from '../world/simulated-process.ts';
import type { Host } from './host.ts';
import { SimulatedSocket } from './socket.ts';

interface ListenOptions {
  readonly path?: string;
  readonly host?: string;
  readonly port?: number;
}

/** Listening on a port or socket, shared by `net.Server` and `http.Server`. */
export class ServerSocket {
  maxConnections: number | undefined;
  readonly #host: Host;
  readonly #process: SimulatedProcess;
  readonly #emitter: EventEmitter;
  readonly #secure: boolean;
  readonly #allowHalfOpen: boolean;
  readonly #limit: () => number | undefined;
  readonly #sockets = new Set<SimulatedSocket>();
  #listener: PortListener | undefined;
  #referenced = false;

  /** @param emitter the server itself, which emits `listening`, `connection`, `error` and `close` */
  constructor(
    host: Host,
    emitter: EventEmitter,
    how: {
      readonly secure: boolean;
      readonly allowHalfOpen: boolean;
      readonly limit: () => number | undefined;
    },
  ) {
    this.#host = host;
    this.#process = host.process;
    this.#emitter = emitter;
    this.#secure = how.secure;
    this.#allowHalfOpen = how.allowHalfOpen;
    this.#limit = how.limit;
  }

  get isListening(): boolean {
    return this.#listener !== undefined;
  }

  listen(args: readonly unknown[]): void {
    const { world } = this.#host;
    const process = world.enter();
    const told = args.findLast((one) => typeof one === 'function') as (() => void) | undefined;
    if (told !== undefined) this.#emitter.once('listening', told);
    const [first] = args;
    const options = (
      typeof first === 'object' && first !== null
        ? first
        : typeof first === 'string'
          ? { path: first }
          : { port: Number(first ?? 0), ...(typeof args[1] === 'string' ? { host: args[1] } : {}) }
    ) as ListenOptions;
    try {
      const accept = (endpoint: Endpoint): void => this.#accept(endpoint);
      this.#listener =
        options.path === undefined
          ? world.network.listen(
              process,
              { host: options.host ?? '::', port: options.port ?? 0, secure: this.#secure },
              accept,
            )
          : world.network.listenUnix(process, options.path, accept);
      this.setReferenced(true);
      world.schedule(process, 0, () => this.#emitter.emit('listening'));
    } catch (error) {
      world.schedule(process, 0, () => this.#emitter.emit('error', error));
    }
  }

  address(): object | string | null {
    if (this.#listener === undefined) return null;
    const { host, port } = this.#listener;
    if (port === 0) return host;
    return { address: host, port, family: host.includes(':') ? 'IPv6' : 'IPv4' };
  }

  close(told?: (error?: Error) => void): void {
    const { world } = this.#host;
    if (this.#listener === undefined) {
      const error = Object.assign(new Error('Server is not running.'), { code: 'ERR_SERVER_NOT_RUNNING' });
      if (told !== undefined) world.schedule(world.enter(), 0, () => told(error));
      return;
    }
    if (told !== undefined) this.#emitter.once('close', () => told());
    const { host, port } = this.#listener;
    world.network.close(this.#listener);
    // Closing a server removes the file of its Unix socket, if possible.
    if (port === 0) tried(() => world.files.unlink(host, this.#process.credentials));
    this.#listener = undefined;
    this.setReferenced(false);
    this.#closeIfEmpty();
  }

  destroySockets(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  setReferenced(referenced: boolean): void {
    if (referenced === this.#referenced) return;
    this.#referenced = referenced;
    this.#process.references += referenced ? 1 : -1;
  }

  get connections(): number {
    return this.#sockets.size;
  }

  #accept(endpoint: Endpoint): void {
    const limit = this.#limit();
    if (limit !== undefined && this.#sockets.size >= limit) {
      endpoint.close('ECONNRESET');
      this.#emitter.emit('drop', {});
      return;
    }
    const socket = new SimulatedSocket(this.#host, endpoint, this.#allowHalfOpen);
    Object.assign(socket, { server: this.#emitter });
    this.#sockets.add(socket);
    socket.once('close', () => {
      this.#sockets.delete(socket);
      this.#closeIfEmpty();
    });
    this.#emitter.emit('connection', socket);
  }

  #closeIfEmpty(): void {
    if (this.#listener !== undefined || this.#sockets.size > 0) return;
    this.#host.world.schedule(this.#process, 0, () => this.#emitter.emit('close'));
  }
}

function tried(work: () => void): void {
  try {
    work();
  } catch {
    // Node reports nothing either.
  }
}

/** A `net.Server`. */
export class SimulatedServer extends EventEmitter {
  maxConnections: number | undefined;
  dropMaxConnection = false;
  readonly #socket: ServerSocket;

  constructor(
    host: Host,
    options: { readonly allowHalfOpen?: boolean },
    onConnection?: (socket: object) => void,
  ) {
    super();
    this.#socket = new ServerSocket(host, this, {
      secure: false,
      allowHalfOpen: options.allowHalfOpen ?? false,
      limit: () => this.maxConnections,
    });
    if (onConnection !== undefined) this.on('connection', onConnection);
  }

  get listening(): boolean {
    return this.#socket.isListening;
  }

  listen(...args: unknown[]): this {
    this.#socket.listen(args);
    return this;
  }

  address(): object | string | null {
    return this.#socket.address();
  }

  close(told?: (error?: Error) => void): this {
    this.#socket.close(told);
    return this;
  }

  getConnections(told: (error: Error | null, count: number) => void): void {
    told(null, this.#socket.connections);
  }

  ref(): this {
    this.#socket.setReferenced(this.listening);
    return this;
  }

  unref(): this {
    this.#socket.setReferenced(false);
    return this;
  }
}
