import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { EXIT } from '../contract/exit-codes.ts';
import { configVerb } from './config.ts';
import type { Terminal } from './terminal.ts';
import { recordedTerminal, typed } from './testing/terminal.ts';

let home: string;

beforeEach(() => {
  home = mkdtempSync(path.join(tmpdir(), 'hal-config-set-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
});

const file = (): string => path.join(home, 'config.json');
/** What config.json says, beside the number of its form. */
const saved = (): unknown => {
  const { form, ...settings } = JSON.parse(readFileSync(file(), 'utf8'));
  expect(form).toBe(1);
  return settings;
};

async function run(args: readonly string[], change: Partial<Terminal> = {}) {
  const terminal = recordedTerminal({ HAL_LISTENER_HOME: home, ...change.env });
  const { env: _, ...changes } = change;
  const failure = await typed(configVerb({ ...terminal, ...changes }), ...args).then(
    () => undefined,
    (error: unknown) => error,
  );
  return { out: terminal.output(), err: terminal.errors(), failure };
}

describe('config set', () => {
  it('keeps each value as its setting takes it, beside what is there, for its owner alone', async () => {
    writeFileSync(file(), '\ufeff{"ours": {"a": [1]}, "port": 1}', { mode: 0o644 });
    const { out, failure } = await run([
      'set',
      ...['port', '9000', 'WEBSOCKET_EXTRA_PORTS', '8765, 8766', 'keep-sessions', 'off'],
      ...['WEBSOCKET.HOST', '*', 'logmaxsize', '5 MiB', 'scaledAmounts', '{"BILLS": true}'],
    ]);
    expect(failure).toBeUndefined();
    expect(out).toContain(`port is set in ${file()}.`);
    expect(saved()).toEqual({
      ours: { a: [1] },
      port: 9000,
      extraPorts: [8765, 8766],
      keepSessions: false,
      host: '*',
      logMaxSize: 5 * 1024 ** 2,
      scaledAmounts: { BILLS: true },
    });
    expect(statSync(file()).mode & 0o777).toBe(0o600);
  });

  it('takes a secret from standard input or a question, and never from the command line', async () => {
    expect(await run(['set', 'token', 'typed'])).toMatchObject({
      failure: { exitCode: EXIT.usage, message: expect.stringContaining('which other users could see') },
    });
    expect(existsSync(file())).toBe(false);
    await run(['set', 'token'], { input: async () => ' with spaces \n' });
    expect(saved()).toEqual({ token: ' with spaces ' });
    const questions: string[] = [];
    const askSecret = async (question: string) => {
      questions.push(question);
      return 'asked for';
    };
    const { out } = await run(['set', 'QM_PASSWORD'], { askSecret, ask: async () => 'shown' });
    expect(saved()).toEqual({ token: ' with spaces ', qmPassword: 'asked for' });
    expect([questions, out]).toEqual([
      ['qmPassword, password of the QM login: '],
      expect.not.stringContaining('asked'),
    ]);
  });

  it('makes a token, shows it once, and a new one each time', async () => {
    const tokens = [];
    for (let count = 0; count < 2; count += 1) {
      const { out } = await run(['set', 'token', '--generate']);
      tokens.push(/For your clients: ([\w-]{32})\n/.exec(out)?.[1]);
      expect(saved()).toEqual({ token: tokens.at(-1) });
    }
    expect(new Set(tokens).size).toBe(2);
    expect((await run(['set', 'qmPassword', '--generate'])).failure).toMatchObject({ exitCode: EXIT.usage });
  });

  it.each([
    [['port', '70000'], /port=70000.*is not a port/],
    [['maxConnections', 'many'], /allowed is a whole number/],
    [['tlsKey', '/etc/hostname'], /is incomplete/],
    [['tlsKey', '/nowhere/key.pem', 'tlsCert', '/nowhere/cert.pem'], /cannot be read/],
    [['accountDir', '/nowhere/hal'], /allowed is an existing folder/],
    [['extraPorts', '9000', 'port', '9000'], /repeats port 9000/],
  ])('changes nothing where the listener would refuse it: %j', async (args, message) => {
    writeFileSync(file(), '{"port": 8770}\n');
    const { failure } = await run(['set', ...args]);
    expect(failure).toMatchObject({
      exitCode: EXIT.badConfiguration,
      message: expect.stringMatching(message),
    });
    expect(readFileSync(file(), 'utf8')).toBe('{"port": 8770}\n');
  });

  it('may put one thing right where another is wrong still, and leaves what is no JSON', async () => {
    writeFileSync(file(), '{"port": "x", "rate": "y"}');
    expect((await run(['set', 'port', '9000'])).failure).toBeUndefined();
    expect(saved()).toEqual({ port: 9000, rate: 'y' });
    writeFileSync(file(), '{"port": ');
    expect((await run(['set', 'port', '9000'])).failure).toMatchObject({
      message: expect.stringMatching(/^Nothing was changed: .*is not JSON: line 1/),
    });
    expect(readFileSync(file(), 'utf8')).toBe('{"port": ');
  });

  it('says what stands over the file, what is no setting, and what the file cannot say', async () => {
    const { err } = await run(['set', 'port', '9000'], { env: { WEBSOCKET_PORT: '1' } });
    expect(err).toContain('WEBSOCKET_PORT in this environment overrides config.json');
    expect((await run(['set', 'prot', '1'])).failure).toMatchObject({
      exitCode: EXIT.usage,
      message: expect.stringContaining('did you mean port?'),
    });
    expect((await run(['set', 'home', '/x'])).failure).toMatchObject({
      message: expect.stringContaining('use HAL_LISTENER_HOME or --home'),
    });
    expect((await run(['set', 'port', '1', 'rate'])).failure).toMatchObject({ exitCode: EXIT.usage });
    expect((await run(['set', 'port'])).failure).toMatchObject({
      message: expect.stringContaining('standard input'),
    });
  });

  it('remembers a home that was set up for a QM', async () => {
    await run(['set', 'qmHost', 'qmserver']);
    expect(existsSync(path.join(home, 'qm-chosen.json'))).toBe(true);
  });
});

describe('config unset', () => {
  it('takes settings away, and what is not there is no error', async () => {
    writeFileSync(file(), '{"port": 9000, "token": "x", "ours": 1}');
    expect((await run(['unset', 'port', 'WEBSOCKET_TOKEN', 'rate'])).out).toContain(
      'token is no longer set in',
    );
    expect(saved()).toEqual({ ours: 1 });
  });

  it('takes an unusable value away', async () => {
    writeFileSync(file(), '{"port": "x"}');
    expect((await run(['unset', 'port'])).failure).toBeUndefined();
    expect(saved()).toEqual({});
  });
});

describe('config undo', () => {
  it('takes the last change back, and itself', async () => {
    expect(await run(['undo'])).toMatchObject({ failure: { message: 'No earlier config.json is kept.' } });
    await run(['set', 'port', '9000']);
    await run(['set', 'port', '9001', 'logLevel', 'debug']);
    expect((await run(['undo'])).out).toContain(`${file()} is as it was before its last change.`);
    expect(saved()).toEqual({ port: 9000 });
    await run(['undo']);
    expect(saved()).toEqual({ port: 9001, logLevel: 'debug' });
  });

  it('refuses a file that no listener would start with', async () => {
    writeFileSync(file(), '{"port": "many"}');
    await run(['set', 'port', '9000']);
    expect(await run(['undo'])).toMatchObject({
      failure: { exitCode: EXIT.badConfiguration, message: expect.stringContaining('port=many') },
    });
    expect(saved()).toEqual({ port: 9000 });
  });
});
