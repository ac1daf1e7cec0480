import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { withLazyBuiltins } from './lazy-builtins.ts';

const real = createRequire(import.meta.url);

function counted() {
  const loaded: string[] = [];
  const require = withLazyBuiltins((id) => {
    loaded.push(id);
    return real(id) as unknown;
  });
  return { require, loaded };
}

describe('a lazy builtin', () => {
  it('is loaded when it is first used, once', () => {
    const { require, loaded } = counted();
    const crypto = require('node:crypto') as typeof import('node:crypto');
    expect(loaded).toEqual([]);
    expect(crypto.createHash).toBe(real('node:crypto').createHash);
    expect(crypto.randomUUID()).toMatch(/^[0-9a-f-]{36}$/);
    expect(loaded).toEqual(['node:crypto']);
  });

  it.each(['tls', 'node:http', 'zlib', 'node:worker_threads'])('looks like the module: %s', (id) => {
    const { require } = counted();
    const lazy = require(id) as Record<string, unknown>;
    const whole = real(id) as Record<string, unknown>;
    expect(Object.keys(lazy)).toEqual(Object.keys(whole));
    expect({ ...lazy }).toEqual({ ...whole });
    for (const name of Object.keys(whole)) expect(name in lazy).toBe(true);
    expect('no such' in lazy).toBe(false);
    expect(Object.getOwnPropertyDescriptor(lazy, 'no such')).toBeUndefined();
  });

  it('can be extended and compared with', () => {
    const { require } = counted();
    const net = require('node:net') as typeof import('node:net');
    class Own extends net.Server {}
    expect(new Own()).toBeInstanceOf(real('node:net').Server);
  });
});

it('gives all other modules as they are', () => {
  const missing = './no such file';
  const { require, loaded } = counted();
  expect(require('node:fs')).toBe(real('node:fs'));
  expect(require('node:path')).toBe(real('node:path'));
  expect(loaded).toEqual(['node:fs', 'node:path']);
  expect(() => require(missing)).toThrow('Cannot find module');
});
