import { expect, it } from 'vitest';
import { configJson, settingRows } from './listing.ts';
import { loadConfig } from './load.ts';
import { fakeMachine } from './testing/machine.ts';

const SECRETS = { QM_PASSWORD: 'hunter2', WEBSOCKET_TOKEN: 'opensesame' };

it('shows each value with its source in words', () => {
  const env = { QM_ACCOUNT_DIR: '/qm/hal', WEBSOCKET_PORT: '9000', ...SECRETS };
  const files = { '/qm/hal/QMCONFIG': '*\nLOG.MAX.SIZE = 20 MiB' };
  const machine = fakeMachine({ env, files, folders: { '/qm/hal': 'read-only' } });
  const rows = settingRows(loadConfig({ flags: { logLevel: 'debug' }, machine }));
  const row = (name: string) => rows.find((each) => each.name === name);
  expect(row('port')).toEqual({ name: 'port', value: '9000', from: 'environment WEBSOCKET_PORT' });
  expect(row('logMaxSize')).toEqual({
    name: 'logMaxSize',
    value: '20 MiB',
    from: '/qm/hal/QMCONFIG line 2 LOG.MAX.SIZE',
  });
  expect(row('logLevel')).toEqual({ name: 'logLevel', value: 'debug', from: 'flag --log-level' });
  expect(row('qmPassword')).toEqual({ name: 'qmPassword', value: '(set)', from: 'environment QM_PASSWORD' });
  expect(row('host')).toEqual({ name: 'host', value: '*', from: 'default' });
});

it('gives programs the same as JSON', () => {
  const machine = fakeMachine({ env: { WEBSOCKET_EXTRA_PORTS: '8765' } });
  const { settings, warnings } = configJson(loadConfig({ flags: {}, machine }));
  expect(warnings).toEqual([]);
  expect(settings.find(({ name }) => name === 'extraPorts')).toEqual({
    name: 'extraPorts',
    value: [8765],
    source: 'environment',
    key: 'WEBSOCKET_EXTRA_PORTS',
    env: 'WEBSOCKET_EXTRA_PORTS',
    qmconfig: 'WEBSOCKET.EXTRA.PORTS',
    flag: '--extra-ports',
  });
  expect(settings.find(({ name }) => name === 'token')).toMatchObject({ value: '(not set)', flag: null });
});

it('holds no secret in either form, wherever it was said', () => {
  const json = { qmPassword: 'hunter2', token: 'opensesame', qmPasword: 'hunter2' };
  const worlds = [
    fakeMachine({ env: SECRETS }),
    fakeMachine({ files: { '/home/anna/.local/share/hal-listener/config.json': JSON.stringify(json) } }),
    fakeMachine({ env: { QM_PASSWORD_FILE: '/pw' }, files: { '/pw': 'hunter2\n' } }),
  ];
  for (const machine of worlds) {
    const loaded = loadConfig({ flags: {}, machine });
    expect(loaded.config.qmPassword).toBe('hunter2');
    expect(JSON.stringify([settingRows(loaded), configJson(loaded)])).not.toMatch(/hunter2|opensesame/);
  }
});
