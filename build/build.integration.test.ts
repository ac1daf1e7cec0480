import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { ensureBuilt } from './ensure-built.ts';
import { filesIn, ROOT } from './rooms.ts';
import { isUpToDate } from './stamp.ts';

const ASSETS = path.join(ROOT, 'dist/panel/assets');

function times(): readonly (readonly [string, number])[] {
  const files = [
    'dist/hal-listener.cjs',
    'dist/hal-listener-program.cjs',
    'dist/log-search.cjs',
    ...filesIn('dist/panel'),
  ];
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

/** Packages that a bundled one uses if they are there, and does without otherwise. */
const OPTIONAL = ['bufferutil', 'utf-8-validate', '@node-rs/xxhash'];

it('holds every package that it needs, and runs where none is installed', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'hal-bundle-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = path.join(folder, 'hal-listener.cjs');
  const program = path.join(folder, 'hal-listener-program.cjs');
  for (const one of [file, program]) copyFileSync(path.join(ROOT, 'dist', path.basename(one)), one);
  const outside = [file, program]
    .flatMap((one) => [
      ...readFileSync(one, 'utf8').matchAll(/\b(?:require|import)\("([^".][^"]{0,100})"\)/g),
    ])
    .map(([, name = '']) => name)
    .filter((name) => !isBuiltin(name));
  expect(outside.filter((name) => !OPTIONAL.includes(name))).toEqual([]);
  expect(execFileSync(process.execPath, [file, '--version'], { cwd: folder, encoding: 'utf8' })).toMatch(
    /^\d/,
  );
  rmSync(program);
  const { status, stderr } = spawnSync(process.execPath, [file, '--version'], { encoding: 'utf8' });
  expect({ status, stderr }).toEqual({
    status: 70,
    stderr: `${program} is missing, which belongs beside this file. Install the listener again.\n`,
  });
});
