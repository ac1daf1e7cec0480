import type { AutostartView } from '../../contract/panel-autostart.ts';
import type { SettingsView, SettingView } from '../../contract/panel-settings.ts';

export function setting(name: string, change: Partial<SettingView> = {}): SettingView {
  return {
    name,
    group: 'limits',
    description: `what ${name} is`,
    allowed: 'a whole number from 1 to 100',
    input: 'number',
    value: '50',
    saved: '50',
    default: '50',
    source: 'default',
    isInFile: false,
    isEditable: true,
    needsRestart: true,
    isSecret: false,
    ...change,
  };
}

export function settingsView(change: Partial<SettingsView> = {}): SettingsView {
  return {
    file: '/var/lib/hal-listener/config.json',
    stamp: 'a',
    settings: [
      setting('port', { group: 'network', value: '9000', saved: '9000', source: 'file', isInFile: true }),
      setting('token', {
        ...{ group: 'network', input: 'secret', isSecret: true, needsRestart: false, source: 'file' },
        ...{ value: '(set)', saved: '(set)', default: '(not set)', isInFile: true },
      }),
      setting('maxConnections', {
        ...{ source: 'environment', value: '40', from: 'environment MAX_CONNECTIONS' },
        override: { key: 'MAX_CONNECTIONS', of: 'here' },
      }),
      setting('rate', { ...{ source: 'flag', value: '7' }, override: { key: '--rate', of: 'last-start' } }),
      setting('keepSessions', { input: 'switch', value: 'on', saved: 'on', default: 'on' }),
      setting('logLevel', {
        ...{ group: 'logs', input: 'choice', choices: ['debug', 'info'], needsRestart: false },
        ...{ value: 'info', saved: 'info', default: 'info' },
      }),
      setting('fromTheFuture', { group: 'a group of a newer version' }),
    ],
    errors: [],
    warnings: [],
    previous: { at: 1, differences: [{ name: 'port', before: '9000', after: '9001' }] },
    ...change,
  };
}

export const AUTOSTARTS: readonly AutostartView[] = [
  {
    ...{ kind: 'login', when: 'when this user logs in', state: 'installed' },
    ...{ place: '/home/anna/.config/autostart/hal-listener.desktop', command: '/usr/bin/hal-listener watch' },
  },
  {
    ...{ kind: 'systemd', when: 'when the machine starts, by systemd (Linux)', state: 'absent' },
    place: '/etc/systemd/system/hal-listener.service',
  },
  {
    ...{ kind: 'qm', when: 'when QM starts', state: 'unknown', place: "STARTUP= in QM's configuration" },
    reason: 'there is no QM configuration in /etc/qmconfig',
  },
];
