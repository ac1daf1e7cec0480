import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { ensureBuilt } from './ensure-built.ts';
import { filesIn, ROOT } from './rooms.ts';
import { isUpToDate } from './stamp.ts';

const ASSETS = path.join(ROOT, 'dist/panel/assets');

function times(): readonly (readonly [string, number])[] {
  const files = ['dist/hal-listener.cjs', 'dist/log-search.cjs', ...filesIn('dist/panel')];
  return files.map((file) => [file, statSync(path.join(ROOT, file)).mtimeMs]);
}

it('does not rebuild when sources are unchanged', () => {
  const before = times();
  expect(isUpToDate('product')).toBe(true);
  ensureBuilt('product');
  expect(times()).toEqual(before);
});

it("ships React's production code, whatever the NODE_ENV of the tests", () => {
  expect(process.env.NODE_ENV).toBe('test');
  const scripts = readdirSync(ASSETS).filter((name) => name.endsWith('.js'));
  expect(scripts.length).toBeGreaterThan(0);
  for (const name of scripts) {
    const text = readFileSync(path.join(ASSETS, name), 'utf8');
    // Only the development build recommends its tools and contains element sources.
    expect(text).not.toMatch(/React DevTools|jsxDEV|_debugInfo/);
  }
});
