/** Byte sizes as settings and limits write them: KiB, MiB and GiB are powers of 1024; kB, MB and GB powers of 1000. */
const UNITS: Readonly<Record<string, number>> = {
  '': 1,
  b: 1,
  kib: 1024,
  mib: 1024 ** 2,
  gib: 1024 ** 3,
  kb: 1000,
  mb: 1000 ** 2,
  gb: 1000 ** 3,
};

/** Parses `10485760`, `10 MiB`, `150MB` or `1.5 GiB`. @returns bytes; NaN if the text has another format */
export function parseByteSize(text: string): number {
  const [, amount, unit] = /^(\d{1,15}(?:\.\d{1,3})?) ?([a-z]*)$/i.exec(text) ?? [];
  const factor = UNITS[unit?.toLowerCase() ?? '?'];
  return amount === undefined || factor === undefined ? Number.NaN : Math.round(Number(amount) * factor);
}

/** Formats bytes without rounding, such that `parseByteSize` reads the same number: `10 MiB`, `150 MB`, `64 KiB`, `1500`. */
export function formatByteSize(bytes: number): string {
  if (bytes >= 1024 ** 2 && bytes % 1024 ** 2 === 0) return `${bytes / 1024 ** 2} MiB`;
  if (bytes >= 1000 ** 2 && bytes % 1000 ** 2 === 0) return `${bytes / 1000 ** 2} MB`;
  return String(bytes);
}
