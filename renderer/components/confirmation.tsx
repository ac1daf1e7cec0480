import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  DialogTrigger,
} from '@fluentui/react-components';
import { createContext, type ReactNode, useCallback, useContext, useState } from 'react';
import type { Confirmation } from '../../wording/phantom-actions.ts';

type ConfirmFunction = (question: Confirmation) => Promise<boolean>;

interface PendingConfirmation extends Confirmation {
  readonly answer: (yes: boolean) => void;
  /** The focused element, which gets the focus back. */
  readonly previousFocus: Element | null;
}

const ConfirmationContext = createContext<ConfirmFunction | undefined>(undefined);

export function ConfirmationProvider({ children }: { readonly children: ReactNode }) {
  const [pending, setPending] = useState<PendingConfirmation>();
  const [open, setOpen] = useState(false);
  const confirm = useCallback<ConfirmFunction>((question) => {
    setOpen(true);
    const previousFocus = document.activeElement;
    return new Promise((answer) => setPending({ ...question, answer, previousFocus }));
  }, []);
  const answer = (yes: boolean): void => {
    pending?.answer(yes);
    setOpen(false);
    requestAnimationFrame(
      () => pending?.previousFocus instanceof HTMLElement && pending.previousFocus.focus(),
    );
  };
  return (
    <ConfirmationContext.Provider value={confirm}>
      {children}
      <Dialog modalType="alert" open={open} onOpenChange={(_, { open: stays }) => !stays && answer(false)}>
        {/* An open tooltip would handle Escape itself. */}
        <DialogSurface onKeyDown={({ key }) => key === 'Escape' && answer(false)}>
          <DialogBody>
            <DialogTitle>{pending?.title}</DialogTitle>
            <DialogContent>{pending?.text}</DialogContent>
            <DialogActions>
              <DialogTrigger disableButtonEnhancement>
                <Button appearance="secondary">Cancel</Button>
              </DialogTrigger>
              <Button appearance="primary" onClick={() => answer(true)}>
                {pending?.confirmLabel}
              </Button>
            </DialogActions>
          </DialogBody>
        </DialogSurface>
      </Dialog>
    </ConfirmationContext.Provider>
  );
}

/** Returns a function that asks for confirmation and resolves to the answer. @throws outside its provider */
export function useConfirmation(): ConfirmFunction {
  const confirm = useContext(ConfirmationContext);
  if (confirm === undefined) throw new Error('a confirmation needs its provider');
  return confirm;
}
