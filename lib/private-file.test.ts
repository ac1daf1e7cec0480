import {
  chmodSync,
  chownSync,
  closeSync,
  mkdirSync,
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
import { replaceFileSync } from './atomic-file.ts';
import { ensureHome, ensurePrivateFolder, openPrivateFile, openPrivateFileSync } from './private-file.ts';

describe('a private file', () => {
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
    it('appends to, empties or creates a private file', () => {
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
});

describe('a private folder', () => {
  let folder = '';
  let umask = 0o022;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'hal-folder-'));
    umask = process.umask();
  });
  afterEach(() => {
    process.umask(umask);
    rmSync(folder, { recursive: true, force: true });
  });

  const modes = (...names: string[]) => names.map((name) => statSync(path.join(folder, name)).mode & 0o777);
  const LAYOUT = { run: 'run', others: ['account', 'logs'], isOwn: (name: string) => name !== 'letter.txt' };

  describe('ensurePrivateFolder', () => {
    it.each([0o000, 0o077, 0o022])(
      'makes it and those above it for the owner alone under umask %o',
      (mask) => {
        process.umask(mask);
        expect(ensurePrivateFolder(path.join(folder, 'a', 'b', 'c'))).toBe('made');
        expect(modes('a', 'a/b', 'a/b/c')).toEqual([0o700, 0o700, 0o700]);
        expect(ensurePrivateFolder(path.join(folder, 'a', 'b', 'c'))).toBe('private');
      },
    );

    it('makes an open folder private, also behind a link', () => {
      process.umask(0);
      mkdirSync(path.join(folder, 'a'), { mode: 0o777 });
      mkdirSync(path.join(folder, 'b'), { mode: 0o755 });
      symlinkSync('b', path.join(folder, 'link'));
      expect(ensurePrivateFolder(path.join(folder, 'a'))).toBe('tightened');
      expect(ensurePrivateFolder(path.join(folder, 'link'))).toBe('tightened');
      expect(modes('a', 'b')).toEqual([0o700, 0o700]);
    });

    it('does not change deliberately shared folders: sticky ones, and ones with files of others', () => {
      const [sticky, shared] = [path.join(folder, 'sticky'), path.join(folder, 'shared')];
      mkdirSync(sticky);
      chmodSync(sticky, 0o1777);
      mkdirSync(shared);
      chmodSync(shared, 0o755);
      writeFileSync(path.join(shared, 'letter.txt'), '');
      expect(ensurePrivateFolder(sticky)).toBe('open');
      expect(ensurePrivateFolder(shared, LAYOUT.isOwn)).toBe('open');
      expect(modes('shared')).toEqual([0o755]);
    });

    it('reports that the name belongs to a file', () => {
      writeFileSync(path.join(folder, 'a'), '');
      expect(() => ensurePrivateFolder(path.join(folder, 'a'))).toThrow(/EEXIST/);
    });
  });

  it('makes an open home and everything in it private', () => {
    process.umask(0);
    for (const name of ['home', 'home/run', 'home/account'])
      mkdirSync(path.join(folder, name), { mode: 0o777 });
    const home = path.join(folder, 'home');
    expect(ensureHome(home, LAYOUT)).toEqual([]);
    expect(modes('home', 'home/run', 'home/account')).toEqual([0o700, 0o700, 0o700]);
    writeFileSync(path.join(home, 'letter.txt'), '');
    chmodSync(home, 0o755);
    expect(ensureHome(home, LAYOUT)).toEqual([home]);
  });

  it.skipIf(process.getuid?.() !== 0)(
    'gives what root makes in the home of another user to that user',
    () => {
      const home = path.join(folder, 'home');
      mkdirSync(home, { mode: 0o700 });
      const [uid, gid] = [65_534, 65_534];
      chownSync(home, uid, gid);
      ensureHome(home, LAYOUT);
      const fd = openPrivateFileSync(path.join(home, 'run', 'x.log'), 'a');
      closeSync(fd);
      replaceFileSync(path.join(home, 'config.json'), '{}');
      for (const name of ['run', 'run/x.log', 'config.json']) {
        expect([name, statSync(path.join(home, name)).uid]).toEqual([name, uid]);
      }
    },
  );
});
