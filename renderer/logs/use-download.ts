import { useState } from 'react';
import type { LogName } from '../../contract/panel-logs.ts';
import { useClient } from '../client/panel-context.ts';
import { useNotices } from '../components/notices.tsx';

/** A download under way. */
export interface Download {
  /** 0 to 1. */
  readonly share: number;
  cancel(): void;
}

/** Fetches a whole log and hands it to the browser. */
export function useDownload(log: LogName, fileName: string) {
  const client = useClient();
  const notices = useNotices();
  const [download, setDownload] = useState<Download>();
  const begin = async (): Promise<void> => {
    const controller = new AbortController();
    const { signal } = controller;
    const come = (share: number): void => setDownload({ share, cancel: () => controller.abort() });
    come(0);
    try {
      save(await client.download(log, { signal, onProgress: come }), fileName);
      notices.done(`Downloaded ${fileName}.`);
    } catch (error) {
      notices.failed(error);
    } finally {
      setDownload(undefined);
    }
  };
  return { download, begin };
}

/** The browser's own download, with its own place for files. */
function save(content: Blob, name: string): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
