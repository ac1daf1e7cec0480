import fc from 'fast-check';
import { expect, it } from 'vitest';
import { formatByteSize } from '../../lib/byte-size.ts';
import { byteSize } from './setting-types.ts';

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
