import { Command } from 'commander';
import { EXIT } from '../contract/exit-codes.ts';
import type { Health } from '../contract/health.ts';
import { columns } from './columns.ts';
import { askHealth, type PortAnswer } from './health.ts';
import { listenerAddress } from './listener-address.ts';
import { addSettingFlags, PLACE_NAMES } from './setting-flags.ts';
import { CliFailure, type Terminal } from './terminal.ts';

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
    async (options: { url?: string; json?: boolean }) => {
      const origin =
        options.url === undefined ? listenerAddress(command, terminal).http : httpOrigin(options.url);
      const answer = await askHealth(origin);
      terminal.out(
        options.json
          ? `${JSON.stringify({ address: origin, ...answer }, null, 2)}\n`
          : inWords(origin, answer),
      );
      if (answer.state === 'silent') throw new CliFailure('', EXIT.hung);
      if (answer.state !== 'answers') throw new CliFailure('', EXIT.notRunning);
    },
  );
}

function httpOrigin(url: string): string {
  try {
    const { protocol, host } = new URL(url.includes('://') ? url : `http://${url}`);
    return `${/^(?:https|wss):$/.test(protocol) ? 'https' : 'http'}://${host}`;
  } catch {
    throw new CliFailure(`--url ${url} is not an address: use one such as http://localhost:8768`, EXIT.usage);
  }
}

function inWords(origin: string, answer: PortAnswer): string {
  switch (answer.state) {
    case 'answers':
      return running(origin, answer.health);
    case 'silent':
      return `WebSocket Listener: HUNG\n${origin}: ${answer.why}.\n`;
    case 'closed':
      return `WebSocket Listener: NOT RUNNING\n${origin}: ${answer.why}. Start it with "hal-listener run".\n`;
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
    ['started', `${health.started} (up ${upTime(health.uptime_s)})`],
    [
      'connections',
      `${connections.open}/${connections.max}, ${connections.total} so far, ${connections.refused} refused`,
    ],
    ['queries', `${queries.total}, ${queries.failed} failed`],
    ['account', `${account.name}, driver ${account.driver}, ${account.state}`],
  ])}`;
}

/** `3 d 4 h`, `5 min`, `12 s`. */
function upTime(seconds: number): string {
  const units = [
    ['d', 86_400],
    ['h', 3_600],
    ['min', 60],
  ] as const;
  const parts: string[] = [];
  let left = Math.floor(seconds);
  for (const [unit, size] of units) {
    if (left >= size) parts.push(`${Math.floor(left / size)} ${unit}`);
    left %= size;
  }
  return parts.slice(0, 2).join(' ') || `${left} s`;
}
