import { Command } from 'commander';
import { EXIT } from '../contract/exit-codes.ts';
import { type HandshakeOutcome, tryHandshake } from '../lib/hal-client.ts';
import type { ListenerProcess } from '../supervisor/registry/find-listeners.ts';
import { awaitRegistration } from './await-registration.ts';
import { askHealth } from './health.ts';
import { notes } from './help.ts';
import { addressOf, type ListenerAddress, registeredAddresses } from './listener-address.ts';
import { addSettingFlags } from './setting-flags.ts';
import {
  describeListener,
  listenerElsewhere,
  readOnlySupervision,
  type Supervision,
  startFailure,
} from './supervision.ts';
import { CliFailure, type Terminal } from './terminal.ts';
import { listenerWarnings, startWarnings, warningLines } from './warnings.ts';

/** The result of connecting to the listener as a client does. */
export type CheckResult =
  /** `how` is a text such as `12 ms` or `HTTP 401: a token is required`. */
  | { readonly kind: 'answers'; readonly how: string; readonly phantom: ListenerProcess | undefined }
  | { readonly kind: 'silent'; readonly why: string; readonly phantom: ListenerProcess | undefined }
  /** No listener of this home runs, and the listener of another home uses the port. */
  | { readonly kind: 'elsewhere'; readonly why: string };

const ANSWER_TIMEOUT_MS = 5_000;
/** A connection that fails within this time, in ms, is retried once: many clients may have filled the accept queue. */
const QUICK_FAILURE_MS = 1_000;
const RETRY_DELAY_MS = 500;

/**
 * Connects to the listener of this home as a client does, at the addresses in its registration, whatever this shell's
 * configuration is. Any HTTP response of a registered listener proves that it is alive, even an error: it may be full, require
 * a token or be draining. Where none is registered, the program on the port must be a HAL listener.
 */
export async function checkListener({ supervisor, config }: Supervision): Promise<CheckResult> {
  const phantom = await supervisor.findListener();
  if (phantom === undefined) {
    const why = await listenerElsewhere(supervisor.port);
    if (why !== undefined) return { kind: 'elsewhere', why };
  }
  const addresses =
    phantom === undefined
      ? [addressOf({ ...config, port: supervisor.port }, '127.0.0.1')]
      : registeredAddresses(phantom.registration, config);
  const probe = () => probeAddresses(addresses, config.token, phantom !== undefined);
  const { clock } = supervisor.options;
  const since = clock.monotonic();
  const first = await probe();
  const isRetried =
    first.kind === 'fails' && phantom !== undefined && clock.monotonic() - since < QUICK_FAILURE_MS;
  if (isRetried) await supervisor.options.sleep(RETRY_DELAY_MS);
  const outcome = isRetried ? await probe() : first;
  switch (outcome.kind) {
    case 'answers':
      return { kind: 'answers', how: `${outcome.ms} ms`, phantom };
    case 'refuses':
      return { kind: 'answers', how: `HTTP ${outcome.status}: ${outcome.why}`, phantom };
    case 'fails':
      return { kind: 'silent', why: outcome.why, phantom };
  }
}

async function probeAddresses(
  addresses: readonly ListenerAddress[],
  token: string | undefined,
  isRegistered: boolean,
): Promise<HandshakeOutcome> {
  let outcome: HandshakeOutcome = { kind: 'fails', why: 'it has no address that can be reached from here' };
  for (const { socket, http } of addresses) {
    const [handshake, health] = await Promise.all([
      tryHandshake({ url: socket, token, timeoutMs: ANSWER_TIMEOUT_MS }),
      askHealth(http, ANSWER_TIMEOUT_MS),
    ]);
    if (handshake.kind === 'refuses' && !isRegistered && health.state === 'foreign') {
      outcome = { kind: 'fails', why: `${health.why} (HTTP ${handshake.status})` };
      continue;
    }
    if (handshake.kind !== 'fails') return handshake;
    if (health.state === 'answers') {
      return {
        kind: 'refuses',
        status: 200,
        why: `its health page answers, but a client cannot connect (${handshake.why})`,
      };
    }
    outcome = handshake;
  }
  return outcome;
}

const EXAMPLES = `
Makes a real handshake and a ping at the addresses of the listener of this home, because an open port alone proves
nothing. Any HTTP response counts, even an error. Made for a task that runs every five minutes. A listener that was
stopped on purpose stays stopped. A restart repeats the flags and the environment of the last start; a secret that only
that environment had (a token, a password) must be set here too, or in config.json.

Exit codes: 0 it answers, or was stopped on purpose; 1 it does not.

Examples:
  hal-listener check
  hal-listener check --restart
`;

/** `hal-listener check`: the health check of a task or a monitor. */
export function checkVerb(terminal: Terminal): Command {
  const command = new Command('check')
    .description('connect as a client does, and check that the listener answers')
    .option('--restart', 'restart it if it does not answer, unless it was stopped on purpose')
    .addHelpText('after', notes(EXAMPLES));
  return addSettingFlags(command).action(async ({ restart = false }: { readonly restart?: boolean }) => {
    const context = readOnlySupervision(command, terminal);
    const { supervisor } = context;
    await awaitRegistration(context);
    const checked = await checkListener(context);
    if (checked.kind === 'answers') {
      terminal.out(`The listener answers (${checked.how}).\n`);
      const { phantom } = checked;
      if (phantom?.condition === 'answers') terminal.out(warningLines(listenerWarnings(phantom.status)));
      return;
    }
    const { desired } = supervisor;
    if (desired?.desired === 'stopped') {
      return reportStopped(terminal, desired.by);
    }
    if (checked.kind === 'elsewhere') throw new CliFailure(checked.why, EXIT.failed);
    if (!restart) throw new CliFailure(`The listener does not answer: ${checked.why}`, EXIT.failed);
    terminal.err(`The listener does not answer: ${checked.why}. Restarting it.\n`);
    supervisor.events.on('log', (line) => terminal.err(`${line}\n`));
    const result = await supervisor.restart({ unlessStopped: true });
    if (result.kind === 'failed' && result.failure.kind === 'cancelled') {
      return reportStopped(terminal, result.failure.by);
    }
    if (result.kind === 'failed') throw await startFailure(result.failure);
    if (result.kind === 'no-such-listener') return;
    terminal.out(`Restarted: ${describeListener(result.listener)}\n`);
    terminal.out(warningLines(await startWarnings(supervisor, result.listener)));
  });
}

function reportStopped(terminal: Terminal, by: string): void {
  terminal.out(`The listener was stopped by ${by} and stays stopped.\n`);
}
