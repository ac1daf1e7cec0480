import { PANEL_ERROR, PanelError } from '../../contract/panel-errors.ts';

/** A whole log, from the program behind the page. @throws PanelError */
export async function logFrom(ask: () => Promise<Response>): Promise<Blob> {
  const response = await ask().catch(() => {
    throw new PanelError(
      'NOT_CONNECTED',
      'The log could not be fetched: the program behind the panel does not answer.',
    );
  });
  if (response.ok) return response.blob();
  const error = PANEL_ERROR.safeParse(await response.json().catch(() => undefined));
  if (error.success) throw PanelError.from(error.data);
  throw new PanelError('FAILED', `The log could not be fetched (${response.status}).`);
}
