import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { ControlEvent } from '../../contract/control.ts';
import type { SupervisorOrigin } from '../../contract/phantom-origins.ts';
import type { RunProfile } from '../../contract/registration.ts';
import type { Sample } from '../../contract/samples.ts';
import type { StartFlags } from '../../contract/start-flags.ts';
import { bootTime, type Clock, systemClock } from '../../lib/clock.ts';
import { configFileOf } from '../../lib/config-file.ts';
import { stampOfFiles } from '../../lib/file-stamp.ts';
import { ownProcessStart } from '../../lib/processes.ts';
import type { Platform } from '../platform/platform.ts';
import { thisPlatform } from '../platform/this-platform.ts';
import type { ListenerProcess, RunningListener } from '../registry/find-listeners.ts';
import type { OwnProcess } from '../registry/process-lock.ts';
import type { LaunchCommand } from './launch.ts';
import { PING_INTERVAL_MS } from './liveness.ts';
import type { Environment } from './repeated-environment.ts';
import { SHUTDOWN_TIMEOUTS, type ShutdownTimeouts } from './shutdown-escalation.ts';
import type { StartFailure } from './start-failure.ts';

export interface LaunchOptions {
  /** Every step in the log. */
  readonly debug: boolean;
  /** All of them: those of this start, or of an earlier one. */
  readonly flags: StartFlags;
}

/** What a supervisor is for, and what it may touch. */
export interface SupervisorOptions {
  readonly home: string;
  /** Where a listener is that is started without a flag that names a port: the configured one. 0 is any. */
  readonly port: number;
  /** Flags of its host's own command line, for every start. A port among them selects the listener. */
  readonly flags: StartFlags;
  /** The registered origin of listeners started from here. */
  readonly origin: SupervisorOrigin;
  /** Who acts, for logs and `run/desired.json`, as `cli (anna)`. */
  readonly by: string;
  readonly command: (options: LaunchOptions) => LaunchCommand;
  /** What a listener with these flags and this environment would run with; absent where nobody can tell. */
  readonly preview?: (order: {
    readonly flags: StartFlags;
    readonly env: Environment;
  }) => NextRun | Promise<NextRun>;
  /** When this machine started, milliseconds since the epoch. */
  readonly bootedAt?: () => number;
  readonly platform: Platform;
  /** The process it runs in, as others find it. */
  readonly self: OwnProcess;
  readonly clock: Clock;
  /** Resolves after so many ms, or when the signal is aborted. */
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** Between two pings, and until one counts as missed. */
  readonly pingIntervalMs: number;
  readonly shutdownTimeouts: ShutdownTimeouts;
  /** What the files that a listener is configured by look like: it changes when one of them does. */
  readonly settingsStamp: () => string;
  /** Whether the owner of a listener restarts it when its CPU or memory use raises an alarm. */
  readonly restartOnAlarm: boolean;
}

type RequiredOption = 'home' | 'port' | 'origin' | 'by' | 'command';

/** The parts of a supervisor on this machine. */
export function createSupervisorOptions(
  options: Pick<SupervisorOptions, RequiredOption> & Partial<Omit<SupervisorOptions, RequiredOption>>,
): SupervisorOptions {
  return {
    platform: thisPlatform(),
    self: { pid: process.pid, start: ownProcessStart() },
    clock: systemClock,
    bootedAt: () => bootTime(),
    sleep: async (ms, signal) => {
      await pause(ms, undefined, signal === undefined ? {} : { signal }).catch(() => undefined);
    },
    pingIntervalMs: PING_INTERVAL_MS,
    shutdownTimeouts: SHUTDOWN_TIMEOUTS,
    flags: {},
    restartOnAlarm: false,
    settingsStamp: () => stampOfFiles([configFileOf(options.home), path.join(options.home, 'intents.json')]),
    ...options,
  };
}

/** Whether this supervisor restarts the listener, or somebody else does. */
export type Role = 'owner' | 'watcher';

/** What is known of the listener on the configured port. */
export type SupervisorState = {
  /** Milliseconds since the epoch. */
  readonly since: number;
  /** One line for operators. */
  readonly reason: string;
} & (
  | { readonly kind: 'stopped' }
  | { readonly kind: 'starting' }
  | { readonly kind: 'running'; readonly listener: RunningListener; readonly role: Role }
  | { readonly kind: 'draining'; readonly listener: RunningListener }
  | { readonly kind: 'hung'; readonly listener: ListenerProcess }
  /** `until`: milliseconds since the epoch. */
  | { readonly kind: 'backing-off'; readonly until: number; readonly failure: StartFailure | undefined }
  /** Nothing is started until the operator starts it. */
  | { readonly kind: 'failed'; readonly failure: StartFailure | undefined }
);

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

/** A state before it is dated. */
export type NextState = DistributiveOmit<SupervisorState, 'since'>;

/** What a supervisor tells its host, by name. */
export interface SupervisorEvents {
  state: [SupervisorState];
  /** What it does, a line each. */
  log: [string];
  /** What the operator who gave the order has to know beside its result. */
  warning: [string];
  /** One a second while a listener is monitored. */
  sample: [Sample];
  /** What the listener tells. */
  event: [ControlEvent];
}

/** Where the value of a setting comes from; `none`: it has none. */
export type ValueSource = 'default' | 'qmconfig' | 'file' | 'environment' | 'flag' | 'none';

/** What a listener would run with, before it is started. */
export type NextRun =
  | {
      readonly kind: 'usable';
      readonly port: number;
      readonly driver: string;
      readonly tls: boolean;
      readonly token: ValueSource;
      readonly qmPassword: ValueSource;
      readonly assistKey: ValueSource;
      /** The address it would bind; undefined for every one. */
      readonly host: string | undefined;
      readonly hostSource: ValueSource;
      /** Whole, where it could be told in advance. */
      readonly profile?: RunProfile | undefined;
    }
  /** It would refuse to start. `passing`: until the machine is well again, whatever the configuration says. */
  | { readonly kind: 'unusable'; readonly reason: string; readonly passing?: boolean };
