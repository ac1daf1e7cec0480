import crypto from 'node:crypto';
import { EventEmitter } from 'node:events';
import { createRequire } from 'node:module';
import net from 'node:net';
import os from 'node:os';
import perfHooks from 'node:perf_hooks';
import { USERS } from '../world/proc-files.ts';
import { NotSimulated, ProcessEnded } from '../world/system-error.ts';
import { simulatedChildProcess } from './child-process.ts';
import { SimulatedFs } from './fs.ts';
import { simulatedFsPromises } from './fs-promises.ts';
import type { Host } from './host.ts';
import { simulatedHttp } from './http.ts';
import { simulatedProcessObject } from './process-object.ts';
import { SimulatedServer } from './server.ts';
import { connectWith, SimulatedSocket } from './socket.ts';
import { simulatedTimerPromises, simulatedTimers } from './timers.ts';

/** Modules of Node without state, time and I/O: used as they are. */
const PURE = new Set([
  ...[
    'assert',
    'buffer',
    'events',
    'path',
    'path/posix',
    'path/win32',
    'querystring',
    'stream',
    'stream/promises',
  ],
  ...['string_decoder', 'url', 'util', 'util/types', 'v8', 'zlib'],
]);
/** Loaded by code in the bundle, but not used in a simulation. */
const UNREACHED = new Set([
  'cluster',
  'readline',
  'readline/promises',
  'worker_threads',
  'dns',
  'dns/promises',
]);

export interface SimulatedNode {
  readonly require: (name: string) => unknown;
  /** Globals of the product's code. */
  readonly globals: Readonly<Record<string, unknown>>;
}

/** Node's modules as the product sees them in a simulated process. */
export function simulatedNode(host: Host): SimulatedNode {
  const real = createRequire(import.meta.url);
  const timers = simulatedTimers(host);
  const processObject = simulatedProcessObject(host);
  const fs = new SimulatedFs(host);
  const fsPromises = simulatedFsPromises(host, fs);
  const performance = simulatedPerformance(host);
  const modules: Readonly<Record<string, unknown>> = {
    fs: known('fs', { ...fs, promises: fsPromises }),
    'fs/promises': known('fs/promises', fsPromises),
    net: known('net', simulatedNet(host)),
    tls: known('tls', { connect: connectWith(host, true) }),
    http: simulatedHttp(host, false),
    https: known('https', simulatedHttp(host, true)),
    child_process: known('child_process', simulatedChildProcess(host)),
    timers: known('timers', { ...timers }),
    'timers/promises': known('timers/promises', simulatedTimerPromises(host, timers)),
    process: processObject,
    perf_hooks: {
      ...perfHooks,
      performance,
      monitorEventLoopDelay: () => LOOP_DELAY,
      PerformanceObserver: QuietObserver,
    },
    sea: { isSea: () => false },
    tty: known('tty', { isatty: () => false }),
    os: known('os', simulatedOs(host)),
    crypto: simulatedCrypto(host),
    diagnostics_channel: known('diagnostics_channel', simulatedChannels()),
  };
  const require = (name: string): unknown => {
    const plain = name.replace(/^node:/, '');
    if (plain in modules) return modules[plain];
    if (PURE.has(plain)) return real(name);
    // A ZIP library in the bundle loads worker_threads this way.
    if (plain === 'module') return known(plain, { createRequire: () => require });
    if (UNREACHED.has(plain)) return known(plain, {});
    throw new NotSimulated(`require('${name}') is not simulated`);
  };
  const { setTimeout, clearTimeout, setInterval, clearInterval, setImmediate, clearImmediate } = timers;
  const globals = {
    ...{ setTimeout, clearTimeout, setInterval, clearInterval, setImmediate, clearImmediate },
    process: processObject,
    performance,
    Date: simulatedDate(host),
    Math: Object.create(Math, { random: { value: () => host.world.latencies.next() } }),
    Atomics: {
      wait: (_array: unknown, _index: number, _value: number, ms = 0) => {
        host.world.enter();
        host.world.block(ms);
        return 'timed-out';
      },
    },
  };
  return { require, globals };
}

/** Reading a missing member throws an error that names it. */
function known<T extends object>(name: string, module: T): T {
  return new Proxy(module, {
    get: (target, key) => {
      if (Reflect.has(target, key)) return Reflect.get(target, key);
      if (typeof key === 'symbol' || key === '__esModule' || key === 'default') return undefined;
      // Bundles copy whole modules: a member that is not simulated fails when it is used.
      return new Proxy(class {}, {
        apply: () => {
          throw new NotSimulated(`${name}.${key} is not simulated`);
        },
        construct: () => {
          throw new NotSimulated(`${name}.${key} is not simulated`);
        },
      });
    },
  });
}

function simulatedNet(host: Host): object {
  const connect = connectWith(host, false);
  return {
    connect,
    createConnection: connect,
    createServer: (...args: unknown[]) => {
      const options = args.find((one) => typeof one === 'object') ?? {};
      const told = args.find((one) => typeof one === 'function') as ((socket: object) => void) | undefined;
      return new SimulatedServer(host, options, told);
    },
    Socket: SimulatedSocket,
    Server: SimulatedServer,
    isIP: net.isIP,
    isIPv4: net.isIPv4,
    isIPv6: net.isIPv6,
    BlockList: net.BlockList,
    SocketAddress: net.SocketAddress,
  };
}

function simulatedOs(host: Host): object {
  const name = (): string => USERS[host.process.start.uid] ?? 'nobody';
  return {
    EOL: '\n',
    constants: os.constants,
    homedir: () => host.process.env.HOME ?? `/home/${name()}`,
    tmpdir: () => '/tmp',
    hostname: () => 'simulated',
    platform: () => 'linux',
    type: () => 'Linux',
    release: () => '6.1.0',
    arch: () => 'x64',
    cpus: () => [{ model: 'simulated', speed: 1_000 }],
    totalmem: () => 2 ** 33,
    freemem: () => 2 ** 32,
    uptime: () => (host.world.now - host.world.bootedAt) / 1_000,
    userInfo: () => {
      const { uid } = host.process.start;
      return { uid, gid: uid, username: name(), homedir: `/home/${name()}`, shell: '/bin/sh' };
    },
    networkInterfaces: () => ({
      lo: [
        { address: '127.0.0.1', family: 'IPv4', internal: true, netmask: '255.0.0.0', mac: '', cidr: null },
      ],
      eth0: [
        {
          address: '192.168.1.10',
          family: 'IPv4',
          internal: false,
          netmask: '255.255.255.0',
          mac: '',
          cidr: null,
        },
      ],
    }),
  };
}

function simulatedCrypto(host: Host): object {
  const randomBytes = (count: number): Buffer => host.world.latencies.bytes(count);
  const fill = <T extends Uint8Array>(array: T): T => {
    // The WebSocket library fills one random pool for the whole thread.
    array.set(host.world.pools.bytes(array.length));
    return array;
  };
  return {
    ...crypto,
    randomBytes,
    randomFillSync: fill,
    randomFill: (array: Uint8Array, told: (error: null, array: Uint8Array) => void) =>
      told(null, fill(array)),
    randomInt: (from: number, to?: number) =>
      to === undefined ? host.world.latencies.below(from) : from + host.world.latencies.below(to - from),
    randomUUID: () => {
      const hex = randomBytes(16).toString('hex');
      return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
    },
  };
}

/** Real channels belong to the thread: those of one simulated process reach no other. */
function simulatedChannels(): object {
  const channels = new Map<string, EventEmitter>();
  const channel = (name: string): object => {
    const emitter = channels.get(name) ?? new EventEmitter();
    channels.set(name, emitter);
    return {
      subscribe: (listener: (message: unknown, name: string) => void) => emitter.on(name, listener),
      publish: (message: unknown) => emitter.emit(name, message, name),
    };
  };
  return { channel };
}

const LOOP_DELAY = {
  ...{ enable: () => true, disable: () => true, reset: () => undefined },
  ...{ percentile: () => 50e6, min: 0, max: 0, mean: 0, stddev: 0 },
};

/** Records nothing: the garbage collector is shared by all processes of this thread. */
class QuietObserver {
  observe(): void {
    // No events.
  }
  disconnect(): void {
    // Never started.
  }
}

function simulatedPerformance(host: Host): object {
  return {
    now: () => {
      if (host.isOver) throw new ProcessEnded();
      return host.world.now - host.process.startedAt;
    },
    get timeOrigin() {
      return host.world.wall - (host.world.now - host.process.startedAt);
    },
    mark: () => undefined,
    measure: () => undefined,
    eventLoopUtilization: () => ({ idle: 0, active: 0, utilization: 0 }),
  };
}

function simulatedDate(host: Host): DateConstructor {
  return new Proxy(Date, {
    construct: (real, args) => Reflect.construct(real, args.length === 0 ? [host.world.wall] : args),
    get: (real, key) => (key === 'now' ? () => host.world.wall : Reflect.get(real, key)),
    apply: () => new Date(host.world.wall).toString(),
  });
}
