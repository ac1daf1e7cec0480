import type { PhantomState, Snapshot } from '../contract/panel-snapshot.ts';
import type { DrainState } from '../contract/status.ts';

/** It runs, but has nothing to answer from, which a plain "Running" would hide. */
export const NO_DATABASE = 'Running, no database';

/** Taken out of service, and left by its clients. */
export const DRAINED = 'Drained';

/** What an operator reads, in the panel and in the tray. */
export const STATE_LABELS: Readonly<Record<PhantomState, string>> = {
  running: 'Running',
  starting: 'Starting',
  draining: 'Draining',
  hung: 'Not responding',
  'backing-off': 'Waiting to restart',
  failed: 'Failed',
  stopped: 'Stopped',
};

/** What a HAL client is told to connect to, as `ws://qmserver:8768`. */
export function clientAddress({ machine, port, scheme, status }: Snapshot): string {
  const first = status?.listening[0];
  const host = first === undefined || /^(0\.0\.0\.0|::)$/.test(first.host) ? machine : first.host;
  return `${scheme}://${host.includes(':') ? `[${host}]` : host}:${first?.port ?? port}`;
}

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
  /** It runs, and was taken out of service. */
  readonly drain?: DrainState['phase'];
  readonly connections?: { readonly open: number; readonly max: number };
}

/** Until the supervisor has looked. */
export const INITIAL_VIEW: TrayView = { state: 'starting', reason: 'looking for the listener' };

export function toTrayView(snapshot: Snapshot): TrayView {
  const { state, port, status } = snapshot;
  const databaseDown = state === 'running' && status?.account.state === 'down';
  const reason = databaseDown ? (status.account.reason ?? 'the account is down') : snapshot.reason;
  return {
    state,
    reason,
    databaseDown,
    ...(status?.drain === undefined ? {} : { drain: status.drain.phase }),
    port,
    address: clientAddress(snapshot),
    ...(status === undefined ? {} : { connections: status.connections }),
  };
}

/** Where there is no supervisor, because the configuration cannot be read. */
export function errorView(reason: string): TrayView {
  return { state: 'failed', reason };
}

function stateLabel({ state, drain, databaseDown }: TrayView): string {
  if (drain !== undefined) return drain === 'drained' ? DRAINED : STATE_LABELS.draining;
  return databaseDown ? NO_DATABASE : STATE_LABELS[state];
}

/** `Running · 12/50 connections · port 8768`. */
export function stateLine(view: TrayView): string {
  const { connections, port } = view;
  const parts = [
    stateLabel(view),
    ...(connections === undefined ? [] : [`${connections.open}/${connections.max} connections`]),
    ...(port === undefined ? [] : [`port ${port}`]),
  ];
  return parts.join(' · ');
}
