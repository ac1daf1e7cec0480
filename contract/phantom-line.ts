import { clientAddress } from './client-address.ts';
import type { PhantomState, Snapshot } from './panel-snapshot.ts';
import { NO_DATABASE, STATE_WORDS } from './state-words.ts';

/** What the tray shows of the listener. */
export interface TrayView {
  readonly state: PhantomState;
  /** One line: why it is in that state. */
  readonly reason: string;
  /** What clients connect to; absent while nobody knows. */
  readonly address?: string;
  readonly port?: number;
  /** It runs, and has nothing to answer from. */
  readonly databaseDown?: boolean;
  readonly connections?: { readonly open: number; readonly max: number };
}

/** Until the supervisor has looked. */
export const NOT_LOOKED_YET: TrayView = { state: 'starting', reason: 'looking for the listener' };

export function viewOf(snapshot: Snapshot): TrayView {
  const { state, port, status } = snapshot;
  const databaseDown = state === 'running' && status?.account.state === 'down';
  const reason = databaseDown ? (status.account.reason ?? 'the account is down') : snapshot.reason;
  return {
    state,
    reason,
    databaseDown,
    port,
    address: clientAddress(snapshot),
    ...(status === undefined ? {} : { connections: status.connections }),
  };
}

/** Where there is no supervisor, because the configuration cannot be read. */
export function viewOfTrouble(reason: string): TrayView {
  return { state: 'failed', reason };
}

/** `Running · 12/50 connections · port 8768`. */
export function stateLine({ state, databaseDown, connections, port }: TrayView): string {
  const parts = [
    databaseDown ? NO_DATABASE : STATE_WORDS[state],
    ...(connections === undefined ? [] : [`${connections.open}/${connections.max} connections`]),
    ...(port === undefined ? [] : [`port ${port}`]),
  ];
  return parts.join(' · ');
}
