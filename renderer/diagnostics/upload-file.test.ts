// @vitest-environment happy-dom
import { expect, it, vi } from 'vitest';
import { UPLOAD_PART_BYTES } from '../../contract/panel-upload.ts';
import { PanelError } from '../../wording/panel-error.ts';
import type { PanelClient } from '../client/panel-client.ts';
import { uploadFile } from './upload-file.ts';

/** A panel server that keeps what it is sent; a held call ends when it is cancelled. */
function server(failAt = Number.POSITIVE_INFINITY) {
  let received = '';
  const held: AbortSignal[] = [];
  const call = vi.fn(
    async (
      name: string,
      params: object,
      options: { signal: AbortSignal; onProgress?: (x: unknown) => void },
    ) => {
      if (name === 'upload') {
        held.push(options.signal);
        options.onProgress?.('something of a newer version');
        options.onProgress?.({ id: 'a', file: '/tmp/private/backup.zip' });
        return new Promise((_, reject) =>
          options.signal.addEventListener('abort', () => reject(new PanelError('CANCELLED', 'Cancelled.'))),
        );
      }
      const { at, content } = params as { at: number; content: string };
      if (at >= failAt) throw new PanelError('FAILED', 'The disk is full.');
      expect(at).toBe(received.length);
      received += atob(content);
      return { received: received.length };
    },
  );
  return { client: { call } as unknown as PanelClient, held, received: () => received };
}

it('sends all bytes in parts, tells how far it is, and deletes the file when it is discarded', async () => {
  const { client, held, received } = server();
  const bytes = Uint8Array.from({ length: UPLOAD_PART_BYTES + 5 }, (_, index) => index % 251);
  const sent: number[] = [];
  const { signal } = new AbortController();
  const uploaded = await uploadFile(client, new Blob([bytes]), { signal, onProgress: (at) => sent.push(at) });
  expect(uploaded.file).toBe('/tmp/private/backup.zip');
  expect(Uint8Array.from(received(), (character) => character.charCodeAt(0))).toEqual(bytes);
  expect(sent).toEqual([UPLOAD_PART_BYTES, UPLOAD_PART_BYTES + 5]);
  expect(held[0]?.aborted).toBe(false);
  uploaded.discard();
  expect(held[0]?.aborted).toBe(true);
});

it('leaves nothing behind where a part fails or the operator cancels', async () => {
  const failing = server(UPLOAD_PART_BYTES);
  const options = { signal: new AbortController().signal, onProgress: () => undefined };
  const content = new Blob([new Uint8Array(2 * UPLOAD_PART_BYTES)]);
  await expect(uploadFile(failing.client, content, options)).rejects.toThrow('The disk is full.');
  expect(failing.held[0]?.aborted).toBe(true);

  const cancel = new AbortController();
  const { client, held } = server();
  const uploading = uploadFile(client, content, { signal: cancel.signal, onProgress: () => cancel.abort() });
  await uploading.catch(() => undefined);
  expect(held[0]?.aborted).toBe(true);
});
