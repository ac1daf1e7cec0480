/**
 * What a terminal obeys or what turns the order of letters round, but for line ends and tabs: control characters of
 * both sets (C0 with ESC, C1 with the CSI of one byte), line separators, and marks of direction. CR is one of them
 * unless LF follows: it lets a line be written over.
 */
const OBEYED = /(?![\t\n]|\r\n)[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufff9-\ufffb]/gu;

/** Text that may hold what strangers said, for a terminal: what it would obey is shown, as `\u001b`. */
export function printable(text: string): string {
  return text.replace(OBEYED, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** The same for a name within a line: it cannot begin a line of its own either. */
export function printableLine(text: string): string {
  return printable(text).replace(/[\r\n]/g, (character) => (character === '\n' ? '\\n' : '\\r'));
}
