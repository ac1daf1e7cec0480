import { expect, it } from 'vitest';
import { LogQueue } from './log-queue.ts';

const queue = (limit: number) => new LogQueue(limit, (count) => `lost ${count}`);

it('returns lines in order, as many as fit', () => {
  const lines = queue(1000);
  for (const line of ['one', 'two', 'three']) lines.push(line);
  expect(lines.take(8).toString()).toBe('one\ntwo\n');
  expect(lines.take(5).toString()).toBe('');
  expect(lines.take(1, 6).toString()).toBe('three\n');
  expect(lines.empty).toBe(true);
});

it('counts bytes, not characters', () => {
  const lines = queue(1000);
  lines.push('äö');
  expect(lines.take(4).length).toBe(0);
  expect(lines.take(5).length).toBe(5);
});

it('drops the oldest lines over its limit and reports how many', () => {
  const lines = queue(40);
  for (let count = 0; count < 20; count += 1) lines.push(`line ${count}`);
  const [first, second, ...rest] = lines.take(1000).toString().trimEnd().split('\n');
  const lost = Number(first?.split(' ')[1]);
  expect(second).toBe(`line ${lost}`);
  expect(rest.at(-1)).toBe('line 19');
  expect(lines.take(1000).length).toBe(0);
});
