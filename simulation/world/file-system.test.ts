import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FileSystem } from './file-system.ts';
import { parseOpenFlags } from './inode.ts';
import { Random } from './random.ts';

const ROOT = { uid: 0, umask: 0 };
const ANNA = { uid: 1000, umask: 0o022 };
const BERT = { uid: 1001, umask: 0o022 };

function disk(seed = 1) {
  const clock = { at: 0, now: () => clock.at, wall: () => clock.at };
  const files = new FileSystem(clock, new Random(seed));
  files.makeFolder('/home', 0o777, ROOT);
  const write = (file: string, text: string, who = ANNA) => {
    const open = files.open(file, parseOpenFlags('w'), 0o600, who);
    files.write(open, Buffer.from(text), null);
    return open;
  };
  const read = (file: string) => files.find(file)?.data.toString();
  return { clock, files, write, read };
}

const code = (work: () => unknown): unknown => {
  try {
    work();
    return 'done';
  } catch (error) {
    return (error as NodeJS.ErrnoException).code;
  }
};

describe('a power loss', () => {
  it('keeps synced contents, and all names up to then', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const { files, write, read } = disk(seed);
        files.sync(write('/home/a', 'whole'));
        files.losePower();
        expect(read('/home/a')).toBe('whole');
      }),
    );
  });

  it('undoes the latest names first, and may tear unsynced contents', () => {
    const seen = new Set<string>();
    for (let seed = 0; seed < 300; seed += 1) {
      const { files, write, read } = disk(seed);
      files.sync(write('/home/a', 'old'));
      write('/home/b', 'unsynced');
      files.rename('/home/b', '/home/a', ANNA);
      files.losePower();
      seen.add(`${read('/home/a')} ${read('/home/b')}`);
    }
    expect(seen).toContain('old undefined');
    expect(seen).toContain('unsynced undefined');
    expect([...seen].some((one) => /^(uns|unsyn|) undefined$/.test(one))).toBe(true);
    // A lost rename leaves both files as they were.
    expect([...seen].some((one) => one.startsWith('old uns'))).toBe(true);
  });

  it('undoes nothing that is old enough', () => {
    for (let seed = 0; seed < 50; seed += 1) {
      const { clock, files, write, read } = disk(seed);
      write('/home/a', 'old');
      clock.at += 60_000;
      files.losePower();
      expect(read('/home/a')).toBe('old');
    }
  });
});

describe('a faulty disk', () => {
  it('writes no bytes or only some when full, but still removes files', () => {
    const { files, write, read } = disk();
    write('/home/a', 'old');
    files.fault = 'full';
    const outcomes = new Set(Array.from({ length: 50 }, () => code(() => write('/home/a', 'a longer text'))));
    expect(outcomes).toEqual(new Set(['ENOSPC', 'done']));
    expect('a longer text').toContain(read('/home/a'));
    files.unlink('/home/a', ANNA);
    expect(read('/home/a')).toBeUndefined();
  });

  it('changes nothing when read-only', () => {
    const { files, write, read } = disk();
    write('/home/a', 'old');
    files.fault = 'read-only';
    const works = [
      () => write('/home/a', 'new'),
      () => write('/home/b', 'new'),
      () => files.unlink('/home/a', ANNA),
      () => files.rename('/home/a', '/home/b', ANNA),
      () => files.link('/home/a', '/home/b', ANNA),
      () => files.makeFolder('/home/c', 0o700, ANNA),
    ];
    expect(works.map(code)).toEqual(works.map(() => 'EROFS'));
    expect(read('/home/a')).toBe('old');
  });
});

describe('permissions', () => {
  it('deny other users every operation', () => {
    const { files, write } = disk();
    files.makeFolder('/home/anna', 0o700, ANNA);
    write('/home/anna/secret', 'x');
    const works = [
      () => files.open('/home/anna/secret', parseOpenFlags('r'), 0, BERT),
      () => write('/home/anna/other', 'y', BERT),
      () => files.unlink('/home/anna/secret', BERT),
      () => files.list('/home/anna', BERT),
    ];
    expect(works.map(code)).toEqual(works.map(() => 'EACCES'));
    expect(code(() => files.open('/home/anna/secret', parseOpenFlags('r'), 0, ROOT))).toBe('done');
  });
});
