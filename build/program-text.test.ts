import { runInThisContext } from 'node:vm';
import { expect, it } from 'vitest';
import { calledOf, expressionOf } from './program-text.ts';

const MODULE = 'exports.name = __filename;\nexports.sum = require("one") + 1; // the end';

it('makes a function of a module, which gets what Node gives a module', () => {
  const text = expressionOf(MODULE);
  const exports: Record<string, unknown> = {};
  runInThisContext(text)(exports, () => 41, { exports }, '/a/file', '/a');
  expect(exports).toEqual({ name: '/a/file', sum: 42 });
});

it('names the content in the first line', () => {
  const [first] = expressionOf(MODULE).split('\n');
  expect(first).toMatch(/^\/\/ [0-9a-f]{16}$/);
  expect(expressionOf(MODULE).split('\n')[0]).toBe(first);
  expect(expressionOf(`${MODULE} `).split('\n')[0]).not.toBe(first);
});

it('makes a module of it again', () => {
  const exports: Record<string, unknown> = {};
  const text = calledOf(expressionOf(MODULE));
  const run = runInThisContext(`(function (exports, require, module, __filename, __dirname) {${text}\n})`);
  run(exports, () => 41, { exports }, '/a/file', '/a');
  expect(exports).toEqual({ name: '/a/file', sum: 42 });
});
