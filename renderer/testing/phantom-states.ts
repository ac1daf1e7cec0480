import type { Snapshot } from '../../contract/panel-snapshot.ts';
import { busyStatus, running, silent } from './fixtures.ts';

const DAY_MS = 86_400_000;

/** Every state in which a listener can be shown: a name for its screenshot, the page's label, and the snapshot. */
export const STATES: readonly (readonly [string, string, () => Snapshot])[] = [
  ['stopped', 'Stopped', () => silent('stopped', 'stopped by panel (anna)')],
  ['starting', 'Starting', () => silent('starting', 'started by panel (anna)', { since: Date.now() - 400 })],
  [
    'draining',
    'Draining',
    () => running({ state: 'draining', reason: 'restart by tray (anna)', since: Date.now() - 2_000 }),
  ],
  [
    'drained',
    'Drained',
    () =>
      running({
        status: busyStatus({
          drain: { phase: 'drained', by: 'cli (anna)', since: Date.now() - 60_000, left: 0, waiting: 0 },
        }),
      }),
  ],
  ['shared', 'Running', () => running({ status: busyStatus({ store: { state: 'ready' } }) })],
  [
    'hung',
    'Not responding',
    () => silent('hung', 'three pings were not answered', { silent: { userNo: 10_001, pid: 48_211 } }),
  ],
  [
    'backing-off',
    'Waiting to restart',
    () =>
      silent('backing-off', 'it crashed or was killed, without an exit record.', {
        retryAt: Date.now() + 8_000,
      }),
  ],
  [
    'failed-port',
    'Failed',
    () =>
      silent('failed', 'port 8768 is in use', {
        failure: {
          message: 'Port 8768 is in use by python (PID 4711, user anna, since 2026-11-23 05:06).',
          lastLines: [],
          portTaken: {
            port: 8_768,
            owner: 'python (PID 4711, user anna, since 2026-11-23 05:06)',
            pid: 4_711,
            canStop: true,
          },
        },
      }),
  ],
  [
    'failed-crash',
    'Failed',
    () =>
      silent('failed', 'five starts in a row failed', {
        failure: {
          message: 'The listener ended with exit code 70 before it answered.',
          lastLines: [
            "unexpected error: Error: EACCES: permission denied, open '/var/lib/hal-listener/sessions.json'",
            '    at Object.openSync (node:fs:581:18)',
            '    at readSessions (hal-listener.cjs:10220:15)',
          ],
        },
      }),
  ],
  [
    'full',
    'Running',
    () => running({ status: busyStatus({ connections: { open: 50, max: 50, total: 912, refused: 31 } }) }),
  ],
  [
    'no-database',
    'Running, no database',
    () =>
      running({
        status: busyStatus({
          account: {
            name: 'HAL',
            driver: 'qmclient',
            state: 'down',
            reason:
              'qmserver:4243 refuses the connection: QM is not started, or its QMClient port is another',
            seats: { used: 0, limit: 2, waiting: 3 },
          },
        }),
      }),
  ],
  ['warnings', 'Running', () => runningWithWarnings()],
];

/** A running listener with all warnings at once. */
function runningWithWarnings(): Snapshot {
  const ends = Date.now() + 4.5 * DAY_MS;
  return running({
    scheme: 'wss',
    commandName: 'node /opt/hal-listener/dist/hal-listener.cjs',
    lastTrouble: {
      at: Date.now() - 195 * 60_000,
      message: 'crashed: process 48102 is gone, SIGKILL (2 since boot)',
    },
    status: busyStatus({
      token: false,
      tls: true,
      account: { name: 'HAL', driver: 'embedded', state: 'ready', example: true },
      certificate: {
        endsAt: ends,
        warning: `the TLS certificate expires on ${new Date(ends).toISOString().slice(0, 10)}, in 4 days: renew it, then "hal-listener reload"`,
      },
    }),
  });
}

/** @throws if there is no state of that name */
export function stateNamed(name: string): Snapshot {
  const state = STATES.find(([its]) => its === name);
  if (state === undefined) throw new Error(`no state ${name}`);
  return state[2]();
}
