import { errnoOf } from '../lib/file-error.ts';
import { withCommandName } from '../wording/commands.ts';
import { colored } from './colors.ts';
import { isBrokenPipe } from './signals.ts';
import { printable } from './terminal.ts';

/** Which streams show colours. */
export interface Colors {
  readonly out: boolean;
  readonly err: boolean;
}

/** The part of a standard stream that is used here. */
export interface OutputStream {
  write(text: string): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
}

/**
 * Standard output and standard error of a command. Everything that is written passes through here: control characters
 * are escaped, and commands are named as they work in this terminal. A failure of standard output is reported once on
 * standard error and does not end the process.
 */
export class ProgramOutput {
  readonly #stdout: OutputStream;
  readonly #stderr: OutputStream;
  readonly #commandName: string;
  readonly #colors: Colors;
  #failed = false;

  constructor(
    streams: { readonly stdout: OutputStream; readonly stderr: OutputStream },
    commandName: string,
    colors: Colors = { out: false, err: false },
  ) {
    this.#stdout = streams.stdout;
    this.#stderr = streams.stderr;
    this.#commandName = commandName;
    this.#colors = colors;
    this.#stdout.on('error', (error) => this.#onError(error));
    // There is no other stream left to report an error of standard error.
    this.#stderr.on('error', () => undefined);
  }

  /** Whether a write to standard output failed although it still had a reader. */
  get failed(): boolean {
    return this.#failed;
  }

  readonly out = (text: string): void => void this.#stdout.write(colored(this.text(text), this.#colors.out));
  readonly err = (text: string): void => void this.#stderr.write(colored(this.text(text), this.#colors.err));

  /** The text as it is written. Command names in JSON, which is read by programs, are not replaced. */
  text(text: string): string {
    return printable(/^[{[]/.test(text) ? text : withCommandName(text, this.#commandName));
  }

  #onError(error: Error): void {
    // A reader that closed the pipe (`| head`, a closed terminal) needs no message.
    if (isBrokenPipe(error) || this.#failed) return;
    this.#failed = true;
    const code = errnoOf(error) ?? error.message;
    const reason = code === 'ENOSPC' ? 'no space left on the device' : 'it cannot be written';
    this.err(`hal-listener: cannot write to standard output: ${reason} (${code})\n`);
  }
}
