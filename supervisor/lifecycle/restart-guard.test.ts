import { describe, expect, it } from 'vitest';
import type { RunProfile } from '../../contract/registration.ts';
import { shutdownTimeoutMs, stopTimeoutMs } from '../../contract/start-flags.ts';
import { fingerprinting } from '../../lib/keyed-hashes.ts';
import { UNPROTECTED_RUN } from '../testing/registration.ts';
import {
  fingerprintsOf,
  ignoredVariables,
  repeatedEnvironment,
  withoutIgnored,
} from './repeated-environment.ts';
import { findLostProtection, type RestartComparison } from './restart-guard.ts';
import { extendForDrain, SHUTDOWN_TIMEOUTS } from './shutdown-escalation.ts';

const fingerprint = fingerprinting(Buffer.from('key of a home'));
const BEFORE: RunProfile = {
  environment: { WEBSOCKET_PORT: '9000', WEBSOCKET_HOST: '127.0.0.1' },
  secrets: {},
  files: [],
  token: false,
  tls: false,
  driver: 'embedded',
  example: false,
};
const NEXT = { ...UNPROTECTED_RUN, port: 9000 };

function lost(
  before: Partial<RunProfile>,
  next: Partial<typeof NEXT> | undefined = {},
  change: Partial<RestartComparison> = {},
): string[] {
  return findLostProtection({
    previous: { ...BEFORE, ...before },
    next: next && { ...NEXT, ...next },
    env: {},
    fingerprint,
    explicitFlags: {},
    exists: () => true,
    ...change,
  });
}

describe('a successor', () => {
  const secrets = { WEBSOCKET_TOKEN: fingerprint('WEBSOCKET_TOKEN', 'right') };
  const env = (token: string) => ({ env: { WEBSOCKET_TOKEN: token } });

  it('has the secret that only an environment had, the same one, or one of a file', () => {
    expect(lost({ secrets, token: true })).toEqual([expect.stringContaining('is not set here')]);
    expect(lost({ secrets, token: true }, { token: 'environment' }, env('wrong'))).toEqual([
      expect.stringContaining('differs from the one'),
    ]);
    expect(lost({ secrets, token: true }, { token: 'environment' }, env('right'))).toEqual([]);
    expect(lost({ secrets, token: true }, { token: 'file' })).toEqual([]);
    const unknown = { ...env('right'), fingerprint: undefined };
    expect(lost({ secrets, token: true }, { token: 'environment' }, unknown)).toEqual([
      expect.stringContaining('control.key cannot be read'),
    ]);
    const password = { QM_PASSWORD: fingerprint('QM_PASSWORD', 'right') };
    expect(lost({ secrets: password })).toEqual([expect.stringContaining('config set qmPassword')]);
    const key = { ASSIST_KEY: fingerprint('ASSIST_KEY', 'right') };
    expect(lost({ secrets: key })).toEqual([expect.stringContaining('config set assistKey')]);
    expect(lost({ secrets: key }, { assistKey: 'file' })).toEqual([]);
    // Where nobody can tell what it would run with, what is known here decides.
    expect(
      findLostProtection({
        previous: { ...BEFORE, secrets },
        next: undefined,
        env: {},
        fingerprint,
        explicitFlags: {},
      }),
    ).toHaveLength(1);
  });

  it('has token, TLS, address, QM and configuration file, unless that was said with this very order', () => {
    expect(lost({ token: true })).toEqual([expect.stringContaining('Clients need a token now')]);
    expect(lost({ tls: true })).toEqual([expect.stringContaining('Clients use TLS now')]);
    expect(lost({ tls: true }, {}, { explicitFlags: { '--tls-key': 'none', '--tls-cert': 'none' } })).toEqual(
      [],
    );
    expect(lost({ host: '127.0.0.1' })).toEqual([expect.stringContaining('bound to 127.0.0.1 only')]);
    expect(lost({ host: '127.0.0.1' }, { hostSource: 'flag' })).toEqual([]);
    expect(lost({ driver: 'pipe' })).toEqual([expect.stringContaining('answers from QM')]);
    expect(lost({ driver: 'pipe' }, {}, { explicitFlags: { '--driver': 'embedded' } })).toEqual([]);
    expect(lost({ files: ['/srv/hal/config.json'] }, {}, { exists: () => false })).toEqual([
      expect.stringContaining('/srv/hal/config.json that it runs with no longer exists'),
    ]);
    expect(lost({})).toEqual([]);
  });
});

describe('the environment of a successor', () => {
  const own = {
    PATH: '/bin',
    WEBSOCKET_PORT: '1',
    MAX_CONNECTIONS: '1',
    websocket_host: '::',
    WEBSOCKET_TOKEN: 'x',
  };

  it('is that of the listener before, whatever this one says', () => {
    const next = repeatedEnvironment(own, BEFORE, 'exactly');
    expect(next).toEqual({ PATH: '/bin', ...BEFORE.environment });
    expect(ignoredVariables(own, next).sort()).toEqual([
      'MAX_CONNECTIONS',
      'WEBSOCKET_PORT',
      'WEBSOCKET_TOKEN',
      'websocket_host',
    ]);
    const withToken = repeatedEnvironment(own, { ...BEFORE, secrets: { WEBSOCKET_TOKEN: 'ab' } }, 'exactly');
    expect(withToken.WEBSOCKET_TOKEN).toBe('x');
  });

  it('leaves out once more what was passed over, unless the unit says something else by now', () => {
    const fingerprint = fingerprinting(Buffer.alloc(32));
    const over = fingerprintsOf(own, ['WEBSOCKET_PORT', 'websocket_host', 'WEBSOCKET_TOKEN'], fingerprint);
    expect(Object.keys(over)).toEqual(['WEBSOCKET_PORT', 'WEBSOCKET_HOST', 'WEBSOCKET_TOKEN']);
    expect(JSON.stringify(over)).not.toContain('::');
    const { PATH, MAX_CONNECTIONS } = own;
    expect(withoutIgnored(own, over, fingerprint)).toEqual({ PATH, MAX_CONNECTIONS });
    const changed = { ...own, WEBSOCKET_PORT: '2', WEBSOCKET_TOKEN: 'y' };
    expect(withoutIgnored(changed, over, fingerprint)).toEqual({
      PATH,
      MAX_CONNECTIONS,
      WEBSOCKET_PORT: '2',
      WEBSOCKET_TOKEN: 'y',
    });
    expect(withoutIgnored(own, over, undefined)).toEqual(own);
  });

  it('is this one over it where a unit says anew, and this one where nothing is known', () => {
    expect(repeatedEnvironment({ WEBSOCKET_PORT: '1' }, BEFORE, 'gaps')).toEqual({
      WEBSOCKET_PORT: '1',
      WEBSOCKET_HOST: '127.0.0.1',
    });
    expect(repeatedEnvironment(own, undefined, 'exactly')).toBe(own);
  });
});

it('waits for a stop as long as the listener may answer, everywhere', () => {
  expect([
    extendForDrain(SHUTDOWN_TIMEOUTS).requestTimeoutMs,
    extendForDrain(SHUTDOWN_TIMEOUTS, 0).requestTimeoutMs,
  ]).toEqual([13_000, 13_000]);
  expect(extendForDrain(SHUTDOWN_TIMEOUTS, 600_000).requestTimeoutMs).toBe(shutdownTimeoutMs(600_000));
  expect([stopTimeoutMs(), stopTimeoutMs(600_000)]).toEqual([20_000, 610_000]);
});
