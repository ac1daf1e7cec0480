/** A line of the listener's as a sentence: with a capital, and with an end unless it has one. */
export function sentence(line: string, end = '.'): string {
  const text = `${line.charAt(0).toUpperCase()}${line.slice(1)}`;
  return text === '' || /[.!?]$/.test(text) ? text : `${text}${end}`;
}
