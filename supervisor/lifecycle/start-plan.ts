import { EXAMPLE_VARIABLE, isUnattended } from '../../contract/phantom-origins.ts';
import type { Registration, RunProfile } from '../../contract/registration.ts';
import type { Desired } from '../../contract/run-state.ts';
import { EXAMPLE_FLAG, portOfFlags, type StartFlags } from '../../contract/start-flags.ts';
import { fingerprinting } from '../../lib/keyed-hashes.ts';
import { readControlKey } from '../control/handshake.ts';
import { readLastExit } from '../registry/state-files.ts';
import type { LaunchCommand } from './launch.ts';
import {
  type Environment,
  type Fingerprints,
  fingerprintsOf,
  ignoredVariables,
  type Repetition,
  repeatedEnvironment,
  variableOf,
  withoutIgnored,
} from './repeated-environment.ts';
import { findLostProtection } from './restart-guard.ts';
import type { StartFailure } from './start-failure.ts';
import type { NextRun, SupervisorOptions } from './supervisor-types.ts';

/** How to start the next listener. */
export interface StartPlan {
  readonly debug: boolean;
  readonly flags: StartFlags;
  /** The flags of this order. */
  readonly explicitFlags: StartFlags;
  /** The listener it replaces; undefined for a start, which sets everything itself. */
  readonly predecessor?: Predecessor | undefined;
  readonly repetition: Repetition;
}

/** What is known about the previous listener. */
export interface Predecessor {
  readonly profile: RunProfile | undefined;
  /** Names of the variables that configured it, if an older version recorded nothing else. */
  readonly environment: readonly string[];
  /** Milliseconds since the epoch. */
  readonly notedAt: number | undefined;
  /** Settings in its starter's environment that it ignores. */
  readonly ignoredVariables?: Fingerprints | undefined;
}

export interface PreparedStart {
  readonly command: LaunchCommand;
  /** Its port; 0 means any. */
  readonly port: number;
  /** Undefined if it is not known in advance. */
  readonly next: NextRun | undefined;
  /** Settings of this environment that it ignores: see repeated-environment.ts. */
  readonly ignoredVariables: Fingerprints;
  /** Why it must not be started. */
  readonly failure: StartFailure | undefined;
}

/** The predecessor of a start, from the registration of a listener that still exists. */
export function predecessorOf({ profile, environment, registeredAt }: Registration): Predecessor {
  return { profile, environment, notedAt: registeredAt };
}

/** The last listener by the saved state; undefined if none was saved. */
export function savedPredecessor(desired: Desired | undefined): Predecessor | undefined {
  if (desired?.profile === undefined) return undefined;
  const { profile, notedAt, ignoredVariables } = desired;
  return { profile, environment: [], notedAt, ignoredVariables };
}

/**
 * Decides the command and environment of the next listener, and whether it may start: it must have a valid configuration,
 * and no less protection than the previous one. Changes nothing.
 */
export async function prepareStart(plan: StartPlan, options: SupervisorOptions): Promise<PreparedStart> {
  const { flags, predecessor, repetition } = plan;
  const base = options.command({ debug: plan.debug, flags });
  const ownEnvironment = base.env ?? process.env;
  const fingerprint = fingerprintOf(options.home);
  const ownSettings =
    repetition === 'gaps'
      ? withoutIgnored(ownEnvironment, predecessor?.ignoredVariables ?? {}, fingerprint)
      : ownEnvironment;
  const env = withExample(
    repeatedEnvironment(ownSettings, predecessor?.profile, repetition),
    predecessor,
    options,
  );
  const command = predecessor === undefined ? base : { ...base, env };
  const next = await options.preview?.({ flags, env });
  const port = portOfFlags(flags) ?? (next?.kind === 'usable' ? next.port : options.port);
  const ignored = fingerprintsOf(ownEnvironment, ignoredVariables(ownEnvironment, env), fingerprint);
  const prepared = { command, port, next, ignoredVariables: ignored };
  const why = options.whyNotStart();
  if (why !== undefined) return { ...prepared, failure: { kind: 'not-allowed', why } };
  if (next?.kind === 'unusable') {
    const kind = next.isTransient === true ? 'unreadable-configuration' : 'bad-configuration';
    return { ...prepared, failure: { kind, reason: next.reason } };
  }
  const reasons = predecessor === undefined ? [] : findLoss(plan, predecessor, env, next, options.home);
  return { ...prepared, failure: reasons.length === 0 ? undefined : { kind: 'less-protected', reasons } };
}

function findLoss(
  { explicitFlags }: StartPlan,
  { profile, environment }: Predecessor,
  env: Environment,
  next: Extract<NextRun, { kind: 'usable' }> | undefined,
  home: string,
): string[] {
  if (profile === undefined) {
    const missing = environment.filter((name) => variableOf(env, name) === undefined);
    if (missing.length === 0) return [];
    return [`It was started with ${missing.join(', ')} in its environment, which is not set here.`];
  }
  return findLostProtection({
    previous: profile,
    next,
    env,
    fingerprint: fingerprintOf(home),
    explicitFlags,
  });
}

function fingerprintOf(home: string): ReturnType<typeof fingerprinting> | undefined {
  try {
    const key = readControlKey(home);
    return key === undefined ? undefined : fingerprinting(key);
  } catch {
    // The key belongs to another user; the guard reports that it cannot compare.
    return undefined;
  }
}

/**
 * A restart continues with the example data that a person started. A start after a boot does not: what somebody tried by
 * hand before must not answer a family.
 */
function withExample(
  env: Environment,
  predecessor: Predecessor | undefined,
  options: SupervisorOptions,
): Environment {
  const isContinued = predecessor?.profile?.example === true && isSinceBoot(predecessor.notedAt, options);
  const { [EXAMPLE_VARIABLE]: _, ...rest } = env;
  return isContinued ? { ...rest, [EXAMPLE_VARIABLE]: '1' } : rest;
}

/** The flags of the last start, without an `--example` that a person gave before the last boot. */
export function lastFlags(desired: Desired | undefined, options: SupervisorOptions): StartFlags {
  const { [EXAMPLE_FLAG]: example, ...flags } = desired?.flags ?? {};
  const keepsExample = !isUnattended(options.origin) || isSinceBoot(desired?.notedAt, options);
  return example !== undefined && keepsExample ? { ...flags, [EXAMPLE_FLAG]: example } : flags;
}

function isSinceBoot(at: number | undefined, { bootedAt }: SupervisorOptions): boolean {
  return at !== undefined && at > (bootedAt?.() ?? 0);
}

/** Of a start that an operator gives all flags of. */
export function freshPlan(flags: StartFlags, debug: boolean): StartPlan {
  return { debug, flags, explicitFlags: flags, repetition: 'exactly' };
}

/** The listeners that a supervisor knows, by their PIDs. */
export interface KnownListeners {
  /** The last one when the supervisor began. */
  readonly first: number | undefined;
  /** The one that it saved or started last. */
  readonly last: number | undefined;
}

/**
 * A listener that was ended by a signal before this supervisor saw it running was ended with its unit or machine: the
 * environment that starts it now may have other settings. One that started later did so while this supervisor hung, whose
 * environment is the older one.
 */
export function repetitionAfter(
  { pid }: Partial<Desired> = {},
  { first, last }: KnownListeners,
  home: string,
): Repetition {
  if (pid === undefined || pid !== first || pid === last) return 'exactly';
  return readLastExit(home, pid)?.cause === 'signal' ? 'gaps' : 'exactly';
}
