import { isLoopback, isOpenToNetwork, type Status } from '../contract/status.ts';

import { NO_FREE_SEAT } from '../listener/account/errors.ts';
import type { ControlClient } from '../supervisor/control/control-client.ts';
import { ControlError } from '../supervisor/control/control-error.ts';
import type { Supervisor } from '../supervisor/lifecycle/supervisor.ts';
import { isRunningListener, type ListenerProcess } from '../supervisor/registry/find-listeners.ts';

/** The warnings about a running listener, one line each. Every command that shows a listener prints them. */
export function listenerWarnings(status: Status): string[] {
  const { account, drain, listening, proxies } = status;
  const isDirect = listening.some(({ host }) => !isLoopback(host));
  const open = isDirect ? listening.map(({ host }) => host).join(', ') : 'through the proxy';
  return [
    ...(account.example === true ? [EXAMPLE_WARNING] : []),
    ...(drain === undefined
      ? []
      : [
          `drained by ${drain.by}: takes no new clients. To put it back into service: hal-listener drain --undo`,
        ]),
    ...(isOpenToNetwork(status)
      ? [
          `every machine on the network can connect (${open}, no token). To set a token: hal-listener config set token`,
        ]
      : []),
    ...(proxies?.untrusted ?? []).map(
      ({ address, sent }) =>
        `a proxy at ${address} names clients (${sent.join(', ')}) and is not trusted, so all its clients count as one. If it is yours: hal-listener config set trustedProxies ${[...new Set([...(proxies?.trusted ?? []), address])].join(',')}, then hal-listener reload`,
    ),
    ...(account.state === 'down'
      ? [
          `the database does not answer: ${account.reason ?? `account ${account.name}, driver ${account.driver}`}. Clients get an error; the listener retries at least every 30 s${account.reason?.includes(NO_FREE_SEAT) ? '. To see who has the seats: hal-listener account users' : ''}`,
        ]
      : []),
    ...(account.state === 'connecting' ? [`still connecting to the account ${account.name}`] : []),
  ];
}

export const EXAMPLE_WARNING =
  'example data: all records and answers are fictitious. Your own: hal-listener account load, or a QM (hal-listener account probe)';

/** Formats warnings as lines that begin with `warning:`. */
export function warningLines(warnings: readonly string[]): string {
  return warnings.map((line) => `warning: ${line}\n`).join('');
}

/** How long a start waits for the database to answer, in ms. */
const SETTLE_TIMEOUT_MS = 3_000;
const POLL_INTERVAL_MS = 50;

/** The warnings about a listener that has just started. Waits a moment for its database to answer. */
export async function startWarnings(supervisor: Supervisor, phantom: ListenerProcess): Promise<string[]> {
  if (!isRunningListener(phantom)) return [];
  return listenerWarnings(await waitForAccount(supervisor, phantom));
}

async function waitForAccount(
  supervisor: Supervisor,
  { status, registration }: Extract<ListenerProcess, { condition: 'answers' }>,
): Promise<Status> {
  if (status.account.state !== 'connecting') return status;
  let client: ControlClient | undefined;
  let last = status;
  try {
    client = await supervisor.connect(registration);
    const { clock, sleep } = supervisor.options;
    const until = clock.monotonic() + SETTLE_TIMEOUT_MS;
    while (clock.monotonic() < until) {
      await sleep(POLL_INTERVAL_MS);
      last = await client.request('status', {});
      if (last.account.state !== 'connecting') break;
    }
  } catch (error) {
    // The listener has ended meanwhile; the next command will report that.
    if (!(error instanceof ControlError)) throw error;
  } finally {
    client?.close();
  }
  return last;
}
