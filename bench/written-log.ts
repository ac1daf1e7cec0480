import { closeSync, openSync, writeSync } from 'node:fs';

const LINES_PER_CHUNK = 1_000;

/** A thousand log lines in the listener's format, including warnings and an error. */
export function logChunk(): Buffer {
  const lines = Array.from({ length: LINES_PER_CHUNK }, (_, number) => {
    const level = number === 500 ? 'ERROR' : number % 100 === 99 ? 'WARN ' : 'INFO ';
    return `2026-11-23 05:06:07.${String(number).padStart(3, '0')} ${level} server  client left client=192.0.2.7:50507 code=1001 reason="running away" ms=412006 queries=18 n=${number}\n`;
  });
  return Buffer.from(lines.join(''));
}

/** Bytes of such a line. */
export const LOG_LINE_BYTES = Math.ceil(logChunk().length / LINES_PER_CHUNK);

/** Writes a log of `thousands` thousand lines. */
export function writeLogLines(file: string, thousands: number): void {
  const bytes = logChunk();
  const log = openSync(file, 'a');
  for (let written = 0; written < thousands; written += 1) writeSync(log, bytes);
  closeSync(log);
}
