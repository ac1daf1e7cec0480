import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseForwarded } from './forwarded.ts';

describe('parseForwarded', () => {
  it.each([
    ['', []],
    [' , ;, ', []],
    ['for="_gazonk"', [{ for: '_gazonk' }]],
    ['For="[2001:db8:cafe::17]:4711"', [{ for: '[2001:db8:cafe::17]:4711' }]],
    ['for=192.0.2.60;proto=http;by=203.0.113.43', [{ for: '192.0.2.60', proto: 'http' }]],
    ['for=192.0.2.43, for=198.51.100.17', [{ for: '192.0.2.43' }, { for: '198.51.100.17' }]],
    [
      'for=192.0.2.43,for="[2001:db8:cafe::17]",for=unknown',
      [{ for: '192.0.2.43' }, { for: '[2001:db8:cafe::17]' }, { for: 'unknown' }],
    ],
    [
      'for=a ; proto=https;\thost="hal.example:8443"',
      [{ for: 'a', proto: 'https', host: 'hal.example:8443' }],
    ],
    ['by="a\\"b, for=1.1.1.1";for=b', [{ for: 'b' }]],
    ['secret=x;extension=";,="', [{}]],
  ])('reads %s', (header, elements) => {
    expect(parseForwarded(header)).toEqual(elements);
  });

  it.each([
    'for',
    'for=',
    '=a',
    'for = a',
    'for=a b',
    'for="a',
    'for="a\\"',
    'for="a"b',
    'for=a;for=b',
    'for=a;FOR=b',
    'for=192.0.2.43:80',
    'for=[2001:db8::1]',
    'for=a\u0000',
    // A quotation mark that a client left open swallows nothing of what the proxy added.
    'for=1.1.1.1;x=", for="[2001:db8::1]"',
    'for="1.1.1.1, for=192.0.2.43',
  ])('refuses %j', (header) => {
    expect(parseForwarded(header)).toBeUndefined();
  });

  it('reads back whatever is written by the rules', () => {
    const value = fc.string({ unit: 'grapheme-ascii', maxLength: 20 });
    const element = fc.record({ for: value, proto: value, host: value }, { requiredKeys: ['for'] });
    fc.assert(
      fc.property(
        fc.array(element, { maxLength: 5 }),
        fc.constantFrom(',', ' , ', ',,'),
        (elements, comma) => {
          const quoted = (text: string) => `"${text.replaceAll(/["\\]/g, '\\$&')}"`;
          const header = elements
            .map((one) =>
              Object.entries(one)
                .map(([key, text]) => `${key}=${quoted(text)}`)
                .join(';'),
            )
            .join(comma);
          expect(parseForwarded(header)).toEqual(elements);
        },
      ),
    );
  });
});
