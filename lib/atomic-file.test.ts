import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type AtomicStep,
  atomicSteps,
  publishFileSync,
  removeIfUnchangedSync,
  replaceFile,
  replaceFileSync,
} from './atomic-file.ts';

let folder = '';
let file = '';
let umask = 0o022;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'hal-atomic-'));
  file = path.join(folder, '10001.json');
  umask = process.umask();
});
afterEach(() => {
  process.umask(umask);
  rmSync(folder, { recursive: true, force: true });
});

const mode = (file: string): number => statSync(file).mode & 0o777;

/** Both forms, which share one order of steps. */
const FORMS: readonly (readonly [string, typeof replaceFile])[] = [
  ['sync', async (...given) => replaceFileSync(given[0], given[1] as string, given[2])],
  ['async', replaceFile],
];

describe.each(FORMS)('replaceFile, %s', (_form, replace) => {
  it('replaces the file, so that readers never see a partial one', async () => {
    const file = path.join(folder, 'a');
    await replace(file, 'first');
    const before = statSync(file).ino;
    await replace(file, 'second');
    expect(readFileSync(file, 'utf8')).toBe('second');
    expect(statSync(file).ino).not.toBe(before);
    expect(readdirSync(folder)).toEqual(['a']);
  });

  it.each([0o000, 0o077, 0o022])('creates a private file under umask %o', async (mask) => {
    process.umask(mask);
    const file = path.join(folder, 'a');
    writeFileSync(file, 'by somebody careless', { mode: 0o666 });
    await replace(file, 'x');
    await replace(path.join(folder, 'b'), 'x', { mode: 0o644 });
    expect([mode(file), mode(path.join(folder, 'b'))]).toEqual([0o600, 0o644]);
  });

  it('keeps the old file and no temporary one on failure', async () => {
    mkdirSync(path.join(folder, 'taken', 'full'), { recursive: true });
    await expect(replace(path.join(folder, 'no', 'a'), '')).rejects.toThrow(/ENOENT/);
    await expect(replace(path.join(folder, 'taken'), '')).rejects.toThrow();
    expect(readdirSync(folder)).toEqual(['taken']);
  });

  it('writes the temporary file to the given path', async () => {
    const other = path.join(folder, 'other');
    mkdirSync(other);
    mkdirSync(path.join(folder, 'taken', 'full'), { recursive: true });
    await replace(path.join(folder, 'a'), 'x', { temporaryFolder: other });
    await expect(replace(path.join(folder, 'taken'), '', { temporaryFolder: other })).rejects.toThrow();
    expect(readdirSync(other)).toEqual([]);
  });
});

it('writes chunks as they arrive', async () => {
  async function* pieces() {
    yield 'one ';
    yield Buffer.from('two');
  }
  await replaceFile(path.join(folder, 'a'), pieces());
  await replaceFile(path.join(folder, 'b'), ['x', 'y']);
  expect(['a', 'b'].map((name) => readFileSync(path.join(folder, name), 'utf8'))).toEqual(['one two', 'xy']);
});

it('keeps the old file if the chunks end in an error', async () => {
  const file = path.join(folder, 'a');
  await replaceFile(file, 'old');
  async function* broken() {
    yield 'half';
    throw new Error('no more');
  }
  await expect(replaceFile(file, broken())).rejects.toThrow('no more');
  expect([readFileSync(file, 'utf8'), readdirSync(folder)]).toEqual(['old', ['a']]);
});

it('publishes only if no file exists', () => {
  const file = path.join(folder, 'a');
  expect(publishFileSync(file, 'first')).toBe(true);
  expect(publishFileSync(file, 'second')).toBe(false);
  expect(readFileSync(file, 'utf8')).toBe('first');
  expect(mode(file)).toBe(0o600);
  expect(readdirSync(folder)).toEqual(['a']);
  expect(() => publishFileSync(path.join(folder, 'no', 'a'), '')).toThrow(/ENOENT/);
});

describe('on Windows, where another process may have the file open', () => {
  const held = (code: string) => Object.assign(new Error('held'), { code });

  /** Takes the steps, failing the first so many moves. @returns what was done, in a word each */
  function taken(
    failures: number,
    platform: NodeJS.Platform,
    code = 'EPERM',
    how: 'rename' | 'link' = 'rename',
  ) {
    const steps = atomicSteps(how, path.join(folder, 'a'), {}, platform);
    const done: AtomicStep['do'][] = [];
    let left = failures;
    let next = steps.next();
    while (next.done !== true) {
      done.push(next.value.do);
      const fails = next.value.do === how && left-- > 0;
      next = fails ? steps.throw(held(code)) : steps.next();
    }
    return done;
  }

  it.each(['EPERM', 'EACCES', 'EBUSY'])('waits after %s, and moves then', (code) => {
    expect(taken(2, 'win32', code)).toEqual(['write', 'rename', 'pause', 'rename', 'pause', 'rename']);
    expect(taken(1, 'win32', code, 'link')).toEqual(['write', 'link', 'pause', 'link', 'remove']);
  });

  it('syncs the folder on other systems that support it', () => {
    expect(taken(0, 'linux')).toEqual(['write', 'rename', 'sync-folder']);
    expect(taken(0, 'linux', 'EPERM', 'link')).toEqual(['write', 'link', 'sync-folder', 'remove']);
  });

  it('gives up after a while, and immediately for other errors and systems', () => {
    expect(() => taken(1_000, 'win32')).toThrow('held');
    expect(() => taken(1, 'win32', 'ENOSPC')).toThrow('held');
    expect(() => taken(1, 'linux')).toThrow('held');
  });
});

it('removes an unchanged file, once', () => {
  writeFileSync(file, 'stale');
  expect(removeIfUnchangedSync(file, 'stale')).toBe(true);
  expect(readdirSync(folder)).toEqual([]);
  expect(removeIfUnchangedSync(file, 'stale')).toBe(false);
});

it('restores a file that another process has replaced', () => {
  writeFileSync(file, 'a new listener');
  expect(removeIfUnchangedSync(file, 'stale')).toBe(false);
  expect(existsSync(file) && readFileSync(file, 'utf8')).toBe('a new listener');
  expect(readdirSync(folder)).toEqual(['10001.json']);
});

it('keeps the file for inspection if requested', () => {
  writeFileSync(file, Buffer.from([0xff, 0]));
  expect(removeIfUnchangedSync(file, Buffer.from([0xff, 0]), true)).toBe(true);
  expect(readdirSync(folder)).toEqual([expect.stringMatching(/^10001\.json\.[0-9a-f]{12}\.stale$/)]);
});

it('removes a folder in place of the file', () => {
  mkdirSync(file);
  expect(removeIfUnchangedSync(file, undefined)).toBe(true);
  expect(readdirSync(folder)).toEqual([]);
});
