import { type AutostartEntry, AutostartError } from './autostart.ts';

/** Rejects control characters, since a line end would end the command's line. @throws AutostartError */
export function assertNoControlCharacters({ program, args }: AutostartEntry): void {
  const invalid = [program, ...args].find((argument) => /\p{Cc}/u.test(argument));
  if (invalid === undefined) return;
  throw new AutostartError(
    `${JSON.stringify(invalid)} contains a control character, which an autostart command cannot contain.`,
  );
}

/** The value of the last line `KEY=value` of a section, in the format of desktop entries and units. */
export function lineValue(text: string, section: string, key: string): string | undefined {
  let [inside, found]: [boolean, string | undefined] = [false, undefined];
  for (const line of text.split(/\r?\n/)) {
    if (line.startsWith('[')) inside = line.trim() === `[${section}]`;
    else if (inside && line.startsWith(`${key}=`)) found = line.slice(key.length + 1);
  }
  return found;
}

/** Splits arguments with or without double quotes; inside quotes a backslash escapes the next character. */
export function parseQuotedArguments(text: string): string[] {
  const matches = text.matchAll(/"((?:[^"\\]|\\.)*)"|([^\s"]+)/g);
  return Array.from(matches, ([, quoted, bare]) => quoted?.replaceAll(/\\(.)/g, '$1') ?? bare ?? '');
}

const NAMED: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

export function xmlText(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => NAMED[character] ?? character);
}

/** The text of every element with that name, in order. For our own files only: no attributes, no nesting. */
export function elementTexts(xml: string, name: string): string[] {
  const characters = new Map(Object.entries(NAMED).map(([character, entity]) => [entity, character]));
  return Array.from(xml.matchAll(new RegExp(`<${name}>([^<]*)</${name}>`, 'g')), ([, text = '']) =>
    text.replaceAll(/&(?:amp|lt|gt|quot|apos);/g, (entity) => characters.get(entity) ?? entity),
  );
}
