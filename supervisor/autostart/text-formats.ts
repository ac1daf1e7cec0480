import { type AutostartEntry, AutostartError } from './autostart.ts';

/** Line ends and their like would end the line that holds the command. @throws AutostartError */
export function assertNoControlCharacters({ program, args }: AutostartEntry): void {
  const bad = [program, ...args].find((word) => /\p{Cc}/u.test(word));
  if (bad === undefined) return;
  throw new AutostartError(
    `${JSON.stringify(bad)} contains a control character, which an autostart command cannot contain.`,
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

const NAMED: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

export function xmlText(text: string): string {
  return text.replaceAll(/[&<>"']/g, (sign) => NAMED[sign] ?? sign);
}

/** The text of every element of that name, in order. For files of our own form: no attributes, no nesting. */
export function elementTexts(xml: string, name: string): string[] {
  const signs = new Map(Object.entries(NAMED).map(([sign, entity]) => [entity, sign]));
  return Array.from(xml.matchAll(new RegExp(`<${name}>([^<]*)</${name}>`, 'g')), ([, text = '']) =>
    text.replaceAll(/&(?:amp|lt|gt|quot|apos);/g, (entity) => signs.get(entity) ?? entity),
  );
}
