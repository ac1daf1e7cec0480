import { crc32, deflateSync, inflateSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { toPalettePng } from './palette-png.ts';

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

/** @param rows each its filter and its bytes as filtered */
function png(width: number, colorType: 2 | 6, rows: readonly (readonly number[])[]): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(rows.length, 4);
  header.set([8, colorType], 8);
  const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
  const data = deflateSync(Buffer.from(rows.flat()));
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', data),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** The colors of a picture with a palette, row by row. */
function colorsOf(picture: Buffer): { readonly colors: readonly string[]; readonly count: number } {
  const part = (type: string): Buffer => {
    const at = picture.indexOf(type, 0, 'latin1');
    return picture.subarray(at + 4, at + 4 + picture.readUInt32BE(at - 4));
  };
  const [palette, header] = [part('PLTE'), part('IHDR')];
  const [width, bytes] = [header.readUInt32BE(0), inflateSync(part('IDAT'))];
  const indexes = [...bytes].filter((_, at) => at % (width + 1) !== 0);
  return {
    colors: indexes.map((index) => palette.subarray(index * 3, index * 3 + 3).toString('hex')),
    count: palette.length / 3,
  };
}

it('keeps every color of a picture with few, whatever filter a row has', () => {
  const rows = [
    [0, 1, 2, 3, 250, 251, 252],
    // From the left, from above, from the mean of both, and from the nearest of three.
    [1, 10, 20, 30, 1, 1, 1],
    [2, 1, 1, 1, 2, 2, 2],
    [3, 5, 5, 5, 6, 6, 6],
    [4, 1, 1, 1, 2, 2, 2],
  ];
  expect(colorsOf(toPalettePng(png(2, 2, rows))).colors).toEqual([
    ...['010203', 'fafbfc'],
    ...['0a141e', '0b151f'],
    ...['0b151f', '0d1721'],
    ...['0a0f14', '111920'],
    ...['0b1015', '131b22'],
  ]);
});

it('reads pictures with transparency, and takes the nearest color where there are too many', () => {
  const shades = Array.from({ length: 32 }, (_, red) =>
    Array.from({ length: 32 }, (_, green) => [red * 8, green * 8, 0, 255]),
  );
  const picture = toPalettePng(
    png(
      32,
      6,
      shades.map((row) => [0, ...row.flat()]),
    ),
  );
  const { colors, count } = colorsOf(picture);
  expect(count).toBe(256);
  expect(colors).toHaveLength(32 * 32);
  const [first] = colors;
  expect(first).toBe('000000');
});

it('refuses what is no picture of a browser', () => {
  const picture = png(1, 2, [[0, 1, 2, 3]]);
  picture[24] = 16;
  expect(() => toPalettePng(picture)).toThrow('not a PNG of a browser');
});
