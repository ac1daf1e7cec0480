import { EventQueue } from './event-queue.ts';
import { FileSystem } from './file-system.ts';
import { Network } from './network.ts';
import { ProcFiles } from './proc-files.ts';
import { Random } from './random.ts';
import { type ProcessExit, type ProcessStart, SimulatedProcess } from './simulated-process.ts';
import { ProcessEnded, systemError } from './system-error.ts';
import { Trace } from './trace.ts';

/** An event that can be cancelled. */
export interface Event {
  readonly process: SimulatedProcess | undefined;
  /** Undefined once it has run or was cancelled. */
  run: (() => void) | undefined;
  keepsAlive: boolean;
}

/** Runs a program in a new process. Undefined if there is no such program. */
export type Programs = (argv: readonly string[]) => ((process: SimulatedProcess) => void) | undefined;

/** A small range, so that PIDs are soon reused. */
const FIRST_PID = 300;
const PIDS = 48;
const WALL_START = Date.UTC(2026, 5, 1, 8);

/**
 * A machine in which time advances only when nothing is left to do: processes, files, ports and clocks of one seed.
 * Each event belongs to one process, and all its effects in that process happen before the next event.
 */
export class World {
  readonly random: Random;
  readonly latencies: Random;
  /** For state that a library keeps over several worlds, so that a seed replays whatever ran before it. */
  readonly pools: Random;
  readonly files: FileSystem;
  readonly network: Network;
  readonly proc: ProcFiles;
  readonly trace: Trace;
  /** Milliseconds since the world started; never set back. */
  now = 0;
  /** The process whose code runs now. */
  current: SimulatedProcess | undefined;
  bootedAt = 0;
  bootId = '';
  /** New processes cannot be created. */
  spawnFails = false;
  /** Reports internal errors of the simulator immediately. */
  onCrash: (process: SimulatedProcess, error: unknown) => void = () => undefined;
  onSpawn: (process: SimulatedProcess) => void = () => undefined;
  readonly #queue = new EventQueue<Event>();
  readonly #processes = new Map<number, SimulatedProcess>();
  #programs: Programs = () => undefined;
  #wallOffset = WALL_START;
  #nextPid = FIRST_PID;

  constructor(seed: number) {
    this.random = new Random(seed);
    this.latencies = this.random.fork();
    this.pools = new Random(~seed);
    this.trace = new Trace(() => this.now);
    this.files = new FileSystem({ now: () => this.now, wall: () => this.wall }, this.random.fork());
    this.network = new Network(this);
    this.proc = new ProcFiles(this);
    this.#boot();
  }

  /** Wall time, ms since the epoch. */
  get wall(): number {
    return Math.floor(this.now + this.#wallOffset);
  }

  stepClock(ms: number): void {
    this.#wallOffset += ms;
    this.note(undefined, `the clock is set by ${ms} ms`);
  }

  install(programs: Programs): void {
    this.#programs = programs;
  }

  processes(): SimulatedProcess[] {
    return [...this.#processes.values()];
  }

  process(pid: number): SimulatedProcess | undefined {
    return this.#processes.get(pid);
  }

  note(process: SimulatedProcess | undefined, line: string): void {
    this.trace.add(process === undefined ? line : `${process.pid} (${process.command}) ${line}`);
  }

  /** @param process the process that the event belongs to; without one, the world itself */
  schedule(
    process: SimulatedProcess | undefined,
    delayMs: number,
    run: () => void,
    { keepsAlive = true }: { readonly keepsAlive?: boolean } = {},
  ): Event {
    const event: Event = { process, run, keepsAlive };
    if (process !== undefined && keepsAlive) process.references += 1;
    this.#queue.add(this.now + Math.max(delayMs, 0) + (process?.slowness ?? 0), event);
    return event;
  }

  cancel(event: Event): void {
    if (event.run === undefined) return;
    event.run = undefined;
    if (event.keepsAlive && event.process !== undefined) event.process.references -= 1;
  }

  setKeepsAlive(event: Event, keepsAlive: boolean): void {
    if (event.keepsAlive === keepsAlive || event.run === undefined) return;
    event.keepsAlive = keepsAlive;
    if (event.process !== undefined) event.process.references += keepsAlive ? 1 : -1;
  }

  /** Runs the next event if one is due by then. False if there is none. */
  async step(until: number): Promise<boolean> {
    const { next } = this.#queue;
    if (next === undefined || next.at > until) {
      this.now = Math.max(this.now, until);
      return false;
    }
    this.#queue.take();
    const event = next.value;
    if (event.run === undefined) return true;
    this.now = Math.max(this.now, next.at);
    const { process } = event;
    if (process === undefined) {
      event.run();
      event.run = undefined;
      return true;
    }
    if (process.state === 'stopped') process.deferred.push(() => this.#reschedule(event));
    else if (process.state === 'running') await this.#runIn(process, event);
    return true;
  }

  /** Runs code of a process and all its immediate effects. */
  async #runIn(process: SimulatedProcess, event: Event): Promise<void> {
    const { run } = event;
    event.run = undefined;
    if (event.keepsAlive) process.references -= 1;
    this.current = process;
    try {
      run?.();
    } catch (error) {
      this.failed(error);
    }
    await new Promise(setImmediate);
    if (process.state === 'running' && process.references === 0) this.#endByItself(process);
    this.current = undefined;
  }

  #reschedule(event: Event): void {
    if (event.run !== undefined) this.#queue.add(this.now, event);
  }

  #endByItself(process: SimulatedProcess): void {
    try {
      this.exit(process, process.exitCode ?? 0);
    } catch (error) {
      this.failed(error);
    }
  }

  /** An error that the current process does not catch ends it, as in Node. */
  failed(error: unknown): void {
    const process = this.current;
    if (error instanceof ProcessEnded || process === undefined || !process.isAlive) return;
    this.note(process, `crashes: ${error instanceof Error ? error.stack : String(error)}`);
    this.onCrash(process, error);
    this.end(process, { code: 1, signal: null });
  }

  /** @throws Error if no process can be created or the program does not exist, as `spawn` does */
  spawn(start: ProcessStart): SimulatedProcess {
    const program = this.#programs(start.argv);
    if (this.spawnFails) throw systemError('EAGAIN', `spawn ${start.argv[0]}`, start.argv[0]);
    if (program === undefined) throw systemError('ENOENT', `spawn ${start.argv[0]}`, start.argv[0]);
    const process = new SimulatedProcess(this.#freePid(), this.now, start);
    this.#processes.set(process.pid, process);
    this.note(process, `begins${start.parent === undefined ? '' : `, by ${start.parent.pid}`}`);
    this.onSpawn(process);
    this.schedule(process, this.latencies.between(15, 120), () => program(process));
    return process;
  }

  /** Ends the process by itself: `process.exit`, or nothing left to do. @throws ProcessEnded */
  exit(process: SimulatedProcess, code: number): never {
    process.exitCode = code;
    process.emitter.emit('exit', code);
    this.end(process, { code: process.exitCode ?? code, signal: null });
    throw new ProcessEnded();
  }

  /** Ends a process immediately and frees its resources. */
  end(process: SimulatedProcess, exit: ProcessExit): void {
    if (!process.isAlive) return;
    const { parent } = process;
    process.exit = exit;
    process.state = parent?.isAlive === true ? 'zombie' : 'gone';
    this.note(process, exit.signal === null ? `ends with ${exit.code}` : `is ended by ${exit.signal}`);
    for (const listener of [...process.listeners]) this.network.close(listener);
    for (const socket of [...process.sockets]) socket.close();
    process.files.clear();
    process.deferred.length = 0;
    for (const cleanUp of process.cleanups.splice(0)) cleanUp();
    for (const child of this.processes()) if (child.parent === process) this.#orphan(child);
    if (process.state === 'gone') this.#processes.delete(process.pid);
    else if (parent !== undefined)
      this.schedule(parent, 0.1, () => this.#reap(process), { keepsAlive: false });
    for (const told of process.onExit) told(exit);
  }

  #reap(process: SimulatedProcess): void {
    process.state = 'gone';
    this.#processes.delete(process.pid);
  }

  #orphan(child: SimulatedProcess): void {
    child.parent = undefined;
    if (child.state === 'zombie') this.#reap(child);
  }

  /** @param sender uid of the sender @throws ESRCH, EPERM */
  signal(pid: number, signal: string | number, sender: number): void {
    const process = this.#processes.get(pid);
    if (process === undefined) throw systemError('ESRCH', 'kill');
    if (sender !== 0 && sender !== process.start.uid) throw systemError('EPERM', 'kill');
    if (signal === 0 || !process.isAlive) return;
    this.note(process, `gets ${signal}`);
    switch (signal) {
      case 'SIGKILL':
        return this.#kill(process);
      case 'SIGSTOP':
        process.state = 'stopped';
        return;
      case 'SIGCONT':
        return this.#continue(process);
      default: {
        const name = String(signal);
        process.isAskedToEnd ||= name === 'SIGTERM' || name === 'SIGINT';
        const deliver = (): void => {
          if (process.emitter.listenerCount(name) > 0) process.emitter.emit(name, name);
          else this.end(process, { code: null, signal: name });
        };
        this.schedule(process, 0.05, deliver, { keepsAlive: false });
      }
    }
  }

  #kill(process: SimulatedProcess): void {
    const wait = process.unkillableUntil - this.now;
    if (wait <= 0) return this.end(process, { code: null, signal: 'SIGKILL' });
    this.schedule(undefined, wait, () => this.end(process, { code: null, signal: 'SIGKILL' }));
  }

  #continue(process: SimulatedProcess): void {
    if (process.state !== 'stopped') return;
    process.state = 'running';
    for (const go of process.deferred.splice(0)) go();
  }

  /** Power loss: all processes end, unwritten data is lost, and the machine restarts. */
  losePower(): void {
    this.note(undefined, 'the power fails');
    for (const process of this.processes()) {
      process.onExit.length = 0;
      process.parent = undefined;
    }
    for (const process of this.processes()) this.end(process, { code: null, signal: 'power' });
    this.#processes.clear();
    this.spawnFails = false;
    this.files.losePower();
    this.#boot();
  }

  /** Ends the simulation: no more reports. */
  shutDown(): void {
    for (const process of this.processes()) {
      process.state = 'gone';
      for (const cleanUp of process.cleanups.splice(0)) cleanUp();
    }
    this.#processes.clear();
  }

  #boot(): void {
    this.bootedAt = this.now;
    this.bootId = this.latencies.bytes(16).toString('hex');
    this.#nextPid = FIRST_PID;
  }

  #freePid(): number {
    for (let tries = 0; tries < PIDS; tries += 1) {
      const pid = FIRST_PID + ((this.#nextPid++ - FIRST_PID) % PIDS);
      if (!this.#processes.has(pid)) return pid;
    }
    throw systemError('EAGAIN', 'spawn');
  }

  /** Blocks the whole machine, as `Atomics.wait` blocks a thread. */
  block(ms: number): void {
    this.now += ms;
  }

  /** Called for every system call of a process. @throws ProcessEnded if it has ended, or ends now */
  enter(): SimulatedProcess {
    const process = this.current;
    if (process === undefined) throw new Error('code of the product runs outside every process');
    if (!process.isAlive) throw new ProcessEnded();
    process.calls += 1;
    if (process.calls === process.diesAtCall) {
      this.note(process, `dies at its system call ${process.calls}`);
      this.end(process, { code: null, signal: 'SIGKILL' });
      throw new ProcessEnded();
    }
    return process;
  }
}
