import { errnoOf, isTransient } from '../../lib/file-error.ts';
import { userName } from '../../lib/user.ts';
import type { RunningListener } from '../../supervisor/registry/find-listeners.ts';
import { CliFailure, type Terminal } from '../terminal.ts';

/**
 * The output for a QM Basic program: lines that it prints for the user, and a last line that begins with `@` and is
 * read by the program itself. QM gives it standard output and error as one text, and no reliable exit code.
 */
export type Verdict =
  /** A listener can be started, as far as can be checked beforehand. */
  | 'READY'
  /** The listener runs; with its PID and the folder of the registrations. */
  | 'RUNNING'
  /** The same after a requested restart, so earlier failures no longer count. */
  | 'RESTARTED'
  | 'STOPPED'
  | 'SILENT'
  /** The program asks again after this number of seconds. */
  | 'WAIT'
  /** The program asks again at once. */
  | 'AGAIN'
  | 'FAILED'
  | 'DOWN'
  | 'DONE'
  | 'ALIVE'
  | 'GONE';

/** Prints the line for the QM program; it has to be the last line of the output. */
export function sendVerdict(
  terminal: Terminal,
  verdict: Verdict,
  ...values: readonly (string | number)[]
): void {
  terminal.out(`${['@', verdict, ...values].join(' ')}\n`);
}

/** @param run the folder with the registrations */
export function reportRunning(
  terminal: Terminal,
  verdict: 'RUNNING' | 'RESTARTED',
  { registration }: RunningListener,
  run: string,
): void {
  // The folder comes last because it may contain spaces.
  sendVerdict(terminal, verdict, registration.pid, run);
}

/** Reports a failure of `work` in a form that the QM program understands. */
export async function withVerdict(terminal: Terminal, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    // The QM program asks again if it gets no verdict.
    if (isTransient(error)) throw error;
    const forbidden = error instanceof Error && /^E(ACCES|PERM)$/.test(errnoOf(error) ?? '');
    if (!(error instanceof CliFailure) && !forbidden) throw error;
    terminal.out(`${error.message}\n`);
    if (forbidden) {
      terminal.out(`QM runs as ${userName()} here, who must be allowed to use that folder.\n`);
    }
    sendVerdict(terminal, 'FAILED');
  }
}
