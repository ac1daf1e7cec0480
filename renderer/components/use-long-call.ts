import { useEffect, useRef, useState } from 'react';
import { asPanelError } from '../client/panel-context.ts';
import { useNotices } from './notices.tsx';

export interface LongCall<What extends string> {
  /** What is being done, as its button names it. */
  readonly busy: What | undefined;
  /** Shows what it fails with. One at a time. */
  run(what: What, work: (signal: AbortSignal) => Promise<void>): Promise<void>;
  cancel(): void;
}

/** Runs calls that take a while, which can be cancelled and end with the part of the page that began them. */
export function useLongCall<What extends string>(): LongCall<What> {
  const notices = useNotices();
  const [busy, setBusy] = useState<What>();
  const stop = useRef<AbortController>(undefined);
  useEffect(() => () => stop.current?.abort(), []);
  return {
    busy,
    run: async (what, work) => {
      if (busy !== undefined) return;
      const controller = new AbortController();
      stop.current = controller;
      setBusy(what);
      try {
        await work(controller.signal);
      } catch (error) {
        if (asPanelError(error).code !== 'CANCELLED') notices.failed(error);
      } finally {
        setBusy(undefined);
      }
    },
    cancel: () => stop.current?.abort(),
  };
}
