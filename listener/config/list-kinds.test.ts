import { describe, expect, it } from 'vitest';
import { listOf, namedSwitches, port } from './setting-types.ts';

const here = { resolve: String };

describe('a list', () => {
  const ports = listOf(port, 'a list of ports', 'ports');

  it('is text with commas or spaces, or a JSON array; repeats count once', () => {
    for (const raw of ['8765,8766', ' 8765 8766 ', '8765, 8766,8765', [8765, '8766']]) {
      expect(ports.parse(raw, here)).toEqual({ value: [8765, 8766] });
    }
    expect(ports.parse(8765, here)).toEqual({ value: [8765] });
  });

  it('may be empty, in so many words', () => {
    expect(ports.parse('None', here)).toEqual({ value: [] });
    expect(ports.parse([], here)).toEqual({ value: [] });
    expect(ports.format([])).toBe('none');
  });

  it('is refused for one bad entry', () => {
    for (const raw of ['8765,x', [8765, null], '', ',', {}, true])
      expect(ports.parse(raw, here)).toBeUndefined();
  });
});

describe('named switches', () => {
  it('are an object of names and yes or no', () => {
    expect(namedSwitches.parse({ BILLS: true, ' TAX ': 'no' }, here)).toEqual({
      value: { BILLS: true, TAX: false },
    });
    expect(namedSwitches.format({ BILLS: true, TAX: false })).toBe('BILLS=on, TAX=off');
    expect(namedSwitches.parse('none', here)).toEqual({ value: {} });
  });

  it('cannot reach an object behind', () => {
    const parsed = namedSwitches.parse(JSON.parse('{"__proto__": true}'), here);
    expect(Object.keys(parsed?.value ?? {})).toEqual(['__proto__']);
  });

  it('refuse everything else', () => {
    for (const raw of [null, [], 'BILLS', { BILLS: 'maybe' }, { '': true }, 1]) {
      expect(namedSwitches.parse(raw, here)).toBeUndefined();
    }
  });
});
