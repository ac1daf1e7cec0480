// @vitest-environment happy-dom
import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { PanelError } from '../../wording/panel-error.ts';
import { running } from '../testing/fixtures.ts';
import { renderPanel } from '../testing/panel-harness.tsx';
// The screens are loaded when they are opened; here they are there by then.
import '../intents/intents.tsx';
import '../settings/settings.tsx';

const FAILED = new PanelError('FAILED', 'The program ended.', 'Look into its log.');

it.each([
  ['settings', 'settings', 'The settings cannot be read.'],
  ['intents', 'intents', 'The table cannot be read.'],
] as const)('says on the screen %s why nothing is there, and tries again', async (name, call, title) => {
  const { client, user, advance } = await renderPanel(name, running(), {
    [call]: () => Promise.reject(FAILED),
  });
  await advance(10);
  expect(screen.getByText(title).parentElement?.textContent).toContain(
    'The program ended. Look into its log.',
  );
  const asked = client.paramsOf(call).length;
  await user.click(screen.getByRole('button', { name: 'Try again' }));
  expect(client.paramsOf(call).length).toBe(asked + 1);
});
