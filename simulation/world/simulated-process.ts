import { EventEmitter } from 'node:events';
import type { OpenFile } from './inode.ts';
import type { Endpoint, PortListener } from './network.ts';

export type ProcessState =
  | 'running'
  /** Stopped (SIGSTOP, a debugger, an endless loop): it exists and does nothing. */
  | 'stopped'
  /** A zombie: ended, but not yet reaped by its parent. */
  | 'zombie'
  | 'gone';

/** How a process ended, as reported to its parent. */
export interface ProcessExit {
  readonly code: number | null;
  readonly signal: string | null;
}

/** Destination of a process's output. */
export type OutputSink = OpenFile | { write(text: string): void };

export interface ProcessStart {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly uid: number;
  readonly parent: SimulatedProcess | undefined;
  readonly stdout: OutputSink;
  readonly stderr: OutputSink;
  /** Which actor caused it, for invariants; inherited by its children. */
  readonly cause: string;
}

/** A process of the simulated machine, as the kernel keeps it. */
export class SimulatedProcess {
  readonly pid: number;
  readonly start: ProcessStart;
  readonly env: Record<string, string | undefined>;
  /** World time, ms. */
  readonly startedAt: number;
  readonly umask = 0o022;
  /** The `process` object of its code. */
  readonly emitter = new EventEmitter();
  readonly files = new Map<number, OpenFile>();
  readonly sockets = new Set<Endpoint>();
  readonly listeners = new Set<PortListener>();
  /** Called by the kernel when it ends. */
  readonly onExit: ((exit: ProcessExit) => void)[] = [];
  /** Resources that the simulator holds for it and frees when it ends. */
  readonly cleanups: (() => void)[] = [];
  state: ProcessState = 'running';
  exit: ProcessExit | undefined;
  exitCode: number | undefined;
  /** Whether a signal asked it to end, such as SIGTERM. */
  isAskedToEnd = false;
  parent: SimulatedProcess | undefined;
  /** What keeps it from ending by itself: timers, sockets, pending file operations. */
  references = 0;
  /** Events that arrived while it was stopped. */
  readonly deferred: (() => void)[] = [];
  /** It waits for a disk, so SIGKILL takes effect only at this world time, ms. */
  unkillableUntil = 0;
  /** Number of its system calls, and the one at which it dies. */
  calls = 0;
  diesAtCall: number | undefined;
  /** Delay of all its events, ms. */
  slowness = 0;
  #nextFd = 3;

  constructor(pid: number, startedAt: number, start: ProcessStart) {
    this.pid = pid;
    this.start = start;
    this.env = { ...start.env };
    this.startedAt = startedAt;
    this.parent = start.parent;
    this.emitter.setMaxListeners(0);
  }

  get isAlive(): boolean {
    return this.state === 'running' || this.state === 'stopped';
  }

  get credentials(): { readonly uid: number; readonly umask: number } {
    return { uid: this.start.uid, umask: this.umask };
  }

  addFile(file: OpenFile): number {
    const fd = this.#nextFd++;
    this.files.set(fd, file);
    return fd;
  }

  /** For example `hal-listener start`, for traces. */
  get command(): string {
    return this.start.argv.slice(2).join(' ');
  }
}
