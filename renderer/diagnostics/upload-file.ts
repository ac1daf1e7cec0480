import { UPLOAD_OPENED, UPLOAD_PART_BYTES } from '../../contract/panel-upload.ts';
import type { PanelClient } from '../client/panel-client.ts';

/** A file that was sent to the listener's machine. */
export interface UploadedFile {
  /** Its path there. */
  readonly file: string;
  /** Deletes it. */
  readonly discard: () => void;
}

interface UploadOptions {
  readonly signal: AbortSignal;
  /** Called with the bytes that were sent. */
  readonly onProgress: (sent: number) => void;
}

/** Sends a file in parts; it is there until it is discarded or the page leaves. @throws PanelError */
export async function uploadFile(
  client: Pick<PanelClient, 'call'>,
  content: Blob,
  { signal, onProgress }: UploadOptions,
): Promise<UploadedFile> {
  const held = new AbortController();
  const discard = (): void => held.abort();
  signal.addEventListener('abort', discard, { once: true });
  try {
    const { id, file } = await new Promise<{ readonly id: string; readonly file: string }>(
      (resolve, reject) => {
        const onOpened = (progress: unknown): void => {
          const opened = UPLOAD_OPENED.safeParse(progress);
          if (opened.success) resolve(opened.data);
        };
        const options = { signal: held.signal, onProgress: onOpened };
        client.call('upload', { bytes: content.size }, options).then(() => undefined, reject);
      },
    );
    for (let at = 0; at < content.size; ) {
      const part = await toBase64(content.slice(at, at + UPLOAD_PART_BYTES));
      at = (await client.call('upload-part', { id, at, content: part }, { signal })).received;
      onProgress(at);
    }
    return { file, discard };
  } catch (error) {
    discard();
    throw error;
  } finally {
    signal.removeEventListener('abort', discard);
  }
}

/** The browser's own encoder, which takes the bytes of a part at once. */
function toBase64(part: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ''));
    reader.onerror = () => reject(reader.error ?? new Error('The file cannot be read.'));
    reader.readAsDataURL(part);
  });
}
