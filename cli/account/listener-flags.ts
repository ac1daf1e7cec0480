import type { Config, SettingName, Source } from '../../listener/config/config.ts';
import type { SettingType } from '../../listener/config/setting-types.ts';
import {
  flagOf,
  isSecretWithFile,
  SECRET_FILES,
  SETTING_NAMES,
  SETTINGS,
} from '../../listener/config/settings.ts';

export interface ListenerFlags {
  readonly flags: readonly (readonly [flag: string, value: string])[];
  /** Settings of this command that a listener started from QM cannot know, one line each. */
  readonly warnings: readonly string[];
}

/**
 * The flags of a listener that QM starts. It reads the same QMCONFIG and config.json, but QM does not have this
 * command's environment and flags, so they become its flags. Secrets are left out because process titles show flags.
 */
export function listenerFlags(config: Config, sources: Readonly<Record<SettingName, Source>>): ListenerFlags {
  const flags: [string, string][] = [];
  const warnings: string[] = [];
  for (const name of SETTING_NAMES) {
    const source = sources[name];
    if (name !== 'home' && source.kind !== 'environment' && source.kind !== 'flag') continue;
    const flag = flagOf(name);
    const { kind } = SETTINGS[name] as { readonly kind: SettingType<unknown> };
    const value = config[name];
    if (flag !== undefined && value !== undefined) flags.push([flag, kind.format(value)]);
    else if (flag === undefined && source.kind !== 'default' && isOwnSecret(name, sources)) {
      warnings.push(
        `${source.key} is only set for this command: a listener that QM starts needs it ${isSecretWithFile(name) ? `in a file (${SETTINGS[SECRET_FILES[name]].env}) or ` : ''}in config.json`,
      );
    }
  }
  return { flags, warnings };
}

/** False for a secret that was read from its file: the file's path is passed on instead. */
function isOwnSecret(name: SettingName, sources: Readonly<Record<SettingName, Source>>): boolean {
  return !isSecretWithFile(name) || sources[SECRET_FILES[name]].kind === 'default';
}
