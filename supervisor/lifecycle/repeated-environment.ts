import type { RunProfile } from '../../contract/registration.ts';
import { isSecretVariable, isSettingVariable } from '../../contract/settings.ts';
import { type Fingerprint, isSameFingerprint } from '../../lib/secret-fingerprint.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * How much of the listener before holds for the next one. `exactly`: its settings, whatever this environment says, as
 * after a crash or for a restart from another shell. `gaps`: what this environment says itself stands over that, as
 * for a unit whose settings were changed while nothing ran.
 */
export type Repetition = 'exactly' | 'gaps';

/**
 * The environment of the next listener. Of this environment's own secrets those stay that the listener before had,
 * too: whether they are the same is for the restart guard to say.
 *
 * @param previous undefined where nothing is known of one: the environment stays as it is
 */
export function repeatedEnvironment(
  own: Environment,
  previous: Pick<RunProfile, 'environment' | 'secrets'> | undefined,
  repetition: Repetition,
): Environment {
  if (previous === undefined) return own;
  if (repetition === 'gaps') return { ...previous.environment, ...own };
  const inherited = Object.entries(own).filter(([name]) => {
    if (isSecretVariable(name)) return previous.secrets[name.toUpperCase()] !== undefined;
    return !isSettingVariable(name);
  });
  return { ...Object.fromEntries(inherited), ...previous.environment };
}

/** The settings of this environment that a restart does not take, since the listener before ran with others. */
export function ignoredVariables(own: Environment, next: Environment): string[] {
  return Object.keys(own).filter((name) => {
    if (!isSettingVariable(name) && !isSecretVariable(name)) return false;
    const value = variableOf(own, name.toUpperCase());
    return value !== undefined && value !== variableOf(next, name.toUpperCase());
  });
}

/** Keyed fingerprints of settings, by variable: see lib/secret-fingerprint.ts. */
export type Fingerprints = Readonly<Record<string, string>>;

/** What is passed over, so that it is known again. None where there is no key yet. */
export function fingerprintsOf(
  own: Environment,
  names: readonly string[],
  fingerprint: Fingerprint | undefined,
): Fingerprints {
  const entries = names.flatMap((name) => {
    const value = own[name];
    const variable = name.toUpperCase();
    return value === undefined || fingerprint === undefined ? [] : [[variable, fingerprint(variable, value)]];
  });
  return Object.fromEntries(entries);
}

/** An environment without the settings that were passed over once, where they say the same as then. */
export function withoutIgnored(
  own: Environment,
  previous: Fingerprints,
  fingerprint: Fingerprint | undefined,
): Environment {
  const names = Object.keys(own).filter((name) => previous[name.toUpperCase()] !== undefined);
  const same = Object.entries(fingerprintsOf(own, names, fingerprint)).filter(([variable, value]) =>
    isSameFingerprint(value, previous[variable] ?? ''),
  );
  const ignored = new Set(same.map(([variable]) => variable));
  return Object.fromEntries(Object.entries(own).filter(([name]) => !ignored.has(name.toUpperCase())));
}

/** A variable as Windows finds it, in any case of its name; an empty one is none. */
export function variableOf(env: Environment, name: string): string | undefined {
  const exact = env[name] ?? env[Object.keys(env).find((one) => one.toUpperCase() === name) ?? name];
  return exact === '' ? undefined : exact;
}
