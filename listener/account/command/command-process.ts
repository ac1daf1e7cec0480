import { guarded } from '../../../lib/background.ts';
import { AccountError } from '../errors.ts';
import { QmProcess } from '../qmclient/pipe.ts';
import type { Timers } from '../qmclient/timers.ts';
import { type CommandLine, programWithArguments } from './command-line.ts';
import type { CommandEnd } from './command-output.ts';

/** The largest answer taken, as over QMClient: 64 MiB. */
const MAX_OUTPUT_BYTES = 64 * 1024 * 1024;
/** What a statement left running may hold its output open; QM's own part has come by then. */
const LINGER_MS = 1_000;

/** One `qm` that runs one statement. */
export interface RunningCommand {
  /** Rejects with AccountError: UNAVAILABLE where it cannot be started, PROTOCOL where it answers without end. */
  readonly end: Promise<CommandEnd>;
  /** Tells it to go: SIGTERM, in the end SIGKILL. Its output is read on till then (a dead user slot, else). */
  stop(): void;
}

/** Starts QM's program with its input at its end, so that nothing in it waits for an answer. */
export function startCommand(program: string, line: CommandLine, timers: Timers): RunningCommand {
  const chunks: Buffer[] = [];
  let size = 0;
  let stop = () => {};
  const end = new Promise<CommandEnd>((resolve, reject) => {
    const [file, args] = programWithArguments(program, line);
    const qm = new QmProcess(file, args, ['ignore', 'pipe', 'pipe'], gone, timers, line.env);
    const { child } = qm;
    stop = () => {
      child.kill('SIGTERM');
      qm.end();
    };
    const onOutput = (chunk: Buffer) => {
      size += chunk.length;
      if (size <= MAX_OUTPUT_BYTES) chunks.push(chunk);
      else stop();
    };
    child.stdout?.on('data', guarded('QM answer', onOutput));
    const onExit = () => timers.after(LINGER_MS, () => child.stdout?.destroy());
    child.on('exit', guarded('QM process', onExit));

    function gone({ error, text = '' }: { readonly error?: Error; readonly text?: string }): void {
      if (error) {
        reject(new AccountError('UNAVAILABLE', `${program} cannot be run: ${error.message}`));
      } else if (size > MAX_OUTPUT_BYTES) {
        reject(new AccountError('PROTOCOL', `QM answered more than ${MAX_OUTPUT_BYTES} bytes`));
      } else {
        const output = Buffer.concat(chunks).toString('latin1');
        resolve({ output, errors: text, code: child.exitCode });
      }
    }
  });
  return { end, stop: () => stop() };
}
