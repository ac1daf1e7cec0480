import { expect, it } from 'vitest';
import { qrModules } from './qr-code.ts';

/** Rows of the code as zbarimg, an independent reader, has read it: `ws://192.168.1.20:8768`. */
const READ_BY_ZBAR: readonly string[] = [
  '#######...#..#.##.#######',
  '#.....#..#.....#..#.....#',
  '#.###.#.#..#..#.#.#.###.#',
  '#.###.#..#..#..##.#.###.#',
  '#.###.#..#..##.##.#.###.#',
  '#.....#...####.#..#.....#',
  '#######.#.#.#.#.#.#######',
  '........#..#.#...........',
  '###.#####...###..##...#..',
  '.####....#.####...##.##.#',
  '.###..#.#.####..#.#.....#',
  '#..###.####.###.#...##..#',
  '#.....##..##.####.#.....#',
  '....##..#.##.##...##..#.#',
  '#.#.#.#.#.#..#...##..#.##',
  '.##.##.....#.#.#.###.#..#',
  '#.###.#.#.#.###.#####..##',
  '........#..##.#.#...#.#.#',
  '#######.#.###.###.#.##.##',
  '#.....#.##..##.##...##.##',
  '#.###.#.#.##..#.######.##',
  '#.###.#..###...###..##...',
  '#.###.#.#....#.#.#..###.#',
  '#.....#.#..#...####..#.#.',
  '#######.#...#...#.#..#.##',
];

const rowsOf = (text: string): readonly string[] | undefined =>
  qrModules(text)?.map((row) => row.map((dark) => (dark ? '#' : '.')).join(''));

it('is the code that another reader has read', () => {
  expect(rowsOf('ws://192.168.1.20:8768')).toEqual(READ_BY_ZBAR);
});

it('grows with the text, up to a limit', () => {
  const size = (length: number) => qrModules('x'.repeat(length))?.length;
  expect([17, 18, 32, 33, 53, 54, 78, 79, 106].map(size)).toEqual([21, 25, 25, 29, 29, 33, 33, 37, 37]);
  expect(size(107)).toBeUndefined();
});

it('has its three finders, whatever the text', () => {
  for (const text of ['', 'ws://[2001:db8::7]:8768', 'ü'.repeat(40)]) {
    const rows = rowsOf(text) ?? [];
    for (const [top, isRight] of [
      [0, false],
      [0, true],
      [rows.length - 7, false],
    ] as const) {
      const finder = rows.slice(top, top + 7).map((row) => (isRight ? row.slice(-7) : row.slice(0, 7)));
      expect(finder).toEqual(['#######', '#.....#', '#.###.#', '#.###.#', '#.###.#', '#.....#', '#######']);
    }
  }
});
