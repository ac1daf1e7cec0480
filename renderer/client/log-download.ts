import { PANEL_ERROR } from '../../contract/panel-errors.ts';
import { PanelError } from '../../wording/panel-error.ts';
import type { DownloadOptions } from './panel-client.ts';

/** A whole log, from the program behind the page. @throws PanelError, CANCELLED among them */
export async function downloadLog(
  request: (init: RequestInit) => Promise<Response>,
  { signal, onProgress }: DownloadOptions = {},
): Promise<Blob> {
  try {
    const response = await request(signal === undefined ? {} : { signal });
    if (response.ok) return await readBlob(response, onProgress);
    const error = PANEL_ERROR.safeParse(await response.json().catch(() => undefined));
    if (error.success) throw PanelError.from(error.data);
    throw new PanelError('FAILED', `Failed to download the log: HTTP ${response.status}.`);
  } catch (error) {
    if (signal?.aborted === true) throw new PanelError('CANCELLED', 'The download was cancelled.');
    if (error instanceof PanelError) throw error;
    throw new PanelError('NOT_CONNECTED', 'Failed to download the log: the panel server is not responding.');
  }
}

/** Tells how much has come, at each piece. */
async function readBlob(response: Response, onProgress: DownloadOptions['onProgress']): Promise<Blob> {
  const total = Number(response.headers.get('content-length'));
  if (onProgress === undefined || response.body === null || total === 0) return response.blob();
  const pieces: BlobPart[] = [];
  const reader = response.body.getReader();
  let received = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return new Blob(pieces);
    pieces.push(value);
    received += value.length;
    onProgress(Math.min(received / total, 1));
  }
}
