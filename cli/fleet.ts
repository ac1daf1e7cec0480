import { Command } from 'commander';
import { EXIT } from '../contract/exit-codes.ts';
import type { FleetJson, SeenFleet, SeenMember } from '../contract/fleet.ts';
import { systemClock, waitUntil } from '../lib/clock.ts';
import type { Log } from '../listener/log/log-line.ts';
import { FLEET_KEYS, LIST_SCRIPT, parseFleet } from '../listener/store/fleet-script.ts';
import { openStore } from '../listener/store/open-store.ts';
import { SEAT_KEYS } from '../listener/store/seat-script.ts';
import type { StoreClient } from '../listener/store/store-client.ts';
import { isSilent, memberState } from '../wording/fleet.ts';
import { formatDuration } from '../wording/format.ts';
import { type Paint, paintState, plain } from './colors.ts';
import { notes } from './help.ts';
import { formatJson } from './json.ts';
import { addSettingFlags, PLACE_NAMES } from './setting-flags.ts';
import { readOnlySupervision } from './supervision.ts';
import { CliFailure, columns, type Terminal } from './terminal.ts';

const EXAMPLES = `
Lists the listeners that share this listener's session store (SESSION_STORE), on all machines. Each writes a heartbeat into
the store every 5 s; one that is silent for 15 s is shown as such, and forgotten after 10 min.

Exit codes: 0 done, 1 the store cannot be used, or none is configured.

Examples:
  hal-listener fleet
  hal-listener fleet --json
`;

const NO_STORE =
  'No session store is configured (SESSION_STORE), so this listener shares nothing with others.';

const CONNECT_TIMEOUT_MS = 5_000;
const POLL_INTERVAL_MS = 50;

/** `hal-listener fleet`: lists the listeners that share a session store. */
export function fleetVerb(terminal: Terminal): Command {
  const command = new Command('fleet')
    .description('list the listeners that share the session store')
    .option('--json', 'print JSON')
    .addHelpText('after', notes(EXAMPLES));
  return addSettingFlags(command, ['port', ...PLACE_NAMES, 'sessionStore']).action(
    async ({ json = false }: { readonly json?: boolean }) => {
      const { config } = readOnlySupervision(command, terminal);
      const { sessionStore } = config;
      const client = openStore(config, SILENT, systemClock);
      if (client === undefined || sessionStore === undefined) {
        if (json) terminal.out(formatJson({ listeners: [], unreadable: 0, reason: NO_STORE }));
        throw new CliFailure(NO_STORE, EXIT.failed);
      }
      try {
        const found = await readFleet(client);
        if (typeof found !== 'string') {
          const text = json ? formatJson(fleetJson(sessionStore, found)) : formatFleet(found, terminal.paint);
          return terminal.out(text);
        }
        if (json)
          terminal.out(formatJson({ store: sessionStore, listeners: [], unreadable: 0, reason: found }));
        throw new CliFailure(`The session store ${sessionStore} cannot be used: ${found}.`, EXIT.failed);
      } finally {
        client.close();
      }
    },
  );
}

/** What the store client would log is in the result of the command. */
const nothing = (): void => undefined;
const SILENT: Log = { error: nothing, warn: nothing, info: nothing, debug: nothing, debugging: false };

/** @returns why the store cannot be used, if it cannot */
async function readFleet(client: StoreClient): Promise<SeenFleet | string> {
  const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
  await waitUntil(async () => client.status.state !== 'connecting', {
    clock: systemClock,
    sleep,
    timeoutMs: CONNECT_TIMEOUT_MS,
    intervalMs: POLL_INTERVAL_MS,
  });
  const { state, reason } = client.status;
  if (!client.isConnected) return reason ?? `it does not answer (${state})`;
  try {
    return parseFleet(await client.runScript(LIST_SCRIPT, [...FLEET_KEYS, SEAT_KEYS[0]], []));
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const MAX_NAME_LENGTH = 20;
const MAX_VERSION_LENGTH = 8;

/** The fleet as a table within 80 columns. */
export function formatFleet({ members, unreadable, seatsInUse }: SeenFleet, paint: Paint = plain): string {
  const rows = members.map((member) => [
    nameOf(member),
    paintState(paint, memberState(member)),
    `${member.clients.open}/${member.clients.max}`,
    member.seats === undefined ? '-' : `${member.seats.used}/${member.seats.limit}`,
    roughly(member.uptimeMs),
    member.version.slice(0, MAX_VERSION_LENGTH),
    roughly(member.silentMs),
  ]);
  const table =
    rows.length === 0
      ? 'No listener has written a heartbeat. It does so where SESSION_STORE is set, from its next start on.\n'
      : columns([['LISTENER', 'STATE', 'CLIENTS', 'SEATS', 'UP', 'VERSION', 'SILENT'], ...rows]);
  const totals = [...new Set(members.flatMap(({ seatsTotal }) => seatsTotal ?? []))];
  const clients = members
    .filter((member) => !isSilent(member))
    .reduce((sum, one) => sum + one.clients.open, 0);
  return [
    table,
    rows.length === 0 ? '' : `${clients} ${clients === 1 ? 'client' : 'clients'}`,
    totals.length === 0 ? '' : `, ${seatsInUse} of ${totals.join(' or ')} QM seats in use`,
    rows.length === 0 ? '' : '\n',
    totals.length > 1
      ? 'warning: QM_SESSIONS_TOTAL differs between the listeners: set the same everywhere.\n'
      : '',
    unreadable === 0
      ? ''
      : `warning: ${unreadable} ${unreadable === 1 ? 'entry' : 'entries'} of the store cannot be read, of another version or another program.\n`,
  ].join('');
}

/** A duration in its largest unit, as `3 d`. */
function roughly(ms: number): string {
  return formatDuration(ms).split(' ', 2).join(' ');
}

/** `hal1:8768`, with the beginning of a host name that is long. */
function nameOf({ host, port }: SeenMember): string {
  const address = `:${port}`;
  const room = MAX_NAME_LENGTH - address.length;
  return `${host.length > room ? `${host.slice(0, room - 1)}…` : host}${address}`;
}

function fleetJson(store: string, { members, unreadable, seatsInUse }: SeenFleet): FleetJson {
  return {
    store,
    listeners: members.map((member) => {
      const { silentMs, ...heartbeat } = member;
      return { ...heartbeat, state: memberState(member), seenMs: silentMs };
    }),
    seatsInUse,
    unreadable,
  };
}
