import { PANEL_ERROR, PanelError } from '../../contract/panel-errors.ts';
import type { DownloadOptions } from './panel-client.ts';

/** A whole log, from the program behind the page. @throws PanelError, CANCELLED among them */
export async function logFrom(
  ask: (init: RequestInit) => Promise<Response>,
  { signal, onProgress }: DownloadOptions = {},
): Promise<Blob> {
  try {
    const response = await ask(signal === undefined ? {} : { signal });
    if (response.ok) return await blobOf(response, onProgress);
    const error = PANEL_ERROR.safeParse(await response.json().catch(() => undefined));
    if (error.success) throw PanelError.from(error.data);
    throw new PanelError('FAILED', `The log could not be fetched (${response.status}).`);
  } catch (error) {
    if (signal?.aborted === true) throw new PanelError('CANCELLED', 'The download was cancelled.');
    if (error instanceof PanelError) throw error;
    throw new PanelError(
      'NOT_CONNECTED',
      'The log could not be fetched: the program behind the panel does not answer.',
    );
  }
}

/** Tells how much has come, at each piece. */
async function blobOf(response: Response, onProgress: DownloadOptions['onProgress']): Promise<Blob> {
  const total = Number(response.headers.get('content-length'));
  if (onProgress === undefined || response.body === null || total === 0) return response.blob();
  const pieces: BlobPart[] = [];
  const reader = response.body.getReader();
  let got = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return new Blob(pieces);
    pieces.push(value);
    got += value.length;
    onProgress(Math.min(got / total, 1));
  }
}
