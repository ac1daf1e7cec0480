/** One word as it is compared. */
export function fold(word: string): string {
  // Nearly every word is plain, and the questions of a second hold thousands.
  if (/^[a-z0-9]+$/i.test(word)) return word.toLowerCase();
  return word.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/['’]/gu, '');
}
