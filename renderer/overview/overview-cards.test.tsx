// @vitest-environment happy-dom
import { screen, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import type { ClientAddress } from '../../contract/panel-addresses.ts';
import type { QuestionSummary } from '../../contract/panel-questions.ts';
import { busyStatus, running, sampleAt, silent } from '../testing/fixtures.ts';
import { intentsView } from '../testing/intents-view.ts';
import { renderPanel } from '../testing/panel-harness.tsx';
// The screen is loaded when it is opened, and then at once.
import '../intents/intents.tsx';

const AT = new Date(2026, 10, 28, 12, 30, 5).getTime();
const SUMMARY: QuestionSummary = {
  count: 1_000,
  since: AT,
  answered: 950,
  declined: 40,
  failed: 10,
  cancelled: 0,
  subjects: [
    { intent: 'MEDICATION', count: 700 },
    { intent: 'TRANSACTION', count: 250 },
  ],
  slowest: { at: AT, address: '192.0.2.7:1', intent: 'TRANSACTION', ms: 812 },
  lastDeclined: { at: AT, address: '192.0.2.8:2', intent: 'GENERAL', ms: 3, text: 'how are my tyres' },
};

const ADDRESSES: readonly ClientAddress[] = [
  { url: 'wss://192.0.2.7:8768', reach: 'network', via: 'eth0' },
  { url: 'wss://qmserver:8768', reach: 'network', via: 'name of this machine' },
  { url: 'wss://[2001:db8::7]:8768', reach: 'network', via: 'eth0' },
  { url: 'wss://localhost:8768', reach: 'machine', via: 'this machine only' },
];

it('shows how many questions were answered, declined and failed, about what, the slowest and the last declined', async () => {
  const { advance } = await renderPanel('overview', running(), { 'question-summary': () => SUMMARY });
  await advance(10);
  const figures = [...document.querySelectorAll('[data-questions]')].map((figure) => figure.textContent);
  expect(figures).toEqual(['Answered950', 'Declined40', 'Failed10']);
  expect(screen.getByText(/^the last 1,000 since/)).toBeTruthy();
  expect(screen.getByTestId('subjects').textContent).toBe('MEDICATION 700 · TRANSACTION 250');
  expect(screen.getByTestId('slowest').textContent).toMatch(
    /^812 ms · TRANSACTION · .*12:30:05 by 192.0.2.7:1$/,
  );
  expect(screen.getByTestId('last-declined').textContent).toMatch(/^how are my tyres · /);
});

it('leads from the last declined question to the table of intents, with its words in the try box', async () => {
  const { advance, user } = await renderPanel('overview', running(), {
    'question-summary': () => SUMMARY,
    intents: () => intentsView(),
  });
  await advance(10);
  await user.click(screen.getByRole('button', { name: 'Teach' }));
  await advance(50);
  const box = screen.getByRole<HTMLInputElement>('textbox', { name: 'Question to try' });
  expect(box.value).toBe('how are my tyres');
  // No subject of that name was understood: all are there to choose from.
  expect(screen.getByRole('region', { name: 'What can be asked' })).toBeTruthy();
});

it('says that there were no questions, and shows none of a listener that does not run', async () => {
  const { client, advance } = await renderPanel('overview', running());
  await advance(10);
  expect(screen.getByText('None since the start of the listener.')).toBeTruthy();
  client.setSnapshot(silent('stopped', 'stopped'));
  expect(screen.queryByRole('region', { name: 'Questions' })).toBeNull();
});

it('lists addresses that clients can use, with a QR code and an example of the first', async () => {
  const { advance } = await renderPanel('overview', running({ status: busyStatus({ token: true }) }), {
    addresses: () => ({ addresses: ADDRESSES }),
  });
  await advance(10);
  const card = within(screen.getByRole('region', { name: 'Connect a client' }));
  expect(
    [...document.querySelectorAll('[data-address]')].map((row) => row.getAttribute('data-address')),
  ).toEqual(ADDRESSES.map(({ url }) => url));
  expect(card.getByRole('img', { name: 'QR code of wss://192.0.2.7:8768' })).toBeTruthy();
  expect(card.getByText(/new WebSocket\('wss:\/\/192\.0\.2\.7:8768\/\?token=…'\)/)).toBeTruthy();
  expect(card.getByText(/The token is not shown here/)).toBeTruthy();
});

it('says that other machines cannot connect', async () => {
  const { advance } = await renderPanel('overview', running(), {
    addresses: () => ({
      addresses: [{ url: 'ws://127.0.0.1:8768', reach: 'machine', via: 'this machine only' }],
    }),
  });
  await advance(10);
  expect(screen.getByText(/Only programs of this machine can connect/)).toBeTruthy();
});

it.each([
  [60_000, '5 min'],
  [20 * 60_000, '1 h'],
  [9 * 3_600_000, '24 h'],
])(
  'shows what a listener saved that stopped %d ms before the page was opened, in a range that has it',
  async (ageMs, range) => {
    const saved = sampleAt(Date.now() - ageMs, 1);
    const { advance } = await renderPanel('overview', silent('stopped', 'stopped by panel'), {
      history: () => ({ samples: [saved] }),
    });
    await advance(50);
    expect(screen.getByText(/^Activity until/)).toBeTruthy();
    expect(screen.getByRole('tab', { name: range }).getAttribute('aria-selected')).toBe('true');
    expect(document.querySelector('[data-gaps]')?.getAttribute('data-from')).toBe(`${saved.at}`);
  },
);

it('keeps the last known values of a listener that was stopped, with their time', async () => {
  const { client } = await renderPanel('overview', running({ at: AT }));
  client.setSnapshot(silent('stopped', 'stopped by panel'));
  expect(screen.getByText(/^Last known values, of .*12:30:05$/)).toBeTruthy();
  expect(screen.getByTestId('connections').textContent).toBe('12 / 50');
  client.setSnapshot(running());
  expect(screen.queryByText(/^Last known values/)).toBeNull();
});
