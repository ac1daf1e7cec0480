import { Help } from 'commander';

/** How `--help` is laid out. */

/** The heading of the flags that most commands share. */
export const SETTINGS_GROUP = 'Settings:';

const INDENT = 2;
const GAP = 2;
/** A longer flag has a line of its own, with its description below. */
const MAX_TERM_WIDTH = 28;
/** On a narrower terminal, lines are as long as this. */
const MIN_WIDTH = 40;

/** For `configureHelp`: two columns, whatever the length of the flags. */
export const HELP_LAYOUT: Partial<Help> = {
  minWidthToWrap: 20,
  // That a switch without a value means on is what everybody expects.
  optionDescription: (option) => new Help().optionDescription(option).replace(/ \(preset: "on"\)$/, ''),
  padWidth: (command, helper) =>
    Math.min(Help.prototype.padWidth.call(helper, command, helper), MAX_TERM_WIDTH),
  formatItem(term, termWidth, description, helper) {
    const column = INDENT + termWidth + GAP;
    const width = Math.max((helper.helpWidth ?? 80) - column, MIN_WIDTH / 2);
    const lines = helper.boxWrap(description, width).split('\n');
    const head = `${' '.repeat(INDENT)}${term}`;
    const fits = helper.displayWidth(term) <= termWidth;
    const [first = '', ...others] = lines;
    return (
      fits ? [head.padEnd(column) + first, ...indented(others, column)] : [head, ...indented(lines, column)]
    )
      .map((line) => line.trimEnd())
      .join('\n');
  },
};

function indented(lines: readonly string[], column: number): string[] {
  return lines.map((line) => ' '.repeat(column) + line);
}

/**
 * A verb's notes and examples, for `addHelpText`: lines that begin at the margin are paragraphs, which flow as wide as
 * the terminal is; indented lines stay lines.
 */
export function notes(text: string): string {
  const lines: string[] = [];
  for (const line of text.split('\n')) {
    const last = lines.at(-1) ?? '';
    const flows = /^\S/.test(line) && /^\S/.test(last) && !last.endsWith(':');
    if (flows) lines[lines.length - 1] = `${last} ${line}`;
    else lines.push(line);
  }
  return lines.join('\n');
}

/**
 * Breaks lines that are longer than the terminal is wide, between words. What follows a gap of two spaces, as a remark
 * behind an example, goes on below itself or on a line of its own.
 */
export function wrapLines(text: string, width = 80): string {
  const most = Math.max(width, MIN_WIDTH);
  return text
    .split('\n')
    .flatMap((line) => (line.length <= most ? [line] : wrapped(line, most)))
    .join('\n');
}

function wrapped(line: string, width: number): string[] {
  const indent = line.length - line.trimStart().length;
  const gapAt = line.indexOf('  ', indent);
  if (gapAt < 0) return filled(line, width, indent === 0 ? 0 : indent + INDENT);
  const head = line.slice(0, gapAt);
  const remark = line.slice(gapAt).trimStart();
  const gap = ' '.repeat(line.length - head.length - remark.length);
  const column = head.length + gap.length;
  if (column <= width / 2) {
    const [first = '', ...others] = filled(remark, width - column, 0);
    return [head + gap + first, ...indented(others, column)];
  }
  const below = indent + 2 * INDENT;
  return [...filled(head, width, indent + INDENT), ...indented(filled(remark, width - below, 0), below)];
}

/** Words in lines; the first keeps its own indent. */
function filled(text: string, width: number, hanging: number): string[] {
  const lines: string[] = [];
  let line = ' '.repeat(text.length - text.trimStart().length);
  let isEmpty = true;
  for (const word of text.trim().split(' ')) {
    if (!isEmpty && line.length + 1 + word.length > width) {
      lines.push(line.trimEnd());
      line = ' '.repeat(hanging);
      isEmpty = true;
    }
    line += isEmpty ? word : ` ${word}`;
    isEmpty = false;
  }
  return [...lines, line.trimEnd()];
}
