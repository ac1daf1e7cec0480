/** Finds the phrase by which somebody turns to HAL, at the start of what was recognized. */

export interface Addressed {
  /** Whether a wake phrase was said. */
  readonly isWoken: boolean;
  /** What was said behind it, or everything if there was none. */
  readonly text: string;
}

/** @param phrases lower case, as `hey jarvis`; words may have punctuation between them: "Hey, Jarvis!" */
export function readAddress(text: string, phrases: readonly string[]): Addressed {
  const words = [...text.matchAll(/[\p{L}\p{N}']+/gu)];
  for (const phrase of phrases) {
    const wanted = phrase.split(' ');
    const isSaid = wanted.every((word, index) => words[index]?.[0].toLowerCase() === word);
    const last = words[wanted.length - 1];
    if (!isSaid || last === undefined) continue;
    const rest = text.slice(last.index + last[0].length).replace(/^[\s\p{P}]+/u, '');
    return { isWoken: true, text: /[\p{L}\p{N}]/u.test(rest) ? rest : '' };
  }
  return { isWoken: false, text };
}
