import { Toast, ToastBody, Toaster, ToastTitle, useToastController } from '@fluentui/react-components';
import { createContext, type ReactNode, useContext, useMemo } from 'react';
import { asPanelError, useCommandFormatter } from '../client/panel-context.ts';

/** Shows the result of an action. */
export interface Notices {
  done(message: string): void;
  failed(error: unknown): void;
}

const TOASTER = 'notices';
const NoticesContext = createContext<Notices | undefined>(undefined);

export function NoticesProvider({ children }: { readonly children: ReactNode }) {
  const { dispatchToast } = useToastController(TOASTER);
  const formatCommand = useCommandFormatter();
  const notices = useMemo<Notices>(
    () => ({
      done: (message) => {
        dispatchToast(
          <Toast>
            <ToastTitle>{formatCommand(message)}</ToastTitle>
          </Toast>,
          { intent: 'success', timeout: 5_000, pauseOnHover: true },
        );
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
    }),
    [dispatchToast, formatCommand],
  );
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
