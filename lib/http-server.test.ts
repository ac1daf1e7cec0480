import { expect, it } from 'vitest';
import { parseRequestTarget } from './http-server.ts';

it.each([
  ['/', undefined, '/', ''],
  ['/healthz', undefined, '/healthz', ''],
  ['/state?token=a?b&c=%20', undefined, '/state', 'token=a?b&c=%20'],
  ['/?', undefined, '/', ''],
  ['http://h/healthz', 'h', '/healthz', ''],
  ['HTTP://H:8768', 'h:8768', '/', ''],
  ['http://h?token=x', 'h', '/', 'token=x'],
  ['ws://[::1]:8768/state?x#y', '[::1]:8768', '/state', 'x'],
  ['//evil/healthz', undefined, '//evil/healthz', ''],
  ['/a/http://h/b', undefined, '/a/http://h/b', ''],
  ['*', undefined, '*', ''],
  ['', undefined, '/', ''],
  [undefined, undefined, '/', ''],
])('reads %s', (url, host, path, query) => {
  expect(parseRequestTarget(url)).toEqual({ host, path, query });
});
