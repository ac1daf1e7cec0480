import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ConfigError } from './config.ts';
import { jsonErrorPosition, parseConfigFile } from './config-file.ts';

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
    'config.json: "home" cannot be set in this file, whose folder it names: use HAL_LISTENER_HOME in the environment',
  ]);
});

it('refuses what is no JSON object', () => {
  for (const content of ['', '[]', 'null', '"x"', '{"port": }'])
    expect(() => parse(content)).toThrow(ConfigError);
});

it('tells line and column of what does not fit', () => {
  const cases: [string, number, number][] = [
    ['', 1, 1],
    ['{', 1, 2],
    ['{"a": x}', 1, 7],
    ['{"a": 1,}', 1, 9],
    ['{\n  "a" 1\n}', 2, 7],
    ['[1, 2', 1, 6],
    ['{"a": "b\nc"}', 1, 7],
    ['{} {}', 1, 4],
    ["{'a': 1}", 1, 2],
    ['[01]', 1, 3],
    ['{"a": 1 // note\n}', 1, 9],
  ];
  for (const [text, line, column] of cases)
    expect([text, jsonErrorPosition(text)]).toEqual([text, { line, column }]);
});

it('finds the end of every cut-off text, as JSON.parse would', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      JSON.parse(text);
      const broken = `${text}\u0000`;
      const { line, column } = jsonErrorPosition(broken);
      expect(line).toBe(1);
      expect(column).toBe(broken.length);
    }),
  );
});
