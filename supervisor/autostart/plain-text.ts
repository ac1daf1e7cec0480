import { type AutostartEntry, AutostartError } from './autostart.ts';

/** Line ends and their like would end the line that holds the command. @throws AutostartError */
export function refuseControlCharacters({ program, args }: AutostartEntry): void {
  const bad = [program, ...args].find((word) => /\p{Cc}/u.test(word));
  if (bad === undefined) return;
  throw new AutostartError(
    `${JSON.stringify(bad)} holds a control character, which cannot be started by itself.`,
  );
}

/** The value of the last line `KEY=value` of a section, as desktop entries and units have it. */
export function lineValue(text: string, section: string, key: string): string | undefined {
  let [inside, found]: [boolean, string | undefined] = [false, undefined];
  for (const line of text.split(/\r?\n/)) {
    if (line.startsWith('[')) inside = line.trim() === `[${section}]`;
    else if (inside && line.startsWith(`${key}=`)) found = line.slice(key.length + 1);
  }
  return found;
}

/** Takes words in double quotes or none apart; in quotes a backslash stands before a sign that is meant itself. */
export function quotedWords(text: string): string[] {
  const words = text.matchAll(/"((?:[^"\\]|\\.)*)"|([^\s"]+)/g);
  return Array.from(words, ([, quoted, bare]) => quoted?.replaceAll(/\\(.)/g, '$1') ?? bare ?? '');
}
