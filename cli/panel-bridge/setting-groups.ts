import { ALARM_SETTINGS } from '../../listener/config/alarm-settings.ts';
import { ASSIST_SETTINGS } from '../../listener/config/assist-settings.ts';
import type { SettingName } from '../../listener/config/config.ts';
import { LOG_SETTINGS, PLACE_SETTINGS } from '../../listener/config/home-settings.ts';
import { QM_SETTINGS } from '../../listener/config/qm-settings.ts';
import { SERVER_SETTINGS } from '../../listener/config/server-settings.ts';
import { SPEECH_SETTINGS } from '../../listener/config/speech-settings.ts';
import { STORE_SETTINGS } from '../../listener/config/store-settings.ts';

/** Who may connect, where and how; the other settings of the server are limits and times. */
const NETWORK: readonly SettingName[] = [
  ...['port', 'extraPorts', 'host', 'token', 'origins', 'trustedProxies', 'tlsKey', 'tlsCert'],
] as readonly SettingName[];

/** Names of groups, as the page has titles for them, with the settings of each. */
const GROUPS: Readonly<Record<string, object>> = {
  limits: SERVER_SETTINGS,
  database: QM_SETTINGS,
  assist: ASSIST_SETTINGS,
  speech: SPEECH_SETTINGS,
  store: STORE_SETTINGS,
  folders: PLACE_SETTINGS,
  logs: LOG_SETTINGS,
  alarms: ALARM_SETTINGS,
};

/** The group that a setting is shown in. */
export function groupOfSetting(name: SettingName): string {
  if (NETWORK.includes(name)) return 'network';
  return Object.keys(GROUPS).find((group) => Object.hasOwn(GROUPS[group] ?? {}, name)) ?? 'more';
}
