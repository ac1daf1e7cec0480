import { expect, it } from 'vitest';
import { ConfigError } from './config.ts';
import { parseConfigFile } from './config-file.ts';

const parse = (content: string) => parseConfigFile(content, 'config.json');

it('gives JSON values by setting name', () => {
  const { entries, warnings } = parse('{"port": 1, "extraPorts": [2], "keepSessions": false}');
  expect([...entries]).toEqual([
    ['port', 1],
    ['extraPorts', [2]],
    ['keepSessions', false],
  ]);
  expect(warnings).toEqual([]);
});

it('warns of keys it does not know, and takes none of an object behind', () => {
  const { entries, warnings } = parse(
    '{"prot": 1, "WEBSOCKET.PORT": 2, "__proto__": {"port": 3}, "home": "x"}',
  );
  expect([...entries]).toEqual([]);
  expect(warnings).toEqual([
    'config.json: "prot" is not a setting: did you mean "port"?',
    'config.json: "WEBSOCKET.PORT" is not a setting: did you mean "port"?',
    'config.json: "__proto__" is not a setting',
    'config.json: "home" cannot be set in this file, which it leads to: use HAL_LISTENER_HOME in the environment',
  ]);
});

it('refuses what is no JSON object', () => {
  for (const content of ['', '[]', 'null', '"x"', '{"port": }'])
    expect(() => parse(content)).toThrow(ConfigError);
});
