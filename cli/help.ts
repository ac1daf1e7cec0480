import { Help } from 'commander';

/** The layout of `--help`. */

/** The heading above the flags that most commands share. */
export const SETTINGS_GROUP = 'Settings:';

const INDENT = 2;
const GAP = 2;
/** A longer flag gets its own line, with its description below. */
const MAX_TERM_WIDTH = 28;
/** On a narrower terminal, lines still have this width. */
const MIN_WIDTH = 40;

/** For `configureHelp`: always two columns, whatever the length of the flags. */
export const HELP_LAYOUT: Partial<Help> = {
  minWidthToWrap: 20,
  // Everyone expects a switch without a value to mean "on".
  optionDescription: (option) => new Help().optionDescription(option).replace(/ \(preset: "on"\)$/, ''),
  padWidth: (command, helper) =>
    Math.min(Help.prototype.padWidth.call(helper, command, helper), MAX_TERM_WIDTH),
  formatItem(term, termWidth, description, helper) {
    const column = INDENT + termWidth + GAP;
    const width = Math.max((helper.helpWidth ?? 80) - column, MIN_WIDTH / 2);
    const lines = helper.boxWrap(description, width).split('\n');
    const head = `${' '.repeat(INDENT)}${term}`;
    const fits = helper.displayWidth(term) <= termWidth;
    const [first = '', ...rest] = lines;
    return (
      fits
        ? [head.padEnd(column) + first, ...indentLines(rest, column)]
        : [head, ...indentLines(lines, column)]
    )
      .map((line) => line.trimEnd())
      .join('\n');
  },
};

function indentLines(lines: readonly string[], column: number): string[] {
  return lines.map((line) => ' '.repeat(column) + line);
}

/**
 * Formats a command's notes and examples for `addHelpText`: lines without indent are joined into paragraphs, which are
 * wrapped at the terminal's width later; indented lines stay separate.
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
 * Wraps lines that are wider than the terminal. Text after a gap of two spaces, such as a remark after an example, is
 * wrapped in its own column or moved to the next line.
 */
export function wrapLines(text: string, width = 80): string {
  const maxWidth = Math.max(width, MIN_WIDTH);
  return text
    .split('\n')
    .flatMap((line) => (line.length <= maxWidth ? [line] : wrapLine(line, maxWidth)))
    .join('\n');
}

function wrapLine(line: string, width: number): string[] {
  const indent = line.length - line.trimStart().length;
  const gapAt = line.indexOf('  ', indent);
  if (gapAt < 0) return fillLines(line, width, indent === 0 ? 0 : indent + INDENT);
  const head = line.slice(0, gapAt);
  const remark = line.slice(gapAt).trimStart();
  const gap = ' '.repeat(line.length - head.length - remark.length);
  const column = head.length + gap.length;
  if (column <= width / 2) {
    const [first = '', ...rest] = fillLines(remark, width - column, 0);
    return [head + gap + first, ...indentLines(rest, column)];
  }
  const below = indent + 2 * INDENT;
  return [
    ...fillLines(head, width, indent + INDENT),
    ...indentLines(fillLines(remark, width - below, 0), below),
  ];
}

/** Fills lines with words. The first line keeps its indent, further lines are indented by `hanging` spaces. */
function fillLines(text: string, width: number, hanging: number): string[] {
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
