import { Duplex } from 'node:stream';
import type { Endpoint } from '../world/network.ts';
import type { SimulatedProcess } from '../world/simulated-process.ts';
import { systemError } from '../world/system-error.ts';
import type { Event } from '../world/world.ts';
import type { Host } from './host.ts';

type Done = (error?: Error | null) => void;

/** A `net.Socket` over a connection of the simulated machine. */
export class SimulatedSocket extends Duplex {
  connecting: boolean;
  bytesRead = 0;
  bytesWritten = 0;
  timeout: number | undefined;
  readonly #host: Host;
  readonly #process: SimulatedProcess;
  #endpoint: Endpoint | undefined;
  #idle: Event | undefined;
  #referenced = true;
  #begun: (() => void)[] = [];

  constructor(host: Host, endpoint: Endpoint | undefined, allowHalfOpen: boolean) {
    super({ allowHalfOpen, autoDestroy: true, emitClose: true, decodeStrings: true });
    this.#host = host;
    this.#process = host.process;
    this.connecting = endpoint === undefined;
    this.#process.references += 1;
    if (endpoint !== undefined) this.attach(endpoint);
  }

  attach(endpoint: Endpoint): void {
    this.connecting = false;
    this.#endpoint = endpoint;
    endpoint.handlers = {
      data: (bytes) => {
        this.#busy();
        this.bytesRead += bytes.length;
        if (!this.destroyed) this.push(bytes);
      },
      end: () => {
        if (!this.destroyed) this.push(null);
      },
      gone: (code) => void this.destroy(code === undefined ? undefined : systemError(code, 'read')),
    };
    if (this.destroyed) endpoint.close();
    for (const go of this.#begun.splice(0)) go();
  }

  override _read(): void {
    // Incoming bytes are pushed immediately.
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: Done): void {
    const send = (): void => {
      this.#busy();
      this.bytesWritten += chunk.length;
      const endpoint = this.#endpoint;
      if (endpoint === undefined || !endpoint.open) return done(systemError('EPIPE', 'write'));
      endpoint.send(chunk, () => done());
    };
    if (this.connecting) this.#begun.push(send);
    else send();
  }

  override _final(done: Done): void {
    const end = (): void => {
      this.#endpoint?.end();
      done();
    };
    if (this.connecting) this.#begun.push(end);
    else end();
  }

  override _destroy(error: Error | null, done: Done): void {
    this.setTimeout(0);
    this.unref();
    this.#endpoint?.close();
    done(error);
  }

  destroySoon(): void {
    if (this.writable) this.end();
    if (this.writableFinished) this.destroy();
    else this.once('finish', () => this.destroy());
  }

  resetAndDestroy(): this {
    this.#endpoint?.close('ECONNRESET');
    return this.destroy();
  }

  /** Emits `timeout` after this many ms without data; 0 disables it. */
  setTimeout(ms: number, told?: () => void): this {
    this.timeout = ms;
    if (told !== undefined) this.once('timeout', told);
    this.#busy();
    return this;
  }

  ref(): this {
    if (!this.#referenced && !this.destroyed) this.#process.references += 1;
    this.#referenced = true;
    return this;
  }

  unref(): this {
    if (this.#referenced) this.#process.references -= 1;
    this.#referenced = false;
    return this;
  }

  setNoDelay(): this {
    return this;
  }

  setKeepAlive(): this {
    return this;
  }

  address(): object {
    return { address: this.localAddress, port: this.localPort, family: 'IPv4' };
  }

  get remoteAddress(): string | undefined {
    return this.#endpoint?.unix ? undefined : '127.0.0.1';
  }

  get remotePort(): number | undefined {
    return this.#endpoint?.peer?.localPort;
  }

  get remoteFamily(): string {
    return 'IPv4';
  }

  get localAddress(): string {
    return '127.0.0.1';
  }

  get localPort(): number | undefined {
    return this.#endpoint?.localPort;
  }

  get pending(): boolean {
    return this.connecting;
  }

  get readyState(): string {
    if (this.connecting) return 'opening';
    return this.destroyed ? 'closed' : 'open';
  }

  #busy(): void {
    const { world } = this.#host;
    if (this.#idle !== undefined) world.cancel(this.#idle);
    this.#idle = undefined;
    if (!this.timeout || this.destroyed) return;
    const ring = (): void => void this.emit('timeout');
    this.#idle = world.schedule(this.#process, this.timeout, ring, { keepsAlive: false });
  }
}

interface ConnectOptions {
  readonly path?: string;
  readonly host?: string;
  readonly port?: number | string;
  readonly timeout?: number;
  readonly allowHalfOpen?: boolean;
}

/** `net.connect`, or `tls.connect` if secure. */
export function connectWith(host: Host, secure: boolean) {
  return (...args: unknown[]): SimulatedSocket => {
    const [first, ...rest] = args;
    const options: ConnectOptions =
      typeof first === 'object' && first !== null
        ? first
        : typeof first === 'number'
          ? { port: first, ...(typeof rest[0] === 'string' ? { host: rest[0] } : {}) }
          : { path: String(first) };
    const told = args.findLast((one) => typeof one === 'function') as (() => void) | undefined;
    const process = host.world.enter();
    const socket = new SimulatedSocket(host, undefined, options.allowHalfOpen ?? false);
    if (told !== undefined) socket.once(secure ? 'secureConnect' : 'connect', told);
    const to =
      typeof options.path === 'string' && options.port === undefined
        ? { path: options.path, secure }
        : { host: options.host ?? 'localhost', port: Number(options.port), secure };
    host.world.network.connect(process, to, (result) => {
      if (typeof result === 'string') {
        socket.destroy(systemError(result, 'connect', to.path));
        return;
      }
      socket.attach(result);
      if (socket.destroyed) return;
      socket.emit('connect');
      if (secure) socket.emit('secureConnect');
      socket.emit('ready');
    });
    return socket;
  };
}
