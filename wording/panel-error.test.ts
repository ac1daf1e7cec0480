import { expect, it } from 'vitest';
import { PANEL_ERROR, PANEL_ERROR_CODES } from '../contract/panel.ts';
import { PanelError } from './panel-error.ts';

it('keeps code, message and advice on the way', () => {
  const sent = new PanelError('NO_LOG', 'gateway.log does not exist yet.').frame();
  const received = PanelError.from(PANEL_ERROR.parse(JSON.parse(JSON.stringify(sent))));
  expect(received).toMatchObject({ code: 'NO_LOG', message: 'gateway.log does not exist yet.' });
  expect(received.advice).toBe(sent.advice);
});

it('lets the code of a newer program through', () => {
  expect(PanelError.from({ code: 'NEW', message: 'm', advice: 'a' }).code).toBe('NEW');
});

it('tells what to do for every code, unless the caller knows better', () => {
  for (const code of PANEL_ERROR_CODES) expect(new PanelError(code, 'm').advice).toMatch(/^[A-Z].*\.$/);
  expect(new PanelError('REFUSED', 'm', 'Use another port.').advice).toBe('Use another port.');
});
