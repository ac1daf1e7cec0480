import {
  chownSync,
  closeSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openPrivateFile, openPrivateFileSync } from './private-file.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'hal-private-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(file: string, flags: 'a' | 'w' | 'wx', text: string): void {
  const fd = openPrivateFileSync(file, flags);
  writeSync(fd, text);
  closeSync(fd);
}

describe('a private file', () => {
  it('appends, empties, or makes the file, which is for its owner alone', () => {
    const file = path.join(folder, 'x.log');
    writeFileSync(file, 'one ', { mode: 0o666 });
    write(file, 'a', 'two ');
    write(file, 'a', 'three');
    expect(readFileSync(file, 'utf8')).toBe('one two three');
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
    write(file, 'w', 'new');
    expect(readFileSync(file, 'utf8')).toBe('new');
    expect(() => openPrivateFileSync(file, 'wx')).toThrow(/EEXIST/);
    write(path.join(folder, 'y.log'), 'wx', 'first');
    expect(readFileSync(path.join(folder, 'y.log'), 'utf8')).toBe('first');
  });

  it.skipIf(process.platform === 'win32')('follows a link that its own user made', () => {
    const target = path.join(folder, 'elsewhere.log');
    writeFileSync(target, 'one ');
    symlinkSync(target, path.join(folder, 'x.log'));
    write(path.join(folder, 'x.log'), 'a', 'two');
    expect(readFileSync(target, 'utf8')).toBe('one two');
  });

  it.skipIf(process.getuid?.() !== 0)(
    'refuses a link in the folder of another user where root opens it, and leaves what it leads to alone',
    async () => {
      chownSync(folder, 65_534, 65_534);
      const victim = path.join(folder, 'shadow');
      writeFileSync(victim, 'secret', { mode: 0o644 });
      const before = statSync(victim);
      for (const [name, target] of [
        ['there', victim],
        ['dangling', path.join(folder, 'none')],
      ] as const) {
        symlinkSync(target, path.join(folder, name));
        for (const flags of ['a', 'w', 'wx'] as const) {
          const link = path.join(folder, name);
          expect(() => openPrivateFileSync(link, flags)).toThrow(/ELOOP|EEXIST/);
          await expect(openPrivateFile(link, flags)).rejects.toThrow(/ELOOP|EEXIST/);
        }
      }
      expect(readFileSync(victim, 'utf8')).toBe('secret');
      expect([statSync(victim).mode, statSync(victim).uid]).toEqual([before.mode, before.uid]);
    },
  );
});
