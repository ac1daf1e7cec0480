/**
 * What `text.replace(/[abc]+$/, '')` does, in linear time: an expression that may begin anywhere reads a long run of
 * such characters again from each of them where something else stands behind it.
 *
 * @param characters each of them is taken off the end, as often as it stands there
 */
export function trimEnd(text: string, characters: string): string {
  let end = text.length;
  while (end > 0 && characters.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

/** The text with each of the backslashes at its end doubled, as Windows wants them before a closing quote. */
export function doubleTrailingBackslashes(text: string): string {
  return text + text.slice(trimEnd(text, '\\').length);
}

/** `1234567` as `1,234,567`. */
export function groupThousands(digits: string): string {
  const groups: string[] = [];
  for (let end = digits.length; end > 0; end -= 3) groups.unshift(digits.slice(Math.max(0, end - 3), end));
  return groups.join(',');
}
