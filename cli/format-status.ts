import { describeAlarm } from '../contract/alarm.ts';
import type { Health } from '../contract/health.ts';
import type { HomeEvent } from '../contract/home-events.ts';
import type { DrainState, Status } from '../contract/status.ts';
import { describeEvent } from '../lib/describe-event.ts';
import { formatTime } from '../listener/log/log-line.ts';
import { formatDuration } from '../wording/format.ts';
import { type Paint, paintState, plain } from './colors.ts';
import { columns } from './terminal.ts';
import { EXAMPLE_WARNING, warningLines } from './warnings.ts';

/** The first line of every command that shows a listener. @param state determines the colour */
export function headline(paint: Paint, state: string, text: string): string {
  return `WebSocket Listener: ${paintState(paint, state, text)}\n`;
}

/** Local time with seconds. @param at milliseconds since the epoch */
export function localTime(at: number): string {
  return formatTime(new Date(at)).slice(0, 19);
}

/**
 * Formats the status of a running listener in terms that operators know: the port lines as in `netstat -ano`, User No.
 * as in `LIST.READU`, PID as in Task Manager.
 */
export function formatStatus(status: Status, paint: Paint = plain): string {
  const { connections, proxies, queries, account, certificate, lastError, owner } = status;
  return [
    statusHeadline(status, paint),
    columns(status.listening.map(({ host, port }) => netstatLine(host, port, status.pid))),
    columns([
      ['User No.', String(status.userNo)],
      ['PID', String(status.pid)],
      ['started by', owner === undefined ? status.origin : `${status.origin}, watched by ${owner.by}`],
      ['up', formatDuration(status.uptimeMs)],
      ['connections', `${connections.open}/${connections.max}, ${connections.total} so far`],
      ...(proxies === undefined || proxies.trusted.length === 0
        ? []
        : [['proxies', describeProxies(proxies)]]),
      ['queries', `${queries.total}, ${queries.failed} failed`],
      ['account', describeAccount(account)],
      ...(account.seats === undefined ? [] : [['QM seats', formatSeatUse(account.seats)]]),
      ...(account.sessions?.length ? [['QM sessions', describeSessions(account.sessions)]] : []),
      ...(status.store === undefined ? [] : [['session store', describeStoreState(status.store)]]),
      ...(status.speech === undefined ? [] : [['speech', describeSpeech(status.speech)]]),
      ...(certificate === undefined ? [] : [['certificate', describeCertificate(certificate)]]),
      ...(status.alarms ?? []).map((alarm) => ['alarm', `${localTime(alarm.at)} ${describeAlarm(alarm)}`]),
      ['version', status.version],
      ['last error', lastError === undefined ? 'none' : `${localTime(lastError.at)} ${lastError.message}`],
    ]),
  ].join('');
}

function statusHeadline({ state, drain }: Status, paint: Paint): string {
  if (state === 'draining') return headline(paint, state, 'STOPPING');
  if (drain === undefined) return headline(paint, state, 'RUNNING');
  return headline(paint, 'draining', describeDrainPhase(drain).toUpperCase());
}

/** A listener that was taken out of service: `draining`, or `drained` once it has no clients. */
export function describeDrainPhase({ phase }: DrainState): 'draining' | 'drained' {
  return phase === 'drained' ? 'drained' : 'draining';
}

function netstatLine(host: string, port: number, pid: number): string[] {
  const [local, foreign] = host.includes(':') ? [`[${host}]`, '[::]:0'] : [host, '0.0.0.0:0'];
  return ['  TCP', `${local}:${port}`, foreign, 'LISTENING', String(pid)];
}

function describeProxies({ trusted, named, unnamed, malformed }: NonNullable<Status['proxies']>): string {
  const refused = malformed === 0 ? '' : `, ${malformed} malformed requests refused`;
  return `${trusted.join(', ')}, named ${named} of ${named + unnamed} clients${refused}`;
}

function describeStoreState({ state, reason }: NonNullable<Status['store']>): string {
  return reason === undefined ? state : `${state} (${reason})`;
}

function describeSpeech({
  isUp,
  waiting,
  utterances,
  recognized,
  failed,
}: NonNullable<Status['speech']>): string {
  const queue = waiting === 0 ? '' : `, ${waiting} waiting`;
  const counts = `${recognized} of ${utterances} utterances recognized, ${failed} failed${queue}`;
  return isUp ? counts : `server does not answer; ${counts}`;
}

function describeAccount({ name, driver, state, reason }: Status['account']): string {
  return `${name}, driver ${driver}, ${state}${reason === undefined ? '' : ` (${reason})`}`;
}

function formatSeatUse({ used, limit, waiting }: Seats): string {
  return `${used} of ${limit}${waiting === 0 ? '' : `, ${waiting} queries wait`}`;
}

/** The listener's sessions with their user numbers in LISTU: `user 7 idle, user 8 busy`. */
export function describeSessions(sessions: NonNullable<Status['account']['sessions']>): string {
  return sessions.map(({ userNo = '?', state }) => `user ${userNo} ${state}`).join(', ');
}

function describeCertificate({ endsAt, warning }: NonNullable<Status['certificate']>): string {
  const end = `valid until ${localTime(endsAt).slice(0, 10)}`;
  return warning === undefined ? end : `${end}: ${warning}`;
}

/** The last crash, hang or failed start, with the last line that the listener wrote. */
export function describeIncident(event: HomeEvent): string {
  const [last] = (event.lines ?? []).slice(-1);
  const line = `last incident  ${localTime(event.at)} ${describeEvent(event)}\n`;
  return last === undefined ? line : `${line}               ${last}\n`;
}

/** Formats the contents of a listener's health page. @param origin of the page, such as `http://localhost:8768` */
export function formatHealth(origin: string, health: Health, paint: Paint = plain): string {
  const { connections, queries, account, status } = health;
  const details = columns([
    ['address', origin],
    ['version', health.version],
    ['PID', String(health.pid)],
    ['started', `${localTime(Date.parse(health.started))} (up ${formatDuration(health.uptime_s * 1_000)})`],
    [
      'connections',
      `${connections.open}/${connections.max}, ${connections.total} so far, ${connections.refused} refused`,
    ],
    ['queries', `${queries.total}, ${queries.failed} failed`],
    ['account', describeAccount(account)],
    ...(account.seats === undefined ? [] : [['QM sessions', describeSeats(account.seats)]]),
  ]);
  const state = status === 'draining' ? 'draining' : 'running';
  const shown = status === 'ok' ? 'RUNNING' : `RUNNING (${status})`;
  const warnings = account.example === true ? [EXAMPLE_WARNING] : [];
  return `${headline(paint, state, shown)}${details}${warningLines(warnings)}`;
}

/** `1 of 2 used, 0 queries waiting`. */
export function describeSeats({ used, limit, waiting }: Seats): string {
  return `${used} of ${limit} used, ${waiting} ${waiting === 1 ? 'query' : 'queries'} waiting`;
}

type Seats = NonNullable<Health['account']['seats']>;
