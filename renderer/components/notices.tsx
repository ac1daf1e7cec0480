import { Toast, ToastBody, Toaster, ToastTitle, useToastController } from '@fluentui/react-components';
import { createContext, type ReactNode, useContext, useMemo, useRef } from 'react';
import { asPanelError, useCommandFormatter } from '../client/panel-context.ts';

/** Shows the result of an action. */
export interface Notices {
  done(message: string): void;
  /** For what happened by itself. Not shown where an action of this page has just reported it. */
  recovered(message: string): void;
  failed(error: unknown): void;
}

const TOASTER = 'notices';
/** The result of an action and the snapshot that shows it arrive within this time, ms. */
const OWN_REPORT_MS = 3_000;
const NoticesContext = createContext<Notices | undefined>(undefined);

export function NoticesProvider({ children }: { readonly children: ReactNode }) {
  const { dispatchToast } = useToastController(TOASTER);
  const formatCommand = useCommandFormatter();
  /** Monotonic ms. */
  const lastDoneAt = useRef(Number.NEGATIVE_INFINITY);
  const notices = useMemo<Notices>(() => {
    const succeed = (message: string): void => {
      dispatchToast(
        <Toast>
          <ToastTitle>{formatCommand(message)}</ToastTitle>
        </Toast>,
        { intent: 'success', timeout: 5_000, pauseOnHover: true },
      );
    };
    return {
      done: (message) => {
        lastDoneAt.current = performance.now();
        succeed(message);
      },
      recovered: (message) => {
        setTimeout(() => {
          if (performance.now() - lastDoneAt.current > OWN_REPORT_MS) succeed(message);
        }, OWN_REPORT_MS / 2);
      },
      failed: (error) => {
        const { code, message, advice } = asPanelError(error);
        if (code === 'CANCELLED') return;
        dispatchToast(
          <Toast>
            <ToastTitle>{formatCommand(message)}</ToastTitle>
            <ToastBody subtitle={code}>{formatCommand(advice)}</ToastBody>
          </Toast>,
          { intent: 'error', timeout: 15_000, pauseOnHover: true },
        );
      },
    };
  }, [dispatchToast, formatCommand]);
  return (
    <NoticesContext.Provider value={notices}>
      {children}
      <Toaster toasterId={TOASTER} position="bottom-end" limit={4} />
    </NoticesContext.Provider>
  );
}

/** @throws outside its provider */
export function useNotices(): Notices {
  const notices = useContext(NoticesContext);
  if (notices === undefined) throw new Error('notices need their provider');
  return notices;
}
