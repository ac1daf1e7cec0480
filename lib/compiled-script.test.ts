import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { compiledScript } from './compiled-script.ts';

let folder = '';
let file = '';

/** A program that gives a number, with functions enough to be worth keeping. */
function write(content: string, value = 42): void {
  writeFileSync(
    file,
    `// ${content}\n(function () { function number() { return ${value}; } return number(); })\n`,
  );
}

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'hal-code-'));
  const made = folder;
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  file = path.join(folder, 'program.cjs');
  write('0123456789abcdef');
});

const result = (purpose: string | null = 'run') => {
  const { script, reused, keep } = compiledScript(file, purpose === null ? [] : [purpose]);
  const value: unknown = script.runInThisContext()();
  keep(purpose ?? 'run');
  return { value, isReused: reused !== undefined };
};
const kept = () => readdirSync(folder).filter((name) => name !== 'program.cjs');

describe('compiled code', () => {
  it('is kept by the first run and reused by the second', () => {
    expect(result()).toEqual({ value: 42, isReused: false });
    expect(kept()).toEqual([expect.stringMatching(/^program\.run\.0123456789abcdef-.+\.code$/)]);
    const before = readFileSync(path.join(folder, kept()[0]!));
    expect(result()).toEqual({ value: 42, isReused: true });
    expect(readFileSync(path.join(folder, kept()[0]!))).toEqual(before);
  });

  it('is not used for another program, whose code takes its place', () => {
    result();
    // Of the same length, which is all that V8 compares.
    write('fedcba9876543210', 43);
    expect(result()).toEqual({ value: 43, isReused: false });
    expect(kept()).toEqual([expect.stringContaining('fedcba9876543210')]);
  });

  it('is kept for each purpose', () => {
    result('run');
    expect(result('command').isReused).toBe(false);
    expect(kept()).toHaveLength(2);
    expect(result('run').isReused).toBe(true);
    expect(result('command').isReused).toBe(true);
  });

  it('is kept for more, in the place of what is kept for less, and never the other way round', () => {
    const run = (keptFor: string) => {
      const { script, reused, keep } = compiledScript(file, ['answer', 'run']);
      script.runInThisContext()();
      keep(keptFor);
      return reused;
    };
    expect(run('run')).toBeUndefined();
    expect(run('answer')).toBe('run');
    expect(kept()).toEqual([expect.stringMatching(/^program\.answer\./)]);
    expect(run('run')).toBe('answer');
    expect(run('answer')).toBe('answer');
    expect(kept()).toEqual([expect.stringMatching(/^program\.answer\./)]);
  });

  it('is compiled anew where it is damaged at any place, or cut off', () => {
    result();
    const code = path.join(folder, kept()[0]!);
    const whole = readFileSync(code);
    for (const at of [0, 5, 28, 44, Math.floor(whole.length / 2), whole.length - 1]) {
      const damaged = Buffer.from(whole);
      damaged[at] = (damaged[at] ?? 0) ^ 0x5a;
      writeFileSync(code, damaged);
      expect(result(), `byte ${at}`).toEqual({ value: 42, isReused: false });
      expect(result(), `byte ${at} again`).toEqual({ value: 42, isReused: true });
    }
    for (const length of [0, 3, 4, whole.length - 1]) {
      writeFileSync(code, whole.subarray(0, length));
      expect(result(), `${length} bytes`).toEqual({ value: 42, isReused: false });
    }
    expect(result().isReused).toBe(true);
  });

  it('is not kept nor used where that is turned off', () => {
    expect(result(null).value).toBe(42);
    expect(kept()).toEqual([]);
  });

  it('is compiled by each start where it cannot be kept', () => {
    result();
    const [name = ''] = kept();
    rmSync(path.join(folder, name));
    // A folder in its place can neither be read nor replaced, whoever runs this.
    mkdirSync(path.join(folder, name));
    writeFileSync(path.join(folder, name, 'full'), '');
    expect(result()).toEqual({ value: 42, isReused: false });
    expect(kept()).toEqual([name]);
  });

  it.skipIf(process.getuid?.() === 0 || process.platform === 'win32')(
    'leaves a folder alone that others own (skipped for root, who may write everywhere)',
    () => {
      chmodSync(folder, 0o555);
      expect(result()).toEqual({ value: 42, isReused: false });
      expect(kept()).toEqual([]);
      chmodSync(folder, 0o755);
    },
  );
});

it.each(['(function () {})', '// 0123\n(function () {})', '//0123456789abcdef\n', ''])(
  'refuses a program that does not name its content: %s',
  (text) => {
    writeFileSync(file, text);
    expect(() => compiledScript(file, ['run'])).toThrow('does not name its content');
  },
);
