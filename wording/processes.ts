import type { PhantomView } from '../contract/panel-processes.ts';
import { counted } from './counted.ts';
import type { Confirmation } from './phantom-actions.ts';

/** What an operator reads. */
export const CONDITION_LABELS: Readonly<Record<PhantomView['condition'], string>> = {
  running: 'Running',
  draining: 'Draining',
  hung: 'Not responding',
  refuses: 'Does not accept this panel',
};

/** Names what is about to be ended, with who will notice. */
export function confirmEnd(phantoms: readonly PhantomView[]): Confirmation {
  const [only, ...more] = phantoms;
  const names = phantoms.map(({ userNo, pid }) => `User No. ${userNo} (PID ${pid})`);
  const clients = phantoms.reduce((sum, phantom) => sum + (phantom.clients?.open ?? 0), 0);
  const noticed =
    clients === 0
      ? 'No client is connected.'
      : `${counted(clients, 'client is', 'clients are')} connected and will be disconnected; pending queries are dropped.`;
  return {
    title:
      only !== undefined && more.length === 0
        ? `End User No. ${only.userNo}?`
        : `End ${phantoms.length} phantoms?`,
    text: `${names.join(', ')}. ${noticed} It is not restarted until you start it.`,
    confirmLabel: 'End',
  };
}
