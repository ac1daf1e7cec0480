import { Command } from 'commander';
import type { Connections } from '../contract/connections.ts';
import { systemClock } from '../lib/clock.ts';
import { describeClient, formatDuration } from '../wording/format.ts';
import { notes } from './help.ts';
import { connectionsJson, formatJson } from './json.ts';
import { addSettingFlags, PLACE_NAMES } from './setting-flags.ts';
import { readOnlySupervision, withListener } from './supervision.ts';
import { columns, type Terminal } from './terminal.ts';

const EXAMPLES = `
Examples:
  hal-listener connections
  hal-listener connections --json
  hal-listener disconnect 3          closes the connection with id 3
`;

/** `hal-listener connections`: lists the open connections and those that closed recently. */
export function connectionsVerb(terminal: Terminal): Command {
  const command = new Command('connections')
    .description('list the connected clients, and those that left recently')
    .option('--json', 'print JSON, with the last 1000 that left')
    .addHelpText('after', notes(EXAMPLES));
  return addSettingFlags(command, ['port', ...PLACE_NAMES]).action(
    async ({ json = false }: { readonly json?: boolean }) => {
      const connections = await withListener(readOnlySupervision(command, terminal), (client) =>
        client.request('connections', {}),
      );
      terminal.out(
        json ? formatJson(connectionsJson(connections)) : formatConnections(connections, systemClock.now()),
      );
    },
  );
}

const MAX_CLOSED_SHOWN = 10;

/** @param now milliseconds since the epoch */
function formatConnections({ open, closed, total }: Connections, now: number): string {
  const rows = open.map((connection) => [
    connection.id,
    describeClient(connection),
    connection.session,
    connection.state,
    formatDuration(now - connection.since),
    formatDuration(now - connection.lastActivity),
    connection.rtt === null ? '-' : `${connection.rtt} ms`,
    String(connection.pendingBytes),
    `${connection.messagesIn}/${connection.messagesOut}`,
    String(connection.queries),
    String(connection.failed),
    String(connection.malformed),
    connection.userAgent ?? '-',
  ]);
  const headings = [
    'ID',
    'ADDRESS',
    'SESSION',
    'STATE',
    'SINCE',
    'IDLE',
    'RTT',
    'UNREAD',
    'IN/OUT',
    'QUERIES',
  ];
  const table =
    total === 0 ? 'No connections.\n' : columns([[...headings, 'FAILED', 'MALFORMED', 'AGENT'], ...rows]);
  const closedRows = closed
    .slice(0, MAX_CLOSED_SHOWN)
    .map((connection) => [
      connection.id,
      describeClient(connection),
      `${formatDuration(now - connection.closedAt)} ago`,
      connection.by,
      String(connection.code),
      connection.reason,
    ]);
  return closedRows.length === 0
    ? table
    : `${table}\nClosed:\n${columns([['ID', 'ADDRESS', 'WHEN', 'BY', 'CODE', 'WHY'], ...closedRows])}`;
}
