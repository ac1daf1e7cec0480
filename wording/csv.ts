/** A table for a spreadsheet (RFC 4180). @param rows each with a cell for each heading */
export function csvTable(
  headings: readonly string[],
  rows: readonly (readonly (string | number | null | undefined)[])[],
): string {
  return [headings, ...rows.map((row) => row.map(toCell))].map((row) => `${row.join(',')}\r\n`).join('');
}

function toCell(value: string | number | null | undefined): string {
  if (typeof value !== 'string') return value === undefined || value === null ? '' : String(value);
  // A spreadsheet would run a text that begins like a formula.
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return `"${text.replaceAll('"', '""')}"`;
}
