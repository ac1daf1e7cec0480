import type { Inode } from './inode.ts';
import type { SimulatedProcess } from './simulated-process.ts';
import { systemError } from './system-error.ts';
import type { World } from './world.ts';

/** A port or Unix socket that a server listens on. */
export interface PortListener {
  readonly process: SimulatedProcess;
  /** An IP address, or the path of a Unix socket. */
  readonly host: string;
  /** 0 for a Unix socket. */
  readonly port: number;
  /** Its clients must use TLS. */
  readonly secure: boolean;
  /** Its inode in /proc/net/tcp. */
  readonly inode: number;
  accept(endpoint: Endpoint): void;
}

/** Events of an endpoint, emitted in its owner's process. */
export interface EndpointHandlers {
  data(bytes: Buffer): void;
  /** The other side has ended its stream. */
  end(): void;
  /** The connection is closed; `code` if it was reset. */
  gone(code: string | undefined): void;
}

/** Bytes in transit or unread before a writer has to wait. */
const WINDOW_BYTES = 128 * 1024;

/** One side of a connection, as the kernel keeps it. */
export class Endpoint {
  readonly process: SimulatedProcess;
  readonly localPort: number;
  readonly local: string;
  peer: Endpoint | undefined;
  open = true;
  ended = false;
  /** Whether it belongs to a control channel. */
  readonly unix: boolean;
  #handlers: EndpointHandlers | undefined;
  /** Data received before the connection was accepted. */
  #early: (() => void)[] = [];
  #unread = 0;
  #waiting: (() => void)[] = [];
  #lastArrival = 0;
  readonly #world: World;

  constructor(world: World, process: SimulatedProcess, local: string, localPort: number, unix: boolean) {
    this.#world = world;
    this.process = process;
    this.local = local;
    this.localPort = localPort;
    this.unix = unix;
    process.sockets.add(this);
  }

  get handlers(): EndpointHandlers | undefined {
    return this.#handlers;
  }

  set handlers(handlers: EndpointHandlers) {
    this.#handlers = handlers;
    for (const deliver of this.#early.splice(0)) deliver();
  }

  /** @param taken called once the bytes are in the buffer */
  send(bytes: Buffer, taken: () => void): void {
    const { peer } = this;
    if (peer === undefined || !peer.open) return taken();
    peer.#unread += bytes.length;
    this.#arrive(() => {
      peer.#unread -= bytes.length;
      if (peer.#unread < WINDOW_BYTES) for (const go of this.#waiting.splice(0)) go();
      if (peer.open) peer.handlers?.data(bytes);
    });
    if (peer.#unread < WINDOW_BYTES) taken();
    else this.#waiting.push(taken);
  }

  end(): void {
    if (this.ended) return;
    this.ended = true;
    const { peer } = this;
    this.#arrive(() => {
      if (peer?.open) peer.handlers?.end();
    });
  }

  /** @param code the other side's error code if the connection is reset */
  close(code?: string): void {
    if (!this.open) return;
    this.open = false;
    this.process.sockets.delete(this);
    const { peer, ended } = this;
    if (peer === undefined) return;
    this.#arrive(() => {
      if (!peer.open) return;
      if (code === undefined && !ended) peer.handlers?.end();
      if (code !== undefined || ended) peer.handlers?.gone(code);
    });
  }

  /** Delivers in order, whatever the delay of each chunk; nothing while the connection is stalled. */
  #arrive(deliver: () => void): void {
    const { peer } = this;
    if (peer === undefined) return;
    const at = Math.max(this.#world.now + this.#world.network.latency(this.unix), peer.#lastArrival);
    peer.#lastArrival = at;
    const arrive = (): void => {
      if (peer.#handlers === undefined) peer.#early.push(deliver);
      else deliver();
    };
    this.#world.schedule(peer.process, at - this.#world.now, arrive, { keepsAlive: false });
  }
}

/** Current fault of control channels. */
export type ChannelFault = 'none' | 'slow' | 'silent';

/** Ports, Unix sockets and connections of one machine. */
export class Network {
  readonly listeners = new Set<PortListener>();
  /** Addresses of this machine. */
  readonly addresses = new Set(['127.0.0.1', '0.0.0.0', '::', '::1', '192.168.1.10']);
  readonly #sockets = new WeakMap<Inode, PortListener>();
  channelFault: ChannelFault = 'none';
  /** A faulty kernel: two servers may listen on one port. */
  sharesPorts = false;
  readonly #world: World;
  #nextPort = 40_000;
  #nextInode = 70_000;

  constructor(world: World) {
    this.#world = world;
  }

  /** Milliseconds until bytes arrive. */
  latency(unix: boolean): number {
    const { latencies } = this.#world;
    if (unix && this.channelFault === 'slow') return latencies.between(200, 4_000);
    if (unix && this.channelFault === 'silent') return latencies.between(6_000, 12_000);
    return latencies.between(0.02, 0.4);
  }

  /** @throws EADDRINUSE, EADDRNOTAVAIL, EACCES */
  listen(
    process: SimulatedProcess,
    at: { readonly host: string; readonly port: number; readonly secure: boolean },
    accept: (endpoint: Endpoint) => void,
  ): PortListener {
    const { host, secure } = at;
    if (!this.addresses.has(host)) throw systemError('EADDRNOTAVAIL', 'listen');
    const port = at.port === 0 ? this.#nextPort++ : at.port;
    if (port < 1_024 && process.start.uid !== 0) throw systemError('EACCES', 'listen');
    if (!this.sharesPorts && this.on(port).some((one) => overlap(one.host, host)))
      throw systemError('EADDRINUSE', 'listen');
    const listener = { process, host, port, secure, inode: this.#nextInode++, accept };
    this.#add(listener);
    this.#world.note(process, `listens on ${host}:${port}`);
    return listener;
  }

  /** The server on a port, at any address. */
  on(port: number): readonly PortListener[] {
    return [...this.listeners].filter((one) => one.port === port && one.port !== 0);
  }

  /** @throws EADDRINUSE, or errors of the disk */
  listenUnix(process: SimulatedProcess, path: string, accept: (endpoint: Endpoint) => void): PortListener {
    const inode = this.#world.files.makeSocket(path, process.credentials);
    const listener = { process, host: path, port: 0, secure: false, inode: inode.id, accept };
    this.#sockets.set(inode, listener);
    this.#add(listener);
    return listener;
  }

  close(listener: PortListener): void {
    if (!this.listeners.delete(listener)) return;
    listener.process.listeners.delete(listener);
    if (listener.port !== 0) this.#world.note(listener.process, `leaves ${listener.host}:${listener.port}`);
  }

  /**
   * Connects; `done` is called in the connecting process.
   *
   * @param done called with an errno code on failure
   */
  connect(
    process: SimulatedProcess,
    to: { readonly path?: string; readonly host?: string; readonly port?: number; readonly secure: boolean },
    done: (result: Endpoint | string) => void,
  ): void {
    const unix = to.path !== undefined;
    // A socket keeps its process alive only while it is in use.
    const connected = (): void => {
      const found = unix ? this.#unixListener(to.path ?? '', process) : this.#tcpListener(to.host, to.port);
      if (typeof found === 'string') return done(found);
      if (found.secure !== to.secure) return done('ECONNRESET');
      const near = new Endpoint(this.#world, process, '127.0.0.1', this.#nextPort++, unix);
      const far = new Endpoint(this.#world, found.process, '127.0.0.1', found.port, unix);
      near.peer = far;
      far.peer = near;
      const accept = (): void => {
        if (far.open && this.listeners.has(found)) found.accept(far);
      };
      this.#world.schedule(found.process, this.latency(unix), accept, { keepsAlive: false });
      done(near);
    };
    this.#world.schedule(process, this.latency(unix), connected, { keepsAlive: false });
  }

  /** Resets every control channel, as when a machine runs out of memory or wakes from sleep. */
  cutChannels(): number {
    const ends = this.#world
      .processes()
      .flatMap((process) => [...process.sockets].filter(({ unix }) => unix));
    for (const end of ends) this.#cut(end);
    return ends.length;
  }

  #cut(end: Endpoint): void {
    if (!end.open) return;
    end.open = false;
    end.process.sockets.delete(end);
    this.#world.schedule(end.process, 0, () => end.handlers?.gone('ECONNRESET'), { keepsAlive: false });
  }

  #add(listener: PortListener): void {
    this.listeners.add(listener);
    listener.process.listeners.add(listener);
  }

  #unixListener(path: string, process: SimulatedProcess): PortListener | string {
    const inode = this.#world.files.find(path);
    if (inode === undefined) return 'ENOENT';
    if (inode.kind !== 'socket') return 'ECONNREFUSED';
    const { uid } = process.start;
    const rights = uid === inode.uid ? inode.mode >> 6 : inode.mode;
    if (uid !== 0 && (rights & 2) === 0) return 'EACCES';
    const listener = this.#sockets.get(inode);
    return listener !== undefined && this.listeners.has(listener) ? listener : 'ECONNREFUSED';
  }

  #tcpListener(host = 'localhost', port = 0): PortListener | string {
    const hosts = host === 'localhost' ? ['::1', '127.0.0.1'] : [host];
    for (const one of hosts) {
      const found = this.on(port).find((listener) => overlap(listener.host, one));
      if (found !== undefined) return found;
    }
    return 'ECONNREFUSED';
  }
}

/** Whether two addresses of one port exclude each other. */
function overlap(one: string, other: string): boolean {
  const sameFamily = one.includes(':') === other.includes(':');
  const any = (host: string): boolean => host === '0.0.0.0' || host === '::';
  return sameFamily && (one === other || any(one) || any(other));
}
