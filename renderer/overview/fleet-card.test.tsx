// @vitest-environment happy-dom
import { screen, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { PanelError } from '../../wording/panel-error.ts';
import { busyStatus, running, threeListeners } from '../testing/fixtures.ts';
import { renderPanel } from '../testing/panel-harness.tsx';
import { stateNamed } from '../testing/phantom-states.ts';

const TITLE = 'Listeners that share the session store';
const card = () => screen.getByRole('region', { name: TITLE });
const rows = () =>
  within(card())
    .getAllByRole('row')
    .map((row) =>
      within(row)
        .queryAllByRole('cell')
        .map(({ textContent }) => textContent),
    );

it('is absent without a session store, and does not ask then', async () => {
  const { client } = await renderPanel('overview', running());
  expect(screen.queryByRole('region', { name: TITLE })).toBeNull();
  expect(client.paramsOf('fleet')).toEqual([]);
});

it('shows each listener with its state, and one that is not heard of as silent', async () => {
  const { advance, client } = await renderPanel('overview', stateNamed('shared'), {
    fleet: () => ({ fleet: threeListeners() }),
  });
  expect(rows().slice(1)).toEqual([
    ['hal1:8768', 'Running', '12 / 50', '2 / 2', '3 h', '1 s ago', '0.1.0'],
    ['hal2:8768', 'Drained', '0 / 50', '1 / 2', '12 min', '3 s ago', '0.1.0'],
    ['a-machine-with-a-long-name.example:8768', 'Silent', '7 / 50', '–', '3 d', '1 min ago', '0.1.0'],
  ]);
  expect(card().textContent).toMatch(
    /3 of 4 QM seats in use\. Entries of the store that cannot be read: 1\.$/,
  );
  client.answers.fleet = () => ({ fleet: { members: [], unreadable: 0, seatsInUse: 0 } });
  await advance(5_000);
  expect(rows()).toHaveLength(1);
});

it('says why nothing is known', async () => {
  const down = running({ status: busyStatus({ store: { state: 'down', reason: 'nothing listens there' } }) });
  const { advance, client } = await renderPanel('overview', down, { fleet: () => ({}) });
  expect(card().textContent).toContain('Not known: Nothing listens there.');
  client.answers.fleet = () => {
    throw new PanelError('NO_ANSWER', 'The listener did not reply.');
  };
  await advance(5_000);
  expect(card().textContent).toContain('Not known: The listener did not reply.');
});
