import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ODD_FILES } from '../lib/testing/odd-files.ts';
import BUILT_IN from '../listener/query/intents.json' with { type: 'json' };
import { hal, type Place, place, Running } from './testing/shipped.ts';

/** A command that waits for ever is ended by the test's deadline, which is far longer than any needs. */
const KINDS = Object.entries(ODD_FILES);

/** What names each file, and the words of the command that reads it. */
const SETTINGS_FILES: readonly (readonly [string, (where: Place, file: string) => Record<string, string>])[] =
  [
    ['config.json', () => ({})],
    ['QMCONFIG', (where) => ({ QM_ACCOUNT_DIR: where.home })],
    ['password', (_where, file) => ({ QM_PASSWORD_FILE: file })],
    ['key.pem', (_where, file) => ({ WEBSOCKET_TLS_KEY: file, WEBSOCKET_TLS_CERT: file })],
  ];

describe.each(KINDS)('in place of a file a %s', (kind, make) => {
  it.each(SETTINGS_FILES)('of settings, %s, is refused by name', async (name, variables) => {
    const where = await place();
    const file = path.join(where.home, name);
    make(file);
    const ran = await hal({ ...where, env: { ...where.env, ...variables(where, file) } }, 'config');
    expect(ran).toMatchObject({ code: 78, out: '' });
    expect(ran.err).toContain(file);
    expect(ran.err).toMatch(/it is (a|larger)/);
    expect(ran.err.trimEnd()).not.toContain('\n');
  });

  it('of questions is refused by the start', async () => {
    const where = await place();
    make(path.join(where.home, 'intents.json'));
    const ran = await hal(where, 'run');
    expect(ran.code).toBe(78);
    expect(ran.err).toMatch(/intents\.json.*it is (a|larger)/);
  });

  it('of sessions and records of run/ takes nothing down', async () => {
    const where = await place();
    mkdirSync(path.join(where.home, 'run'));
    for (const name of ['sessions.json', 'run/last-exit.json', 'run/10001.json', 'run/desired-9.json']) {
      make(path.join(where.home, name));
    }
    expect((await hal(where, 'list')).code).not.toBe(70);
    const listener = new Running(['run'], where.env);
    await listener.says('Ctrl+C stops it.');
    expect((await hal(where, 'status')).code).toBe(0);
    expect((await hal(where, 'stop')).code).toBe(0);
    expect((await listener.ended()).code).toBe(0);
  });

  it('of a log costs the log, not the listener', async () => {
    const where = await place();
    const logs = path.join(where.home, 'logs');
    mkdirSync(logs);
    // A long one is put aside, and read: line-splitter.test.ts has what that costs.
    if (!kind.includes('GB')) make(path.join(logs, 'HAL.SPLITTER.LOG'));
    make(path.join(logs, 'gateway.log'));
    const listener = new Running(['run'], where.env);
    await listener.says('Ctrl+C stops it.');
    expect((await hal(where, 'logs')).code).toBeLessThan(2);
    expect((await hal(where, 'stop')).code).toBe(0);
    expect((await listener.ended()).code).toBe(0);
  });

  it('that is to be loaded is refused by name', async () => {
    const where = await place();
    const file = path.join(where.home, 'people.json');
    make(file);
    const ran = await hal(where, 'account', 'load', file);
    expect(ran.code).toBe(1);
    expect(ran.err).toMatch(/people\.json cannot be read: it is (a|larger)/);
  });
});

it('takes a byte order mark off every file that people write', async () => {
  const where = await place({ QM_ACCOUNT_DIR: '' });
  const account = path.join(where.home, 'account');
  mkdirSync(account);
  writeFileSync(path.join(account, 'QMCONFIG'), '\ufeffWEBSOCKET.DEADLINE = 7777\r\n');
  writeFileSync(
    path.join(where.home, 'config.json'),
    `\ufeff${JSON.stringify({ accountDir: account, logDir: where.home, driver: 'embedded' })}`,
  );
  writeFileSync(path.join(where.home, 'intents.json'), `\ufeff${JSON.stringify(BUILT_IN)}`);
  const config = await hal(where, 'config');
  expect(config.out).toMatch(/deadlineMs +7777/);
  const listener = new Running(['run'], where.env);
  await listener.says('Ctrl+C stops it.');
  expect((await hal(where, 'stop')).code).toBe(0);
  expect((await listener.ended()).code).toBe(0);
});
