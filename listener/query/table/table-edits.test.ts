import { describe, expect, it } from 'vitest';
import { BUILT_IN_TABLE, type EditedTable, editTable, type Part, partsOf, partText } from './table-edits.ts';

const built = partsOf(BUILT_IN_TABLE) ?? [];
const partNamed = (name: string): Part => {
  const part = built.find((one) => one.name === name);
  if (part === undefined) throw new Error(`no part ${name}`);
  return part;
};
/** The text of a part of the built-in table with something replaced, and the line of that. */
function changed(name: string, from: string, to: string) {
  const text = partText(partNamed(name).value);
  expect(text).toContain(from);
  return {
    edit: { kind: partNamed(name).kind, name, text: text.replace(from, to) },
    line: text.slice(0, text.indexOf(from)).split('\n').length,
  };
}
const problemsOf = (edited: EditedTable) => (edited.kind === 'bad' ? edited.problems : []);

it('has a part for each subject, list of words and fixed answer, of any table that has subjects', () => {
  expect(built.map(({ kind, name }) => `${kind} ${name}`)).toEqual(
    expect.arrayContaining(['subjects TRANSACTION', 'groups specialty', 'fixed TIME']),
  );
  expect(partsOf({ subjects: [{ intent: 'A' }, { intent: 'A' }, 7] })?.map(({ name }) => name)).toEqual([
    'A',
    'A (2 of subjects)',
    'subjects 3',
  ]);
  expect([partsOf([]), partsOf({ intents: [] }), partsOf(undefined)]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

it('has no parts where one could not be told from the others', () => {
  expect(partsOf({ subjects: [], groups: { '': [] } })).toBeUndefined();
  expect(partsOf({ subjects: [{ intent: 'A'.repeat(151) }] })?.map(({ name }) => name)).toEqual([
    'subjects 1',
  ]);
});

it('changes a part in its place, adds one and removes one, and leaves the rest as it was', () => {
  const { edit } = changed('TRANSACTION', '"shopping"', '"nosh"');
  const loan = { ...(partNamed('DOCTOR').value as object), intent: 'LOAN' };
  const edited = editTable(BUILT_IN_TABLE, [
    edit,
    { kind: 'subjects', name: 'LOAN', text: JSON.stringify(loan) },
    { kind: 'fixed', name: 'TIME', text: null },
  ]);
  if (edited.kind === 'bad') throw new Error(JSON.stringify(edited.problems));
  const after = partsOf(edited.value)?.filter(({ kind }) => kind === 'subjects') ?? [];
  const before = built.filter(({ kind }) => kind === 'subjects');
  expect(after.map(({ name }) => name)).toEqual([...before.map(({ name }) => name), 'LOAN']);
  expect(after.filter(({ value }, index) => value !== before[index]?.value).map(({ name }) => name)).toEqual([
    'TRANSACTION',
    'LOAN',
  ]);
  expect(Object.keys(edited.value)).toEqual(Object.keys(BUILT_IN_TABLE));
  expect(edited.table.fixed.map(({ intent }) => intent)).not.toContain('TIME');
});

it('adds no key to a table that does without it', () => {
  const loan = partNamed('DOCTOR').value as object;
  const edited = editTable({ subjects: [{ ...loan, entities: [] }] }, []);
  expect(edited.kind === 'good' && Object.keys(edited.value)).toEqual(['subjects']);
});

it('gives a table the lists that it had not', () => {
  const loan = { ...(partNamed('DOCTOR').value as object), entities: [] };
  const time = partText(partNamed('TIME').value);
  const specialty = partText(partNamed('specialty').value);
  const edited = editTable({ subjects: [loan] }, [
    { kind: 'fixed', name: 'TIME', text: time },
    { kind: 'groups', name: 'specialty', text: specialty },
  ]);
  expect(edited).toMatchObject({
    kind: 'good',
    value: { subjects: [loan], fixed: [JSON.parse(time)], groups: { specialty: JSON.parse(specialty) } },
  });
});

describe('an error', () => {
  it('of another part than the one that was edited is one of the table', () => {
    const { edit } = changed('TRANSACTION', '"shopping"', '"nosh"');
    const doctor = partNamed('DOCTOR').value as object;
    const broken = { subjects: [partNamed('TRANSACTION').value, { ...doctor, file: 'lower' }] };
    expect(problemsOf(editTable(broken, [edit]))).toEqual([
      { message: expect.stringMatching(/^subjects\.1\.file \(DOCTOR\): /) },
    ]);
  });

  it('of a list that a removed part leaves behind is one of the table', () => {
    const [problem] = problemsOf(
      editTable(BUILT_IN_TABLE, [{ kind: 'groups', name: 'specialty', text: null }]),
    );
    expect(problem).toEqual({ message: expect.stringContaining('no list of groups "specialty"') });
  });

  it.each([
    ['of a pattern', 'TRANSACTION', '"shopping"', '"shop||ping"', /^entities, groups, words: "shop\|\|ping"/],
    ['of a name', 'ALLERGY', '"file": "ALLERGY"', '"file": "a b"', /^file: must be a file name/],
    ['of a key', 'ALLERGY', '"topic"', '"topik"', /topik/],
    [
      'of a field that is not listed',
      'TRANSACTION',
      '"amount": "AMOUNT"',
      '"amount": "MONEY"',
      /field MONEY/,
    ],
    ['of a shared list', 'specialty', '"heart man|', '"heart $ man|', /is no word/],
    ['of a text', 'DOCTOR', '"name": "', '"name": "{NOBODY} ', /\{NOBODY\}/],
  ])('%s names its line in the part', (_, name, from, to, message) => {
    const { edit, line } = changed(name, from, to);
    const [problem] = problemsOf(editTable(BUILT_IN_TABLE, [edit]));
    expect(problem).toMatchObject({ part: { kind: edit.kind, name }, line });
    expect(problem?.message).toMatch(message);
    expect(problem?.message).not.toMatch(/^subjects\./);
  });

  it('within a value that may be a list or a name is that of the list', () => {
    const entities = [
      { kind: 'payee', fields: ['AMOUNT'], say: 'at {}', groups: [{ words: ['x'], values: [7] }] },
    ];
    const text = partText({ ...(partNamed('TRANSACTION').value as object), entities });
    const [problem] = problemsOf(
      editTable(BUILT_IN_TABLE, [{ kind: 'subjects', name: 'TRANSACTION', text }]),
    );
    expect(problem?.line).toBe(text.split('\n').findIndex((line) => line.trim() === '7') + 1);
    expect(problem?.message).toMatch(/^entities, groups, values: .*string/);
  });

  it('of the JSON of each part names its line', () => {
    const edits = [
      { kind: 'subjects' as const, name: 'DOCTOR', text: '{\n  "intent": "DOCTOR",\n}' },
      { kind: 'fixed' as const, name: 'TIME', text: '' },
    ];
    expect(problemsOf(editTable(BUILT_IN_TABLE, edits))).toMatchObject([
      { part: { name: 'DOCTOR' }, line: 2, message: expect.stringContaining('comma') },
      { part: { name: 'TIME' }, line: 1 },
    ]);
  });

  it('of a part that was not edited is one of the table', () => {
    const broken = { subjects: [{ ...(partNamed('DOCTOR').value as object), file: 'lower' }] };
    const [problem] = problemsOf(editTable(broken, []));
    expect(problem).toEqual({ message: expect.stringMatching(/^subjects\.0\.file \(DOCTOR\): /) });
    expect(problemsOf(editTable([], []))).toEqual([
      { message: expect.stringContaining('no list of subjects') },
    ]);
  });
});
