import { parseOutgoingUrl } from './outgoing-url.ts';
import type { SettingTable } from './setting.ts';
import { byteSize, integer, type SettingType, secret } from './setting-types.ts';

/** Many such addresses contain a key, so the value is never shown. `none` means none. */
const webhookUrl: SettingType<string | undefined> = {
  ...secret(500),
  noun: 'an address that alarms may be sent to',
  allowed:
    'none, or http on this machine or in a private network, https elsewhere, without a user name or a fragment',
  parse: (raw) => {
    if (raw === 'none') return { value: undefined };
    const url = parseOutgoingUrl(raw, { query: true });
    return url === undefined ? undefined : { value: url.href };
  },
};

/** What raises an alarm, and where it is sent: see docs/alarms.md. */
export const ALARM_SETTINGS: SettingTable<
  | 'alarmCpu'
  | 'alarmRss'
  | 'alarmDisk'
  | 'alarmDeclined'
  | 'alarmWaiting'
  | 'alarmWebhook'
  | 'alarmWebhookSecret'
> = {
  alarmCpu: {
    description: 'percent of one core, for a minute, that raises the alarm',
    kind: integer(1, 1000),
    default: 20,
    env: 'ALARM_CPU',
    flag: true,
  },
  alarmRss: {
    description: 'bytes of resident memory that raise the alarm',
    kind: byteSize(16 * 1024 ** 2, 64 * 1024 ** 3),
    default: 150 * 1000 ** 2,
    env: 'ALARM_RSS',
    flag: true,
  },
  alarmDisk: {
    description: 'free bytes on the disks of home and logs below which the alarm is raised',
    kind: byteSize(1024 ** 2, 1024 ** 4),
    default: 500 * 1000 ** 2,
    env: 'ALARM_DISK',
    flag: true,
  },
  alarmDeclined: {
    description: 'percent of the questions of 15 minutes that are declined; 100 raises no alarm',
    kind: integer(1, 100),
    default: 50,
    env: 'ALARM_DECLINED',
    flag: true,
  },
  alarmWaiting: {
    description: 'questions waiting for a QM session, for a minute, that raise the alarm',
    kind: integer(1, 100_000),
    default: 1,
    env: 'ALARM_WAITING',
    flag: true,
  },
  alarmWebhook: {
    description: 'address that alarms are posted to, as JSON',
    kind: webhookUrl,
    default: undefined,
    env: 'ALARM_WEBHOOK',
    flag: false,
    secret: true,
  },
  alarmWebhookSecret: {
    description: 'key that signs what is posted there',
    kind: secret(1024),
    default: undefined,
    env: 'ALARM_WEBHOOK_SECRET',
    flag: false,
    secret: true,
  },
};
