import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { CommandAccount, type CommandAccountOptions } from './command-account.ts';

let folder = '';
const opened: CommandAccount[] = [];
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'qm-command-'));
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((account) => account.close()));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** A stand-in for QM's program: what it says to a statement; `mood` can be changed while it is used. */
function standIn(name: string, mood = 'up') {
  const [program, state] = [join(folder, name), join(folder, `${name}.mood`)];
  writeFileSync(
    program,
    `#!${process.execPath}
    const statement = process.argv[4];
    const mood = require('node:fs').readFileSync(${JSON.stringify(state)}, 'utf8');
    const say = (text) => process.stdout.write(text.replaceAll('\\n', '\\r\\n'));
    const end = (code, text, error = '') => { process.exitCode = code; say(text); process.stderr.write(error); };
    if (mood === 'down') end(1, '', 'ScarletDME has not been started\\n');
    else if (mood === 'full') end(1, '\\x07User limit reached\\n');
    else if (mood === 'elsewhere') end(0, 'Account HAL not in register\\nConnection terminated\\n');
    else if (statement === 'WHO') say('Welcome\\n7 HAL\\n');
    else if (statement === 'ASK') process.stdin.on('end', () => say('Welcome\\nNAME? Process terminated\\n')).resume();
    else if (statement === 'SLOW') process.on('SIGTERM', () => {
      say('Received termination signal 15\\nProcess terminated\\n');
      process.exit(0);
    }) && setInterval(() => {}, 1000);
    else if (statement === 'LIST F CSV') say('Welcome\\nF\\nR1\\n"R,2"\\n2 record(s) listed\\n');
    else if (statement === 'CT F "R1"') say('Welcome\\nF R1\\n1: a\\n2: b\\n');
    else say('Welcome\\n' + statement + ' is not in your VOC\\n');
    `,
  );
  chmodSync(program, 0o755);
  const set = (next: string) => writeFileSync(state, next);
  set(mood);
  return { program, set };
}

function account(program: string, options: Partial<CommandAccountOptions> = {}): CommandAccount {
  const account = new CommandAccount(program, { account: 'HAL', ...options });
  opened.push(account);
  return account;
}

describe.skipIf(process.platform === 'win32')(
  'an account by commands (stand-in; needs a system with #!)',
  () => {
    it("returns output without the login's own, from the first query on", async () => {
      const hal = account(standIn('answers').program, { sessions: 1 });
      expect(hal.status()).toMatchObject({ state: 'connecting' });
      expect(await hal.select('F')).toEqual(['R1', 'R,2']);
      expect(await hal.read('F', 'R1')).toBe('a\u00feb');
      expect(await hal.execute('NOVERB')).toEqual({ output: 'NOVERB is not in your VOC', status: -1 });
      expect(hal.status()).toEqual({ state: 'ready', seats: { used: 0, limit: 1, waiting: 0 } });
    });

    it('rejects operations that no statement supports', async () => {
      const hal = account(standIn('limits').program);
      const code = 'NOT_SUPPORTED';
      await expect(hal.write()).rejects.toMatchObject({ code });
      await expect(hal.delete()).rejects.toMatchObject({ code });
      await expect(hal.call()).rejects.toMatchObject({ code });
      await expect(hal.read('F "R2', 'R1')).rejects.toMatchObject({ code: 'FILE_NOT_FOUND' });
      await expect(hal.read('F', `a"b'c`)).rejects.toMatchObject({ code: 'BAD_ID' });
    });

    it('stops a statement that runs too long, and one that asks for input', async () => {
      const hal = account(standIn('slow').program);
      await expect(hal.execute('ASK')).rejects.toMatchObject({ code: 'PROMPTED' });
      await expect(hal.execute('SLOW', { timeoutMs: 700 })).rejects.toMatchObject({ code: 'TIMEOUT' });
      await expect.poll(() => hal.status().seats?.used).toBe(0);
      expect(hal.status().state).toBe('ready');
    });

    it.each([
      ['down', 'UNAVAILABLE', /has not been started/],
      ['full', 'LICENCE_LIMIT', /no free seat/],
      ['elsewhere', 'LOGIN_REFUSED', /not in register/],
    ])(
      'says so when QM is %s, fails at once meanwhile, and notices when it was so in the middle',
      async (mood, code, words) => {
        const { program, set } = standIn(`moody-${mood}`);
        const hal = account(program);
        await hal.execute('WHO');
        set(mood);
        await expect(hal.execute('WHO')).rejects.toMatchObject({
          code,
          message: expect.stringMatching(words),
        });
        await expect.poll(() => hal.status().state).toBe('down');
        await expect(hal.execute('WHO')).rejects.toMatchObject({ code });
        set('up');
        if (code !== 'LOGIN_REFUSED')
          await expect.poll(() => hal.status().state, { timeout: 10_000 }).toBe('ready');
      },
    );

    it('reports a missing program', async () => {
      const hal = account(join(folder, 'nowhere'));
      await expect(hal.execute('WHO')).rejects.toMatchObject({
        code: 'UNAVAILABLE',
        message: expect.stringContaining('ENOENT'),
      });
    });
  },
);
