import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { vi } from 'vitest';
import type { PushFrame } from '../../contract/control.ts';
import { registrationFile } from '../../contract/home-files.ts';
import type { Registration } from '../../contract/registration.ts';
import type { LastExit } from '../../contract/run-state.ts';
import { FakeClock } from '../../lib/testing/fake-clock.ts';
import { ControlClient } from '../control/control-client.ts';
import { ControlError } from '../control/control-error.ts';
import type { LaunchedProcess, LaunchOrder, ProcessExit } from '../lifecycle/launch.ts';
import { createSupervisorOptions, type SupervisorOptions } from '../lifecycle/supervisor-types.ts';
import type { Platform, PortOwner } from '../platform/platform.ts';
import { REGISTRATION } from './registration.ts';
import { scratchHome } from './scratch-home.ts';

/** The behaviour of a launched program: it runs, it runs and never registers, or it exits at once. */
export type LaunchOutcome =
  | 'runs'
  | 'silent'
  | { readonly exit: ProcessExit; readonly lastExit?: Partial<LastExit> };

/** A listener process of a fake machine. */
export interface FakeListener {
  readonly registration: Registration;
  /** Whether it answers on its control channel. */
  responds: boolean;
  /** Whether a stop request makes it exit. */
  exitsOnStop: boolean;
  /** The role its subscribers get; undefined: the one they ask for. */
  role?: 'owner' | 'watcher';
  /** Why it takes no order to restart with other settings. */
  forbidsRestart?: string;
  restartRefused?: { readonly at: number; readonly by: string; readonly why: string };
  readonly requests: { readonly name: string; readonly params: unknown }[];
  push(frame: PushFrame): void;
  /** Ends every control channel, and keeps running. */
  cutChannels(): void;
  exit(exit?: ProcessExit, lastExit?: Partial<LastExit>): void;
}

/** A home on disk with fake processes, control channels and time. Sleeping advances the clock. */
export class FakeMachine {
  readonly home = scratchHome();
  readonly clock = new FakeClock();
  /** The behaviour of the next launches, in order; later ones run. */
  readonly outcomes: LaunchOutcome[] = [];
  /** Arguments of each launch, in order. */
  readonly launches: (readonly string[])[] = [];
  readonly listeners: FakeListener[] = [];
  portOwner: PortOwner = { kind: 'free' };
  /** Whether the system lets a process be terminated. */
  canTerminate = true;
  /** PIDs of those that it lets be terminated all the same. */
  readonly terminable = new Set<number>();
  readonly terminated: number[] = [];
  readonly alive = new Map<number, string>([[1, 'boot:1:0']]);
  readonly #clients = new Map<number, { close: () => void; push: (frame: PushFrame) => void }[]>();
  readonly #exits = new Map<number, (exit: ProcessExit) => void>();
  /** What goes on once a process has ended. */
  readonly #onEnd = new Map<number, () => void>();
  #nextPid = 100;

  constructor() {
    writeFileSync(path.join(this.home, 'control.key'), Buffer.alloc(32));
    vi.spyOn(ControlClient, 'connect').mockImplementation(async ({ pid }) => this.#connect(pid));
  }

  readonly platform: Platform = {
    portOwner: async () => this.portOwner,
    process: async (pid) => {
      const start = this.alive.get(pid);
      return start === undefined ? undefined : { pid, name: 'node', start };
    },
    listenerPrograms: async () => ({ programs: [] }),
    isAlive: (pid) => this.alive.has(pid),
    terminate: async (pid) => {
      if (!this.canTerminate && !this.terminable.has(pid)) throw new Error('Operation not permitted');
      this.terminated.push(pid);
      this.#end(pid, { kind: 'signal', signal: 'SIGTERM' });
    },
  };

  /** Lets other pending work run first, then advances the clock unless the signal was aborted. */
  readonly sleep = async (ms: number, signal?: AbortSignal): Promise<void> => {
    await new Promise((resolve) => setImmediate(resolve));
    if (signal?.aborted !== true) this.clock.advance(ms);
  };

  options(changes: Partial<SupervisorOptions> = {}): SupervisorOptions {
    return createSupervisorOptions({
      home: this.home,
      port: 8_768,
      origin: 'cli',
      by: 'cli (anna)',
      platform: this.platform,
      self: { pid: 1, start: 'boot:1:0' },
      clock: this.clock,
      bootedAt: () => 0,
      sleep: this.sleep,
      settingsStamp: () => '',
      command: ({ flags }) => ({ program: 'listener', args: Object.entries(flags).flat(), env: {} }),
      ...changes,
    });
  }

  /** Adds a listener that runs and is registered. */
  run(changes: Partial<Registration> = {}): FakeListener {
    const pid = changes.pid ?? this.#nextPid++;
    const registration: Registration = { ...REGISTRATION, processStart: `boot:1:${pid}`, ...changes, pid };
    const file = path.join(this.home, registrationFile(registration.userNo));
    this.alive.set(pid, registration.processStart);
    writeFileSync(file, JSON.stringify(registration));
    const listener: FakeListener = {
      registration,
      responds: true,
      exitsOnStop: true,
      requests: [],
      push: (frame) => {
        for (const client of this.#clients.get(pid) ?? []) client.push(frame);
      },
      cutChannels: () => {
        for (const client of this.#clients.get(pid) ?? []) client.close();
      },
      exit: (exit = { kind: 'signal', signal: 'SIGKILL' }, lastExit) => {
        if (lastExit !== undefined) {
          rmSync(file, { force: true });
          this.#writeLastExit(registration, lastExit);
        }
        this.#end(pid, exit);
      },
    };
    this.listeners.push(listener);
    return listener;
  }

  /** Replaces `launch`. With a predecessor it does nothing until that one has ended. */
  readonly launch = (
    command: { readonly args: readonly string[] },
    _home?: string,
    _origin?: string,
    { predecessor = 0 }: LaunchOrder = {},
  ): LaunchedProcess => {
    const outcome = this.outcomes.shift() ?? 'runs';
    this.launches.push(command.args);
    const pid = this.#nextPid++;
    const exited = new Promise<ProcessExit>((resolve) => this.#exits.set(pid, resolve));
    this.alive.set(pid, `boot:1:${pid}`);
    if (outcome === 'runs') {
      const args = [...command.args];
      const flags = Object.fromEntries(
        args.flatMap((flag, n) => (n % 2 === 0 ? [[flag, args[n + 1] ?? '']] : [])),
      );
      const register = (): void => {
        if (!this.alive.has(pid)) return;
        this.run({ pid, flags, origin: 'cli', ports: [Number(flags['--port'] ?? 8_768)] });
      };
      if (this.alive.has(predecessor)) this.#onEnd.set(predecessor, register);
      else register();
    } else if (outcome !== 'silent') {
      if (outcome.lastExit !== undefined)
        this.#writeLastExit({ ...REGISTRATION, pid, processStart: `boot:1:${pid}` }, outcome.lastExit);
      this.#end(pid, outcome.exit);
    }
    return { pid, stderrFile: path.join(this.home, 'run', 'none.log'), exited };
  };

  #writeLastExit({ pid, userNo, processStart }: Registration, lastExit: Partial<LastExit>): void {
    const record = {
      pid,
      userNo,
      processStart,
      code: 0,
      cause: 'stop',
      reason: 'stopped',
      at: 1,
      ...lastExit,
    };
    writeFileSync(path.join(this.home, 'run', 'last-exit.json'), JSON.stringify(record));
  }

  #end(pid: number, exit: ProcessExit): void {
    this.alive.delete(pid);
    this.#exits.get(pid)?.(exit);
    this.#onEnd.get(pid)?.();
    for (const client of this.#clients.get(pid) ?? []) client.close();
  }

  #connect(pid: number): ControlClient {
    const listener = this.listeners.find(({ registration }) => registration.pid === pid);
    if (listener === undefined || !this.alive.has(pid))
      throw new ControlError('unreachable', 'Nothing is there.');
    if (!listener.responds) throw new ControlError('no-answer', 'The listener did not reply.');
    let close = (): void => undefined;
    const closed = new Promise<void>((resolve) => {
      close = resolve;
    });
    const client = {
      closed,
      close,
      onPush: (_frame: PushFrame): void => undefined,
      request: async (name: string, params: { readonly as?: string }, timeoutMs = 5_000) => {
        listener.requests.push({ name, params });
        if (!this.alive.has(pid)) throw new ControlError('closed', 'The channel is closed.');
        if (!listener.responds) {
          await this.sleep(timeoutMs);
          throw new ControlError('no-answer', 'The listener did not reply.');
        }
        return this.#answer(listener, name, params);
      },
    };
    const clients = this.#clients.get(pid) ?? [];
    this.#clients.set(pid, [...clients, { close, push: (frame) => client.onPush(frame) }]);
    return client as unknown as ControlClient;
  }

  #answer(listener: FakeListener, name: string, { as }: { readonly as?: string }): unknown {
    const { userNo, pid, origin } = listener.registration;
    switch (name) {
      case 'status':
        return {
          state: 'running',
          userNo,
          pid,
          origin,
          uptimeMs: 0,
          ...(listener.restartRefused && { restartRefused: listener.restartRefused }),
        };
      case 'subscribe':
        return { as: listener.role ?? as };
      case 'stop':
        if (listener.exitsOnStop)
          listener.exit({ kind: 'code', code: 0 }, { cause: 'stop', reason: 'stopped by anna' });
        return {};
      case 'restart':
        if (listener.forbidsRestart !== undefined)
          throw new ControlError('refused', listener.forbidsRestart, 'FORBIDDEN');
        return {};
      default:
        return {};
    }
  }
}
