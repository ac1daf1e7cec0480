import { expect, it } from 'vitest';
import { loadConfig } from '../../listener/config/load.ts';
import { fakeMachine } from '../../listener/config/testing/machine.ts';
import { listenerFlags } from './install.ts';

function of(env: Record<string, string>, flags: Record<string, string> = {}) {
  const files = { '/etc/qm.password': 'secret\n', '/srv/hal/config.json': '{"maxConnections": 60}' };
  const { config, sources } = loadConfig({
    flags,
    machine: fakeMachine({ env: { HAL_LISTENER_HOME: '/srv/hal', ...env }, files }),
  });
  return listenerFlags(config, sources);
}

it('passes on settings of environment and flags, and the home, but not those of files', () => {
  const env = { QM_HOST: 'qmserver', QM_USERNAME: 'hal', QM_PASSWORD_FILE: '/etc/qm.password' };
  expect(of(env, { port: '8770' })).toEqual({
    flags: [
      ['--port', '8770'],
      ['--qm-host', 'qmserver'],
      ['--qm-username', 'hal'],
      ['--qm-password-file', '/etc/qm.password'],
      ['--home', '/srv/hal'],
    ],
    warnings: [],
  });
});

it('passes on no secret, and warns about it', () => {
  const env = {
    QM_HOST: 'qmserver',
    QM_USERNAME: 'hal',
    QM_PASSWORD: 'secret',
    WEBSOCKET_TOKEN: 'secret-token-16chars',
  };
  const { flags, warnings } = of(env);
  expect(JSON.stringify(flags)).not.toContain('secret');
  expect(warnings).toEqual([
    expect.stringMatching(/^WEBSOCKET_TOKEN is only set for this command/),
    expect.stringMatching(/^QM_PASSWORD is only set for this command/),
  ]);
});
