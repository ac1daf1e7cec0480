import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { numberSource } from './message.ts';

describe('numberSource', () => {
  it.each([
    ['{"id":9007199254740993}', '9007199254740993'],
    ['{"id" : \n-0 }', '-0'],
    ['{"id":1.0,"a":1}', '1.0'],
    ['{"a":[{"id":1}],"id":1e3}', '1e3'],
    ['{"id":123456789012345678901234567890.5E-7}', '123456789012345678901234567890.5E-7'],
    ['{"id":1e400}', '1e400'],
    ['{"\\u0069\\u0064":12}', '12'],
    ['{"id":1,"id":2}', '2'],
    ['{"id":1,"id":"2"}', undefined],
    ['{"id":[1]}', undefined],
    ['{"x":"\\"id\\":5","y":"id"}', undefined],
    ['{"x":"id","id":7}', '7'],
    ['{"nested":{"id":5}}', undefined],
    ['{"list":["id",5]}', undefined],
    ['{"list":[1,"id"],"id":6}', '6'],
    ['{"a\\\\":1,"id":8}', '8'],
    ['{}', undefined],
  ])('finds in %s: %s', (json, expected) => {
    JSON.parse(json);
    expect(numberSource(json, 'id')).toBe(expected);
  });

  it('agrees with JSON.parse in every document', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('id', 'i', '"id"', 'x'), fc.jsonValue()),
        fc.nat(3),
        (value, indent) => {
          const source = numberSource(JSON.stringify(value, undefined, indent), 'id');
          expect(source === undefined ? undefined : Number(source)).toEqual(
            typeof value.id === 'number' ? value.id + 0 : undefined,
          );
        },
      ),
    );
  });
});
