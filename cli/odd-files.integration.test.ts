import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ODD_FILES } from '../lib/testing/odd-files.ts';
import BUILT_IN from '../listener/query/intents.json' with { type: 'json' };
import { createTestHome, hal, RunningCommand, type TestHome } from './testing/shipped.ts';

/** A command that hangs is ended by the test's deadline, which is far longer than any command needs. */
const KINDS = Object.entries(ODD_FILES);

/** The setting of each file, and the arguments of the command that reads it. */
const SETTINGS_FILES: readonly (readonly [
  string,
  (testHome: TestHome, file: string) => Record<string, string>,
])[] = [
  ['config.json', () => ({})],
  ['QMCONFIG', (testHome) => ({ QM_ACCOUNT_DIR: testHome.home })],
  ['password', (_where, file) => ({ QM_PASSWORD_FILE: file })],
  ['key.pem', (_where, file) => ({ WEBSOCKET_TLS_KEY: file, WEBSOCKET_TLS_CERT: file })],
];

describe.each(KINDS)('in place of a file a %s', (kind, create) => {
  it.each(SETTINGS_FILES)('of settings, %s, is refused by name', async (name, variables) => {
    const testHome = await createTestHome();
    const file = path.join(testHome.home, name);
    create(file);
    const ran = await hal({ ...testHome, env: { ...testHome.env, ...variables(testHome, file) } }, 'config');
    expect(ran).toMatchObject({ code: 78, out: '' });
    expect(ran.err).toContain(file);
    expect(ran.err).toMatch(/it is (a|larger)/);
    expect(ran.err.trimEnd()).not.toContain('\n');
  });

  it('of questions is refused by the start', async () => {
    const testHome = await createTestHome();
    create(path.join(testHome.home, 'intents.json'));
    const ran = await hal(testHome, 'run');
    expect(ran.code).toBe(78);
    expect(ran.err).toMatch(/intents\.json.*it is (a|larger)/);
  });

  it('of sessions and records of run/ takes nothing down', async () => {
    const testHome = await createTestHome();
    mkdirSync(path.join(testHome.home, 'run'));
    for (const name of ['sessions.json', 'run/last-exit.json', 'run/10001.json', 'run/desired-9.json']) {
      create(path.join(testHome.home, name));
    }
    expect((await hal(testHome, 'list')).code).not.toBe(70);
    const listener = new RunningCommand(['run'], testHome.env);
    await listener.waitForOutput('Ctrl+C stops it.');
    expect((await hal(testHome, 'status')).code).toBe(0);
    expect((await hal(testHome, 'stop')).code).toBe(0);
    expect((await listener.ended()).code).toBe(0);
  });

  it('of a log costs the log, not the listener', async () => {
    const testHome = await createTestHome();
    const logs = path.join(testHome.home, 'logs');
    mkdirSync(logs);
    // A long file is moved aside and read; line-splitter.test.ts tests the cost.
    if (!kind.includes('GB')) create(path.join(logs, 'HAL.SPLITTER.LOG'));
    create(path.join(logs, 'gateway.log'));
    const listener = new RunningCommand(['run'], testHome.env);
    await listener.waitForOutput('Ctrl+C stops it.');
    expect((await hal(testHome, 'logs')).code).toBeLessThan(2);
    expect((await hal(testHome, 'stop')).code).toBe(0);
    expect((await listener.ended()).code).toBe(0);
  });

  it('that is to be loaded is refused by name', async () => {
    const testHome = await createTestHome();
    const file = path.join(testHome.home, 'people.json');
    create(file);
    const ran = await hal(testHome, 'account', 'load', file);
    expect(ran.code).toBe(1);
    expect(ran.err).toMatch(/people\.json cannot be read: it is (a|larger)/);
  });
});

it('takes a byte order mark off every file that people write', async () => {
  const testHome = await createTestHome({ QM_ACCOUNT_DIR: '' });
  const account = path.join(testHome.home, 'account');
  mkdirSync(account);
  writeFileSync(path.join(account, 'QMCONFIG'), '\ufeffWEBSOCKET.DEADLINE = 7777\r\n');
  writeFileSync(
    path.join(testHome.home, 'config.json'),
    `\ufeff${JSON.stringify({ accountDir: account, logDir: testHome.home, driver: 'embedded' })}`,
  );
  writeFileSync(path.join(testHome.home, 'intents.json'), `\ufeff${JSON.stringify(BUILT_IN)}`);
  const config = await hal(testHome, 'config');
  expect(config.out).toMatch(/deadlineMs +7777/);
  const listener = new RunningCommand(['run'], testHome.env);
  await listener.waitForOutput('Ctrl+C stops it.');
  expect((await hal(testHome, 'stop')).code).toBe(0);
  expect((await listener.ended()).code).toBe(0);
});
