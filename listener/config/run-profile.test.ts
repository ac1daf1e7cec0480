import { expect, it } from 'vitest';
import { SECRET_VARIABLES, SETTING_VARIABLES } from '../../contract/settings.ts';
import { fingerprinting } from '../../lib/keyed-hashes.ts';
import { selfSigned } from '../testing/self-signed.ts';
import { loadConfig } from './load.ts';
import { isRepeated, runProfile } from './run-profile.ts';
import { SETTING_NAMES, SETTINGS } from './settings.ts';
import { fakeMachine } from './testing/machine.ts';

it('knows every variable that sets a listener', () => {
  const named = SETTING_NAMES.filter(isRepeated).flatMap((name) => SETTINGS[name].env ?? []);
  const secrets = SETTING_NAMES.filter((name) => SETTINGS[name].secret).map((name) => [
    SETTINGS[name].env,
    name,
  ]);
  expect(Object.entries(SECRET_VARIABLES)).toEqual(secrets);
  expect([...SETTING_VARIABLES].sort()).toEqual(
    named.filter((variable) => !Object.hasOwn(SECRET_VARIABLES, variable)).sort(),
  );
});

it('keeps what the environment said, paths absolute, and of a secret a fingerprint under the key', () => {
  const { key, cert } = selfSigned();
  const env = {
    WEBSOCKET_PORT: '9000',
    WEBSOCKET_HOST: '127.0.0.1',
    WEBSOCKET_TLS_KEY: 'key.pem',
    WEBSOCKET_TLS_CERT: '/tls/cert.pem',
    WEBSOCKET_TOKEN: 'a token of some length',
    HAL_LISTENER_HOME: '/srv/hal',
    HAL_LISTENER_EXAMPLE: 'on',
  };
  const files = {
    '/work/key.pem': key,
    '/tls/cert.pem': cert,
    '/srv/hal/config.json': '{"maxConnections": 9, "qmPassword": "in the file"}',
  };
  const loaded = loadConfig({ flags: { logLevel: 'warn' }, machine: fakeMachine({ env, files }) });
  const profile = runProfile(loaded, fingerprinting(Buffer.from('key')), true);
  expect(profile).toMatchObject({
    environment: {
      WEBSOCKET_PORT: '9000',
      WEBSOCKET_HOST: '127.0.0.1',
      WEBSOCKET_TLS_KEY: '/work/key.pem',
      WEBSOCKET_TLS_CERT: '/tls/cert.pem',
    },
    files: ['/srv/hal/config.json'],
    token: true,
    tls: true,
    host: '127.0.0.1',
    driver: 'embedded',
    example: true,
  });
  expect(Object.keys(profile.environment)).toHaveLength(4);
  expect(Object.keys(profile.secrets)).toEqual(['WEBSOCKET_TOKEN']);
  expect(JSON.stringify(profile)).not.toMatch(/a token of|in the file/);
  const other = runProfile(loaded, fingerprinting(Buffer.from('another key')), true);
  expect(other.secrets.WEBSOCKET_TOKEN).not.toBe(profile.secrets.WEBSOCKET_TOKEN);
});

it('keeps the file of a password, and no fingerprint of what the file holds', () => {
  const env = { QM_PASSWORD_FILE: '/etc/qm.password' };
  const loaded = loadConfig({
    flags: {},
    machine: fakeMachine({ env, files: { '/etc/qm.password': 'xyzzy\n' } }),
  });
  const profile = runProfile(loaded, fingerprinting(Buffer.from('key')), false);
  expect([profile.environment, profile.secrets]).toEqual([{ QM_PASSWORD_FILE: '/etc/qm.password' }, {}]);
});
