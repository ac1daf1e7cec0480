import { Command } from 'commander';
import type { Connections } from '../contract/connections.ts';
import { systemClock } from '../lib/clock.ts';
import { formatDuration } from '../wording/format.ts';
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

/** `hal-listener connections`: who is connected, and who was. */
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

const CLOSED_SHOWN = 10;

/** @param now milliseconds since the epoch */
function formatConnections({ open, closed, total }: Connections, now: number): string {
  const rows = open.map((one) => [
    one.id,
    one.address,
    one.session,
    one.state,
    formatDuration(now - one.since),
    formatDuration(now - one.lastActivity),
    one.rtt === null ? '-' : `${one.rtt} ms`,
    String(one.pendingBytes),
    `${one.messagesIn}/${one.messagesOut}`,
    String(one.queries),
    String(one.errors),
    one.userAgent ?? '-',
  ]);
  const heads = ['ID', 'ADDRESS', 'SESSION', 'STATE', 'SINCE', 'IDLE', 'RTT', 'UNREAD', 'IN/OUT', 'QUERIES'];
  const table = total === 0 ? 'No connections.\n' : columns([[...heads, 'ERRORS', 'AGENT'], ...rows]);
  const left = closed
    .slice(0, CLOSED_SHOWN)
    .map((one) => [one.id, one.address, `${formatDuration(now - one.closedAt)} ago`, one.by, one.reason]);
  return left.length === 0
    ? table
    : `${table}\nClosed:\n${columns([['ID', 'ADDRESS', 'WHEN', 'BY', 'WHY'], ...left])}`;
}
