import { Command } from 'commander';
import { EXIT, type ExitCode } from '../contract/exit-codes.ts';
import type { Health } from '../contract/health.ts';
import { describeEvent, type HomeEvent } from '../contract/home-events.ts';
import type { Status } from '../contract/status.ts';
import { lastIncident } from '../supervisor/registry/event-file.ts';
import type { ListenerProcess } from '../supervisor/registry/find-listeners.ts';
import { HomeError } from '../supervisor/registry/state-files.ts';
import { formatDuration } from '../wording/format.ts';
import { askHealth, type PortAnswer } from './health.ts';
import { addressOf, registeredAddresses } from './listener-address.ts';
import { awaitRepublished } from './republished.ts';
import { addSettingFlags, PLACE_NAMES } from './setting-flags.ts';
import { describePhantom, listenerElsewhere, readOnlySupervision, type Supervision } from './supervision.ts';
import { CliFailure, columns, type Terminal } from './terminal.ts';
import { EXAMPLE_WARNING, listenerWarnings, warningLines } from './warnings.ts';

/**
 * A running listener in the words operators know: the port lines as `netstat -ano` prints them, User No. and PID
 * as `LIST.READU` and Task Manager do.
 */
export function formatStatus(status: Status): string {
  const { connections, queries, account, certificate, lastError, owner } = status;
  const state = status.state === 'running' ? 'RUNNING' : 'STOPPING';
  return [
    `WebSocket Listener: ${state}\n`,
    columns(status.listening.map(({ host, port }) => netstatLine(host, port, status.pid))),
    columns([
      ['User No.', String(status.userNo)],
      ['PID', String(status.pid)],
      ['started by', owner === undefined ? status.origin : `${status.origin}, watched by ${owner.by}`],
      ['up', formatDuration(status.uptimeMs)],
      ['connections', `${connections.open}/${connections.max}, ${connections.total} so far`],
      ['queries', `${queries.total}, ${queries.failed} failed`],
      ['account', describeAccount(account)],
      ...(account.seats === undefined ? [] : [['QM seats', formatSeatUse(account.seats)]]),
      ...(account.sessions?.length ? [['QM sessions', describeSessions(account.sessions)]] : []),
      ...(certificate === undefined ? [] : [['certificate', describeCertificate(certificate)]]),
      ['version', status.version],
      ['last error', lastError === undefined ? 'none' : describeLastError(lastError)],
    ]),
  ].join('');
}

function netstatLine(host: string, port: number, pid: number): string[] {
  const [local, foreign] = host.includes(':') ? [`[${host}]`, '[::]:0'] : [host, '0.0.0.0:0'];
  return ['  TCP', `${local}:${port}`, foreign, 'LISTENING', String(pid)];
}

function describeAccount({ name, driver, state, reason }: Status['account']): string {
  return `${name}, driver ${driver}, ${state}${reason === undefined ? '' : ` (${reason})`}`;
}

function formatSeatUse({ used, limit, waiting }: NonNullable<Status['account']['seats']>): string {
  return `${used} of ${limit}${waiting === 0 ? '' : `, ${waiting} queries wait`}`;
}

/** Our sessions by their user numbers in LISTU: `user 7 idle, user 8 busy`. */
export function describeSessions(sessions: NonNullable<Status['account']['sessions']>): string {
  return sessions.map(({ userNo = '?', state }) => `user ${userNo} ${state}`).join(', ');
}

function describeCertificate({ endsAt, warning }: NonNullable<Status['certificate']>): string {
  const end = `until ${new Date(endsAt).toISOString().slice(0, 10)}`;
  return warning === undefined ? end : `${end}: ${warning}`;
}

function describeLastError({ at, message }: NonNullable<Status['lastError']>): string {
  return `${new Date(at).toISOString()} ${message}`;
}

const EXAMPLES = `
Exit codes: 0 running, 3 not running, 4 the port is open but the listener does not answer.

Examples:
  hal-listener status
  hal-listener status --url http://qmserver:8768 --json
`;

/** `hal-listener status`: whether a listener answers, and how it is. */
export function statusVerb(terminal: Terminal): Command {
  const command = new Command('status')
    .description('say whether the listener runs, and how it is')
    .option('--url <address>', 'the listener (default: this machine, the configured port)')
    .option('--json', 'print JSON')
    .addHelpText('after', EXAMPLES);
  return addSettingFlags(command, ['port', ...PLACE_NAMES]).action(
    async ({ url, json = false }: { readonly url?: string; readonly json?: boolean }) => {
      const own = url === undefined ? readOnlySupervision(command, terminal) : undefined;
      if (own !== undefined) await awaitRepublished(own);
      const told = own && ((await byControlChannel(own)) ?? (await elsewhere(own)));
      const { words, data, exitCode } = told ?? (await byHealthPage(url ?? ownAddress(own)));
      const trouble = own && lastIncident(own.config.home);
      const shown = trouble === undefined ? data : { ...data, lastTrouble: trouble };
      terminal.out(json ? `${JSON.stringify(shown, null, 2)}\n` : words);
      if (!json && trouble !== undefined) terminal.out(describeIncident(trouble));
      // Read once: between two readings the file may change, or fail to be read.
      const desired = own?.supervisor.desired;
      if (!json && exitCode === EXIT.notRunning && desired?.desired === 'stopped') {
        terminal.out(`It was stopped by ${desired.by}, and nobody else starts it.\n`);
      }
      if (exitCode !== EXIT.ok) throw new CliFailure('', exitCode);
    },
  );
}

/** The last crash, hang or failed start, with what was said before it. */
function describeIncident(event: HomeEvent): string {
  const [last] = (event.lines ?? []).slice(-1);
  const line = `last crash   ${new Date(event.at).toISOString()} ${describeEvent(event)}\n`;
  return last === undefined ? line : `${line}             ${last}\n`;
}

interface Told {
  readonly words: string;
  /** For --json. */
  readonly data: object;
  readonly exitCode: ExitCode;
}

/** What a phantom of this home says of itself; undefined where there is none on the port. */
async function byControlChannel({ supervisor, config }: Supervision): Promise<Told | undefined> {
  let phantom: ListenerProcess | undefined;
  try {
    phantom = await supervisor.findListener();
  } catch (error) {
    // Another user's home: its listener tells us what it tells anybody.
    if (error instanceof HomeError)
      return atLeast(addressOf({ ...config, port: supervisor.port }).http, error.message);
    throw error;
  }
  if (phantom === undefined) return undefined;
  if (phantom.condition === 'answers') {
    const { status } = phantom;
    const words = `${formatStatus(status)}${warningLines(listenerWarnings(status))}`;
    return { words, data: { state: 'answers', status }, exitCode: EXIT.ok };
  }
  if (phantom.condition === 'refuses') return refused(phantom, config);
  const words = `WebSocket Listener: HUNG\n${describePhantom(phantom)}: ${phantom.why}.\n`;
  const { condition: state, why, registration } = phantom;
  return { words, data: { state, why, registration }, exitCode: EXIT.hung };
}

/** It lives, and tells us no more than it tells anybody. */
async function refused(
  { registration, why }: Extract<ListenerProcess, { condition: 'refuses' }>,
  config: Supervision['config'],
): Promise<Told> {
  const [address] = registeredAddresses(registration, config);
  return atLeast(address?.http ?? addressOf(config).http, `${why}.`);
}

/** What the port tells anybody, and why it is no more. */
async function atLeast(address: string, why: string): Promise<Told> {
  const { words, data, exitCode } = await byHealthPage(address);
  return { words: `${words}${why}\n`, data: { ...data, why }, exitCode };
}

/** None of this home, and another home's listener has the port; undefined where there is none either. */
async function elsewhere({ supervisor }: Supervision): Promise<Told | undefined> {
  const why = await listenerElsewhere(supervisor.port);
  if (why === undefined) return undefined;
  return {
    words: `WebSocket Listener: NOT RUNNING\n${why}\n`,
    data: { state: 'elsewhere', why, port: supervisor.port },
    exitCode: EXIT.notRunning,
  };
}

/** Where the listener of this home would be. */
function ownAddress(own: Supervision | undefined): string {
  return own === undefined ? '' : addressOf({ ...own.config, port: own.supervisor.port }).http;
}

/** What anybody may ask: of a listener elsewhere, or of one whose home is not ours. */
async function byHealthPage(origin: string): Promise<Told> {
  const address = httpOrigin(origin);
  const answer = await askHealth(address);
  const exitCode =
    answer.state === 'answers' ? EXIT.ok : answer.state === 'silent' ? EXIT.hung : EXIT.notRunning;
  return { words: describe(address, answer), data: { address, ...answer }, exitCode };
}

function httpOrigin(url: string): string {
  try {
    const { protocol, host } = new URL(url.includes('://') ? url : `http://${url}`);
    return `${/^(?:https|wss):$/.test(protocol) ? 'https' : 'http'}://${host}`;
  } catch {
    throw new CliFailure(`--url ${url} is not an address: use one such as http://localhost:8768`, EXIT.usage);
  }
}

function describe(origin: string, answer: PortAnswer): string {
  switch (answer.state) {
    case 'answers':
      return running(origin, answer.health);
    case 'silent':
      return `WebSocket Listener: HUNG\n${origin}: ${answer.why}.\n`;
    case 'closed':
      return `WebSocket Listener: NOT RUNNING\n${origin}: ${answer.why}. Start it with "hal-listener start".\n`;
    case 'foreign':
      return `WebSocket Listener: NOT RUNNING\n${origin}: ${answer.why}.\n`;
  }
}

function running(origin: string, health: Health): string {
  const { connections, queries, account } = health;
  const state = health.status === 'ok' ? 'RUNNING' : `RUNNING (${health.status})`;
  return `WebSocket Listener: ${state}\n${columns([
    ['address', origin],
    ['version', health.version],
    ['PID', String(health.pid)],
    ['started', `${health.started} (up ${formatDuration(health.uptime_s * 1000)})`],
    [
      'connections',
      `${connections.open}/${connections.max}, ${connections.total} so far, ${connections.refused} refused`,
    ],
    ['queries', `${queries.total}, ${queries.failed} failed`],
    ['account', `${account.name}, driver ${account.driver}, ${account.state}`],
    ...(account.seats === undefined ? [] : [['QM sessions', describeSeats(account.seats)]]),
  ])}${warningLines(account.example === true ? [EXAMPLE_WARNING] : [])}`;
}

/** `1 of 2 used, 0 queries waiting`. */
export function describeSeats({ used, limit, waiting }: Seats): string {
  return `${used} of ${limit} used, ${waiting} ${waiting === 1 ? 'query' : 'queries'} waiting`;
}

type Seats = NonNullable<Health['account']['seats']>;
