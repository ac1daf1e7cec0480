import type { RunProfile } from '../../contract/registration.ts';
import { isSecretVariable, isSettingVariable } from '../../contract/settings.ts';
import { type Fingerprint, isSameFingerprint } from '../../lib/keyed-hashes.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * How the next listener takes over the settings of the previous one. `exactly`: all of them, regardless of this
 * environment, as after a crash or for a restart from another shell. `gaps`: this environment overrides them, as for a unit
 * whose settings were changed while nothing ran.
 */
export type Repetition = 'exactly' | 'gaps';

/**
 * The environment of the next listener. It keeps those secrets of this environment that the previous listener also had;
 * the restart guard checks whether they are the same.
 *
 * @param previous undefined if none is known: the environment is then unchanged
 */
export function repeatedEnvironment(
  ownEnvironment: Environment,
  previous: Pick<RunProfile, 'environment' | 'secrets'> | undefined,
  repetition: Repetition,
): Environment {
  if (previous === undefined) return ownEnvironment;
  if (repetition === 'gaps') return { ...previous.environment, ...ownEnvironment };
  const inherited = Object.entries(ownEnvironment).filter(([name]) => {
    if (isSecretVariable(name)) return previous.secrets[name.toUpperCase()] !== undefined;
    return !isSettingVariable(name);
  });
  return { ...Object.fromEntries(inherited), ...previous.environment };
}

/** The settings of this environment that a restart ignores, because the previous listener ran with others. */
export function ignoredVariables(ownEnvironment: Environment, next: Environment): string[] {
  return Object.keys(ownEnvironment).filter((name) => {
    if (!isSettingVariable(name) && !isSecretVariable(name)) return false;
    const value = variableOf(ownEnvironment, name.toUpperCase());
    return value !== undefined && value !== variableOf(next, name.toUpperCase());
  });
}

/** Keyed fingerprints of settings, by variable: see lib/keyed-hashes.ts. */
export type Fingerprints = Readonly<Record<string, string>>;

/** Fingerprints of ignored settings, to recognize them later. Empty if there is no key yet. */
export function fingerprintsOf(
  ownEnvironment: Environment,
  names: readonly string[],
  fingerprint: Fingerprint | undefined,
): Fingerprints {
  const entries = names.flatMap((name) => {
    const value = ownEnvironment[name];
    const variable = name.toUpperCase();
    return value === undefined || fingerprint === undefined ? [] : [[variable, fingerprint(variable, value)]];
  });
  return Object.fromEntries(entries);
}

/** The environment without settings that were ignored before and have not changed since. */
export function withoutIgnored(
  ownEnvironment: Environment,
  previous: Fingerprints,
  fingerprint: Fingerprint | undefined,
): Environment {
  const names = Object.keys(ownEnvironment).filter((name) => previous[name.toUpperCase()] !== undefined);
  const same = Object.entries(fingerprintsOf(ownEnvironment, names, fingerprint)).filter(
    ([variable, value]) => isSameFingerprint(value, previous[variable] ?? ''),
  );
  const ignored = new Set(same.map(([variable]) => variable));
  return Object.fromEntries(
    Object.entries(ownEnvironment).filter(([name]) => !ignored.has(name.toUpperCase())),
  );
}

/** Reads a variable, ignoring the case of its name as Windows does; an empty value counts as not set. */
export function variableOf(env: Environment, name: string): string | undefined {
  const exact =
    env[name] ?? env[Object.keys(env).find((variable) => variable.toUpperCase() === name) ?? name];
  return exact === '' ? undefined : exact;
}
