import { expect, it } from 'vitest';
import { PAGE_LINES, PAGE_WIDTH, Pages } from './reports.ts';

it('prints a heading on every page, without blank lines at its top', () => {
  const pages = new Pages('LIST F', ['F.....'], true);
  pages.emit('');
  for (let line = 1; line <= PAGE_LINES - 2; line += 1) pages.emit(`${line}   `);
  pages.emit('');
  pages.emit('last');
  expect(pages.lines[0]).toBe(`${'LIST F'.padEnd(PAGE_WIDTH - 6)}Page 1`);
  expect(pages.lines.slice(1, 3)).toEqual(['F.....', '1']);
  expect(pages.lines.slice(PAGE_LINES)).toEqual([
    `${'LIST F'.padEnd(PAGE_WIDTH - 6)}Page 2`,
    'F.....',
    'last',
  ]);
});

it('prints one endless page if there are no pages', () => {
  const pages = new Pages(undefined, [], false);
  for (let line = 1; line <= 100; line += 1) pages.emit(`${line}`);
  expect(pages.lines).toHaveLength(100);
});

it('cuts a long heading and makes room for a long number', () => {
  const pages = new Pages('x'.repeat(200), [], true);
  for (let line = 0; line < (PAGE_LINES - 1) * 10; line += 1) pages.emit('x');
  expect(pages.lines[0]).toBe(`${'x'.repeat(69)}    Page 1`);
  expect(pages.lines.at(-PAGE_LINES)).toBe(`${'x'.repeat(69)}   Page 10`);
});
