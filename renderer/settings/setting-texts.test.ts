import { expect, it } from 'vitest';
import { setting, settingsView } from '../testing/settings-view.ts';
import { describeSource, groupSettings, matchesSearch, settingLabel } from './setting-texts.ts';

it('shows groups in order, what it does not know last', () => {
  expect(
    groupSettings(settingsView().settings).map(({ title, settings }) => [title, settings.length]),
  ).toEqual([
    ['Network and TLS', 2],
    ['Limits and times', 3],
    ['Logs', 1],
    ['More', 1],
  ]);
});

it('has names for people', () => {
  const names = [
    'port',
    'tlsKey',
    'qmPasswordFile',
    'maxConnectionsPerAddress',
    'deadlineMs',
    'accountDir',
    'alarmCpu',
  ];
  expect(names.map(settingLabel)).toEqual([
    'Port',
    'TLS key',
    'QM password file',
    'Maximum connections per address',
    'Deadline',
    'Account folder',
    'Alarm CPU',
  ]);
});

it('searches names, descriptions, values and sources', () => {
  const port = setting('port', { value: '9000', from: '/etc/config.json port' });
  for (const search of ['PORT', '9000', 'what port', 'config.json', '  '])
    expect(matchesSearch(port, search.trim())).toBe(true);
  expect(matchesSearch(port, 'port nothing')).toBe(false);
});

it('says where a value comes from', () => {
  const of = (name: string) =>
    describeSource(settingsView().settings.find((one) => one.name === name) ?? setting(''));
  expect(['port', 'maxConnections', 'rate', 'logLevel'].map(of)).toEqual([
    'Set in config.json',
    'Environment: MAX_CONNECTIONS',
    'From the last start: --rate',
    undefined,
  ]);
  expect(describeSource(setting('a', { source: 'qmconfig', from: 'QMCONFIG line 3 A' }))).toBe(
    'From QMCONFIG line 3 A',
  );
});
