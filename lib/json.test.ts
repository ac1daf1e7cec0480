import { expect, it } from 'vitest';
import { tryParseJson } from './json.ts';

it('parses JSON and returns undefined for anything else', () => {
  expect(tryParseJson('{"a":[1,null]}')).toEqual({ a: [1, null] });
  expect(tryParseJson('null')).toBeNull();
  expect(['', '{', 'undefined', '{"a":1}{', '\u0000'].map(tryParseJson)).toEqual(Array(5).fill(undefined));
});
