import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatByteSize } from '../../lib/text.ts';
import {
  byteSize,
  choice,
  host,
  integer,
  isHostName,
  listOf,
  milliseconds,
  namedSwitches,
  onOff,
  optional,
  origin,
  path,
  port,
  program,
  type SettingType,
  secret,
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

const place = { resolve: String };

describe('a list', () => {
  const ports = listOf(port, 'a list of ports', 'ports');

  it('is text with commas or spaces, or a JSON array; repeats count once', () => {
    for (const raw of ['8765,8766', ' 8765 8766 ', '8765, 8766,8765', [8765, '8766']]) {
      expect(ports.parse(raw, place)).toEqual({ value: [8765, 8766] });
    }
    expect(ports.parse(8765, place)).toEqual({ value: [8765] });
  });

  it('may be empty, in so many words', () => {
    expect(ports.parse('None', place)).toEqual({ value: [] });
    expect(ports.parse([], place)).toEqual({ value: [] });
    expect(ports.format([])).toBe('none');
  });

  it('is refused for one bad entry', () => {
    for (const raw of ['8765,x', [8765, null], '', ',', {}, true])
      expect(ports.parse(raw, place)).toBeUndefined();
  });
});

describe('named switches', () => {
  it('are an object of names and yes or no', () => {
    expect(namedSwitches.parse({ BILLS: true, ' TAX ': 'no' }, place)).toEqual({
      value: { BILLS: true, TAX: false },
    });
    expect(namedSwitches.format({ BILLS: true, TAX: false })).toBe('BILLS=on, TAX=off');
    expect(namedSwitches.parse('none', place)).toEqual({ value: {} });
  });

  it('cannot reach an object behind', () => {
    const parsed = namedSwitches.parse(JSON.parse('{"__proto__": true}'), place);
    expect(Object.keys(parsed?.value ?? {})).toEqual(['__proto__']);
  });

  it('refuse everything else', () => {
    for (const raw of [null, [], 'BILLS', { BILLS: 'maybe' }, { '': true }, 1]) {
      expect(namedSwitches.parse(raw, place)).toBeUndefined();
    }
  });
});

describe('a path or program', () => {
  const here = { resolve: (name: string) => `/here/${name}` };

  it('makes a path absolute where it was said', () => {
    expect(path('a path').parse(' logs of HAL ', here)).toEqual({ value: '/here/logs of HAL' });
  });

  it('refuses quotes, which a shell or an editor left behind', () => {
    for (const raw of ['"C:\\x y"', "'x'", '', 5, 'a\0b'])
      expect(path('a path').parse(raw, here)).toBeUndefined();
  });

  it('leaves a bare program name to PATH', () => {
    expect(program.parse('qm.exe', here)).toEqual({ value: 'qm.exe' });
    expect(program.parse('bin/qm', here)).toEqual({ value: '/here/bin/qm' });
    expect(program.parse('"qm"', here)).toBeUndefined();
  });
});

describe('a byte size', () => {
  const here = { resolve: String };
  const kind = byteSize(1, 2 ** 40);

  it('reads plain bytes and the usual units', () => {
    const sizes = ['10485760', '10 MiB', '10mib', '150 MB', '1.5 GiB', '2kB', '2 KiB', '7 B'];
    expect(sizes.map((raw) => kind.parse(raw, here)?.value)).toEqual([
      10_485_760, 10_485_760, 10_485_760, 150_000_000, 1_610_612_736, 2000, 2048, 7,
    ]);
    expect(kind.parse(4096, here)).toEqual({ value: 4096 });
  });

  it('refuses what is no size or out of range', () => {
    for (const raw of ['', 'MiB', '10 M', '10 MiBs', '-1', '1e3', '0', '9999 GiB', 0.5, true, [], '1 2 MB']) {
      expect(kind.parse(raw, here)).toBeUndefined();
    }
    expect(byteSize(1024, 1024 ** 2).allowed).toBe(
      '1024 to 1 MiB, in bytes or with KiB, MiB, GiB, kB, MB or GB',
    );
  });

  it('reads back whatever it writes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 40 }), (bytes) => {
        expect(kind.parse(formatByteSize(bytes), here)).toEqual({ value: bytes });
      }),
    );
  });
});

describe('an origin', () => {
  const read = (raw: unknown) => origin.parse(raw, { resolve: String })?.value;

  it('keeps an origin as a browser writes it', () => {
    expect(read('https://HAL.example:8443')).toBe('https://hal.example:8443');
    expect(read('https://hal.example:443/')).toBe('https://hal.example');
    expect(read('http://[::1]:3000')).toBe('http://[::1]:3000');
    expect(read('app://hal')).toBe('app://hal');
  });

  it('takes a bare host for any scheme and port of it', () => {
    for (const host of ['hal.local', '192.168.1.5', '[::1]']) expect(read(host)).toBe(host);
  });

  it('refuses what no Origin header says', () => {
    for (const raw of [
      '*',
      'https://',
      'https://a/b',
      'https://u:p@a',
      'https://a:99999',
      'a b',
      'a:80',
      '',
      1,
    ]) {
      expect(read(raw)).toBeUndefined();
    }
  });
});

describe('a secret', () => {
  const kind = secret(8);
  const read = (raw: unknown) => kind.parse(raw, { resolve: String });

  it('takes text as it stands', () => {
    expect(read(' a b ')).toEqual({ value: ' a b ' });
    for (const raw of ['', '123456789', 'a\tb', 5, null]) expect(read(raw)).toBeUndefined();
  });

  it('never writes it', () => {
    expect([kind.format('hunter2'), kind.format(undefined)]).toEqual(['(set)', '(not set)']);
  });
});
