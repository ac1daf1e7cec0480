import { Command } from 'commander';
import type { Listing } from '../supervisor/lifecycle/supervisor-types.ts';
import { describePortOwner } from '../supervisor/platform/platform.ts';
import type { ListenerProcess } from '../supervisor/registry/find-listeners.ts';
import { formatDuration } from '../wording/format.ts';
import { supervisorWithLog } from './await-registration.ts';
import { type Paint, paintState, plain } from './colors.ts';
import { describeDrainPhase } from './format-status.ts';
import { notes } from './help.ts';
import { formatJson, listJson } from './json.ts';
import { addSettingFlags, PLACE_NAMES } from './setting-flags.ts';
import { listenerElsewhere } from './supervision.ts';
import { columns, type Terminal } from './terminal.ts';

import { EXAMPLE_WARNING } from './warnings.ts';

const EXAMPLES = `
Lists every phantom of this home, whoever started it, and any other program that uses the listener's port.

Examples:
  hal-listener list
  hal-listener list --json
`;

/** `hal-listener list`: lists every phantom, and another program that uses the port. */
export function listVerb(terminal: Terminal): Command {
  const command = new Command('list')
    .description('list every phantom')
    .option('--json', 'print JSON')
    .addHelpText('after', notes(EXAMPLES));
  return addSettingFlags(command, ['port', ...PLACE_NAMES]).action(
    async ({ json = false }: { readonly json?: boolean }) => {
      const supervisor = await supervisorWithLog(command, terminal);
      const listing = await supervisor.list();
      if (json) return terminal.out(formatJson(listJson(listing)));
      const foreign = listing.foreignOwner !== undefined && listing.hidden === undefined;
      const elsewhere = foreign ? await listenerElsewhere(listing.port) : undefined;
      terminal.out(formatListing(listing, elsewhere, terminal.paint));
      for (const phantom of listing.listeners) {
        if (phantom.condition !== 'answers' || phantom.status.account.example !== true) continue;
        terminal.out(`User No. ${phantom.registration.userNo}: ${EXAMPLE_WARNING}\n`);
      }
    },
  );
}

/**
 * Formats the listing as a table.
 *
 * @param elsewhere a sentence about a listener of another home on the port
 */
export function formatListing(
  { listeners, unknown, port, foreignOwner, hidden }: Listing,
  elsewhere?: string,
  paint: Paint = plain,
): string {
  const rows = listeners.map((listener) => row(listener, paint));
  const otherVersions = unknown.map(
    ({ userNo, form }) =>
      `User No. ${userNo} was started by another version of the product (form ${form}).\n`,
  );
  const table =
    rows.length === 0
      ? `${hidden ?? 'No phantom is running.'}\n`
      : columns([
          ['USER NO', 'PID', 'PORT', 'ORIGIN', 'STATE', 'UP', 'CLIENTS', 'ACCOUNT', 'VERSION'],
          ...rows,
        ]);
  const foreign =
    foreignOwner === undefined
      ? ''
      : `${elsewhere === undefined ? '' : `${elsewhere}\n`}Port ${port} is in use${hidden === undefined ? ' by another program' : ''}: ${describePortOwner(foreignOwner)}\n`;
  return table + otherVersions.join('') + foreign;
}

function row(phantom: ListenerProcess, paint: Paint): string[] {
  const { userNo, pid, ports, origin, account, version } = phantom.registration;
  const head = [String(userNo), String(pid), ports.join(','), origin];
  if (phantom.condition !== 'answers') {
    const state = phantom.condition === 'hangs' ? 'hung' : 'unreachable';
    return [...head, paintState(paint, state), '-', '-', account, version];
  }
  const { drain, uptimeMs, connections } = phantom.status;
  const state = drain === undefined ? phantom.status.state : describeDrainPhase(drain);
  return [
    ...head,
    paintState(paint, state),
    formatDuration(uptimeMs),
    `${connections.open}/${connections.max}`,
    account,
    version,
  ];
}
