import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { SupervisorOrigin } from '../contract/phantom-origins.ts';
import type { StartFlags } from '../contract/start-flags.ts';
import { bootTime, type Clock, systemClock } from '../lib/clock.ts';
import { stampOfFiles } from '../lib/file-stamp.ts';
import { ownProcessStart } from '../lib/process-start.ts';
import type { LaunchCommand } from './launch.ts';
import { PING_EVERY_MS } from './liveness.ts';
import type { NextRun } from './next-run.ts';
import type { Platform } from './platform/platform.ts';
import { thisPlatform } from './platform/this-platform.ts';
import type { OwnProcess } from './process-lock.ts';
import type { Environment } from './repeated-environment.ts';
import { STOP_WAITS, type StopWaits } from './stop-ladder.ts';

export interface LaunchOptions {
  /** Every step in the log. */
  readonly debug: boolean;
  /** All of them: what this start was told, or what an earlier one was. */
  readonly flags: StartFlags;
}

/** What a supervisor is for, and what it may touch. */
export interface SupervisorParts {
  readonly home: string;
  /** Where a listener is that is started without a flag that names a port: the configured one. 0 is any. */
  readonly port: number;
  /** Standing orders of its host's own command line. A port among them says which phantom it is about. */
  readonly flags: StartFlags;
  /** How phantoms started from here are registered. */
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
  readonly pingEveryMs: number;
  readonly stopWaits: StopWaits;
  /** What the files that a listener is configured by look like: it changes when one of them does. */
  readonly settingsStamp: () => string;
  /** Whether the owner of a phantom restarts it when its CPU or memory raises the alarm. */
  readonly restartOnAlarm: boolean;
}

type Given = 'home' | 'port' | 'origin' | 'by' | 'command';

/** The parts of a supervisor on this machine. */
export function realParts(
  given: Pick<SupervisorParts, Given> & Partial<Omit<SupervisorParts, Given>>,
): SupervisorParts {
  return {
    platform: thisPlatform(),
    self: { pid: process.pid, start: ownProcessStart() },
    clock: systemClock,
    bootedAt: () => bootTime(),
    sleep: async (ms, signal) => {
      await pause(ms, undefined, signal === undefined ? {} : { signal }).catch(() => undefined);
    },
    pingEveryMs: PING_EVERY_MS,
    stopWaits: STOP_WAITS,
    flags: {},
    restartOnAlarm: false,
    settingsStamp: () =>
      stampOfFiles(['config.json', 'intents.json'].map((name) => path.join(given.home, name))),
    ...given,
  };
}
