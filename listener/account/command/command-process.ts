import { guarded } from '../../../lib/background.ts';
import { AccountError } from '../errors.ts';
import { QmProcess } from '../qmclient/pipe.ts';
import type { Timers } from '../qmclient/timers.ts';
import { type CommandLine, programWithArguments } from './command-line.ts';
import type { CommandEnd } from './command-output.ts';

/** The largest output accepted, as over QMClient: 64 MiB. */
const MAX_OUTPUT_BYTES = 64 * 1024 * 1024;
/** A process that the statement left running may keep the output open; QM's own output has arrived by then. */
const OUTPUT_LINGER_MS = 1_000;

/** A `qm` process that runs one statement. */
export interface RunningCommand {
  /** Rejects with AccountError: UNAVAILABLE if it cannot be started, PROTOCOL if its output exceeds the limit. */
  readonly end: Promise<CommandEnd>;
  /** Stops it: SIGTERM, finally SIGKILL. Its output is read until it exits; otherwise QM keeps a dead user slot. */
  stop(): void;
}

/** Starts the qm program with empty input, so that no program waits for an answer. */
export function startCommand(program: string, line: CommandLine, timers: Timers): RunningCommand {
  const chunks: Buffer[] = [];
  let size = 0;
  let stop = () => {};
  const end = new Promise<CommandEnd>((resolve, reject) => {
    const [file, args] = programWithArguments(program, line);
    const qm = new QmProcess(file, args, ['ignore', 'pipe', 'pipe'], onEnd, timers, line.env);
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
    const onExit = () => timers.after(OUTPUT_LINGER_MS, () => child.stdout?.destroy());
    child.on('exit', guarded('QM process', onExit));

    function onEnd({ error, text = '' }: { readonly error?: Error; readonly text?: string }): void {
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
