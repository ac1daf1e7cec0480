// @vitest-environment happy-dom
import { act, fireEvent, screen, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import type { TriedQuestion } from '../../contract/panel-intents.ts';
import { PanelError } from '../../wording/panel-error.ts';
import { answeredQuestion, busyStatus, running } from '../testing/fixtures.ts';
import { intentsView, SPENDING, tablePart } from '../testing/intents-view.ts';
import { renderPanel } from '../testing/panel-harness.tsx';
// The screens are loaded when they are opened, and then at once.
import './intents.tsx';
import '../ask/ask.tsx';

const button = (name: string | RegExp) => screen.getByRole('button', { name });
const box = (name: string | RegExp) => screen.getByRole<HTMLTextAreaElement>('textbox', { name });
const type = (name: string | RegExp, value: string) => fireEvent.change(box(name), { target: { value } });

/** The clock that is not faked: a screen is loaded in real time. */
const { setTimeout: realTimeout } = globalThis;
async function loaded(name: string, advance: (ms: number) => Promise<void>): Promise<HTMLTextAreaElement> {
  while (screen.queryByRole('textbox', { name }) === null) {
    await act(() => new Promise<void>((resolve) => void realTimeout(resolve, 5)));
    await advance(10);
  }
  return box(name);
}

function tried(change: { readonly declined?: string } = {}): TriedQuestion {
  const { response } = answeredQuestion();
  const trace = { statements: [], omitted: 0, outcome: { ...change, remainder: [] } };
  return { kind: 'asked', response, trace, ms: 1 };
}

async function opened(
  answers: Parameters<typeof renderPanel>[2] = {},
  snapshot = running({ status: busyStatus() }),
) {
  const panel = await renderPanel('intents', snapshot, {
    intents: () => intentsView(),
    'intents-check': () => ({ problems: [], remarks: [] }),
    reload: () => ({ message: 'Nothing had changed.' }),
    ...answers,
  });
  await loaded('Question to try', panel.advance);
  return panel;
}

it('shows each part with where it comes from, and which are in the built-in table only', async () => {
  const { advance } = await opened();
  const rows = within(screen.getByRole('region', { name: 'Subjects' })).getAllByRole('listitem');
  expect(rows.map((row) => row.textContent)).toEqual([
    'TRANSACTION what you spent · file TRANSACTIONbuilt in',
    expect.stringMatching(/^DOCTOR .*changed by you$/),
  ]);
  expect(screen.getByText('/var/lib/hal-listener/intents.json')).toBeTruthy();
  fireEvent.click(button(/^Take over/));
  await advance(800);
  expect(screen.getByRole('region', { name: 'Unsaved changes' }).textContent).toContain('TIME');
});

it('edits words in a form, checks once typing has paused, and saves with the stamp of what was read', async () => {
  const { client, advance } = await opened({
    'intents-save': () => ({ kind: 'saved', message: 'Saved.', view: intentsView({ stamp: 'b' }) }),
  });
  fireEvent.click(button('TRANSACTION'));
  for (const value of ['payment', 'payment\n', 'payment\nnosh']) type('Words', value);
  expect(box('Words').value).toBe('payment\nnosh');
  await advance(800);
  const text = JSON.stringify({ ...SPENDING, words: ['payment', 'nosh'] }, null, 2);
  const edits = [{ kind: 'subjects', name: 'TRANSACTION', text }];
  expect(client.paramsOf('intents-check')).toEqual([{ edits }]);
  fireEvent.click(button('Save'));
  await advance(10);
  expect(client.paramsOf('intents-save')).toEqual([{ stamp: 'a', edits }]);
  expect(client.paramsOf('reload')).toEqual([{}]);
  expect(screen.queryByRole('region', { name: 'Unsaved changes' })).toBeNull();
});

it('teaches words for values, in a list of its own or in one that others use too', async () => {
  const { client, advance } = await opened();
  fireEvent.click(button('TRANSACTION'));
  fireEvent.click(button('Add words'));
  const added = screen.getAllByRole('textbox', { name: 'Values' }).at(-1) as HTMLTextAreaElement;
  fireEvent.change(added, { target: { value: 'dining' } });
  await advance(800);
  const { text } = (client.paramsOf('intents-check').at(-1) as { edits: [{ text: string }] }).edits[0];
  expect(JSON.parse(text).entities[1].groups).toEqual([
    { words: ['grocery'], values: ['food'] },
    { words: [], values: ['dining'] },
  ]);
  fireEvent.click(button('shops'));
  expect(screen.getByRole('region', { name: 'shops' })).toBeTruthy();
  fireEvent.click(screen.getByText(/^chemist/));
  await advance(10);
  type('Words', 'chemist\ndrugstore');
  await advance(800);
  const edits = (client.paramsOf('intents-check').at(-1) as { edits: { name: string; text: string }[] })
    .edits;
  expect(edits.map(({ name }) => name)).toEqual(['TRANSACTION', 'shops']);
  expect(JSON.parse(edits[1]?.text ?? '')).toEqual([
    { words: ['chemist', 'drugstore'], values: ['pharmac'] },
  ]);
});

it('names the line of what is wrong, goes to it, and saves nothing', async () => {
  const problem = { part: { kind: 'subjects' as const, name: 'TRANSACTION' }, line: 2, message: 'no colon' };
  const { client, advance } = await opened({
    'intents-check': () => ({ problems: [problem], remarks: [] }),
  });
  fireEvent.click(button('TRANSACTION'));
  fireEvent.click(screen.getByRole('tab', { name: /JSON/ }));
  type('JSON', '{\n  "intent" 1\n}');
  await advance(800);
  fireEvent.click(button('Go to line 2'));
  const { selectionStart, selectionEnd, value } = box('JSON');
  expect(value.slice(selectionStart, selectionEnd)).toBe('  "intent" 1');
  fireEvent.click(button('Save'));
  await advance(10);
  expect(client.paramsOf('intents-save')).toEqual([]);
  expect(screen.getByRole('region', { name: 'Unsaved changes' }).textContent).toContain(
    'TRANSACTION, line 2: no colon',
  );
  fireEvent.click(screen.getByRole('tab', { name: 'Words' }));
  expect(screen.getByText('The JSON cannot be read. Correct it there first.')).toBeTruthy();
  fireEvent.click(button('Discard changes'));
  expect(box('Words').value).toBe('payment\nexpense');
});

it('shows what is most likely not meant', async () => {
  const { advance } = await opened({
    'intents-check': () => ({ problems: [], remarks: ['TRANSACTION: "the" is in nearly every question'] }),
  });
  fireEvent.click(button('TRANSACTION'));
  type('Words', 'the');
  await advance(800);
  expect(screen.getByText(/^TRANSACTION: "the" is in nearly every question$/)).toBeTruthy();
});

it('tries a question with what is not saved, says when that is another table by now, and can be cancelled', async () => {
  let answers: (value: TriedQuestion) => void = () => undefined;
  const { client, advance } = await opened({
    'intents-try': ({ edits }) =>
      edits.length === 0
        ? tried({ declined: 'not-understood' })
        : new Promise((resolve) => (answers = resolve)),
  });
  type('Question to try', 'How much for nosh?');
  fireEvent.click(button('Try'));
  await advance(10);
  expect(screen.getByText('Declined')).toBeTruthy();
  fireEvent.click(button('TRANSACTION'));
  type('Words', 'nosh');
  expect(screen.getByText('The table was changed since. Try again.')).toBeTruthy();
  fireEvent.click(button('Try'));
  await advance(10);
  answers(tried());
  await advance(10);
  expect(screen.getByText('Answered')).toBeTruthy();
  expect(screen.queryByText(/^The table was changed since/)).toBeNull();
  expect(client.paramsOf('intents-try')).toMatchObject([
    { edits: [], question: 'How much for nosh?' },
    { edits: [{ name: 'TRANSACTION' }] },
  ]);
  fireEvent.click(button('Try'));
  await advance(10);
  fireEvent.click(
    within(screen.getByRole('region', { name: 'Try a question' })).getByRole('button', { name: 'Cancel' }),
  );
  await advance(10);
  expect(client.cancelled).toContain('intents-try');
  expect(button('Try')).toBeTruthy();
});

it('shows both where the file was changed meanwhile, and saves on top of it only when told to', async () => {
  const changed = intentsView({ stamp: 'b', parts: [tablePart('TRANSACTION', { intent: 'TRANSACTION' })] });
  const { client, advance } = await opened({
    'intents-save': ({ stamp }) =>
      stamp === 'a'
        ? { kind: 'conflict', view: changed }
        : { kind: 'saved', message: 'Saved.', view: changed },
  });
  fireEvent.click(button('TRANSACTION'));
  type('Words', 'nosh');
  await advance(800);
  fireEvent.click(button('Save'));
  await advance(10);
  const conflict = screen.getByRole('region', { name: 'Conflict' });
  expect(
    within(conflict)
      .getAllByRole('listitem')
      .map(({ textContent }) => textContent),
  ).toEqual([
    'TRANSACTION: changed in the file, changed by you',
    'DOCTOR: removed from the file',
    'shops: removed from the file',
  ]);
  fireEvent.click(button('Save'));
  expect(client.paramsOf('intents-save')).toHaveLength(1);
  fireEvent.click(button(/^Keep my changes/));
  await advance(800);
  fireEvent.click(button('Save'));
  await advance(10);
  expect(client.paramsOf('intents-save')[1]).toMatchObject({ stamp: 'b', edits: [{ name: 'TRANSACTION' }] });
});

it('adds a subject for a file, removes one after a question, and takes the built-in one back', async () => {
  const { client, advance } = await opened();
  type('File of a new subject', 'tool.loan');
  fireEvent.click(button('Add a subject'));
  expect(box('File').value).toBe('TOOL.LOAN');
  fireEvent.click(button('All subjects'));
  fireEvent.click(button('DOCTOR'));
  fireEvent.click(button('Use the built-in one'));
  fireEvent.click(button('All subjects'));
  fireEvent.click(button('TRANSACTION'));
  fireEvent.click(button('Remove'));
  await advance(10);
  fireEvent.click(within(screen.getByRole('alertdialog')).getByRole('button', { name: 'Remove' }));
  await advance(800);
  expect(client.paramsOf('intents-check').at(-1)).toMatchObject({
    edits: [
      { name: 'TOOL_LOAN' },
      { name: 'DOCTOR', text: '{"built": "in"}' },
      { name: 'TRANSACTION', text: null },
    ],
  });
  fireEvent.click(button(/^Keep/));
  expect(button('TRANSACTION')).toBeTruthy();
});

it('returns to the built-in table after a question, and brings the previous one back', async () => {
  const { client, advance } = await opened({
    'intents-remove': () => ({
      kind: 'saved',
      message: 'The built-in table is in force.',
      view: intentsView({ isOwn: false, stamp: 'none' }),
    }),
    'intents-restore': () => ({ kind: 'saved', message: 'It is there again.', view: intentsView() }),
  });
  fireEvent.click(button('Return to the built-in table'));
  await advance(10);
  fireEvent.click(within(screen.getByRole('alertdialog')).getByRole('button', { name: 'Return to it' }));
  await advance(10);
  expect(client.paramsOf('intents-remove')).toEqual([{ stamp: 'a' }]);
  expect(screen.queryByRole('button', { name: 'Return to the built-in table' })).toBeNull();
  fireEvent.click(button('Restore the previous table'));
  await advance(10);
  expect(client.paramsOf('intents-restore')).toEqual([{ stamp: 'none' }]);
});

it('says why there is no table, and why no listener starts with it', async () => {
  let fails = true;
  const { advance } = await opened({
    intents: () => {
      if (fails) throw new PanelError('FAILED', 'The program could not be run.');
      return intentsView({ problem: 'subjects: is there twice.', parts: [] });
    },
  });
  expect(screen.getByText(/The program could not be run/)).toBeTruthy();
  fails = false;
  fireEvent.click(button('Try again'));
  await advance(10);
  expect(screen.getByText(/subjects: is there twice/)).toBeTruthy();
});

it('refuses changes that are too long for one message before it sends them', async () => {
  const { client, advance } = await opened();
  fireEvent.click(button('TRANSACTION'));
  fireEvent.click(screen.getByRole('tab', { name: /JSON/ }));
  type('JSON', JSON.stringify('x'.repeat(200_001)));
  await advance(800);
  expect(client.paramsOf('intents-check')).toEqual([]);
  expect(screen.getByText(/which is too much at once/)).toBeTruthy();
});

it('is opened by "Teach" with the question and its subject, and keeps what was typed meanwhile', async () => {
  const asked = answeredQuestion();
  const answers = {
    intents: () => intentsView(),
    'intents-check': () => ({ problems: [], remarks: [] }),
    ask: () => asked,
  };
  const { advance, user } = await renderPanel('ask', running({ status: busyStatus() }), answers);
  await user.type(await loaded('Question', advance), 'What did the wombat spend?{Enter}');
  await advance(10);
  expect(screen.getByText('Answered in part')).toBeTruthy();
  fireEvent.click(button('Teach'));
  expect((await loaded('Question to try', advance)).value).toBe('What did the wombat spend?');
  expect(location.hash).toBe('#/intents');
  expect(screen.getByRole('region', { name: 'TRANSACTION' })).toBeTruthy();
  type('Words', 'nosh');
  location.hash = '/ask';
  await loaded('Question', advance);
  location.hash = '/intents';
  expect((await loaded('Words', advance)).value).toBe('nosh');
});
