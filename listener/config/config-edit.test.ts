import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ConfigError } from './config.ts';
import { type ConfigEdit, editedConfig, settingNamed } from './config-edit.ts';

const PLACE = { resolve: (name: string) => path.posix.join('/here', name) };

function edit(content: string | undefined, ...edits: readonly ConfigEdit[]): unknown {
  const text = editedConfig(content, 'config.json', edits, PLACE);
  expect(text).toMatch(/^\{\n {2}"form": 1,?\n.*\}\n$/s);
  const { form: _, ...settings } = JSON.parse(text);
  return settings;
}

describe('config.json after a change', () => {
  it.each([undefined, '', ' \n'])('begins where there was %j', (content) => {
    expect(edit(content, { name: 'port', raw: '9000' })).toEqual({ port: 9000 });
  });

  it('keeps what it does not change, in its order, and keys it does not know', () => {
    const before = '{"host":"::1","form":1,"unknown":[1],"port":1}';
    const after = edit(before, { name: 'port', raw: '2' }, { name: 'burst', raw: '5' });
    expect(Object.entries(after as object)).toEqual([
      ['host', '::1'],
      ['unknown', [1]],
      ['port', 2],
      ['burst', 5],
    ]);
  });

  it('takes a setting away, and the last change of one counts', () => {
    const before = '{"port":1,"host":"::1"}';
    expect(edit(before, { name: 'port', raw: undefined })).toEqual({ host: '::1' });
    expect(edit(before, { name: 'port', raw: '3' }, { name: 'port', raw: undefined })).toEqual({
      host: '::1',
    });
    expect(edit('{}', { name: 'port', raw: undefined })).toEqual({});
  });

  it.each<[ConfigEdit['name'], string, unknown]>([
    ['port', '9000', 9000],
    ['keepSessions', 'off', false],
    ['keepSessions', 'yes', true],
    ['extraPorts', '8765, 8766', [8765, 8766]],
    ['extraPorts', '[8765]', [8765]],
    ['token', '0123456789abcdef', '0123456789abcdef'],
    ['token', '1234567890123456', '1234567890123456'],
    ['tlsKey', 'key.pem', '/here/key.pem'],
    ['host', '127.0.0.1', '127.0.0.1'],
  ])('has %s as %j as JSON has it', (name, raw, value) => {
    expect(edit(undefined, { name, raw })).toEqual({ [name]: value });
  });

  it('is refused for a value that is not allowed, which it names', () => {
    expect(() => edit('{}', { name: 'port', raw: '70000' })).toThrow(ConfigError);
    expect(() => edit('{}', { name: 'port', raw: '70000' })).toThrow(/port.*70000.*65535/is);
  });

  it.each(['[]', '7', '{'])('is refused for the file %s', (content) => {
    expect(() => edit(content, { name: 'port', raw: '1' })).toThrow(ConfigError);
  });
});

it.each([
  ['port', 'port'],
  ['PORT', 'port'],
  ['WEBSOCKET_PORT', 'port'],
  ['websocket.port', 'port'],
  ['--port', 'port'],
  ['--max-connections', 'maxConnections'],
  ['max-connections', 'maxConnections'],
  ['maxConnections', 'maxConnections'],
  ['-port', undefined],
  ['', undefined],
  ['undefined', undefined],
])('finds the setting %j: %s', (name, found) => {
  expect(settingNamed(name)).toBe(found);
});
