import { EXIT } from '../contract/exit-codes.ts';
import { systemClock } from '../lib/clock.ts';
import { userName } from '../lib/user.ts';
import { AccountError } from '../listener/account/errors.ts';
import { type Config, ConfigError } from '../listener/config/config.ts';
import { writeLastExit } from '../listener/control/registration-file.ts';
import { type Listener, startListener } from '../listener/listener.ts';
import { PortError } from '../listener/server/listen.ts';
import { type NewEvent, recordEvent } from '../supervisor/registry/event-file.ts';
import { askHealth, HEALTH_TIMEOUT_MS } from './health.ts';
import { configFailure } from './setting-flags.ts';
import { CliFailure } from './terminal.ts';

/**
 * Starts the listener of `run`. Records a failure in the home, so that later commands can report it.
 *
 * @param launched whether a supervisor launched it, which examines an occupied port itself
 * @throws CliFailure, or an unexpected error
 */
export async function startOrExplain(
  options: Parameters<typeof startListener>[0],
  launched: boolean,
): Promise<Listener> {
  try {
    return await startListener(options);
  } catch (error) {
    const failure = await toFailure(error, options.config, launched);
    const reason = failure instanceof Error ? failure.message : String(failure);
    const code = failure instanceof CliFailure ? failure.exitCode : EXIT.crashed;
    const unopened = error instanceof PortError ? { port: error.port, code: error.code } : undefined;
    writeLastExit(options.config.home, {
      code,
      cause: 'error',
      reason,
      ...(unopened === undefined ? {} : { unopened }),
    });
    const event: NewEvent = {
      kind: 'start-failed',
      cause: reason,
      by: userName(),
      exitCode: code,
      pid: process.pid,
    };
    recordEvent(options.config.home, event, systemClock);
    throw failure;
  }
}

async function toFailure(error: unknown, config: Config, launched: boolean): Promise<unknown> {
  if (error instanceof ConfigError) return configFailure(error);
  if (error instanceof AccountError) return new CliFailure(error.message, EXIT.failed);
  if (!(error instanceof PortError)) return error;
  // A supervisor examines the port itself; if the program on it is silent, the timeout would pass twice.
  const message = launched ? `${error.message}.` : await describePortFailure(error, config);
  return new CliFailure(message, EXIT.portUnavailable);
}

async function describePortFailure(error: PortError, config: Config): Promise<string> {
  if (error.code !== 'EADDRINUSE') return `${error.message}.`;
  const scheme = config.tlsKey === undefined ? 'http' : 'https';
  const answer = await askHealth(`${scheme}://localhost:${error.port}`, HEALTH_TIMEOUT_MS);
  if (answer.state === 'answers') {
    const { version, pid } = answer.health;
    return `A HAL listener ${version} already answers on port ${error.port} (PID ${pid}). Nothing was changed.`;
  }
  return `${error.message}. Use another port with --port, or end the program that uses it.`;
}
