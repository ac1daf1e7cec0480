import { EventEmitter } from 'node:events';
import type { OutputSink, SimulatedProcess } from '../world/simulated-process.ts';
import type { World } from '../world/world.ts';
import type { Host } from './host.ts';

interface SpawnOptions {
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string;
  readonly stdio?: string | readonly (string | number)[];
}

/** The result of `spawn`: emits `spawn`, `error`, `exit` and `close`. */
class SimulatedChild extends EventEmitter {
  pid: number | undefined;
  exitCode: number | null = null;
  signalCode: string | null = null;
  killed = false;
  readonly #world: World;
  readonly #parent: SimulatedProcess;
  #referenced = false;

  constructor(world: World, parent: SimulatedProcess) {
    super();
    this.#world = world;
    this.#parent = parent;
  }

  follow(child: SimulatedProcess): void {
    const [world, parent] = [this.#world, this.#parent];
    this.pid = child.pid;
    this.ref();
    world.schedule(parent, 0.2, () => this.emit('spawn'));
    child.onExit.push(({ code, signal }) =>
      // Node has reaped its child when it emits this event.
      world.schedule(
        parent,
        world.latencies.between(0.2, 2),
        () => {
          this.exitCode = code;
          this.signalCode = signal;
          this.unref();
          this.emit('exit', code, signal);
          this.emit('close', code, signal);
        },
        { keepsAlive: false },
      ),
    );
  }

  kill(signal: string | number = 'SIGTERM'): boolean {
    if (this.pid === undefined || this.exitCode !== null) return false;
    this.killed = true;
    this.#world.signal(this.pid, signal, this.#parent.start.uid);
    return true;
  }

  ref(): void {
    if (!this.#referenced) this.#parent.references += 1;
    this.#referenced = true;
  }

  unref(): void {
    if (this.#referenced) this.#parent.references -= 1;
    this.#referenced = false;
  }
}

/** `node:child_process`. */
export function simulatedChildProcess(host: Host) {
  const spawn = (
    program: string,
    args: readonly string[] = [],
    options: SpawnOptions = {},
  ): SimulatedChild => {
    const { world } = host;
    const parent = world.enter();
    const child = new SimulatedChild(world, parent);
    try {
      const sinkOf = (fd: 1 | 2): OutputSink => sinkAt(options.stdio, fd, parent);
      const process = world.spawn({
        argv: [program, ...args],
        env: options.env ?? parent.env,
        cwd: options.cwd ?? parent.start.cwd,
        uid: parent.start.uid,
        parent,
        stdout: sinkOf(1),
        stderr: sinkOf(2),
        cause: parent.start.cause,
      });
      child.follow(process);
    } catch (error) {
      world.schedule(parent, 0.2, () => child.emit('error', error));
    }
    return child;
  };

  /** There are no system programs: the product needs none on Linux. */
  const execFile = (...args: unknown[]): EventEmitter => {
    const { world } = host;
    const told = args.findLast((one) => typeof one === 'function') as
      | ((error: Error, stdout: string, stderr: string) => void)
      | undefined;
    const error = Object.assign(new Error(`spawn ${String(args[0])} ENOENT`), { code: 'ENOENT' });
    world.schedule(world.enter(), 1, () => told?.(error, '', ''));
    return new EventEmitter();
  };

  return { spawn, execFile };
}

function sinkAt(stdio: SpawnOptions['stdio'], fd: 1 | 2, parent: SimulatedProcess): OutputSink {
  const wanted = Array.isArray(stdio) ? stdio[fd] : stdio;
  if (wanted === 'inherit') return fd === 1 ? parent.start.stdout : parent.start.stderr;
  const file = typeof wanted === 'number' ? parent.files.get(wanted) : undefined;
  return file ?? { write: () => undefined };
}
