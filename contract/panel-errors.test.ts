import { expect, it } from 'vitest';
import { PANEL_ERROR, PANEL_ERRORS, PanelError } from './panel-errors.ts';

it('keeps code, message and advice on the way', () => {
  const sent = new PanelError('NO_LOG', 'There is no gateway.log yet.').frame();
  const got = PanelError.from(PANEL_ERROR.parse(JSON.parse(JSON.stringify(sent))));
  expect(got).toMatchObject({ code: 'NO_LOG', message: 'There is no gateway.log yet.' });
  expect(got.advice).toBe(PANEL_ERRORS.NO_LOG);
});

it('lets the code of a newer program through', () => {
  expect(PanelError.from({ code: 'NEW', message: 'm', advice: 'a' }).code).toBe('NEW');
});
