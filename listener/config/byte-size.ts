import { type Kind, trimmed } from './kinds.ts';

/** MiB is 1024 times 1024, MB is 1000 times 1000, as disks and memory are sold and counted. */
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

/** A number of bytes: `10485760`, `10 MiB`, `150MB`, `1.5 GiB`; limits included, in bytes. */
export function byteSize(min: number, max: number): Kind<number> {
  return {
    noun: 'a size in range',
    allowed: `${formatBytes(min)} to ${formatBytes(max)}, in bytes or with KiB, MiB, GiB, kB, MB or GB`,
    placeholder: 'bytes',
    parse: (raw) => {
      const value = typeof raw === 'number' ? raw : parseBytes(trimmed(raw));
      return Number.isInteger(value) && value >= min && value <= max ? { value } : undefined;
    },
    format: formatBytes,
  };
}

function parseBytes(text: string): number {
  const [, amount, unit] = /^(\d{1,15}(?:\.\d{1,3})?) ?([a-z]*)$/i.exec(text) ?? [];
  const factor = UNITS[unit?.toLowerCase() ?? '?'];
  return amount === undefined || factor === undefined ? Number.NaN : Math.round(Number(amount) * factor);
}

/** Bytes as people say them where that is exact (`10 MiB`, `150 MB`), else the plain number. */
export function formatBytes(bytes: number): string {
  if (bytes >= 1024 ** 2 && bytes % 1024 ** 2 === 0) return `${bytes / 1024 ** 2} MiB`;
  if (bytes >= 1000 ** 2 && bytes % 1000 ** 2 === 0) return `${bytes / 1000 ** 2} MB`;
  return String(bytes);
}
