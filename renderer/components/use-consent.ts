import type { PhantomAction } from '../../wording/phantom-actions.ts';
import { confirmationFor, needsConfirmation } from '../../wording/phantom-actions.ts';
import { useLive } from '../client/panel-context.ts';
import { useConfirmation } from './confirmation.tsx';

/** Asks before an action that connected clients will notice. The function returns whether to go on. */
export function useConsent(): (action: PhantomAction) => Promise<boolean> {
  const connected = useLive(({ snapshot }) => snapshot?.status?.connections.open ?? 0);
  const confirm = useConfirmation();
  return async (action) =>
    !needsConfirmation(action, connected) || (await confirm(confirmationFor(action, connected)));
}
