import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeEach, expect, it, onTestFinished } from 'vitest';
import {
  INTENTS_CALLS,
  INTENTS_VIEW,
  type IntentsView,
  type TableEdit,
} from '../../contract/panel-intents.ts';
import { PROGRAM_LINE } from '../../contract/panel-program.ts';
import { readTable } from '../../listener/query/table/subject-table.ts';
import { readEvents } from '../../supervisor/registry/event-file.ts';
import { recordedTerminal, typed } from '../testing/terminal.ts';
import { panelBridgeVerb } from './panel-bridge.ts';

let home: string;

beforeEach(() => {
  home = mkdtempSync(path.join(tmpdir(), 'hal-intent-calls-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
});

const file = (): string => path.join(home, 'intents.json');
const saved = (): string => readFileSync(file(), 'utf8');

async function ask(call: keyof typeof INTENTS_CALLS, params: unknown, ...flags: readonly string[]) {
  const terminal = recordedTerminal({ HAL_LISTENER_HOME: home });
  await typed(panelBridgeVerb({ ...terminal, input: async () => JSON.stringify(params) }), ...flags, call);
  const line = PROGRAM_LINE.parse(JSON.parse(terminal.output().trim().split('\n').at(-1) ?? ''));
  return line.kind === 'ok' ? (INTENTS_CALLS[call].result.parse(line.ok) as object) : line;
}

const view = async (): Promise<IntentsView> => INTENTS_VIEW.parse(await ask('intents', {}));

function part(of: IntentsView, name: string) {
  const found = of.parts.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no part ${name}`);
  return found;
}

/** An edit that teaches "provender" as food. */
async function provender(): Promise<TableEdit> {
  const { kind, name, text } = part(await view(), 'TRANSACTION');
  expect(text).toContain('"grocery"');
  return { kind, name, text: text.replace('"grocery"', '"grocery", "provender"') };
}

it('shows the built-in table part by part, and what a table of one’s own changes, adds and lacks', async () => {
  const built = await view();
  expect(built).toMatchObject({ file: file(), isOwn: false, stamp: 'none', missing: [] });
  expect(built).not.toHaveProperty('problem');
  expect(new Set(built.parts.map(({ origin }) => origin))).toEqual(new Set(['built-in']));
  const { text } = part(built, 'DOCTOR');
  const own = { ...JSON.parse(text), topic: 'your physicians' };
  const groups = { specialty: JSON.parse(part(built, 'specialty').text) };
  const subjects = [own, { ...own, intent: 'MINE' }];
  writeFileSync(file(), JSON.stringify({ groups, subjects }));
  const shown = await view();
  expect(shown.isOwn).toBe(true);
  expect(part(shown, 'DOCTOR')).toMatchObject({ origin: 'changed', builtIn: text });
  expect([part(shown, 'specialty').origin, part(shown, 'MINE').origin]).toEqual(['built-in', 'own']);
  expect(shown.missing.map(({ name }) => name)).toEqual(expect.arrayContaining(['TRANSACTION', 'TIME']));
});

it.each([
  ['is no JSON', '{\n"subjects": [\n}', /line 3: Here must be a value/, 0],
  ['breaks a rule', '{"subjects": [{"intent": "MINE"}]}', /subjects\.0\./, 1],
  ['is of a newer version', '{"form": 9, "subjects": []}', /newer version/, 0],
])(
  'says why no listener starts with a table that %s, and lets it be replaced',
  async (_, text, why, count) => {
    writeFileSync(file(), text);
    const shown = await view();
    expect(shown.problem).toMatch(why);
    expect(shown.parts).toHaveLength(count);
    expect(await ask('intents-save', { stamp: shown.stamp, edits: [] })).toMatchObject({ kind: 'invalid' });
    expect(saved()).toBe(text);
    expect(await ask('intents-remove', { stamp: shown.stamp })).toMatchObject({ kind: 'saved' });
    expect(existsSync(file())).toBe(false);
  },
);

it('checks what is typed by the rules of the listener, with the line, and changes nothing', async () => {
  const edit = await provender();
  const bad = { ...edit, text: edit.text?.replace('"provender"', '"pro||vender"') };
  const line = (edit.text ?? '').slice(0, edit.text?.indexOf('"provender"')).split('\n').length;
  expect(await ask('intents-check', { edits: [bad] })).toMatchObject({
    problems: [
      {
        part: { kind: 'subjects', name: 'TRANSACTION' },
        line,
        message: expect.stringContaining('pro||vender'),
      },
    ],
    remarks: [],
  });
  const doubtful = { ...edit, text: edit.text?.replace('"words": [', '"words": ["the", ') };
  expect(await ask('intents-check', { edits: [doubtful] })).toEqual({
    problems: [],
    remarks: [expect.stringMatching(/^TRANSACTION: "the" is in nearly every question/)],
  });
  expect(await ask('intents-check', { edits: [edit] })).toEqual({ problems: [], remarks: [] });
  expect(existsSync(file())).toBe(false);
});

it('tries a question with what is typed, in the account itself, and saves nothing', async () => {
  const question = 'How much did I spend on provender?';
  expect(await ask('intents-try', { edits: [], question })).toMatchObject({
    kind: 'asked',
    trace: { outcome: { declined: expect.any(String) } },
  });
  expect(await ask('intents-try', { edits: [await provender()], question })).toMatchObject({
    kind: 'asked',
    response: { intent: 'TRANSACTION', status: 'success', understood: { remainder: [] } },
    trace: { outcome: { remainder: [] }, statements: expect.arrayContaining([expect.anything()]) },
  });
  const broken = [{ ...(await provender()), text: '{' }];
  expect(await ask('intents-try', { edits: broken, question })).toMatchObject({
    kind: 'invalid',
    problems: [{ line: 1 }],
  });
  expect(existsSync(file())).toBe(false);
});

it('saves the whole table atomically, keeps the one before, brings it back and returns to the built-in one', async () => {
  const edits = [await provender()];
  const first = await ask('intents-save', { stamp: 'none', edits });
  expect(first).toMatchObject({ kind: 'saved', message: `Saved in ${file()}: TRANSACTION.` });
  expect(readTable(saved()).subjects.length).toBeGreaterThan(5);
  expect(saved()).toContain('"provender"');
  expect(statSync(file()).mode & 0o777).toBe(0o600);
  const second = await view();
  expect(second.previous).toBeUndefined();
  const removal = [{ kind: 'fixed', name: 'TIME', text: null }];
  await ask('intents-save', { stamp: second.stamp, edits: removal }, '--actor', 'tray');
  const third = await view();
  expect(third.previous?.at).toBeGreaterThan(0);
  expect(third.missing.map(({ name }) => name)).toEqual(['TIME']);
  expect(await ask('intents-restore', { stamp: third.stamp })).toMatchObject({ kind: 'saved' });
  expect((await view()).stamp).toBe(second.stamp);
  await ask('intents-remove', { stamp: second.stamp });
  expect(await view()).toMatchObject({ isOwn: false, stamp: 'none', previous: {} });
  await ask('intents-restore', { stamp: 'none' });
  expect((await view()).stamp).toBe(second.stamp);
  expect(readEvents(home).map(({ kind, cause, by }) => [kind, cause, by.replace(/ .*/, '')])).toEqual([
    ['intents-changed', 'TRANSACTION in intents.json', 'panel'],
    ['intents-changed', 'TIME removed in intents.json', 'tray'],
    ['intents-changed', 'the previous intents.json was put back', 'panel'],
    ['intents-changed', 'intents.json was removed: the built-in table answers', 'panel'],
    ['intents-changed', 'the previous intents.json was put back', 'panel'],
  ]);
});

it('overwrites nothing that somebody else changed since it was read', async () => {
  const edits = [await provender()];
  const { subjects } = JSON.parse(
    JSON.stringify({ subjects: [JSON.parse(part(await view(), 'ALLERGY').text)] }),
  );
  const theirs = JSON.stringify({ subjects });
  writeFileSync(file(), theirs);
  for (const [call, more] of [
    ['intents-save', { edits }],
    ['intents-remove', {}],
    ['intents-restore', {}],
  ] as const)
    expect(await ask(call, { stamp: 'none', ...more })).toMatchObject({
      kind: 'conflict',
      view: { isOwn: true, parts: [{ name: 'ALLERGY' }] },
    });
  expect(saved()).toBe(theirs);
});

it.each([
  ['many parts', { subjects: Array.from({ length: 1_001 }, (_, number) => ({ intent: `A${number}` })) }],
  ['long ones', { subjects: [{ intent: 'A', about: 'x'.repeat(2_000_001) }] }],
])('says of a table of %s that it is edited as a file', async (_, table) => {
  writeFileSync(file(), JSON.stringify(table));
  expect(await view()).toMatchObject({
    parts: [],
    missing: [],
    problem: expect.stringMatching(/edit the file itself/),
  });
});

it('refuses what is too much at once, and what there is nothing of', async () => {
  const long = { kind: 'fixed', name: 'TIME', text: `"${'x'.repeat(150_000)}"` };
  expect(await ask('intents-check', { edits: [long, { ...long, name: 'DATE' }] })).toMatchObject({
    kind: 'error',
    message: expect.stringContaining('more than 200000 characters'),
  });
  expect(await ask('intents-restore', { stamp: 'none' })).toMatchObject({ kind: 'error' });
  expect(await ask('intents-remove', { stamp: 'none' })).toMatchObject({ kind: 'error' });
});
