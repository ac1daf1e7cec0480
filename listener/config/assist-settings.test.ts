import { describe, expect, it } from 'vitest';
import { loadConfig } from './load.ts';
import { isPrivateAddress } from './outgoing-url.ts';
import { configProblem } from './testing/config-problem.ts';
import { fakeMachine } from './testing/machine.ts';

const MODEL = { ASSIST_MODEL: 'llama3.2' };
const load = (env: Record<string, string>, files: Record<string, string> = {}) =>
  loadConfig({ flags: {}, machine: fakeMachine({ env, files }) });
const problem = (...given: Parameters<typeof load>) => configProblem(() => load(...given));

describe('the address of a model', () => {
  it.each([
    ['http://127.0.0.1:11434', 'http://127.0.0.1:11434/v1/chat/completions'],
    ['http://localhost:8080/v1/', 'http://localhost:8080/v1/chat/completions'],
    ['http://[::1]:8080/v1/chat/completions', 'http://[::1]:8080/v1/chat/completions'],
    ['http://ollama:11434', 'http://ollama:11434/v1/chat/completions'],
    ['http://192.168.1.20:11434', 'http://192.168.1.20:11434/v1/chat/completions'],
    ['http://nas.local/llm', 'http://nas.local/llm/v1/chat/completions'],
    ['HTTPS://models.example/api/v1', 'https://models.example/api/v1/chat/completions'],
  ])('%s is posted to as %s', (given, posted) => {
    expect(load({ ASSIST_URL: given, ...MODEL }).config.assistUrl).toBe(posted);
  });

  it.each([
    'http://models.example',
    'http://8.8.8.8:11434',
    'http://[2001:db8::1]/',
    'http://localhost.evil.example/',
    'http://[::ffff:8.8.8.8]/',
    'https://user:secret@models.example/',
    'https://models.example/?key=secret',
    'https://models.example/#x',
    'ftp://127.0.0.1/',
    '127.0.0.1:11434',
    'http://127.0.0.1:99999',
    'http://2130706433.example.com/',
    'file:///etc/passwd',
  ])('%s is refused, with what is allowed', (given) => {
    expect(problem({ ASSIST_URL: given, ...MODEL })).not.toContain('secret');
    expect(problem({ ASSIST_URL: given, ...MODEL })).toMatch(
      /^ASSIST_URL=.* is not an address .* https elsewhere, without/,
    );
  });

  it('warns where questions leave the network, and only there', () => {
    expect(load({ ASSIST_URL: 'https://models.example', ...MODEL }).warnings).toEqual([
      expect.stringContaining('are sent to models.example, outside this network. They are personal'),
    ]);
    expect(load({ ASSIST_URL: 'https://10.0.0.7', ...MODEL }).warnings).toEqual([]);
  });

  it('knows private addresses, also as IPv6 writes IPv4', () => {
    const all = [
      '127.8.8.8',
      '10.1.1.1',
      '172.31.0.1',
      '172.32.0.1',
      '::1',
      '::ffff:10.0.0.1',
      '::ffff:8.8.8.8',
    ];
    expect(all.map(isPrivateAddress)).toEqual([true, true, true, false, true, true, false]);
    expect(['fd00::1', 'fe80::1', '2001:db8::1', 'localhost', ''].map(isPrivateAddress)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});

describe('a model', () => {
  const url = { ASSIST_URL: 'http://127.0.0.1:11434' };

  it('needs a name, and less time than a client waits', () => {
    expect(problem(url)).toContain('set ASSIST_MODEL too');
    expect(problem({ ...url, ...MODEL, ASSIST_TIMEOUT: '14000' })).toContain('leaves no time for the answer');
    expect(load({ ...url, ...MODEL, WEBSOCKET_DEADLINE: '3000' }).config.assistTimeoutMs).toBe(1_500);
  });

  it('has its key from the environment or from a file, and no message shows it', () => {
    const file = { ...url, ...MODEL, ASSIST_KEY_FILE: '/key' };
    expect(load(file, { '/key': 'sk-secret\n' }).config.assistKey).toBe('sk-secret');
    expect(load({ ...url, ...MODEL, ASSIST_KEY: 'sk-secret' }).config.assistKey).toBe('sk-secret');
    for (const message of [
      problem({ ...file, ASSIST_KEY: 'sk-secret' }, { '/key': 'sk-secret' }),
      problem(file, { '/key': 'sk-secret two\n' }),
      problem({ ...url, ...MODEL, ASSIST_KEY: 'sk-secret\r\nHost: x' }),
    ]) {
      expect(message).toMatch(/^ASSIST_KEY/);
      expect(message).not.toContain('sk-secret');
    }
  });
});
