import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EXIT } from '../contract/exit-codes.ts';
import { FakeClock } from '../lib/testing/fake-clock.ts';
import { openEmbeddedAccount } from '../listener/account/embedded/open.ts';
import type { OpenAccount } from './account/opened.ts';
import { accountVerb } from './account.ts';
import { execute } from './main.ts';
import { CliFailure, type Terminal } from './terminal.ts';

let home: string;
let out: string;
const terminal: Terminal = {
  out: (text) => {
    out += text;
  },
  err: () => undefined,
  env: {},
};

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'hal-cli-account-'));
  out = '';
});

afterEach(() => rm(home, { recursive: true, force: true }));

const open: OpenAccount = () =>
  openEmbeddedAccount({
    folder: join(home, 'HAL'),
    name: 'HAL',
    clock: new FakeClock(new Date(2026, 10, 23).getTime()),
  });

async function run(...args: readonly string[]): Promise<unknown> {
  try {
    await accountVerb(terminal, open).exitOverride().parseAsync(args, { from: 'user' });
    return undefined;
  } catch (error) {
    return error;
  }
}

describe('account exec', () => {
  it('prints what QM answers, marks made readable', async () => {
    expect(await run('exec', 'LIST MEDICATION "M1" SIDE_EFFECTS CSV')).toBeUndefined();
    expect(out).toBe('MEDICATION,Side effects\nM1,dry cough; dizziness\n1 record(s) listed\n');
  });

  it('prints characters, not bytes', async () => {
    await run('exec', 'LIST TRANSACTION STANDARDIZED_PAYEE WITH STANDARDIZED_PAYEE = "Hotel Zürich" CSV');
    expect(out).toContain('T12,Hotel Zürich\n');
  });

  describe('in an account of Latin-1', () => {
    /** Answers with a name whose ü is the byte of a mark, and keeps what it was asked. */
    const asked: string[] = [];
    const latin1 = (): OpenAccount =>
      Object.assign(
        async (command: Command) => {
          const account = await open(command);
          return new Proxy(account, {
            get: (target, name) => {
              if (name === 'execute')
                return async (statement: string) => {
                  asked.push(statement);
                  return { output: 'B\u00e4ckerei M\u00fcller\u00fdd\u0092Or', status: 0 };
                };
              const value = Reflect.get(target, name);
              return typeof value === 'function' ? value.bind(target) : value;
            },
          });
        },
        { encoding: () => 'latin-1' as const },
      );

    it('reads letters where UTF-8 has marks, and asks in its bytes', async () => {
      await accountVerb(terminal, latin1()).parseAsync(['exec', 'LIST PAYEE "Müller"'], { from: 'user' });
      expect(out).toBe('Bäckerei Müller; d’Or\n');
      expect(asked).toEqual(['LIST PAYEE "M\u00fcller"']);
    });

    it('refuses a letter that it cannot store', async () => {
      const refused = accountVerb(terminal, latin1()).parseAsync(['exec', 'LIST PAYEE "東"'], {
        from: 'user',
      });
      await expect(refused).rejects.toThrow(/letter that Latin-1/);
    });
  });

  it('prints JSON on request', async () => {
    await run('exec', '--json', 'LIST MEDICATION "M1" SIDE_EFFECTS CSV');
    expect(JSON.parse(out)).toEqual({
      output: 'MEDICATION,Side effects\nM1,dry cough\u00fddizziness\n1 record(s) listed',
      status: 1,
    });
  });

  it('prints the refusal and fails', async () => {
    const failure = await run('exec', 'LIST NOPE');
    expect(out).toBe('File not found\n');
    expect(failure).toBeInstanceOf(CliFailure);
    expect(failure).toMatchObject({ exitCode: EXIT.failed });
  });

  it('tells what the account refuses', async () => {
    expect(await run('exec', 'WHO\nWHO')).toMatchObject({
      exitCode: EXIT.failed,
      message: 'a statement is one line without value and field marks',
    });
  });
});

describe('account load', () => {
  async function document(json: string): Promise<string> {
    const file = join(home, 'more.json');
    await writeFile(file, json);
    return file;
  }

  it('puts the first records in the place of the example, and adds later ones to them', async () => {
    const first = await document('{"files": {"DOCTOR": {"data": {"D9": ["Ida", "Roe"]}}}}');
    expect(await run('load', first)).toBeUndefined();
    expect(out).toBe('Loaded 1 record and 0 dictionary items into 1 file.\n');
    await run('load', await document('{"files": {"DOCTOR": {"data": {"D8": ["Jo", "Poe"]}}}}'));
    await run('exec', 'COUNT DOCTOR');
    expect(out).toContain('2 record(s) counted');
  });

  it('replaces them all on request', async () => {
    const file = await document('{"files": {"DOCTOR": {"data": {"D9": ["Ida", "Roe"]}}}}');
    await run('load', file, '--replace');
    await run('exec', 'LIST DOCTOR LAST_NAME CSV');
    expect(out).toContain('DOCTOR,Last name\nD9,Roe\n1 record(s) listed');
  });

  it.each([
    ['a document that is wrong', '{"files": {"DOCTOR": {"data": {"D9": 5}}}}', 'files.DOCTOR.data.D9: '],
    ['a file that is no JSON', '{\n "files": x', 'more.json is not JSON: line 2, column 11 is wrong.'],
    ['UTF-16 without its mark', '{\0}\0', 'more.json cannot be read: it looks like UTF-16'],
    ['a list of records', '[]', 'more.json: the document: is not an object {"files": {"MEDICATION": '],
  ])('refuses %s', async (_, json, message) => {
    expect(await run('load', await document(json))).toMatchObject({
      exitCode: EXIT.failed,
      message: expect.stringContaining(message),
    });
  });

  it('takes a document whatever editor saved it', async () => {
    const json = '{"files": {"DOCTOR": {"data": {"D9": ["Ida", "Roe"]}}}}';
    for (const bytes of [Buffer.from(`\ufeff${json}`), Buffer.from(`\ufeff${json}`, 'utf16le')]) {
      out = '';
      const file = join(home, 'more.json');
      await writeFile(file, bytes);
      expect(await run('load', file)).toBeUndefined();
      expect(out).toContain('Loaded 1 record ');
    }
  });

  it('shows an example that loads, in its help and in the documents', async () => {
    await execute(terminal, ['account', 'load', '--help']);
    const help = out;
    const examples = [
      /Example.*\n([\s\S]*?\n {2}\})\n/.exec(help)?.[1],
      /```json\n([\s\S]*?)```/.exec(await readFile('docs/account-load.md', 'utf8'))?.[1],
    ];
    for (const example of examples) {
      out = '';
      expect(await run('load', await document(example ?? ''))).toBeUndefined();
      expect(out).toMatch(/Loaded \d records? and 3 dictionary items into 1 file/);
    }
  });

  it('refuses a folder, and a file that is not there, with what it is', async () => {
    expect(await run('load', home)).toMatchObject({
      message: `${home} cannot be read: it is a folder (EISDIR)`,
    });
    expect(await run('load', join(home, 'none.json'))).toMatchObject({
      message: expect.stringContaining('none.json cannot be read: there is no such file'),
    });
  });

  it('refuses an account that is not the embedded one', async () => {
    const elsewhere: OpenAccount = async (command) => {
      const {
        createFile: _c,
        emptyFile: _e,
        ...account
      } = Object.assign(Object.create(null), await open(command));
      return Object.assign(account, { driver: 'qmclient', close: async () => undefined });
    };
    const verb = accountVerb(terminal, elsewhere).exitOverride();
    await expect(
      verb.parseAsync(['load', await document('{"files": {}}')], { from: 'user' }),
    ).rejects.toThrow('"account load" is for the embedded account; this one uses the driver qmclient.');
  });
});
