// @vitest-environment happy-dom
import { screen, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import type { Asked, AskedQuestion } from '../../contract/panel-ask.ts';
import { PanelError } from '../../wording/panel-error.ts';
import { answeredQuestion, running, silent } from '../testing/fixtures.ts';
import { renderPanel } from '../testing/panel-harness.tsx';
// The screen is loaded when it is opened; here it is there by then.
import './ask.tsx';

type Ask = (params: AskedQuestion) => Asked | Promise<Asked>;

async function open(ask: Ask = () => answeredQuestion(), snapshot = running()) {
  const panel = await renderPanel('ask', snapshot, { ask });
  await panel.advance(10);
  const question = () => screen.getByRole('textbox', { name: 'Question' });
  const type = async (text: string): Promise<void> => {
    await panel.user.type(question(), `${text}{Enter}`);
    await panel.advance(10);
  };
  return { ...panel, question, type };
}

const entries = () =>
  within(screen.getByRole('list', { name: /Questions/ })).getAllByRole('heading', { level: 3 });

it('shows answer, what was understood and what was not, statements, rows, time and frames', async () => {
  const { type, client } = await open();
  await type('What did the wombat spend at Starbucks?');
  expect(client.paramsOf('ask')).toEqual([{ text: 'What did the wombat spend at Starbucks?' }]);
  expect(screen.getByText('You spent $12.00 at Starbucks, in 2 transactions.')).toBeTruthy();
  expect(screen.getByText('Answered in part')).toBeTruthy();
  expect(screen.getByText('2026-10-01 to 2026-10-31')).toBeTruthy();
  expect(screen.getByTestId('not-understood').textContent?.trim()).toBe('wombat');
  expect(screen.getByText('LIST TRANSACTION WITH PAYEE = "Starbucks" AMOUNT CSV')).toBeTruthy();
  expect(screen.getByText('2 records')).toBeTruthy();
  const rows = within(screen.getByRole('table')).getAllByRole('row');
  expect(rows.map((row) => row.textContent)).toEqual(['@IDAMOUNTTAGS', 'T1-5.00a, b', 'T2-7.00']);
  expect(screen.getByText(/8 ms, 6 ms of it in the listener/)).toBeTruthy();
  expect(screen.getByText(/received response/)).toBeTruthy();
});

it('goes on with the conversation until told otherwise', async () => {
  const { type, client, user } = await open();
  await type('one');
  await type('two');
  await user.click(screen.getByRole('button', { name: 'Start a new conversation' }));
  await type('three');
  expect(client.paramsOf('ask')).toEqual([
    { text: 'one' },
    { text: 'two', session: 's-1' },
    { text: 'three' },
  ]);
  expect(entries().map((entry) => entry.textContent)).toEqual(['three', 'two', 'one']);
});

it('keeps the questions while another screen is open, and clears them', async () => {
  const { type, user } = await open();
  await type('one');
  await user.click(screen.getByRole('tab', { name: 'Connections' }));
  await screen.findByText('No clients connected');
  await user.click(screen.getByRole('tab', { name: 'Ask' }));
  await screen.findByRole('list', { name: /Questions/ });
  expect(entries()).toHaveLength(1);
  await user.click(screen.getByRole('button', { name: 'Clear the history' }));
  expect(screen.getByText('No questions yet')).toBeTruthy();
});

it('cancels a question, keeps the focus on its button, and asks another one', async () => {
  const { type, user, advance, client } = await open(() => new Promise(() => undefined));
  await type('one');
  await user.click(screen.getByRole('button', { name: 'Cancel' }));
  await advance(10);
  expect(client.cancelled).toEqual(['ask']);
  expect(screen.getByText('cancelled')).toBeTruthy();
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Ask' }));
  client.answers.ask = () => answeredQuestion();
  await user.click(screen.getByRole('button', { name: 'Ask again' }));
  await advance(10);
  expect(entries()).toHaveLength(2);
});

it('says why a question failed and what to do', async () => {
  const { type } = await open(() => {
    throw new PanelError('NOT_ALLOWED', 'The listener refused the token: wrong.');
  });
  await type('one');
  expect(screen.getByText('The listener refused the token: wrong.')).toBeTruthy();
  expect(screen.getByText(/Run the panel as the user/)).toBeTruthy();
});

it('says that a listener does not tell its statements, and shows many rows in steps', async () => {
  const { trace: _, ...older } = answeredQuestion();
  const data = Array.from({ length: 120 }, (_, place) => ({ '@ID': `T${place}` }));
  const { type, user } = await open(() => ({
    ...older,
    response: { ...older.response, data, count: 400 },
    traceProblem: 'Unknown request.',
  }));
  await type('one');
  expect(screen.getByText(/does not tell them: Unknown request/)).toBeTruthy();
  expect(screen.getByText('120 of 400')).toBeTruthy();
  const count = () => screen.getAllByRole('row').length - 1;
  expect(count()).toBe(50);
  await user.click(screen.getByRole('button', { name: 'Show more rows' }));
  await user.click(screen.getByRole('button', { name: 'Show more rows' }));
  expect(count()).toBe(120);
});

it('asks nothing while the listener is stopped, nor an empty question', async () => {
  const { type, client, user, question } = await open(undefined, silent('stopped', 'stopped'));
  await type('one');
  expect(question().getAttribute('placeholder')).toBe('The listener is not running');
  client.setSnapshot(running());
  await user.clear(question());
  await type(' ');
  expect(client.paramsOf('ask')).toEqual([]);
});
