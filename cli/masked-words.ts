import { hostname } from 'node:os';
import { userName } from '../lib/user.ts';
import type { Config } from '../listener/config/config.ts';
import { SETTING_NAMES, SETTINGS } from '../listener/config/settings.ts';
import type { MaskedWords } from '../supervisor/diagnostics/mask.ts';

/** Variables that name the user or the machine. */
const NAME_VARIABLES = [
  'USERNAME',
  'USER',
  'LOGNAME',
  'SUDO_USER',
  'COMPUTERNAME',
  'USERDOMAIN',
  'USERDNSDOMAIN',
];

/** What does not belong into a bug report: names of this machine and its user, and every secret in the settings. */
export function maskedWords(config: Config, env: Readonly<Record<string, string | undefined>>): MaskedWords {
  return {
    names: [
      ...[userName(), hostname(), ...hostname().split('.')],
      ...NAME_VARIABLES.map((name) => env[name] ?? ''),
      ...[config.qmHost, config.qmUsername].map((value) => value ?? ''),
    ],
    secrets: SETTING_NAMES.filter((name) => SETTINGS[name].secret).map((name) => String(config[name] ?? '')),
  };
}
