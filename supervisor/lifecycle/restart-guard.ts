import { existsSync } from 'node:fs';
import type { RunProfile } from '../../contract/registration.ts';
import { SECRET_VARIABLES, type SecretVariable } from '../../contract/settings.ts';
import type { StartFlags } from '../../contract/start-flags.ts';
import { type Fingerprint, isSameFingerprint } from '../../lib/keyed-hashes.ts';
import { type Environment, variableOf } from './repeated-environment.ts';
import type { NextRun } from './supervisor-types.ts';

export interface RestartComparison {
  /** Profile of the listener that is replaced. */
  readonly previous: RunProfile;
  /** Undefined if it is not known in advance. */
  readonly next: Extract<NextRun, { kind: 'usable' }> | undefined;
  /** Environment of the next listener: see repeated-environment.ts. */
  readonly env: Environment;
  /** Uses the control key of the home; undefined if that cannot be read. */
  readonly fingerprint: Fingerprint | undefined;
  /** Flags that the operator gave with this restart. */
  readonly explicitFlags: StartFlags;
  readonly exists?: (file: string) => boolean;
}

/**
 * Why the next listener would run with less protection than the one it replaces: without a token or with another one,
 * without TLS, on more addresses, on invented records, without its configuration file.
 *
 * @returns one sentence per reason, with what to do; empty if nothing is lost
 */
export function findLostProtection(restart: RestartComparison): string[] {
  const { previous, next, explicitFlags, exists = existsSync } = restart;
  const missing = previous.files.filter((file) => !exists(file));
  const reasons = [
    ...missing.map((file) => `The configuration file ${file} that it runs with no longer exists.`),
    ...Object.keys(SECRET_VARIABLES).flatMap((name) => findLostSecret(name as SecretVariable, restart)),
  ];
  if (next === undefined) return reasons;
  if (previous.token && next.token === 'none' && previous.secrets.WEBSOCKET_TOKEN === undefined) {
    reasons.push(
      'Clients need a token now, but the configuration no longer has one: set it with "hal-listener config set token".',
    );
  }
  if (previous.tls && !next.tls && !['--tls-key', '--tls-cert'].some((flag) => flag in explicitFlags)) {
    reasons.push('Clients use TLS now, but the configuration no longer names the key and certificate.');
  }
  if (previous.host !== undefined && next.host === undefined && next.hostSource === 'default') {
    reasons.push(`It is bound to ${previous.host} only, but the configuration no longer says so.`);
  }
  if (previous.driver !== 'embedded' && next.driver === 'embedded' && !('--driver' in explicitFlags)) {
    reasons.push('It answers from QM, but the configuration no longer names that QM.');
  }
  return reasons;
}

/** Checks a secret that only the previous listener's environment contained. */
function findLostSecret(
  name: SecretVariable,
  { previous, next, env, fingerprint }: RestartComparison,
): string[] {
  const previousFingerprint = previous.secrets[name];
  if (previousFingerprint === undefined) return [];
  const value = variableOf(env, name);
  const set = `"hal-listener config set ${SECRET_VARIABLES[name]}" keeps it in config.json.`;
  if (value === undefined) {
    const source = next?.[SECRET_VARIABLES[name]];
    if (source === 'file' || source === 'flag' || source === 'environment') return [];
    return [`${name} was only set in the environment it was started from, and is not set here. ${set}`];
  }
  if (fingerprint === undefined) {
    return [`Cannot tell whether ${name} is unchanged, because control.key cannot be read.`];
  }
  if (isSameFingerprint(fingerprint(name, value), previousFingerprint)) return [];
  return [`${name} differs from the one the listener was started with. ${set}`];
}
