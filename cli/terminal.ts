import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import type { ExitCode } from '../contract/exit-codes.ts';
import { type Paint, withoutMarks } from './colors.ts';

/** What a verb may touch of the outside; tests hand in their own. */
export interface Terminal {
  /** Writes to standard output; the text brings its own line ends. */
  out(text: string): void;
  /** Writes to standard error. */
  err(text: string): void;
  /** Whether a line on standard error can be redrawn: it is a terminal. */
  readonly canRedraw?: boolean;
  /** Asks a question and waits for a line; absent without a terminal. */
  ask?(question: string): Promise<string>;
  /** Asks for a secret, which is not shown while it is typed; absent without a terminal. */
  askSecret?(question: string): Promise<string>;
  /** Reads standard input to its end; absent where it is a terminal. */
  input?(): Promise<string>;
  /** Characters in a line; absent without a terminal. */
  readonly width?: number;
  /** A text as it is shown there, with the commands named as they work there. */
  format?(text: string): string;
  /** Marks colours in a text for `out` and `err`; absent where no stream shows them. */
  readonly paint?: Paint;
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

/**
 * What a terminal obeys or what turns the order of letters round, but for line ends and tabs: control characters of
 * both sets (C0 with ESC, C1 with the CSI of one byte), line separators, and marks of direction. CR is one of them
 * unless LF follows: it lets a line be written over.
 */
const CONTROL_CHARACTERS =
  /(?![\t\n]|\r\n)[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufff9-\ufffb]/gu;

/** Escapes text from outside for a terminal: control characters become visible, such as `\u001b`. */
export function printable(text: string): string {
  return text.replace(
    CONTROL_CHARACTERS,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** The same for a name within a line: it cannot begin a line of its own either. */
export function printableLine(text: string): string {
  return printable(text).replace(/[\r\n]/g, (character) => (character === '\n' ? '\\n' : '\\r'));
}

/**
 * Rows of cells as lines of aligned columns, two spaces between; the last column has any width. No cell can
 * start a new line, whatever it contains.
 */
export function columns(cells: readonly (readonly string[])[]): string {
  const rows = cells.map((row) => row.map(printableLine));
  const widths: number[] = [];
  for (const row of rows) {
    for (const [index, cell] of row.entries()) widths[index] = Math.max(widths[index] ?? 0, width(cell));
  }
  const line = (row: readonly string[]): string =>
    row
      .map((cell, index) => cell + ' '.repeat((widths[index] ?? 0) - width(cell)))
      .join('  ')
      .trimEnd();
  return rows.map((row) => `${line(row)}\n`).join('');
}

function width(cell: string): number {
  return withoutMarks(cell).length;
}

/** Asks in the terminal. @param question as it is shown */
export async function ask(question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return await lines.question(question);
  } finally {
    lines.close();
  }
}

/** Asks for a secret: readline shows what is typed on its output, and this one shows nothing. */
export async function askSecret(question: string): Promise<string> {
  process.stdout.write(question);
  const silence = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: silence, terminal: true });
  try {
    return await lines.question('');
  } finally {
    lines.close();
    process.stdout.write('\n');
  }
}

/** The text of a pipe or a file on standard input; what is over the length that a setting may have is cut off. */
export async function readInput(): Promise<string> {
  let text = '';
  process.stdin.setEncoding('utf8');
  for await (const chunk of process.stdin) {
    text += chunk;
    if (text.length > MAX_INPUT_LENGTH) break;
  }
  return text;
}

const MAX_INPUT_LENGTH = 64 * 1024;
