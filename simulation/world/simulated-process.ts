import { EventEmitter } from 'node:events';
import type { OpenFile } from './inode.ts';
import type { Endpoint, PortListener } from './network.ts';

export type ProcessState =
  | 'running'
  /** SIGSTOP, a debugger, a loop without end: it exists, and does nothing. */
  | 'stopped'
  /** Ended, and its parent has not looked yet. */
  | 'zombie'
  | 'gone';

/** How a process ended, as its parent is told. */
export interface ProcessExit {
  readonly code: number | null;
  readonly signal: string | null;
}

/** Where what a process writes goes. */
export type OutputSink = OpenFile | { write(text: string): void };

export interface ProcessStart {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly uid: number;
  readonly parent: SimulatedProcess | undefined;
  readonly stdout: OutputSink;
  readonly stderr: OutputSink;
  /** Who ordered it, for invariants: inherited by what it starts. */
  readonly cause: string;
}

/** A process of the simulated machine: what the kernel keeps of it. */
export class SimulatedProcess {
  readonly pid: number;
  readonly start: ProcessStart;
  readonly env: Record<string, string | undefined>;
  /** World time, ms. */
  readonly startedAt: number;
  readonly umask = 0o022;
  /** What its code knows as `process`. */
  readonly emitter = new EventEmitter();
  readonly files = new Map<number, OpenFile>();
  readonly sockets = new Set<Endpoint>();
  readonly listeners = new Set<PortListener>();
  /** Called in the kernel's name when it ends. */
  readonly onExit: ((exit: ProcessExit) => void)[] = [];
  /** What the simulator itself holds for it, and lets go when it ends. */
  readonly cleanups: (() => void)[] = [];
  state: ProcessState = 'running';
  exit: ProcessExit | undefined;
  exitCode: number | undefined;
  parent: SimulatedProcess | undefined;
  /** What keeps it from ending by itself: timers, sockets, files under way. */
  references = 0;
  /** What happened while it was stopped. */
  readonly deferred: (() => void)[] = [];
  /** SIGKILL does not end it before this: it waits for a disk, world time, ms. */
  unkillableUntil = 0;
  /** Its system calls so far, and the one at which it dies. */
  calls = 0;
  diesAtCall: number | undefined;
  /** Every event of it comes so much later, ms. */
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

  /** As `hal-listener start`, for traces. */
  get command(): string {
    return this.start.argv.slice(2).join(' ');
  }
}
