import { describe, expect, it } from 'vitest';
import { loadConfig } from './load.ts';
import { describeStore, parseStoreAddress } from './store-address.ts';
import { configProblem } from './testing/config-problem.ts';
import { fakeMachine } from './testing/machine.ts';

const KEY = `${Buffer.from(Array.from({ length: 32 }, (_, index) => index)).toString('base64')}\n`;
const KEY_FILE = { SESSION_STORE_KEY_FILE: '/store.key' };

const load = (env: Record<string, string>, files: Record<string, string> = {}) =>
  loadConfig({ flags: {}, machine: fakeMachine({ env, files: { '/store.key': KEY, ...files } }) });
const problem = (...given: Parameters<typeof load>) => configProblem(() => load(...given));

describe('the address of a session store', () => {
  it.each([
    ['valkey://store', 'valkey://store:6379/0', { host: 'store', port: 6379, database: 0, tls: false }],
    [
      'redis://10.0.0.7:7000/3',
      'redis://10.0.0.7:7000/3',
      { host: '10.0.0.7', port: 7000, database: 3, tls: false },
    ],
    [
      'VALKEYS://Store.Local/',
      'valkeys://store.local:6379/0',
      { host: 'store.local', port: 6379, database: 0, tls: true },
    ],
    [
      'rediss://[fd00::1]:6380/15',
      'rediss://[fd00::1]:6380/15',
      { host: 'fd00::1', port: 6380, database: 15, tls: true },
    ],
  ])('%s is %s', (given, canonical, address) => {
    const { sessionStore } = load({ SESSION_STORE: given, ...KEY_FILE }).config;
    expect(sessionStore).toBe(canonical);
    expect(parseStoreAddress(canonical)).toEqual(address);
    expect(canonical).toContain(describeStore(address));
  });

  it.each([
    'redis://:secret@store',
    'redis://anna:secret@store:6379/0',
    'valkey://secret@store',
    'valkey://store?password=secret',
    'valkey://store#secret',
    'http://store:6379',
    'store:6379',
    'valkey://',
    'valkey://store:0',
    'valkey://store:70000',
    'valkey://store/db1',
    'valkey://store/0/1',
    'valkey://store,other:6379',
    'valkey://1.2.3',
    'valkey://[::1',
    'valkey://[1.2.3.4]:1',
    'redis+sentinel://store',
  ])('%s is refused, with what is allowed and without the password', (given) => {
    const text = problem({ SESSION_STORE: given, ...KEY_FILE });
    expect(text).toMatch(
      /^SESSION_STORE=.* is not the address of a session store: allowed is valkey:.*or none$/,
    );
    expect(text).not.toContain('secret');
  });
});

describe('what belongs to a session store', () => {
  it('is not asked for without one', () => {
    expect(problem({ ...KEY_FILE, SESSION_STORE_PASSWORD_FILE: '/none' })).toBe('none');
    expect(problem({ SESSION_STORE: 'none' })).toBe('none');
  });

  it('is a key file, which is asked for with how to make one', () => {
    expect(problem({ SESSION_STORE: 'valkey://store' })).toMatch(
      /^SESSION_STORE=valkey:\/\/store \(environment\) is incomplete: set SESSION_STORE_KEY_FILE too\. .*openssl rand -base64 32/,
    );
  });

  it.each([
    ['', 'it contains no key'],
    ['# none yet\n', 'it contains no key'],
    ['c2VjcmV0\n', 'line 1 is not a key of 32 bytes in Base64'],
    [`${KEY}secret!\n`, 'line 2 is not a key'],
    [`${'A'.repeat(43)}=\n`, 'line 1 is not a random key'],
    [KEY.repeat(17), 'it has more than 16 keys'],
  ])('key file %j is refused', (content, reason) => {
    const text = problem({ SESSION_STORE: 'valkey://store', ...KEY_FILE }, { '/store.key': content });
    expect(text).toContain('SESSION_STORE_KEY_FILE=/store.key (environment) cannot be used: ');
    expect(text).toContain(reason);
    expect(text).not.toMatch(/secret|c2VjcmV0/);
  });

  it('takes several keys, comments and line ends of Windows', () => {
    const content = `# 2026\r\n${KEY.trim()} # current\r\n\r\n${Buffer.alloc(32, 'abcdefg').toString('base64url')}\r\n`;
    expect(problem({ SESSION_STORE: 'valkey://store', ...KEY_FILE }, { '/store.key': content })).toBe('none');
  });

  it.each(['SESSION_STORE_KEY_FILE', 'SESSION_STORE_PASSWORD_FILE', 'SESSION_STORE_CA_FILE'])(
    '%s that is missing is named',
    (name) => {
      const env = { SESSION_STORE: 'valkeys://store', ...KEY_FILE, [name]: '/missing' };
      expect(problem(env)).toMatch(new RegExp(`^${name}=/missing .*cannot be read: there is no such file`));
    },
  );

  it.each(['', '\n', 'two\nlines\n', 'x'.repeat(1_025)])('password file %j is refused', (content) => {
    const env = { SESSION_STORE: 'valkey://store', ...KEY_FILE, SESSION_STORE_PASSWORD_FILE: '/pw' };
    expect(problem(env, { '/pw': content })).toContain(
      'SESSION_STORE_PASSWORD_FILE=/pw (environment) cannot be used',
    );
  });

  it('is no certificate authority without TLS, and none that is not one', () => {
    const env = { ...KEY_FILE, SESSION_STORE_CA_FILE: '/ca.pem' };
    expect(problem({ ...env, SESSION_STORE: 'valkey://store' }, { '/ca.pem': 'x' })).toContain(
      'no effect without TLS',
    );
    expect(problem({ ...env, SESSION_STORE: 'valkeys://store' }, { '/ca.pem': 'x' })).toContain(
      'cannot be used',
    );
  });

  it('warns where the login leaves the network in clear, and only there', () => {
    expect(load({ SESSION_STORE: 'valkey://store.example', ...KEY_FILE }).warnings).toEqual([
      expect.stringContaining('sent unencrypted to store.example:6379, outside this network'),
    ]);
    expect(load({ SESSION_STORE: 'valkeys://store.example', ...KEY_FILE }).warnings).toEqual([]);
    expect(load({ SESSION_STORE: 'valkey://10.0.0.7', ...KEY_FILE }).warnings).toEqual([]);
  });
});
