import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { decodeCodePage, tryDecodeUtf8 } from './code-page.ts';
import { UPPER_HALVES } from './code-page-tables.ts';

it.each([
  [850, [0x6d, 0x81, 0x6c, 0x6c, 0x65, 0x72], 'müller'],
  [437, [0x6d, 0x81, 0x6c, 0x6c, 0x65, 0x72], 'müller'],
  [1252, [0x6d, 0xfc, 0x6c, 0x6c, 0x65, 0x72], 'müller'],
  [932, [0x95, 0x5c, 0x8c, 0x76], '表計'],
  [852, [0x88], 'ł'],
  [866, [0x8f, 0xe0], 'Пр'],
  [65_001, [0xc3, 0xbc], 'ü'],
  [4_711, [0xfc], 'ü'],
])('decodes code page %i', (codePage, bytes, text) => {
  expect(decodeCodePage(Uint8Array.from(bytes), codePage)).toBe(text);
});

it('distinguishes UTF-8 from other text', () => {
  expect(tryDecodeUtf8(Buffer.from('müller 表計'))).toBe('müller 表計');
  expect(tryDecodeUtf8(Uint8Array.from([0x6d, 0x81, 0x6c]))).toBeUndefined();
});

const iconv = spawnSync('iconv', ['--version']).status === 0;
const ALL_HIGH = Uint8Array.from({ length: 128 }, (_, index) => index + 128);

it.skipIf(!iconv).each([...UPPER_HALVES.keys()])(
  `has the table of code page %i as the C library has it${iconv ? '' : ' (skipped: no iconv here)'}`,
  (codePage) => {
    const decoded = decodeCodePage(ALL_HIGH, codePage);
    expect(decoded).toHaveLength(128);
    const lines = Buffer.from([...ALL_HIGH].flatMap((byte) => [byte, 0x0a]));
    // The C library knows not every page; -c leaves out what it has no letter for.
    const { stdout } = spawnSync('iconv', ['-c', '-f', `CP${codePage}`, '-t', 'UTF-8'], { input: lines });
    for (const [index, letter] of stdout.toString('utf8').split('\n').entries()) {
      if (letter !== '') expect(decoded[index]).toBe(letter);
    }
  },
);
