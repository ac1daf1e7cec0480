import { describe, expect, it } from 'vitest';
import { toQmText } from '../text.ts';
import { commandLine } from './command-line.ts';

const line = (statement: string, platform: NodeJS.Platform = 'linux', env: NodeJS.ProcessEnv = {}) =>
  commandLine('HAL', statement, platform, env);

describe('commandLine', () => {
  it('is one argument a statement, as each system’s QM takes it', () => {
    expect(line(' LIST F WITH A = "b c" CSV ').args).toEqual([
      '-quiet',
      '-aHAL',
      'LIST F WITH A = "b c" CSV',
    ]);
    expect(line('WHO', 'win32').args).toEqual(['-aHAL', '-QUIET', '-STDOUT', 'WHO']);
  });

  it('gives QM a plain, deep page, as wide as a session’s; wider where nothing may wrap', () => {
    expect(line('LIST F').env).toEqual({ TERM: 'dumb', LINES: '32767', COLUMNS: '80' });
    for (const delimited of ['LIST F csv', 'LIST F DELIMITER ";"', 'CT F "a"']) {
      expect(line(delimited).env.COLUMNS).toBe('32767');
    }
    expect(line('LIST F "CSV').env.COLUMNS).toBe('80');
  });

  it('keeps secrets and what bends node from QM', () => {
    const ours = { PATH: '/bin', QM_PASSWORD: 'x', WEBSOCKET_TOKEN: 'x', NODE_OPTIONS: 'x' };
    expect(line('WHO', 'linux', ours).env).toMatchObject({ PATH: '/bin' });
    expect(JSON.stringify(line('WHO', 'linux', ours))).not.toContain('"x"');
  });

  it('carries characters as UTF-8', () => {
    expect(line(toQmText('LIST F "Zürich"')).args.at(-1)).toBe('LIST F "Zürich"');
  });

  it.each([
    ['', 'BAD_STATEMENT'],
    ['LIST\nF', 'BAD_STATEMENT'],
    ['-k all', 'BAD_STATEMENT'],
    [` -k all`, 'BAD_STATEMENT'],
    [`SH ${'x'.repeat(32_000)}`, 'BAD_STATEMENT'],
    ['LIST F "\u00fc"', 'BAD_VALUE'],
    ['WHO\u00feWHO', 'NOT_SUPPORTED'],
    ['QUIT', 'NOT_SUPPORTED'],
  ])('refuses %j', (statement, code) => {
    expect(() => line(statement)).toThrow(expect.objectContaining({ code }));
  });
});
