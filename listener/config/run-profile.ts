import { MAX_PROFILE_FILES, type RunProfile } from '../../contract/registration.ts';
import type { Fingerprint } from '../../lib/keyed-hashes.ts';
import type { Config, SettingName } from './config.ts';
import type { LoadedConfig } from './load.ts';
import type { SettingType } from './setting-types.ts';
import { SETTING_NAMES, SETTINGS } from './settings.ts';

/**
 * The run profile of a listener with this configuration: see contract/registration.ts. A secret becomes a fingerprint.
 *
 * @param example whether it serves the invented example records
 */
export function runProfile(
  { config, sources }: Pick<LoadedConfig, 'config' | 'sources'>,
  fingerprint: Fingerprint,
  example: boolean,
): RunProfile {
  const environment: Record<string, string> = {};
  const secrets: Record<string, string> = {};
  const files = new Set<string>();
  for (const name of SETTING_NAMES) {
    const source = sources[name];
    if (source.kind === 'file' || source.kind === 'qmconfig') files.add(source.file);
    if (source.kind !== 'environment' || !isRepeated(name)) continue;
    const { env = source.key, secret } = SETTINGS[name];
    if (secret !== true) environment[env] = formatSetting(name, config);
    // A password from a file has the file's source, and only the path in QM_PASSWORD_FILE is recorded.
    else if (env === SETTINGS[name].env && source.key === env) {
      secrets[env] = fingerprint(env, String(config[name]));
    }
  }
  return {
    environment,
    secrets,
    files: [...files],
    token: config.token !== undefined,
    tls: config.tlsKey !== undefined,
    ...(config.host === undefined ? {} : { host: config.host }),
    driver: config.driver,
    example,
  };
}

/**
 * The profile after a reload. Files that once provided a setting stay in it, so that a reload removes no protection.
 *
 * @param applied what the reload applied
 */
export function reloadedProfile(
  profile: RunProfile,
  { token, files }: Pick<RunProfile, 'token' | 'files'>,
): RunProfile {
  return { ...profile, token, files: [...new Set([...profile.files, ...files])].slice(0, MAX_PROFILE_FILES) };
}

/** Whether a restart repeats a setting. It knows the home, and each boot must permit the example again. */
export function isRepeated(name: SettingName): boolean {
  return name !== 'home' && name !== 'example';
}

function formatSetting(name: SettingName, config: Config): string {
  const { kind } = SETTINGS[name] as { readonly kind: SettingType<unknown> };
  return kind.format(config[name]);
}
