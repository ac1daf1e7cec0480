import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import type { ExitCode } from '../contract/exit-codes.ts';
import { type Paint, withoutMarks } from './colors.ts';

/** The input and output of a command; tests pass their own. */
export interface Terminal {
  /** Writes to standard output; the text includes its line ends. */
  out(text: string): void;
  /** Writes to standard error. */
  err(text: string): void;
  /** Whether a line on standard error can be redrawn, because it is a terminal. */
  readonly canRedraw?: boolean;
  /** Asks a question and waits for a line; absent without a terminal. */
  ask?(question: string): Promise<string>;
  /** Asks for a secret, which is not shown while it is typed; absent without a terminal. */
  askSecret?(question: string): Promise<string>;
  /** Reads standard input to its end; absent if it is a terminal. */
  input?(): Promise<string>;
  /** Width of the terminal in characters; absent without a terminal. */
  readonly width?: number;
  /** Formats a text for this terminal, with command names as they work there. */
  format?(text: string): string;
  /** Marks colours in a text for `out` and `err`; absent if no stream shows colours. */
  readonly paint?: Paint;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The program that a person runs the command with, where that is not a prompt: `panel`, `tray`. */
  readonly actor?: string;
}

/** Ends a command with an exit code and a message on standard error, which tells what to do next. */
export class CliFailure extends Error {
  override readonly name = 'CliFailure';
  readonly exitCode: ExitCode;

  constructor(message: string, exitCode: ExitCode, options?: ErrorOptions) {
    super(message, options);
    this.exitCode = exitCode;
  }
}

/**
 * The characters that control a terminal or reverse the direction of text, except line ends and tabs: control
 * characters of both sets (C0 with ESC, C1 with the one-byte CSI), line separators and direction marks. A CR without LF
 * is included because it lets a line be overwritten.
 */
const CONTROL_CHARACTERS =
  /(?![\t\n]|\r\n)[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufff9-\ufffb]/gu;

/** Escapes external text for a terminal: control characters become visible, such as `\u001b`. */
export function printable(text: string): string {
  return text.replace(
    CONTROL_CHARACTERS,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** The same for a name within a line: line ends are escaped too. */
export function printableLine(text: string): string {
  return printable(text).replace(/[\r\n]/g, (character) => (character === '\n' ? '\\n' : '\\r'));
}

/**
 * Formats rows of cells as aligned columns, separated by two spaces. Cells are escaped, so that none can start a new
 * line.
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

/** Asks a question in the terminal. @param question printed as it is */
export async function ask(question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return await lines.question(question);
  } finally {
    lines.close();
  }
}

/** Asks for a secret. readline echoes what is typed to its output, so it gets an output that shows nothing. */
export async function askSecret(question: string): Promise<string> {
  process.stdout.write(question);
  const mutedOutput = new Writable({ write: (_chunk, _encoding, callback) => callback() });
  const lines = createInterface({ input: process.stdin, output: mutedOutput, terminal: true });
  try {
    return await lines.question('');
  } finally {
    lines.close();
    process.stdout.write('\n');
  }
}

/** Reads standard input from a pipe or a file, up to the length that a setting may have. */
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
