import { randomUUID } from 'node:crypto';
import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { PanelParams } from '../contract/panel.ts';
import { fileErrorReason } from '../lib/file-error.ts';
import { PanelError } from '../wording/panel-error.ts';

interface Upload {
  readonly id: string;
  readonly folder: string;
  readonly file: string;
  readonly handle: FileHandle;
  /** Bytes that were announced. */
  readonly bytes: number;
  received: number;
  /** The part that is being written: parts are written one after the other. */
  writing: Promise<unknown>;
  /** Calls that read it, which outlive the page that began them. */
  readers: number;
  isWanted: boolean;
}

/** Pages that upload at once. */
const MAX_UPLOADS = 3;

/**
 * Files that pages send, each in a private temporary folder. A file lives as long as its `upload` call, and as what reads
 * it: no page leaves one behind, however it leaves.
 */
export class Uploads {
  readonly #folder: string;
  readonly #uploads = new Map<string, Upload>();
  /** Those that are being opened count too. */
  #open = 0;

  /** @param folder where temporary folders are made */
  constructor(folder: string = tmpdir()) {
    this.#folder = folder;
  }

  /** Keeps the file until the signal is aborted. @throws PanelError */
  async hold(
    { bytes }: PanelParams<'upload'>,
    {
      signal,
      onProgress,
    }: { readonly signal: AbortSignal; readonly onProgress?: (progress: unknown) => void },
  ): Promise<Record<string, never>> {
    if (this.#open >= MAX_UPLOADS) {
      throw new PanelError('REFUSED', `${MAX_UPLOADS} files are being uploaded.`, 'Try again in a moment.');
    }
    this.#open += 1;
    try {
      const upload = await this.#create(bytes);
      onProgress?.({ id: upload.id, file: upload.file });
      await aborted(signal);
      upload.isWanted = false;
      await this.#removeIfUnused(upload);
      return {};
    } finally {
      this.#open -= 1;
    }
  }

  /** Writes the next part. @throws PanelError */
  async write({ id, at, content }: PanelParams<'upload-part'>): Promise<{ readonly received: number }> {
    const upload = this.#uploads.get(id);
    if (upload === undefined)
      throw new PanelError('NOT_FOUND', 'There is no such upload.', 'Upload the file again.');
    const bytes = Buffer.from(content, 'base64');
    if (bytes.toString('base64') !== content || at !== upload.received || at + bytes.length > upload.bytes) {
      throw new PanelError(
        'BAD_REQUEST',
        'The part does not continue what was uploaded.',
        'Upload the file again.',
      );
    }
    upload.received += bytes.length;
    const written = upload.writing.then(() => upload.handle.write(bytes, 0, bytes.length, at));
    upload.writing = written.catch(() => undefined);
    await written.catch((error: unknown) => {
      throw new PanelError(
        'FAILED',
        `The file cannot be written: ${fileErrorReason(error)}.`,
        'Free some space in the temporary folder.',
      );
    });
    return { received: upload.received };
  }

  /**
   * Runs what reads a file. One that was uploaded is complete then, and stays until the end of it.
   *
   * @throws PanelError if an uploaded file is not complete
   */
  async read<T>(file: string, work: () => Promise<T>): Promise<T> {
    const upload = [...this.#uploads.values()].find((one) => one.file === file);
    if (upload === undefined) return work();
    await upload.writing;
    if (upload.received !== upload.bytes)
      throw new PanelError('REFUSED', 'The upload is not complete.', 'Upload the file again.');
    upload.readers += 1;
    try {
      return await work();
    } finally {
      upload.readers -= 1;
      await this.#removeIfUnused(upload);
    }
  }

  async #create(bytes: number): Promise<Upload> {
    try {
      // Only this user may enter it.
      const folder = await mkdtemp(path.join(this.#folder, 'hal-listener-upload-'));
      const file = path.join(folder, 'backup.zip');
      const handle = await open(file, 'wx', 0o600);
      const upload = {
        id: randomUUID(),
        ...{ folder, file, handle, bytes },
        ...{ received: 0, writing: Promise.resolve(), readers: 0, isWanted: true },
      };
      this.#uploads.set(upload.id, upload);
      return upload;
    } catch (error) {
      throw new PanelError(
        'FAILED',
        `No file can be uploaded: ${fileErrorReason(error)}.`,
        'Check the temporary folder of this system.',
      );
    }
  }

  async #removeIfUnused(upload: Upload): Promise<void> {
    if (upload.isWanted || upload.readers > 0) return;
    this.#uploads.delete(upload.id);
    await upload.writing;
    await upload.handle.close().catch(() => undefined);
    await rm(upload.folder, { recursive: true, force: true });
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
