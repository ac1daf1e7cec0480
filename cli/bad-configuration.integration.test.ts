import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { Controls, isAlive, SHIPPED } from './testing/controls.ts';

/**
 * Only a command that starts something needs a good configuration; others find the listener and report what is wrong.
 */

interface Spoiled {
  readonly env: Record<string, string>;
  /** The message of the warning. */
  readonly message: RegExp;
}

/** Each breaks one part of a home's configuration. */
const SPOIL: Readonly<Record<string, (here: Controls) => Spoiled>> = {
  'a port in QMCONFIG': (here) => {
    const account = path.join(here.home, 'hal');
    mkdirSync(account, { recursive: true });
    writeFileSync(path.join(account, 'QMCONFIG'), 'WEBSOCKET.DEADLINE = soon\nWEBSOCKET.BUFFER = 1\n');
    return { env: { QM_ACCOUNT_DIR: account }, message: /QMCONFIG line 1/ };
  },
  'a value in config.json': (here) => {
    writeFileSync(path.join(here.home, 'config.json'), '{"maxConnections": "many", "rate": 20}');
    return { env: {}, message: /maxConnections=many/ };
  },
  'a config.json that is no JSON': (here) => {
    writeFileSync(path.join(here.home, 'config.json'), '{"port": ');
    return { env: {}, message: /config\.json is not JSON/ };
  },
  'a config.json that is a folder': (here) => {
    mkdirSync(path.join(here.home, 'config.json'));
    return { env: {}, message: /config\.json cannot be read/ };
  },
  'an environment variable': () => ({ env: { WEBSOCKET_RATE: '-1' }, message: /WEBSOCKET_RATE=-1/ }),
  'an account folder that is gone': () => ({
    env: { QM_ACCOUNT_DIR: '/nowhere/hal' },
    message: /QM_ACCOUNT_DIR/,
  }),
  'half a pair of TLS files': () => ({ env: { WEBSOCKET_TLS_KEY: SHIPPED }, message: /WEBSOCKET_TLS_KEY/ }),
  'a password file that is gone': () => ({
    env: { QM_PASSWORD_FILE: '/nowhere/pass' },
    message: /QM_PASSWORD_FILE/,
  }),
};

describe.each(Object.keys(SPOIL))('with %s', (name) => {
  it('everything that starts nothing works, and warns', async () => {
    const here = await Controls.open();
    expect((await here.run(['start'])).code).toBe(0);
    const [pid = 0] = here.pids();
    const { env, message } = SPOIL[name]!(here);
    for (const [args, code] of [
      [['status'], 0],
      [['list'], 0],
      [['check'], 0],
      [['check', '--restart'], 0],
      [['port'], 0],
      [['query', 'What time is it?'], 0],
      [['logs', '--lines', '1'], 0],
      [['connections'], 0],
      [['disconnect', '77'], 1],
      [['kill', '99999'], 1],
    ] as const) {
      const ran = await here.run(args, env);
      expect([args[0], ran.code, ran.err]).toEqual([args[0], code, expect.stringMatching(message)]);
    }
    for (const [verb, verdict] of [
      ['check', '@ RUNNING'],
      ['kill', '@ DOWN'],
    ] as const) {
      const { out } = await here.run(['from-qm', verb, ...(verb === 'kill' ? ['99999'] : [])], env);
      expect(out.trimEnd().split('\n').at(-1)).toBe(verdict);
    }
    // A command that starts something fails before it ends anything.
    for (const verb of ['start', 'restart', 'run']) {
      if (verb === 'restart' && Object.keys(env).length > 0) continue;
      const ran = await here.run([verb], env);
      // A listener that already runs needs no start.
      expect([verb, ran.code, ran.err]).toEqual([verb, 78, expect.stringMatching(message)]);
    }
    // A supervisor keeps running and reports what it waits for.
    const watch = here.spawn(['watch'], env);
    const output = () => `${watch.text().out}${watch.text().err}`;
    await expect.poll(output, { timeout: 20_000 }).toMatch(message);
    watch.child.kill('SIGKILL');
    expect(isAlive(pid)).toBe(true);
    expect(await here.run(['stop'], env)).toMatchObject({ code: 0, out: expect.stringContaining('Stopped') });
    expect(isAlive(pid)).toBe(false);
    rmSync(path.join(here.home, 'config.json'), { recursive: true, force: true });
  });
});

it('goes on as it ran where only the shell of a restart is wrong', async () => {
  const here = await Controls.open();
  await here.run(['start']);
  expect(await here.run(['restart'], { WEBSOCKET_PORT: '99999' })).toMatchObject({
    code: 0,
    out: expect.stringContaining(`port ${here.port}`),
  });
  expect(await here.run(['from-qm', 'stop'], { WEBSOCKET_PORT: '99999' })).toMatchObject({
    out: expect.stringMatching(/@ DONE\n$/),
  });
});

it('ends those it knows of several, and says which it does not know', async () => {
  const here = await Controls.open();
  await here.run(['start']);
  const [pid = 0] = here.pids();
  const { code, out, err } = await here.run(['kill', '10002', '10001', '10003']);
  expect([code, out]).toEqual([1, expect.stringContaining('Stopped: User No. 10001')]);
  expect(err).toMatch(/no phantom with User No\. 10002[\s\S]*no phantom with User No\. 10003/);
  expect(isAlive(pid)).toBe(false);
});

it('says the same of a port that the listener of another home has, whoever is asked', async () => {
  const [here, other] = [await Controls.open(), await Controls.open()];
  await other.run(['start'], { WEBSOCKET_PORT: String(here.port) });
  const sentence = `No listener of this home is running. A HAL listener 0.1.0 of another home or user answers on port ${here.port}`;
  for (const [verb, code] of [
    ['status', 3],
    ['list', 0],
    ['connections', 3],
    ['port', 1],
    ['check', 1],
  ] as const) {
    const ran = await here.run([verb]);
    expect([verb, ran.code, ran.out + ran.err]).toEqual([verb, code, expect.stringContaining(sentence)]);
  }
  expect(await here.run(['check', '--restart'])).toMatchObject({ code: 1 });
  expect((await here.run(['from-qm', 'check'])).out).toMatch(/of another home[\s\S]*@ FAILED\n$/);
  expect(here.pids()).toEqual([]);
});

describe('a start that fails says its own reason, as run does', () => {
  it.each([
    ['nosuch.invalid', /nosuch\.invalid cannot be resolved/],
    ['203.0.113.7', /203\.0\.113\.7 does not belong to this machine/],
    ['fe80::1', /link-local/],
  ])('on %s', async (host, message) => {
    const here = await Controls.open();
    const env = { WEBSOCKET_HOST: host };
    const ran = await here.run(['run'], env);
    expect([ran.code, ran.err]).toEqual([75, expect.stringMatching(message)]);
    const started = await here.run(['start'], env);
    expect([started.code, started.err.toLowerCase()]).toEqual([1, expect.stringMatching(message)]);
    expect(started.err).not.toContain('nobody who has it');
    const watch = here.spawn(['watch', '--example'], env);
    await expect.poll(() => watch.text().out.toLowerCase(), { timeout: 20_000 }).toMatch(message);
    expect(
      (await here.run(['from-qm', 'start', '--user-no', '7', '--example'], env)).out.toLowerCase(),
    ).toMatch(message);
  });

  it.skipIf(process.getuid?.() !== 0)('on a port that is not ours to open', async () => {
    const here = await Controls.open();
    spawnSync('chown', ['-R', '65534:65534', here.home]);
    const { status, stderr } = spawnSync(process.execPath, [SHIPPED, 'start', '--port', '80'], {
      env: { ...here.env, HOME: '/nonexistent' },
      uid: 65_534,
      gid: 65_534,
      encoding: 'utf8',
    });
    // A container may allow everyone to open low ports.
    if (status !== 0) expect(stderr).toMatch(/^Port 80 cannot be opened: permission denied/);
  });
});
