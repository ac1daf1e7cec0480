// @vitest-environment happy-dom
import { screen, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { COMMANDS } from '../../wording/commands.ts';
import { GLOSSARY, SHORTCUTS } from '../../wording/glossary.ts';
import { busyStatus, running, silent } from '../testing/fixtures.ts';
import { renderPanel } from '../testing/panel-harness.tsx';
// The screen is loaded when it is opened; here it is there by then.
import './help.tsx';

const part = (name: string) => within(screen.getByRole('region', { name }));

it('explains keys, words and the command that equals each button, as it works on that machine', async () => {
  const panel = await renderPanel('help', running({ commandName: 'node /opt/hal.cjs' }));
  await panel.advance(10);
  expect(part('Keys').getAllByRole('term')).toHaveLength(SHORTCUTS.length);
  expect(
    part('Words')
      .getAllByRole('term')
      .map((term) => term.textContent),
  ).toEqual(GLOSSARY.map(({ word }) => word));
  expect(part('Commands').getAllByRole('term')).toHaveLength(Object.keys(COMMANDS).length);
  expect(part('Commands').getByText('node /opt/hal.cjs kill <User No.>')).toBeTruthy();
  expect(part('Commands').getByText('KILL.PHANTOM <User No.>')).toBeTruthy();
});

it('tells both versions, or that the listener does not run', async () => {
  const { client, advance } = await renderPanel(
    'help',
    running({ version: '0.2.0', status: busyStatus({ version: '0.1.0' }) }),
  );
  await advance(10);
  const about = () =>
    part('About')
      .getAllByRole('definition')
      .map((text) => text.textContent);
  expect(about().slice(0, 2)).toEqual(['0.2.0', '0.1.0']);
  client.setSnapshot(silent('stopped', 'stopped', { version: '0.2.0' }));
  expect(about().slice(0, 2)).toEqual(['0.2.0', 'not running']);
});
