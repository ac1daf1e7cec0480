import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { HalClient } from '../listener/server/testing/hal-client.ts';
import { createTestHome, hal, startListener } from './testing/shipped.ts';

const QUESTION = 'What medications am I taking?';

describe('hal-listener run', () => {
  it('says where it listens, which account answers and what to try; questions get answers', async () => {
    const testHome = await createTestHome();
    const listener = await startListener(testHome);
    expect(listener.out).toMatch(new RegExp(`ws://127\\.0\\.0\\.1:${testHome.port}`));
    expect(listener.out).toMatch(/account {3}HAL, the embedded account in /);
    expect(listener.out).toContain(QUESTION);
    for (const [question, expected] of [
      [QUESTION, /^You are currently taking 3 medications: /],
      ['What did I spend at Starbucks?', /Starbucks/],
      ['Show my allergy list', /allergies recorded/],
      ['When is my next doctor appointment?', /^Your next appointment is on /],
      ['What were my last vital signs?', /blood pressure/],
      ['how many medications do I have', /^There are \d+ medications/],
      ['what time is it', /^The current time is \d\d:\d\d:\d\d/],
      ['What can you do?', /your medications/],
    ] as const) {
      const ran = await hal(testHome, 'query', question);
      expect(ran).toMatchObject({ code: 0, err: '' });
      expect(ran.out).toMatch(expected);
    }
    const json = await hal(testHome, 'query', '--json', '--intent', 'MEDICATION');
    expect(JSON.parse(json.out)).toMatchObject({ type: 'response', intent: 'MEDICATION', count: 3 });
    const status = await hal(testHome, 'status');
    expect(status).toMatchObject({ code: 0 });
    expect(status.out).toMatch(/^WebSocket Listener: RUNNING\n/);
    expect(JSON.parse((await hal(testHome, 'status', '--json')).out)).toMatchObject({ state: 'running' });
    expect((await hal(testHome, 'query', 'what is my password')).code).toBe(1);
    const logs = await hal(testHome, 'logs', '--file', 'gateway', '--grep', 'MEDICATION');
    expect(logs).toMatchObject({ code: 0 });
    expect(logs.out.split('\n').length).toBeGreaterThan(1);
  });

  it('answers every accepted question of a burst before SIGTERM ends it with 0', async () => {
    const testHome = await createTestHome({ WEBSOCKET_RATE: '0' });
    const listener = await startListener(testHome);
    const clients = await Promise.all(
      Array.from({ length: 20 }, () => HalClient.greeted(`ws://127.0.0.1:${testHome.port}`)),
    );
    const closes = clients.map((client) => client.closed());
    for (let question = 0; question < 20; question += 1) {
      for (const client of clients) client.send({ type: 'query', text: QUESTION, id: question });
    }
    await Promise.all(clients.map((client) => client.until('processing')));
    listener.child.kill('SIGTERM');
    const codes = await Promise.all(closes);
    expect(new Set(codes.map(({ code }) => code))).toEqual(new Set([1001]));
    for (const client of clients) {
      const frames = await client.quiet(0);
      const accepted = frames.filter(({ type }) => type === 'processing').length + 1;
      const responses = frames.filter(({ type }) => type === 'response');
      expect(responses).toHaveLength(accepted);
      expect(responses.map(({ id }) => id)).toEqual(responses.map((_, n) => n));
    }
    expect(await listener.ended()).toMatchObject({ code: 0 });
    const log = readFileSync(join(testHome.home, 'logs', 'HAL.SPLITTER.LOG'), 'utf8');
    expect(log).toMatch(/stopped$/m);
    expect(existsSync(join(testHome.home, 'sessions.json'))).toBe(true);
  });

  it.each([
    [{ WEBSOCKET_PORT: '70000' }, [], /^WEBSOCKET_PORT=70000 \(environment\).*0 to 65535/],
    [{ MAX_CONNECTIONS: 'ten' }, [], /^MAX_CONNECTIONS=ten \(environment\)/],
    [{}, ['--port', 'x'], /^--port=x \(command line\) is not a port/],
    [{ QM_PASSWORD_FILE: '/nowhere/at/all' }, [], /QM_PASSWORD_FILE/],
  ])('refuses to start on %j %j: one line, exit code 78', async (env, flags, line) => {
    const testHome = await createTestHome(env);
    const ran = await hal(testHome, 'run', ...flags);
    expect(ran.code).toBe(78);
    expect(ran.err.trim().split('\n')).toHaveLength(1);
    expect(ran.err).toMatch(line);
  });

  it('refuses a bad intent table and an unreadable configuration with 78', async () => {
    const testHome = await createTestHome();
    writeFileSync(join(testHome.home, 'intents.json'), '{"intents":[]}');
    expect(await hal(testHome, 'run')).toMatchObject({
      code: 78,
      err: expect.stringContaining('intents.json'),
    });
    mkdirSync(join(testHome.home, 'config.json'));
    expect(await hal(testHome, 'run')).toMatchObject({
      code: 78,
      err: expect.stringContaining('config.json'),
    });
  });

  it('twice says who runs and changes nothing', async () => {
    const testHome = await createTestHome();
    const first = await startListener(testHome);
    const second = await hal(testHome, 'run');
    expect(second.code).toBe(75);
    expect(second.err).toContain(`PID ${first.child.pid}`);
    expect((await hal(testHome, 'query', 'hello')).code).toBe(0);
  });

  it('on a port of another program says so', async () => {
    const testHome = await createTestHome();
    const other = createServer((socket) => socket.end('not a listener\r\n')).listen(
      testHome.port,
      '127.0.0.1',
    );
    onTestFinished(() => void other.close());
    const ran = await hal(testHome, 'run');
    expect(ran).toMatchObject({ code: 75, err: expect.stringMatching(/^port \d+ is in use.*--port.*\n$/) });
    expect(await hal(testHome, 'status')).toMatchObject({ code: 3 });
  });
});

describe('without a listener', () => {
  it('query and status say that nothing listens', async () => {
    const testHome = await createTestHome();
    expect(await hal(testHome, 'query', 'hello')).toMatchObject({
      code: 1,
      err: expect.stringMatching(/nothing listens/),
    });
    const status = await hal(testHome, 'status');
    expect(status).toMatchObject({
      code: 3,
      out: expect.stringMatching(/^WebSocket Listener: NOT RUNNING\n/),
    });
  });

  it('status of a port that is open and silent is 4', async () => {
    const testHome = await createTestHome();
    const mute = createServer(() => undefined).listen(testHome.port, '127.0.0.1');
    onTestFinished(() => void mute.close());
    expect(await hal(testHome, 'status')).toMatchObject({ code: 4, out: expect.stringMatching(/HUNG/) });
  });
});

describe('wrong use', () => {
  it.each([
    [['--wrong']],
    [['dance']],
    [['run', '--wrong']],
    [['query']],
    [['query', 'x', '--timeout', 'soon']],
    [['status', '--url', 'http://']],
    [['account', 'load']],
    [['logs', '--lines', 'many']],
  ])('%j exits with 2 and says what is right', async (args) => {
    const ran = await hal(await createTestHome(), ...args);
    expect(ran.code).toBe(2);
    expect(ran.err.length).toBeGreaterThan(20);
    expect(ran.err).not.toMatch(/at .*\.cjs/);
  });

  it('help and version are no errors', async () => {
    const testHome = await createTestHome();
    for (const args of [['--help'], ['--version'], ['help', 'run'], ['query', '--help']]) {
      expect(await hal(testHome, ...args)).toMatchObject({ code: 0, err: '' });
    }
  });
});

describe('hal-listener account', () => {
  it('loads records, and exec prints what QM would', async () => {
    const testHome = await createTestHome();
    const file = join(testHome.home, 'mine.json');
    writeFileSync(
      file,
      JSON.stringify({ files: { TRANSACTION: { data: { Z1: ['21500', '', 'Corner Shop', '-725'] } } } }),
    );
    expect(await hal(testHome, 'account', 'load', file)).toMatchObject({ code: 0 });
    const exec = await hal(
      testHome,
      'account',
      'exec',
      'LIST TRANSACTION STANDARDIZED_PAYEE AMOUNT WITH AMOUNT = "-7.25" CSV',
    );
    expect(exec.out).toBe('TRANSACTION,Payee,Amount\nZ1,Corner Shop,-7.25\n1 record(s) listed\n');
    const json = await hal(testHome, 'account', 'exec', 'NOVERB', '--json');
    expect(json).toMatchObject({ code: 1 });
    expect(JSON.parse(json.out)).toEqual({ output: 'NOVERB is not in your VOC', status: -1 });
  });
});
