import { closeSync, type Stats, statSync } from 'node:fs';
import path from 'node:path';
import { isSea } from 'node:sea';
import { Command } from 'commander';
import { EXIT } from '../contract/exit-codes.ts';
import { HOME_FILES, HOME_LAYOUT } from '../contract/home-files.ts';
import { onBackgroundError, surviveErrors } from '../lib/background.ts';
import { systemClock } from '../lib/clock.ts';
import { openPrivateFileSync } from '../lib/private-file.ts';
import { ensureHome } from '../lib/private-folder.ts';
import { assertFile } from '../lib/read-file.ts';
import { detached } from '../supervisor/launch.ts';
import { Watch } from '../supervisor/watch.ts';
import { type Interruption, interruption } from './interruption.ts';
import { reloadListener } from './reload.ts';
import { addSettingFlags } from './setting-flags.ts';
import { supervision } from './supervision.ts';
import { CliFailure, type Terminal } from './terminal.ts';

const EXAMPLES = `
The supervisor without a screen: what a boot task, a service or a unit runs. It adopts a listener that runs, restarts
one that dies or hangs, and leaves one alone that was stopped on purpose. Ending it leaves the listener running.

Examples:
  hal-listener watch
  hal-listener watch --detach      in the background; what it says is in run/watch.log of the home folder
`;

interface WatchOptions {
  readonly detach?: boolean;
  readonly restartOnAlarm?: boolean;
}

type Interrupted = (onHangUp: () => void) => Interruption;

/** `hal-listener watch`: keeps the listener running until told to leave. */
export function watchVerb(
  terminal: Terminal,
  interrupted: Interrupted = (onHangUp) => interruption(process, { onHangUp }),
): Command {
  const command = new Command('watch')
    .description('keep the listener running, without a screen')
    .option('--restart-on-alarm', 'restart it when its CPU or memory is over its limit for a minute')
    .option('--detach', 'go on in the background, without this terminal')
    .addHelpText('after', EXAMPLES);
  return addSettingFlags(command).action(async ({ detach = false, restartOnAlarm = false }: WatchOptions) => {
    const own = supervision(command, terminal, 'watch', { restartOnAlarm });
    const { supervisor, config } = own;
    if (detach) return inBackground(config.home, terminal);
    const say = (line: string): void =>
      terminal.out(`${new Date(systemClock.now()).toISOString()} ${line}\n`);
    supervisor.events.on('log', say);
    supervisor.events.on('state', ({ kind, reason }) => say(`${kind}: ${reason}`));
    const stopHearing = onBackgroundError(({ task, error }) =>
      say(`goes on after an error (${task}): ${String(error)}`),
    );
    const dieOfErrors = surviveErrors();
    // SIGHUP is meant for the listener: a unit or a person may know no other process.
    const end = interrupted(() => void reloadListener(own).then(say));
    try {
      await new Watch(supervisor, end.signal).run();
    } finally {
      end.release();
      dieOfErrors();
      stopHearing();
    }
  });
}

/** A supervisor says a line where something happens: years of them. */
const MOST_LOG_BYTES = 1024 ** 2;

/** A FIFO or a device in its place would stop this command, or whoever writes later. */
function assertLog(file: string, stats: Stats): void {
  try {
    assertFile(file, stats);
  } catch (error) {
    throw new CliFailure(
      `${String(error instanceof Error ? error.message : error)}. Remove it.`,
      EXIT.failed,
    );
  }
}

/** This very command once more, in a session of its own. */
async function inBackground(home: string, terminal: Terminal): Promise<void> {
  const file = path.join(home, HOME_FILES.watchLog);
  ensureHome(home, HOME_LAYOUT);
  const stats = statSync(file, { throwIfNoEntry: false });
  if (stats !== undefined) assertLog(file, stats);
  const long = (stats?.size ?? 0) > MOST_LOG_BYTES;
  const fd = openPrivateFileSync(file, long ? 'w' : 'a');
  const args = process.argv.slice(isSea() ? 2 : 1).filter((word) => word !== '--detach');
  const child = detached({ program: process.execPath, args, env: terminal.env }, fd);
  closeSync(fd);
  const failure = await new Promise<Error | undefined>((resolve) => {
    child.once('error', resolve);
    child.once('spawn', () => resolve(undefined));
  });
  if (failure !== undefined) throw new CliFailure(`It could not be started: ${failure.message}`, EXIT.failed);
  terminal.out(`The supervisor runs in the background (PID ${child.pid}). What it says: ${file}\n`);
}
