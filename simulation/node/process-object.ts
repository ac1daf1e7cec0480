import { EventEmitter } from 'node:events';
import type { OutputSink, SimulatedProcess } from '../world/simulated-process.ts';
import type { Host } from './host.ts';

const MEGABYTE = 1_048_576;

/** Destination of a process's output. */
class OutputStream extends EventEmitter {
  readonly isTTY = false;
  readonly writable = true;
  readonly writableLength = 0;
  readonly fd: number;
  readonly #host: Host;
  readonly #process: SimulatedProcess;
  readonly #sink: OutputSink;

  constructor(host: Host, process: SimulatedProcess, fd: 1 | 2) {
    super();
    this.fd = fd;
    this.#host = host;
    this.#process = process;
    this.#sink = fd === 1 ? process.start.stdout : process.start.stderr;
  }

  write(text: string | Uint8Array, ...rest: unknown[]): boolean {
    const { world } = this.#host;
    world.enter();
    const done = rest.findLast((one) => typeof one === 'function') as ((error?: unknown) => void) | undefined;
    try {
      if ('write' in this.#sink) this.#sink.write(String(text));
      else {
        // Written synchronously and in full, as Node does for files.
        let bytes = Buffer.from(text as string);
        while (bytes.length > 0) bytes = bytes.subarray(world.files.write(this.#sink, bytes, null));
      }
      if (done !== undefined) world.schedule(this.#process, 0, () => done());
    } catch (error) {
      world.schedule(this.#process, 0, () => {
        done?.(error);
        this.emit('error', error);
      });
    }
    return true;
  }

  end(): void {
    // The file stays open as long as the process runs.
  }
}

const streams = new WeakMap<SimulatedProcess, Readonly<Record<1 | 2, OutputStream>>>();

function streamsOf(host: Host): Readonly<Record<1 | 2, OutputStream>> {
  const { process } = host;
  const known = streams.get(process);
  if (known !== undefined) return known;
  const made = { 1: new OutputStream(host, process, 1), 2: new OutputStream(host, process, 2) };
  streams.set(process, made);
  return made;
}

/** The `process` of the current process. */
export function simulatedProcessObject(host: Host): object {
  const emitter = (): EventEmitter => host.process.emitter;
  const object = {
    get pid() {
      return host.process.pid;
    },
    get ppid() {
      return host.process.parent?.pid ?? 1;
    },
    get argv() {
      return [...host.process.start.argv];
    },
    get env() {
      // Libraries read it while they are loaded, before there is any process.
      return host.isLoading ? {} : host.process.env;
    },
    get stdout() {
      return streamsOf(host)[1];
    },
    get stderr() {
      return streamsOf(host)[2];
    },
    get stdin() {
      return { isTTY: false, on: () => undefined, resume: () => undefined, unref: () => undefined };
    },
    get exitCode() {
      return host.process.exitCode;
    },
    set exitCode(code: number | undefined) {
      host.process.exitCode = code;
    },
    get connected() {
      return false;
    },
    execPath: '/usr/bin/node',
    execArgv: [],
    platform: 'linux',
    arch: 'x64',
    title: 'node',
    version: process.version,
    versions: process.versions,
    release: process.release,
    config: process.config,
    features: process.features,
    cwd: () => host.process.start.cwd,
    exit: (code?: number) => {
      const running = host.world.enter();
      return host.world.exit(running, code ?? running.exitCode ?? 0);
    },
    kill: (pid: number, signal: string | number = 'SIGTERM') => {
      host.world.signal(pid, signal, host.world.enter().start.uid);
      return true;
    },
    nextTick: process.nextTick,
    emitWarning: () => undefined,
    umask: () => 0o022,
    getuid: () => host.process.start.uid,
    geteuid: () => host.process.start.uid,
    getgid: () => host.process.start.uid,
    uptime: () => (host.isLoading ? 0 : host.world.now - host.process.startedAt) / 1_000,
    hrtime: Object.assign(
      () => [Math.floor(host.world.now / 1_000), Math.floor((host.world.now % 1_000) * 1e6)],
      { bigint: () => BigInt(Math.floor(host.world.now * 1e6)) },
    ),
    memoryUsage: Object.assign(
      () => ({
        rss: 60 * MEGABYTE,
        heapTotal: 30 * MEGABYTE,
        heapUsed: 20 * MEGABYTE,
        external: MEGABYTE,
        arrayBuffers: 0,
      }),
      { rss: () => 60 * MEGABYTE },
    ),
    cpuUsage: () => ({ user: 1_000, system: 1_000 }),
    resourceUsage: () => ({ userCPUTime: 1_000, systemCPUTime: 1_000, maxRSS: 60_000 }),
    on: (name: string, work: () => void) => {
      emitter().on(name, work);
      return object;
    },
    once: (name: string, work: () => void) => {
      emitter().once(name, work);
      return object;
    },
    off: (name: string, work: () => void) => {
      emitter().off(name, work);
      return object;
    },
    emit: (name: string, ...args: unknown[]) => emitter().emit(name, ...args),
    listenerCount: (name: string) => emitter().listenerCount(name),
    listeners: (name: string) => emitter().listeners(name),
  };
  return Object.assign(object, {
    addListener: object.on,
    removeListener: object.off,
    removeAllListeners: (name?: string) => emitter().removeAllListeners(name),
    setMaxListeners: () => object,
    prependListener: object.on,
  });
}
