import { isAutomatic, type PhantomOrigin } from '../contract/phantom-origins.ts';
import { fingerprinting } from '../lib/keyed-hashes.ts';
import { type LoadedConfig, type LoadInputs, loadTolerant } from '../listener/config/load.ts';
import { withEnvironment } from '../listener/config/machine.ts';
import { readControlKey } from '../supervisor/control/handshake.ts';
import { repeatedEnvironment } from '../supervisor/lifecycle/repeated-environment.ts';
import { findLostProtection } from '../supervisor/lifecycle/restart-guard.ts';
import { readLastExit } from '../supervisor/registry/state-files.ts';
import { nextRunOf } from './preview-run.ts';
import { orBadConfiguration } from './setting-flags.ts';
import { lastStart, namedFlags } from './start-flags.ts';

export interface RunAfter {
  readonly inputs: LoadInputs;
  /** The protection that the previous listener had and this one would not have, one sentence each. */
  readonly lost: (loaded: LoadedConfig) => readonly string[];
}

/**
 * The configuration inputs of a listener that a unit, a service or a task restarts automatically. After a crash they
 * include the flags and the environment of the previous listener, unless its own override them. After a requested stop
 * they do not.
 */
export function afterCrash(inputs: LoadInputs, origin: PhantomOrigin): RunAfter {
  const unchanged: RunAfter = { inputs, lost: () => [] };
  if (!isAutomatic(origin)) return unchanged;
  const { home, port } = orBadConfiguration(() => loadTolerant(inputs)).config;
  const last = lastStart(home);
  const { profile, pid } = last ?? {};
  const otherPort = inputs.flags.port !== undefined && last?.port !== port;
  if (profile === undefined || pid === undefined || otherPort) return unchanged;
  const cause = readLastExit(home, pid)?.cause;
  if (cause === 'signal' || cause === 'stop') return unchanged;
  const env = repeatedEnvironment(inputs.machine.env, profile, 'gaps');
  return {
    inputs: {
      flags: { ...namedFlags(last?.flags ?? {}), ...inputs.flags },
      machine: withEnvironment(inputs.machine, env),
    },
    lost: (loaded) => {
      const key = readControlKey(home);
      const fingerprint = key === undefined ? undefined : fingerprinting(key);
      return findLostProtection({
        previous: profile,
        next: nextRunOf(loaded),
        env,
        fingerprint,
        explicitFlags: {},
      });
    },
  };
}
