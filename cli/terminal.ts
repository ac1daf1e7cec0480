import type { ExitCode } from '../contract/exit-codes.ts';

/** What a verb may touch of the outside; tests hand in their own. */
export interface Terminal {
  /** Writes to standard output; the text brings its own line ends. */
  out(text: string): void;
  /** Writes to standard error. */
  err(text: string): void;
  /** Whether a line on standard error may be drawn over: a person looks on. */
  readonly drawsOver?: boolean;
  /** Asks the person there and waits for a line; absent where nobody can answer. */
  ask?(question: string): Promise<string>;
  /** Asks for something that is not shown while it is typed; absent where nobody can answer. */
  askSecret?(question: string): Promise<string>;
  /** Everything on standard input, to its end; absent where a person sits there. */
  input?(): Promise<string>;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Ends a command with a message on standard error and an exit code. The message says what to do next. */
export class CliFailure extends Error {
  override readonly name = 'CliFailure';
  readonly exitCode: ExitCode;

  constructor(message: string, exitCode: ExitCode, options?: ErrorOptions) {
    super(message, options);
    this.exitCode = exitCode;
  }
}
