import { Command } from 'commander';
import { userId } from '../lib/user.ts';
import type { Listing, SupervisorOptions } from '../supervisor/lifecycle/supervisor-types.ts';
import { describePortOwner } from '../supervisor/platform/platform.ts';
import type { ListenerProcess } from '../supervisor/registry/find-listeners.ts';
import {
  conditionOf,
  findOtherListeners,
  type OtherListeners,
} from '../supervisor/registry/other-listeners.ts';
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
Lists every phantom of this home, whoever started it, any other program that uses the listener's port, and the phantoms
of other homes and users as far as this user may see them. To end one of those, name its home: kill 10001 --home FOLDER.

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
      const others = await findOthers(supervisor.options, listing);
      if (json) return terminal.out(formatJson(listJson(listing, others)));
      const foreign = listing.foreignOwner !== undefined && listing.hidden === undefined;
      const elsewhere = foreign ? await listenerElsewhere(listing.port) : undefined;
      terminal.out(formatListing(listing, elsewhere, terminal.paint));
      terminal.out(formatOthers(others, supervisor.options.clock.now(), terminal.paint));
      for (const phantom of listing.listeners) {
        if (phantom.condition !== 'answers' || phantom.status.account.example !== true) continue;
        terminal.out(`User No. ${phantom.registration.userNo}: ${EXAMPLE_WARNING}\n`);
      }
    },
  );
}

function findOthers(
  { home, platform, by }: Pick<SupervisorOptions, 'home' | 'platform' | 'by'>,
  { listeners, hidden }: Listing,
): Promise<OtherListeners> {
  const known = new Set(listeners.map(({ registration }) => registration.pid));
  return findOtherListeners({ home, platform, by, ownUid: userId() }, known, hidden !== undefined);
}

/** Formats the phantoms of other homes as a table; empty if there are none. @param now ms since the epoch */
export function formatOthers(
  { listeners, incomplete }: OtherListeners,
  now: number,
  paint: Paint = plain,
): string {
  const rows = listeners.map(({ program, home, registration, status }) => [
    registration === undefined ? '-' : String(registration.userNo),
    String(program.pid),
    program.ports?.join(',') || '-',
    registration?.origin ?? '-',
    paintState(paint, conditionOf(status)),
    program.startedAt === undefined ? '-' : formatDuration(Math.max(0, now - program.startedAt)),
    status === undefined ? '-' : `${status.connections.open}/${status.connections.max}`,
    program.user ?? '-',
    home ?? '-',
  ]);
  const table =
    rows.length === 0
      ? ''
      : `\nPhantoms of other homes:\n${columns([
          ['USER NO', 'PID', 'PORT', 'ORIGIN', 'STATE', 'UP', 'CLIENTS', 'USER', 'HOME'],
          ...rows,
        ])}`;
  return rows.length > 0 && incomplete !== undefined ? `${table}${incomplete}\n` : table;
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
