import type { SettingName } from './config.ts';

/** The secrets that a file may hold, and the setting that names the file. */
export const SECRET_FILES = {
  qmPassword: 'qmPasswordFile',
  assistKey: 'assistKeyFile',
} as const satisfies Partial<Record<SettingName, SettingName>>;

export type FiledSecret = keyof typeof SECRET_FILES;

export const FILED_SECRETS = Object.keys(SECRET_FILES) as readonly FiledSecret[];

export function isFiledSecret(name: SettingName): name is FiledSecret {
  return Object.hasOwn(SECRET_FILES, name);
}
