import type { OtherPhantom, PhantomView } from '../contract/panel-processes.ts';
import { counted } from './counted.ts';
import type { Confirmation } from './phantom-actions.ts';

/** What an operator reads. */
export const CONDITION_LABELS: Readonly<Record<(PhantomView | OtherPhantom)['condition'], string>> = {
  running: 'Running',
  draining: 'Draining',
  hung: 'Not responding',
  refuses: 'Does not accept this panel',
  unknown: 'Cannot be asked',
};

/** Names what is about to be ended, with who will notice. */
export function confirmEnd(phantoms: readonly PhantomView[]): Confirmation {
  const [only, ...more] = phantoms;
  const names = phantoms.map(({ userNo, pid }) => `User No. ${userNo} (PID ${pid})`);
  const clients = phantoms.reduce((sum, phantom) => sum + (phantom.clients?.open ?? 0), 0);
  return {
    title:
      only !== undefined && more.length === 0
        ? `End User No. ${only.userNo}?`
        : `End ${phantoms.length} phantoms?`,
    text: `${names.join(', ')}. ${clientsNoticed(clients)} It is not restarted until you start it.`,
    confirmLabel: 'End',
  };
}

/** A phantom of another home: its User No. is only known together with its home. */
export function nameOfOther({ pid }: Pick<OtherPhantom, 'pid'>): string {
  return `PID ${pid}`;
}

/** Names the phantom of another home that is about to be ended. */
export function confirmEndOther(phantom: OtherPhantom): Confirmation {
  const { home, user, userNo, ports, clients, condition } = phantom;
  const what = [
    home === undefined ? 'A phantom whose home you cannot see' : `The phantom of ${home}`,
    ...(userNo === undefined ? [] : [`User No. ${userNo}`]),
    ...(user === undefined ? [] : [`user ${user}`]),
    ...(ports === undefined || ports.length === 0 ? [] : [`port ${ports.join(', ')}`]),
  ].join(', ');
  const noticed =
    clients === undefined
      ? 'Its clients are disconnected; pending queries are dropped.'
      : clientsNoticed(clients.open);
  const after =
    condition === 'unknown'
      ? 'What restarts it in its home may start it again.'
      : 'It is not restarted until somebody starts it there.';
  return {
    title: `End ${nameOfOther(phantom)}?`,
    text: `${what}. ${noticed} ${after}`,
    confirmLabel: 'End',
  };
}

function clientsNoticed(clients: number): string {
  return clients === 0
    ? 'No client is connected.'
    : `${counted(clients, 'client is', 'clients are')} connected and will be disconnected; pending queries are dropped.`;
}
