import { ALARM_SETTINGS } from './alarm-settings.ts';
import { ASSIST_SETTINGS } from './assist-settings.ts';
import type { SettingName } from './config.ts';
import { LOG_SETTINGS, PLACE_SETTINGS } from './home-settings.ts';
import { QM_SETTINGS } from './qm-settings.ts';
import { SERVER_SETTINGS } from './server-settings.ts';
import type { SettingTable } from './setting.ts';
import { SPEECH_SETTINGS } from './speech-settings.ts';
import { STORE_SETTINGS } from './store-settings.ts';

/** Every setting, in the order of listings. A key of Config without a row does not compile. */
export const SETTINGS: SettingTable<SettingName> = {
  ...SERVER_SETTINGS,
  ...QM_SETTINGS,
  ...ASSIST_SETTINGS,
  ...SPEECH_SETTINGS,
  ...STORE_SETTINGS,
  ...PLACE_SETTINGS,
  ...LOG_SETTINGS,
  ...ALARM_SETTINGS,
};

export const SETTING_NAMES = Object.keys(SETTINGS) as readonly SettingName[];

export function isSettingName(name: string): name is SettingName {
  return Object.hasOwn(SETTINGS, name);
}

/** A setting's command-line flag, for example `--max-connections`; undefined if it has none. */
export function flagOf(name: SettingName): string | undefined {
  return SETTINGS[name].flag
    ? `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
    : undefined;
}

/** The keys that QMCONFIG may contain. */
export const QMCONFIG_KEYS: readonly string[] = SETTING_NAMES.flatMap(
  (name) => SETTINGS[name].qmconfig ?? [],
);

/** The secrets that can be read from a file, with the setting that names the file. */
export const SECRET_FILES = {
  qmPassword: 'qmPasswordFile',
  assistKey: 'assistKeyFile',
} as const satisfies Partial<Record<SettingName, SettingName>>;

export type SecretWithFile = keyof typeof SECRET_FILES;

export const SECRETS_WITH_FILE = Object.keys(SECRET_FILES) as readonly SecretWithFile[];

export function isSecretWithFile(name: SettingName): name is SecretWithFile {
  return Object.hasOwn(SECRET_FILES, name);
}
