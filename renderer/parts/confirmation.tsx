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

type Ask = (question: Confirmation) => Promise<boolean>;

interface Asked extends Confirmation {
  readonly answer: (yes: boolean) => void;
  /** Where the keyboard was, and is again afterwards. */
  readonly from: Element | null;
}

const ConfirmationContext = createContext<Ask | undefined>(undefined);

export function ConfirmationProvider({ children }: { readonly children: ReactNode }) {
  const [asked, setAsked] = useState<Asked>();
  const [open, setOpen] = useState(false);
  const ask = useCallback<Ask>((question) => {
    setOpen(true);
    const from = document.activeElement;
    return new Promise((answer) => setAsked({ ...question, answer, from }));
  }, []);
  const answer = (yes: boolean): void => {
    asked?.answer(yes);
    setOpen(false);
    requestAnimationFrame(() => asked?.from instanceof HTMLElement && asked.from.focus());
  };
  return (
    <ConfirmationContext.Provider value={ask}>
      {children}
      <Dialog modalType="alert" open={open} onOpenChange={(_, { open: stays }) => !stays && answer(false)}>
        {/* A tooltip that is still shown would take Escape for itself. */}
        <DialogSurface onKeyDown={({ key }) => key === 'Escape' && answer(false)}>
          <DialogBody>
            <DialogTitle>{asked?.title}</DialogTitle>
            <DialogContent>{asked?.text}</DialogContent>
            <DialogActions>
              <DialogTrigger disableButtonEnhancement>
                <Button appearance="secondary">Cancel</Button>
              </DialogTrigger>
              <Button appearance="primary" onClick={() => answer(true)}>
                {asked?.yes}
              </Button>
            </DialogActions>
          </DialogBody>
        </DialogSurface>
      </Dialog>
    </ConfirmationContext.Provider>
  );
}

/** Asks once and answers whether to go on. @throws outside its provider */
export function useConfirmation(): Ask {
  const ask = useContext(ConfirmationContext);
  if (ask === undefined) throw new Error('a confirmation needs its provider');
  return ask;
}
