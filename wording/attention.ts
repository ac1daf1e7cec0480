import { type Alarm, type AlarmKind, alarmTitle } from '../contract/alarm.ts';
import type { Screen, Snapshot } from '../contract/panel-snapshot.ts';
import { isLoopback, isOpenToNetwork, type Status } from '../contract/status.ts';
import { counted } from './counted.ts';
import { formatBytes } from './format.ts';

/** What an operator should know now, as items of one line and one action each: a pure function of the snapshot. */

type AttentionSeverity = 'error' | 'warning' | 'info';

type AttentionAction =
  | { readonly kind: 'start' | 'restart' | 'reload' | 'put-back'; readonly label: string }
  | { readonly kind: 'show'; readonly screen: Screen; readonly label: string };

export interface AttentionItem {
  /** Identifies the item while it stands. */
  readonly id: string;
  readonly severity: AttentionSeverity;
  readonly title: string;
  /** Reason and advice. */
  readonly detail: string;
  readonly action: AttentionAction;
  /** Present where it is over or chosen, so that it may be put away: another occurrence has another key. */
  readonly dismissKey?: string;
  /** When it happened or began, ms since the epoch. */
  readonly at?: number;
  /** The screen that says the same itself. */
  readonly saidOn?: Screen;
}

const DAY_MS = 86_400_000;
/** Share of connections in use that is announced. */
const ALMOST_FULL = 0.9;
/** Share of free disk space below which it is announced. */
const LOW_DISK = 0.05;
const SEVERITIES: readonly AttentionSeverity[] = ['error', 'warning', 'info'];

/** Everything that needs attention, worst first. @param snapshot undefined if nothing is known @param now ms since the epoch */
export function attentionItems(snapshot: Snapshot | undefined, now: number): readonly AttentionItem[] {
  if (snapshot === undefined) return [];
  const { status } = snapshot;
  const items = [
    ...notRunning(snapshot),
    ...(status === undefined
      ? []
      : [
          ...database(status),
          ...drained(status),
          ...sessionStore(status),
          ...connections(status),
          ...alarms(status),
        ]),
    ...incident(snapshot, now),
    ...(status === undefined ? [] : [...openNetwork(status), ...proxy(status), ...certificate(status)]),
    ...disk(snapshot),
    ...configuration(snapshot),
    ...(status === undefined ? [] : [...debug(status), ...example(status)]),
    ...autostart(snapshot),
  ];
  return [...items].sort(
    (one, other) => SEVERITIES.indexOf(one.severity) - SEVERITIES.indexOf(other.severity),
  );
}

function notRunning({ state, reason, failure }: Snapshot): readonly AttentionItem[] {
  const item = (title: string, detail: string, action: AttentionAction): readonly AttentionItem[] => [
    { id: 'not-running', severity: 'error', title, detail, action, saidOn: 'overview' },
  ];
  switch (state) {
    case 'stopped':
      return item('The listener is stopped', `No client can connect: ${reason}.`, {
        kind: 'start',
        label: 'Start',
      });
    case 'hung':
      return item('The listener is not responding', `${reason}.`, { kind: 'restart', label: 'Restart' });
    case 'backing-off':
      return item('The listener ended and is started again soon', `${reason}`, {
        kind: 'start',
        label: 'Start now',
      });
    case 'failed':
      return item('The listener is not running', failure?.message ?? reason, {
        kind: 'show',
        screen: 'overview',
        label: 'Show reason',
      });
    default:
      return [];
  }
}

function database({ account: { name, driver, state, reason } }: Status): readonly AttentionItem[] {
  if (state === 'ready' || (state === 'connecting' && reason === undefined)) return [];
  const isDown = state === 'down';
  return [
    {
      id: 'database',
      severity: isDown ? 'error' : 'warning',
      title: isDown
        ? `Account ${name} is not responding (${driver})`
        : `Connecting to account ${name} (${driver})`,
      detail: `${reason === undefined ? '' : `${reason}. `}Clients get an error at once; the listener reconnects automatically.`,
      action: { kind: 'show', screen: 'qm', label: 'Show QM' },
      saidOn: 'qm',
    },
  ];
}

function drained({ drain }: Status): readonly AttentionItem[] {
  if (drain === undefined) return [];
  return [
    {
      id: 'drained',
      severity: 'warning',
      title: 'The listener is out of service and takes no new clients',
      detail: `Drained by ${drain.by}; ${counted(drain.left, 'client')} left.`,
      at: drain.since,
      action: { kind: 'put-back', label: 'Put back' },
    },
  ];
}

function sessionStore({ store }: Status): readonly AttentionItem[] {
  if (store === undefined || store.state === 'ready' || store.reason === undefined) return [];
  return [
    {
      id: 'store',
      severity: 'warning',
      title: `The session store is ${store.state === 'read-only' ? 'read-only' : 'not responding'}`,
      detail: `${store.reason}. Other listeners cannot continue the sessions of this one meanwhile.`,
      action: DIAGNOSE,
    },
  ];
}

function connections({ connections: { open, max, refused }, pid }: Status): readonly AttentionItem[] {
  const refusals = `${counted(refused, 'client')} refused since the start.`;
  const show = { kind: 'show', screen: 'connections', label: 'Show connections' } as const;
  if (open >= max) {
    const title = `All ${max} connections are in use`;
    const detail = `New clients are refused. ${refused > 0 ? refusals : ''}`.trim();
    return [{ id: 'connections', severity: 'error', title, detail, action: show }];
  }
  if (open / max >= ALMOST_FULL) {
    const title = `${open} of ${max} connections are in use`;
    const detail = refused > 0 ? refusals : 'At the limit new clients are refused.';
    return [{ id: 'connections', severity: 'warning', title, detail, action: show }];
  }
  if (refused === 0) return [];
  return [
    {
      id: 'refused',
      severity: 'warning',
      title: `${counted(refused, 'client')} refused`,
      detail: 'Since the start of the listener, for example without a free connection or with a wrong token.',
      action: { kind: 'show', screen: 'events', label: 'Show events' },
      dismissKey: `refused ${pid} ${refused}`,
    },
  ];
}

const SHOW_EVENTS = { kind: 'show', screen: 'events', label: 'Show events' } as const;
const DIAGNOSE = { kind: 'show', screen: 'diagnostics', label: 'Diagnose' } as const;

const ALARM_ACTIONS: Readonly<Record<AlarmKind, AttentionAction>> = {
  cpu: { kind: 'show', screen: 'overview', label: 'Show charts' },
  memory: { kind: 'show', screen: 'overview', label: 'Show charts' },
  disk: DIAGNOSE,
  seats: { kind: 'show', screen: 'qm', label: 'Show QM' },
  declined: { kind: 'show', screen: 'logs', label: 'Show log' },
  certificate: DIAGNOSE,
  crash: SHOW_EVENTS,
  test: SHOW_EVENTS,
};

/** The certificate and a crash have items of their own, with advice. */
function alarms({ alarms: raised = [], certificate: tls }: Status): readonly AttentionItem[] {
  const isOwn = ({ kind }: Alarm): boolean =>
    kind !== 'crash' && (kind !== 'certificate' || tls?.warning === undefined);
  return raised.filter(isOwn).map((alarm) => ({
    id: `alarm ${alarm.kind}`,
    severity: 'warning',
    title: alarmTitle(alarm),
    detail: alarm.detail,
    at: alarm.at,
    action: ALARM_ACTIONS[alarm.kind],
  }));
}

/** While it is not running because of it, the item about that says so. */
function incident({ lastTrouble, state }: Snapshot, now: number): readonly AttentionItem[] {
  const isOver = state === 'running' || state === 'draining' || state === 'stopped';
  if (lastTrouble === undefined || !isOver || now - lastTrouble.at > DAY_MS) return [];
  return [
    {
      id: 'incident',
      severity: 'warning',
      title: 'The listener failed in the last 24 hours',
      detail: lastTrouble.message,
      at: lastTrouble.at,
      action: SHOW_EVENTS,
      saidOn: 'events',
      dismissKey: `incident ${lastTrouble.at}`,
    },
  ];
}

function openNetwork(status: Status): readonly AttentionItem[] {
  if (!isOpenToNetwork(status)) return [];
  const hosts = [...new Set(status.listening.map(({ host }) => host).filter((host) => !isLoopback(host)))];
  const where = hosts.length > 0 ? `on ${hosts.join(' and ')}` : 'through a proxy';
  return [
    {
      id: 'open-network',
      severity: 'warning',
      title: 'Any machine on the network can connect',
      detail: `The listener accepts clients ${where} without a token. Set one in the settings.`,
      action: { kind: 'show', screen: 'settings', label: 'Set a token' },
    },
  ];
}

function proxy({ proxies }: Status): readonly AttentionItem[] {
  const [first] = proxies?.untrusted ?? [];
  if (first === undefined) return [];
  const trusted = [...new Set([...(proxies?.trusted ?? []), first.address])].join(',');
  return [
    {
      id: `proxy ${first.address}`,
      severity: 'warning',
      title: `The proxy at ${first.address} is not trusted`,
      detail: `It names clients (${first.sent.join(', ')}), but all of them count as one. If it is yours, set the trusted proxies to ${trusted}.`,
      action: { kind: 'show', screen: 'settings', label: 'Open settings' },
    },
  ];
}

function certificate({ certificate: tls }: Status): readonly AttentionItem[] {
  if (tls?.warning === undefined) return [];
  const [what = tls.warning, ...advice] = tls.warning.split(': ');
  return [
    {
      id: 'certificate',
      severity: 'warning',
      title: what,
      detail: advice.join(': '),
      action: { kind: 'reload', label: 'Reload' },
    },
  ];
}

function disk({ surroundings, status }: Snapshot): readonly AttentionItem[] {
  const space = surroundings?.disk;
  const isAlarm = status?.alarms?.some(({ kind }) => kind === 'disk') === true;
  if (space === undefined || isAlarm || space.total <= 0 || space.free / space.total >= LOW_DISK) return [];
  const percent = Math.floor((space.free / space.total) * 100);
  return [
    {
      id: 'disk',
      severity: 'warning',
      title: `Low disk space: ${formatBytes(space.free)}, ${percent} %`,
      detail: 'A full disk takes no logs, sessions and records. Free some space.',
      action: DIAGNOSE,
    },
  ];
}

function configuration({ status, surroundings }: Snapshot): readonly AttentionItem[] {
  if (status?.configuration === undefined) return [];
  const { readAt, needsRestart } = status.configuration;
  const changedAt = surroundings?.configurationChangedAt;
  if (changedAt !== undefined && changedAt > readAt) {
    return [
      {
        id: 'configuration',
        severity: 'warning',
        title: 'The configuration has changed since the listener read it',
        detail: 'A reload applies what can change while it runs, and says what needs a restart.',
        action: { kind: 'reload', label: 'Reload' },
      },
    ];
  }
  if (needsRestart.length === 0) return [];
  return [
    {
      id: 'needs-restart',
      severity: 'warning',
      title: 'Changed settings need a restart',
      detail: needsRestart.join(', '),
      action: { kind: 'restart', label: 'Restart' },
    },
  ];
}

function debug({ logLevel }: Status): readonly AttentionItem[] {
  if (logLevel !== 'debug') return [];
  return [
    {
      id: 'debug',
      severity: 'info',
      title: 'DEBUG is on',
      detail:
        'The log contains every step and grows fast. A restart ends it, unless the configuration sets it.',
      action: { kind: 'restart', label: 'Restart' },
    },
  ];
}

function example({ account }: Status): readonly AttentionItem[] {
  if (account.example !== true) return [];
  return [
    {
      id: 'example',
      severity: 'info',
      title: 'Example data: every record is invented',
      detail:
        'No answer is about a real person. Connect your QM, or load your own records with hal-listener account load.',
      action: { kind: 'show', screen: 'setup', label: 'Set up' },
      saidOn: 'setup',
    },
  ];
}

function autostart({ surroundings }: Snapshot): readonly AttentionItem[] {
  if (surroundings?.autostart !== 'missing') return [];
  return [
    {
      id: 'autostart',
      severity: 'info',
      title: 'The listener does not start with this machine',
      detail: 'No autostart is installed. Choose a kind in the settings.',
      action: { kind: 'show', screen: 'settings', label: 'Choose one' },
      dismissKey: 'autostart',
    },
  ];
}
