import { Command } from 'commander';
import type { StatusJson } from '../contract/command-json.ts';
import { EXIT, type ExitCode } from '../contract/exit-codes.ts';
import { lastIncident } from '../supervisor/registry/event-file.ts';
import type { ListenerProcess } from '../supervisor/registry/find-listeners.ts';
import { HomeError } from '../supervisor/registry/home-error.ts';
import { awaitRegistration } from './await-registration.ts';
import { type Paint, plain } from './colors.ts';
import { describeIncident, formatHealth, formatStatus, headline } from './format-status.ts';
import { askHealth, type PortAnswer } from './health.ts';
import { notes } from './help.ts';
import { formatJson, healthJson, incidentJson, listenerJson } from './json.ts';
import { addressOf, registeredAddresses } from './listener-address.ts';
import { addSettingFlags, PLACE_NAMES } from './setting-flags.ts';
import { describeListener, listenerElsewhere, readOnlySupervision, type Supervision } from './supervision.ts';
import { CliFailure, type Terminal } from './terminal.ts';
import { listenerWarnings, warningLines } from './warnings.ts';

const EXAMPLES = `
Exit codes: 0 running, 3 not running, 4 hung: the port is open and the listener does not answer.

Examples:
  hal-listener status
  hal-listener status --url http://qmserver:8768 --json
`;

/** The result as text and as JSON. */
interface Report {
  readonly text: string;
  readonly data: StatusJson;
  readonly exitCode: ExitCode;
}

/** `hal-listener status`: shows whether a listener answers, and its state. */
export function statusVerb(terminal: Terminal): Command {
  const command = new Command('status')
    .description('show whether the listener runs, and its state')
    .option('--url <address>', 'the listener (default: this machine, the configured port)')
    .option('--json', 'print JSON')
    .addHelpText('after', notes(EXAMPLES));
  return addSettingFlags(command, ['port', ...PLACE_NAMES]).action(
    async ({ url, json = false }: { readonly url?: string; readonly json?: boolean }) => {
      const paint = terminal.paint ?? plain;
      const context = url === undefined ? readOnlySupervision(command, terminal) : undefined;
      if (context !== undefined) await awaitRegistration(context);
      const { text, data, exitCode } =
        context === undefined
          ? await healthReport(httpOrigin(url ?? ''), paint)
          : await homeReport(context, paint);
      const incident = context && lastIncident(context.config.home);
      // Read only once, because the file may change or become unreadable between two reads.
      const desired = context?.supervisor.desired;
      const stoppedBy =
        exitCode === EXIT.notRunning && desired?.desired === 'stopped' ? desired.by : undefined;
      if (json) {
        const shown: StatusJson = {
          ...data,
          ...(stoppedBy === undefined ? {} : { stoppedBy }),
          ...(incident === undefined ? {} : { lastIncident: incidentJson(incident) }),
        };
        terminal.out(formatJson(shown));
      } else {
        terminal.out(text);
        if (incident !== undefined) terminal.out(describeIncident(incident));
        if (stoppedBy !== undefined) {
          terminal.out(`It was stopped by ${stoppedBy}, and stays stopped until you start it.\n`);
        }
      }
      if (exitCode !== EXIT.ok) throw new CliFailure('', exitCode);
    },
  );
}

async function homeReport(context: Supervision, paint: Paint): Promise<Report> {
  const { supervisor, config } = context;
  return (
    (await controlReport(context, paint)) ??
    (await elsewhereReport(supervisor.port, paint)) ??
    (await healthReport(addressOf({ ...config, port: supervisor.port }).http, paint))
  );
}

/** The report of this home's listener from its control channel; undefined if there is none on the port. */
async function controlReport({ supervisor, config }: Supervision, paint: Paint): Promise<Report | undefined> {
  let listener: ListenerProcess | undefined;
  try {
    listener = await supervisor.findListener();
  } catch (error) {
    if (!(error instanceof HomeError)) throw error;
    // The home belongs to another user, but its health page is public.
    const { text, data, exitCode } = await healthReport(
      addressOf({ ...config, port: supervisor.port }).http,
      paint,
    );
    return { text: `${text}${error.message}\n`, data: { ...data, reason: error.message }, exitCode };
  }
  switch (listener?.condition) {
    case undefined:
      return undefined;
    case 'answers': {
      const { status } = listener;
      const text = `${formatStatus(status, paint)}${warningLines(listenerWarnings(status))}`;
      return { text, data: listenerJson(listener), exitCode: EXIT.ok };
    }
    case 'hangs': {
      const text = `${headline(paint, 'hung', 'HUNG')}${describeListener(listener)}: ${listener.why}.\n`;
      return { text, data: listenerJson(listener), exitCode: EXIT.hung };
    }
    case 'refuses': {
      // It runs but rejects this user on its control channel; its health page is public.
      const [address] = registeredAddresses(listener.registration, config);
      const { text, data, exitCode } = await healthReport(address?.http ?? addressOf(config).http, paint);
      const shown = data.state === 'stopped' ? {} : data;
      return {
        text: `${text}${listener.why}.\n`,
        data: { ...listenerJson(listener), ...shown, reason: listener.why },
        exitCode,
      };
    }
  }
}

/** The report if the listener of another home uses the port; undefined if none does. */
async function elsewhereReport(port: number, paint: Paint): Promise<Report | undefined> {
  const reason = await listenerElsewhere(port);
  if (reason === undefined) return undefined;
  return {
    text: `${headline(paint, 'stopped', 'NOT RUNNING')}${reason}\n`,
    data: { state: 'stopped', reason, port },
    exitCode: EXIT.notRunning,
  };
}

/** The report from a public health page: of a listener elsewhere, or of one whose home this user cannot read. */
async function healthReport(url: string, paint: Paint): Promise<Report> {
  const answer = await askHealth(url);
  switch (answer.state) {
    case 'answers':
      return {
        text: formatHealth(url, answer.health, paint),
        data: { ...healthJson(answer.health), url },
        exitCode: EXIT.ok,
      };
    case 'silent':
      return {
        text: `${headline(paint, 'hung', 'HUNG')}${url}: ${answer.why}.\n`,
        data: { state: 'hung', reason: answer.why, url },
        exitCode: EXIT.hung,
      };
    case 'closed':
    case 'foreign':
      return stoppedReport(url, answer, paint);
  }
}

function stoppedReport(
  url: string,
  { state, why }: Extract<PortAnswer, { state: 'closed' | 'foreign' }>,
  paint: Paint,
): Report {
  const advice = state === 'closed' ? ' Start it with "hal-listener start".' : '';
  return {
    text: `${headline(paint, 'stopped', 'NOT RUNNING')}${url}: ${why}.${advice}\n`,
    data: { state: 'stopped', reason: why, url },
    exitCode: EXIT.notRunning,
  };
}

function httpOrigin(url: string): string {
  try {
    const { protocol, host } = new URL(url.includes('://') ? url : `http://${url}`);
    return `${/^(?:https|wss):$/.test(protocol) ? 'https' : 'http'}://${host}`;
  } catch {
    throw new CliFailure(`--url ${url} is not an address: use one such as http://localhost:8768`, EXIT.usage);
  }
}
