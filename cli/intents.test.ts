import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { EXIT } from '../contract/exit-codes.ts';
import builtIn from '../listener/query/intents.json' with { type: 'json' };
import { readEvents } from '../supervisor/registry/event-file.ts';
import { intentsVerb } from './intents.ts';
import { CliFailure } from './terminal.ts';
import { recordedTerminal, typed } from './testing/terminal.ts';

let home: string;

beforeEach(() => {
  home = mkdtempSync(path.join(tmpdir(), 'hal-intents-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
});

async function run(...words: readonly string[]) {
  const terminal = recordedTerminal({ HAL_LISTENER_HOME: home });
  const failure = await typed(intentsVerb(terminal), ...words).then(
    () => undefined,
    (error: unknown) => error,
  );
  return { out: terminal.output(), err: terminal.errors(), failure };
}

function written(name: string, text: string | Buffer): string {
  const file = path.join(home, name);
  writeFileSync(file, text);
  return file;
}

const LOAN = {
  intent: 'LOAN',
  action: 'loan_query',
  topic: 'loans',
  file: 'TOOL.LOAN',
  noun: ['loan', 'loans'],
  words: ['loan'],
  fields: ['TOOL'],
  name: '{TOOL}',
  item: '{TOOL}',
};
const OLD = {
  intents: [
    {
      intent: 'LOAN',
      action: 'loan_query',
      words: ['which tools are lent'],
      statement: 'LIST TOOL.LOAN TOOL BORROWER',
      item: '{TOOL}',
    },
  ],
};

describe('intents check', () => {
  it('says that the shipped table is good where there is no other', async () => {
    const { out, failure } = await run('check');
    expect(failure).toBeUndefined();
    expect(out).toMatch(/^the shipped table: good, \d+ subjects, \d+ remarks$/m);
  });

  it('takes the table of the home folder, with a byte order mark too', async () => {
    const file = written('intents.json', `\ufeff${JSON.stringify({ subjects: [LOAN] })}`);
    const { out, failure } = await run('check');
    expect(failure).toBeUndefined();
    expect(out).toContain(`${file}: good, 1 subjects, 0 remarks`);
  });

  it('remarks what is most likely not meant', async () => {
    const twice = { ...LOAN, intent: 'LOAN_AGAIN' };
    const file = written('two.json', JSON.stringify({ subjects: [LOAN, twice] }));
    const { out, failure } = await run('check', file);
    expect(failure).toBeUndefined();
    expect(out).toContain('LOAN_AGAIN: "loan" names LOAN too');
  });

  it.each([
    ['no JSON', '{"subjects": [', /not valid JSON/],
    ['a key that is unknown', JSON.stringify({ subjects: [{ ...LOAN, wrods: [] }] }), /subjects\.0.*wrods/],
    [
      'a field that is not listed',
      JSON.stringify({ subjects: [{ ...LOAN, date: 'LENT' }] }),
      /LENT is not in/,
    ],
    ['no subject', JSON.stringify({ subjects: [] }), /subjects/],
    ['an old table', JSON.stringify(OLD), /intents convert/],
    ['nothing', '', /not valid JSON/],
  ])('refuses a table that is %s, with its name and the place', async (_, text, why) => {
    const file = written('bad.json', text);
    const { out, failure } = await run('check', file);
    expect(out).toBe('');
    expect(failure).toBeInstanceOf(CliFailure);
    expect((failure as CliFailure).exitCode).toBe(EXIT.failed);
    expect((failure as CliFailure).message).toMatch(why);
    expect((failure as CliFailure).message).toContain(file);
  });

  it('names the line of what is wrong', async () => {
    const text = JSON.stringify(
      { subjects: [LOAN, { ...LOAN, intent: 'LATE', words: ['late', 'a ||'] }] },
      null,
      1,
    );
    const { failure } = await run('check', written('bad.json', text));
    const line = text.split('\n').findIndex((one) => one.includes('a ||')) + 1;
    expect((failure as CliFailure).message).toContain(
      `bad.json, line ${line}: subjects.1.words.1 (LATE): "||" in "a ||"`,
    );
    const broken = await run('check', written('broken.json', '{\n"subjects": [],\n}'));
    expect((broken.failure as CliFailure).message).toContain(
      'not valid JSON: line 2: The comma in front of the }',
    );
  });

  it('says that a file is not there, and that a folder is none', async () => {
    for (const name of [path.join(home, 'none.json'), home]) {
      const { failure } = await run('check', name);
      expect((failure as CliFailure).message).toContain(`${name} cannot be read: `);
      expect((failure as CliFailure).exitCode).toBe(EXIT.failed);
    }
  });
});

describe('intents convert', () => {
  it('prints a table that is good, and what became of each intent beside it', async () => {
    const { out, err, failure } = await run('convert', written('old.json', JSON.stringify(OLD)));
    expect(failure).toBeUndefined();
    expect(err).toContain('LOAN: converted');
    const file = written('new.json', out);
    expect((await run('check', file)).out).toContain(`${file}: good`);
  });

  it('takes an old table with a byte order mark', async () => {
    const { failure } = await run('convert', written('old.json', `\ufeff${JSON.stringify(OLD)}`));
    expect(failure).toBeUndefined();
  });

  it.each([
    ['a table of subjects', JSON.stringify({ subjects: [LOAN] }), /nothing to convert/],
    [
      'a row that cannot be said anew',
      JSON.stringify({ intents: [{ ...OLD.intents[0], statement: 'COUNT TOOL.LOAN' }] }),
      /intents\.0 \(LOAN\).*by hand/,
    ],
    ['no JSON', 'intents', /not valid JSON/],
  ])('refuses %s, and prints no half of it', async (_, text, why) => {
    const { out, failure } = await run('convert', written('old.json', text));
    expect(out).toBe('');
    expect((failure as CliFailure).message).toMatch(why);
  });
});

describe('intents show', () => {
  it('prints the shipped table, which check finds good', async () => {
    const { out } = await run('show');
    expect(JSON.parse(out)).toEqual(builtIn);
    const file = written('shown.json', out);
    expect((await run('check', file)).failure).toBeUndefined();
  });
});

describe('intents save, undo and remove', () => {
  const inHome = (): string | undefined => {
    const file = path.join(home, 'intents.json');
    return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  };

  it('puts a good table into the home, undoes that, and returns to the built-in one', async () => {
    const [one, two] = [[LOAN], [{ ...LOAN, topic: 'the tools you lent' }]].map((subjects) =>
      JSON.stringify({ subjects }),
    );
    await run('save', written('one.json', one ?? ''));
    const { out } = await run('save', written('two.json', two ?? ''));
    expect(out).toMatch(/^Saved, 1 subjects\. A running listener takes it up/);
    expect(inHome()).toBe(two);
    await run('undo');
    expect(inHome()).toBe(one);
    await run('undo');
    expect(inHome()).toBe(two);
    expect((await run('remove')).out).toMatch(/^The built-in table answers\./);
    expect(inHome()).toBeUndefined();
    expect((await run('remove')).out).toContain('no table of its own');
    await run('undo');
    expect(inHome()).toBe(two);
    expect(readEvents(home).map(({ kind, by }) => `${kind} ${by.replace(/ .*/, '')}`)).toEqual(
      Array.from({ length: 6 }, () => 'intents-changed cli'),
    );
  });

  it('changes nothing for a bad table, or where none is kept', async () => {
    const { failure } = await run('save', written('bad.json', '{"subjects": []}'));
    expect((failure as CliFailure).message).toMatch(/bad\.json, line 1: subjects: /);
    expect(((await run('undo')).failure as CliFailure).message).toMatch(/^No earlier table is kept/);
    expect([inHome(), readEvents(home)]).toEqual([undefined, []]);
    writeFileSync(path.join(home, 'intents.previous.json'), JSON.stringify(OLD));
    expect(((await run('undo')).failure as CliFailure).message).toMatch(
      /^Nothing was changed: .*intents convert/,
    );
  });
});

it('helps with an example of each', () => {
  let output = '';
  intentsVerb(recordedTerminal({}))
    .configureOutput({ writeOut: (text) => (output += text) })
    .outputHelp();
  for (const verb of ['show', 'check', 'convert', 'save', 'undo', 'remove'])
    expect(output).toContain(`hal-listener intents ${verb}`);
});
