import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { toQmText } from '../text.ts';
import { commandLine, programWithArguments } from './command-line.ts';

const line = (statement: string, platform: NodeJS.Platform = 'linux', env: NodeJS.ProcessEnv = {}) =>
  commandLine('HAL', statement, platform, env);

describe('commandLine', () => {
  it('passes a statement as one argument, as QM expects it on each system', () => {
    expect(line(' LIST F WITH A = "b c" CSV ').args).toEqual([
      '-quiet',
      '-aHAL',
      'LIST F WITH A = "b c" CSV',
    ]);
    expect(line('WHO', 'win32').args).toEqual(['-aHAL', '-QUIET', '-STDOUT', 'WHO']);
  });

  it('gives QM a plain, long page with the width of a session, or wider where nothing may wrap', () => {
    expect(line('LIST F').env).toEqual({ TERM: 'dumb', LINES: '32767', COLUMNS: '80' });
    for (const delimited of ['LIST F csv', 'LIST F DELIMITER ";"', 'CT F "a"']) {
      expect(line(delimited).env.COLUMNS).toBe('32767');
    }
    expect(line('LIST F "CSV').env.COLUMNS).toBe('80');
  });

  it("removes secrets and Node's variables from QM's environment", () => {
    const ours = { PATH: '/bin', QM_PASSWORD: 'x', WEBSOCKET_TOKEN: 'x', NODE_OPTIONS: 'x' };
    expect(line('WHO', 'linux', ours).env).toMatchObject({ PATH: '/bin' });
    expect(JSON.stringify(line('WHO', 'linux', ours))).not.toContain('"x"');
  });

  it('carries characters as UTF-8', () => {
    expect(line(toQmText('LIST F "Zürich"')).args.at(-1)).toBe('LIST F "Zürich"');
  });

  it.skipIf(process.platform === 'win32')('carries any other bytes through a shell that reads none', () => {
    const bytes = Array.from({ length: 0xe0 }, (_, at) => String.fromCharCode(at + 0x20))
      .filter((byte) => byte !== '\u007f' && byte !== '\u00fe')
      .join('');
    const statement = `LIST F "B\u00e4cker" $(touch x) \`touch x\` %s \\0 ${bytes}`;
    const [file, args] = programWithArguments('/bin/echo', line(statement));
    expect(file).toBe('/bin/sh');
    const output = execFileSync(file, args, { encoding: 'latin1' });
    expect(output).toBe(`-quiet -aHAL ${statement}\n`);
    expect(() => line(statement, 'win32')).toThrow(expect.objectContaining({ code: 'BAD_VALUE' }));
  });

  it.each([
    ['', 'BAD_STATEMENT'],
    ['LIST\nF', 'BAD_STATEMENT'],
    ['-k all', 'BAD_STATEMENT'],
    [` -k all`, 'BAD_STATEMENT'],
    [`SH ${'x'.repeat(32_000)}`, 'BAD_STATEMENT'],
    ['WHO\u00feWHO', 'NOT_SUPPORTED'],
    ['QUIT', 'NOT_SUPPORTED'],
  ])('refuses %j', (statement, code) => {
    expect(() => line(statement)).toThrow(expect.objectContaining({ code }));
  });
});
