import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Alarm } from '../../contract/alarm.ts';
import type { ControlEvent } from '../../contract/control.ts';
import type { SupervisorOrigin } from '../../contract/phantom-origins.ts';
import type { RunProfile } from '../../contract/registration.ts';
import type { StartFlags } from '../../contract/start-flags.ts';
import type { Sample } from '../../contract/status.ts';
import { bootTime, type Clock, systemClock } from '../../lib/clock.ts';
import { configFileOf, stampOfFiles } from '../../lib/config-file.ts';
import { ownProcessStart } from '../../lib/processes.ts';
import type { Platform, PortOwner } from '../platform/platform.ts';
import { thisPlatform } from '../platform/this-platform.ts';
import type { ListenerProcess, RunningListener, UnknownRegistration } from '../registry/find-listeners.ts';
import { whyNotStart } from '../registry/home-writing.ts';
import type { OwnProcess } from '../registry/process-lock.ts';
import type { LaunchCommand } from './launch.ts';
import { PING_INTERVAL_MS, type Role } from './monitor.ts';
import type { Environment } from './repeated-environment.ts';
import { SHUTDOWN_TIMEOUTS, type ShutdownResult, type ShutdownTimeouts } from './shutdown-escalation.ts';
import type { StartFailure } from './start-failure.ts';

export interface LaunchOptions {
  /** Logs at debug level. */
  readonly debug: boolean;
  /** All flags: of this start or of an earlier one. */
  readonly flags: StartFlags;
}

/** The listener a supervisor manages, and its dependencies. */
export interface SupervisorOptions {
  readonly home: string;
  /** The configured port, used without a port flag; 0 means any. */
  readonly port: number;
  /** Flags of its host's command line, for every start. A port flag selects the listener. */
  readonly flags: StartFlags;
  /** The registered origin of listeners started from here. */
  readonly origin: SupervisorOrigin;
  /** The acting program and user, for logs and `run/desired.json`, for example `cli (anna)`. */
  readonly by: string;
  readonly command: (options: LaunchOptions) => LaunchCommand;
  /** The configuration that a listener with these flags and this environment would use; absent if unknown. */
  readonly preview?: (order: {
    readonly flags: StartFlags;
    readonly env: Environment;
  }) => NextRun | Promise<NextRun>;
  /** When this machine was booted, milliseconds since the epoch. */
  readonly bootedAt?: () => number;
  readonly platform: Platform;
  /** The process it runs in. */
  readonly self: OwnProcess;
  readonly clock: Clock;
  /** Resolves after `ms` milliseconds, or when the signal is aborted. */
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** Interval of pings, and the timeout of one. */
  readonly pingIntervalMs: number;
  readonly shutdownTimeouts: ShutdownTimeouts;
  /** A stamp of the configuration files, which changes when one of them does. */
  readonly settingsStamp: () => string;
  /** A supervisor that a start is left to, since the listener would have too many rights here; undefined where there is none. */
  readonly findUnprivilegedWatch?: (options: SupervisorOptions) => Promise<string | undefined>;
  /** Why this user may not start a listener of the home; undefined if he may. */
  readonly whyNotStart: () => string | undefined;
  /** Whether the owner of a listener restarts it when its CPU or memory use raises an alarm. */
  readonly restartOnAlarm: boolean;
  /** Sends the alarm of a crash or a hang that this process has noticed, without waiting. */
  readonly onCrash?: (alarm: Alarm) => void;
}

type RequiredOption = 'home' | 'port' | 'origin' | 'by' | 'command';

/** Completes the options with the defaults for this machine. */
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
    whyNotStart: () => whyNotStart(options.home),
    settingsStamp: () => stampOfFiles([configFileOf(options.home), path.join(options.home, 'intents.json')]),
    ...options,
  };
}

/** The state of the listener on the configured port. */
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
  /** It is not started again until the operator starts it. */
  | { readonly kind: 'failed'; readonly failure: StartFailure | undefined }
);

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

/** A state without its time. */
export type NextState = DistributiveOmit<SupervisorState, 'since'>;

/** The events of a supervisor. */
export interface SupervisorEvents {
  state: [SupervisorState];
  /** One line per action. */
  log: [string];
  /** Information for the operator in addition to an operation's result. */
  warning: [string];
  /** One per second while a listener is monitored. */
  sample: [Sample];
  /** An event of the listener. */
  event: [ControlEvent];
}

/** The source of a setting's value; `none` if it has none. */
export type ValueSource = 'default' | 'qmconfig' | 'file' | 'environment' | 'flag' | 'none';

/** The configuration that a listener would run with. */
export type NextRun =
  | {
      readonly kind: 'usable';
      readonly port: number;
      readonly driver: string;
      readonly tls: boolean;
      readonly token: ValueSource;
      readonly qmPassword: ValueSource;
      readonly assistKey: ValueSource;
      readonly alarmWebhook: ValueSource;
      readonly alarmWebhookSecret: ValueSource;
      /** The address it would bind; undefined for all. */
      readonly host: string | undefined;
      readonly hostSource: ValueSource;
      /** The complete profile, if it is known in advance. */
      readonly profile?: RunProfile | undefined;
    }
  /** It would fail to start. `isTransient`: because of the machine's current state, not of the configuration. */
  | { readonly kind: 'unusable'; readonly reason: string; readonly isTransient?: boolean };

/** Results of a supervisor's operations. */

export interface Listing {
  readonly listeners: readonly ListenerProcess[];
  readonly unknown: readonly UnknownRegistration[];
  /** Why this user cannot see what runs in this home; absent if it can. */
  readonly hidden?: string;
  /** The port of the supervisor's listener, or of the next one. */
  readonly port: number;
  /** The owner of that port, if it is none of our listeners. */
  readonly foreignOwner: Exclude<PortOwner, { kind: 'free' }> | undefined;
}

export type StopResult =
  | { readonly kind: 'not-running' }
  | { readonly kind: 'no-such-listener'; readonly userNo: number }
  | ({ readonly kind: 'stopped' | 'not-stopped'; readonly listener: ListenerProcess } & Pick<
      ShutdownResult,
      'steps'
    >);
