import { expect, it } from 'vitest';
import { CONTROL_REQUESTS, HELLO, REPLY_FRAME, REQUEST_FRAME, versionMismatch } from './control.ts';

it('distinguishes an error from a result', () => {
  const error = { id: 1, error: { code: 'NOT_FOUND', message: 'no' } };
  expect(REPLY_FRAME.parse(error)).toEqual(error);
  expect(REPLY_FRAME.parse({ id: 1, ok: {} })).toEqual({ id: 1, ok: {} });
  expect(REPLY_FRAME.safeParse({ id: null, ok: {} }).success).toBe(false);
});

it('accepts a request without params if it has none', () => {
  expect(REQUEST_FRAME.safeParse({ id: 1, do: 'status', params: {} }).success).toBe(true);
  expect(CONTROL_REQUESTS.status.params.safeParse({}).success).toBe(true);
  expect(CONTROL_REQUESTS.stop.params.safeParse({ code: 'explode', by: 'cli' }).success).toBe(false);
});

it('reads the hello of a later version, and names both sides of a mismatch', () => {
  const hello = { type: 'hello', product: 'hal-listener', release: '9.0', pid: 1, nonce: '0'.repeat(32) };
  expect(HELLO.parse({ ...hello, version: 2, more: true }).version).toBe(2);
  expect(versionMismatch(1, 2)).toContain('update the listener');
  expect(versionMismatch(2, 1)).toContain('update this program');
  expect(versionMismatch(2, 1)).toMatch(/version 2 .* version 1/);
});
