import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { stampOf } from './stamp.ts';

const root = mkdtempSync(path.join(tmpdir(), 'hal-stamp-'));
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(file: string, text: string): void {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  writeFileSync(path.join(root, file), text);
}

describe('the stamp of the product', () => {
  it.each(['listener/a.ts', 'renderer/public/icon.svg', 'package-lock.json', 'build/build.ts'])(
    'changes with the source %s',
    (file) => {
      write('listener/other.ts', 'other');
      const before = stampOf('product', root);
      write(file, 'one');
      const one = stampOf('product', root);
      write(file, 'two');
      const two = stampOf('product', root);
      expect(new Set([before.sources, one.sources, two.sources]).size).toBe(3);
      expect(two.outputs).toBe(before.outputs);
    },
  );

  it.each(['dist/hal-listener.cjs', 'dist/panel/assets/index.js', 'dist/electron/icons/app.png'])(
    'changes with the output %s',
    (file) => {
      write(file, 'as built');
      const before = stampOf('product', root);
      write(file, 'changed by hand');
      const after = stampOf('product', root);
      expect(after.outputs).not.toBe(before.outputs);
      expect(after.sources).toBe(before.sources);
    },
  );

  it('stays when a test, a helper of tests, or a file of another target changes', () => {
    write('listener/a.ts', 'source');
    const before = stampOf('product', root);
    write('listener/a.test.ts', 'test');
    write('listener/testing/fake.ts', 'helper');
    write('simulation/a.ts', 'simulator');
    write('dist/simulation/product.cjs', 'simulated product');
    expect(stampOf('product', root)).toEqual(before);
  });

  it('distinguishes one file from two with the same bytes', () => {
    write('listener/a.ts', 'one');
    write('listener/b.ts', 'two');
    const before = stampOf('product', root);
    write('listener/a.ts', 'onetwo');
    write('listener/b.ts', '');
    expect(stampOf('product', root)).not.toEqual(before);
  });
});
