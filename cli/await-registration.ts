import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import { HOME_FILES } from '../contract/home-files.ts';
import type { SupervisorOrigin } from '../contract/phantom-origins.ts';
import { waitUntil } from '../lib/clock.ts';
import type { Supervisor } from '../supervisor/lifecycle/supervisor.ts';
import { isRunningListener, registrationFiles } from '../supervisor/registry/find-listeners.ts';
import { HomeError } from '../supervisor/registry/home-error.ts';
import { listenerElsewhere, readOnlySupervision, type Supervision } from './supervision.ts';
import type { Terminal } from './terminal.ts';

/**
 * Milliseconds to wait; a running listener checks its registration every two seconds
 * (listener/control/registration-keeper.ts).
 */
const REPUBLISH_TIMEOUT_MS = 4_000;
const POLL_INTERVAL_MS = 100;

/**
 * A listener whose registration was removed (`rm -rf run`) writes it again. This waits for that if no listener is found
 * but one seems to run: the folder is gone, or a listener answers on the port. Never rejects with a HomeError.
 */
export async function awaitRegistration({ supervisor }: Supervision): Promise<void> {
  const { home, clock, sleep } = supervisor.options;
  const isFound = async () => (await supervisor.find(() => true)).some(isRunningListener);
  try {
    // A listener that is registered but does not answer hangs, so waiting would not help.
    if ((await isFound()) || registrationFiles(home).length > 0) return;
    const wasRemoved =
      existsSync(path.join(home, HOME_FILES.controlKey)) && !existsSync(path.join(home, HOME_FILES.run));
    if (!wasRemoved && (await listenerElsewhere(supervisor.port)) === undefined) return;
    await waitUntil(isFound, { clock, sleep, timeoutMs: REPUBLISH_TIMEOUT_MS, intervalMs: POLL_INTERVAL_MS });
  } catch (error) {
    // The command itself will report that the home cannot be read.
    if (!(error instanceof HomeError)) throw error;
  }
}

/**
 * The supervisor of a command about the running listeners, which logs to standard error. It is returned after
 * `awaitRegistration`.
 */
export async function supervisorWithLog(
  command: Command,
  terminal: Terminal,
  origin: SupervisorOrigin = 'cli',
): Promise<Supervisor> {
  const context = readOnlySupervision(command, terminal, origin);
  context.supervisor.events.on('log', (line) => terminal.err(`${line}\n`));
  await awaitRegistration(context);
  return context.supervisor;
}
