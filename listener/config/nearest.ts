/**
 * The known name a mistyped one most likely means; undefined where none is near. Case and the separators
 * `.`, `-` and `_` do not count, so `max_connections` finds `maxConnections`.
 */
export function nearest(name: string, known: Iterable<string>): string | undefined {
  const wanted = bare(name);
  let best: string | undefined;
  // More than a third of the letters wrong is another word, not a slip.
  let least = Math.floor(wanted.length / 3) + 1;
  for (const candidate of known) {
    const distance = editDistance(wanted, bare(candidate));
    if (distance < least) [best, least] = [candidate, distance];
  }
  return best;
}

function bare(name: string): string {
  return name.toLowerCase().replace(/[._-]/g, '').slice(0, 64);
}

/** Letters to insert, remove or replace to get from one word to the other (Levenshtein). */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (const [index, letter] of [...from].entries()) {
    const next = [index + 1];
    for (const [column, other] of [...to].entries()) {
      const replaced = (row[column] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(replaced, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
