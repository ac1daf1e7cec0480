import { describe, expect, it } from 'vitest';
import {
  choice,
  host,
  integer,
  isHostName,
  milliseconds,
  onOff,
  optional,
  port,
  type SettingType,
  text,
} from './setting-types.ts';

const here = { resolve: (path: string) => path };

function read<T>(kind: SettingType<T>, raw: unknown): T | 'refused' {
  const parsed = kind.parse(raw, here);
  return parsed === undefined ? 'refused' : parsed.value;
}

describe('a whole number', () => {
  it('is read from text or JSON, limits included', () => {
    const kind = integer(1, 100);
    expect([' 1 ', '100', 7].map((raw) => read(kind, raw))).toEqual([1, 100, 7]);
    for (const raw of [
      '0',
      '101',
      '1.5',
      '1e2',
      '0x10',
      '-1',
      '',
      'ten',
      1.5,
      true,
      null,
      [],
      {},
      Number.NaN,
    ]) {
      expect(read(kind, raw)).toBe('refused');
    }
    expect(kind.allowed).toBe('a whole number from 1 to 100');
    expect(milliseconds(100, 600).allowed).toBe('100 to 600 milliseconds');
    expect(read(port, '65536')).toBe('refused');
  });
});

describe('on or off', () => {
  it('is said in many ways', () => {
    for (const raw of ['on', 'YES', 'True', '1', 1, true]) expect(read(onOff, raw)).toBe(true);
    for (const raw of ['off', 'No', 'FALSE', '0', 0, false]) expect(read(onOff, raw)).toBe(false);
    for (const raw of ['', '2', 2, 'o', null, []]) expect(read(onOff, raw)).toBe('refused');
  });
});

describe('a choice', () => {
  it('is one of its words, in any case', () => {
    const kind = choice(['first', 'last', 'off']);
    expect(read(kind, ' Last')).toBe('last');
    expect(read(kind, 'middle')).toBe('refused');
    expect(kind.allowed).toBe('first, last or off');
  });
});

describe('text', () => {
  it('is one line of bounded length', () => {
    const kind = text('a name', 5);
    expect(read(kind, ' HAL ')).toBe('HAL');
    for (const raw of ['', 'longer', 'a\nb', 'a\u0085b', 5, null]) expect(read(kind, raw)).toBe('refused');
  });
});

describe('an address', () => {
  it('is an IP address or a host name', () => {
    for (const good of ['0.0.0.0', '::1', 'qm-server', 'qm_1.example.', 'a1'])
      expect(read(host, good)).toBe(good);
    expect(read(host, '[::1]')).toBe('::1');
    for (const bad of ['1.2.3', '300.1.1.1', 'a b', 'http://x', '-x', 'x:1', '', 5])
      expect(read(host, bad)).toBe('refused');
  });

  it('has a name of at most 253 characters', () => {
    expect(isHostName(`${'a.'.repeat(126)}a`)).toBe(true);
    expect(isHostName(`${'a.'.repeat(127)}a`)).toBe(false);
  });
});

describe('an optional kind', () => {
  it('has a word for being left out', () => {
    const kind = optional(host, '*');
    expect(read(kind, '*')).toBeUndefined();
    expect(kind.format(undefined)).toBe('*');
    expect(kind.format('::1')).toBe('::1');
    expect(kind.allowed).toBe('an IP address or a host name, or *');
  });
});
